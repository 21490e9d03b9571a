//! What narrows the page: kept in the address.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use office_hours::analytics::ProgrammeFilter;
use office_hours::booking::SessionStatus;

use crate::kit::button::{LINK, QUIET};
use crate::kit::field::TextField;
use crate::kit::get_form::GetForm;
use crate::kit::select::{Choice, Select};
use crate::kit::url::param;
use crate::state::language::say;

/// The filter of the page's address.
pub fn use_filter() -> Memo<ProgrammeFilter> {
    let search = use_location().search;
    Memo::new(move |_| search.with(|search| read(search)))
}

fn read(search: &str) -> ProgrammeFilter {
    let text = |name| param(search, name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    ProgrammeFilter {
        status: text("status").and_then(|status| status.parse().ok()),
        name: text("name"),
        from: text("from"),
        to: text("to"),
        page: text("page").and_then(|page| page.parse().ok()),
        mentors_page: text("mentors_page").and_then(|page| page.parse().ok()),
    }
}

/// Status, name and days.
#[component]
pub fn FilterForm(
    /// What is asked now.
    filter: Memo<ProgrammeFilter>,
) -> impl IntoView {
    let narrowed =
        move || filter.with(|filter| filter.clone().from_the_first_page() != ProgrammeFilter::default());
    let status = Signal::derive(move || filter.with(|f| f.status.map_or("", |s| s.as_str()).to_owned()));
    let text = move |read: fn(&ProgrammeFilter) -> &Option<String>| {
        Signal::derive(move || filter.with(|filter| read(filter).clone().unwrap_or_default()))
    };
    view! {
        <GetForm action="/programme" class="mb-10 grid items-end gap-4 min-[26rem]:grid-cols-2 lg:grid-cols-[1fr_1.5fr_1fr_1fr_auto]">
            <Select name="status" label=say("Status") none=say("Any") choices=statuses() value=status />
            <TextField name="name" label=say("Name contains") value=text(|f| &f.name) optional=true />
            <TextField name="from" label=say("From") kind="date" value=text(|f| &f.from) optional=true />
            <TextField name="to" label=say("To") kind="date" value=text(|f| &f.to) optional=true />
            <div class="flex items-center gap-4 min-[26rem]:col-span-2 lg:col-span-1">
                <button type="submit" class=QUIET>
                    {say("Filter")}
                </button>
                {move || {
                    narrowed()
                        .then(|| {
                            view! {
                                <a class=LINK href="/programme">
                                    {say("Show all")}
                                </a>
                            }
                        })
                }}
            </div>
        </GetForm>
    }
}

fn statuses() -> Vec<Choice> {
    SessionStatus::ALL.map(|status| (status.as_str().to_owned(), say(status.label()).to_owned())).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_asked() {
        let filter = read("status=no_show&name=+Ana+&from=&to=2026-11-30");
        assert_eq!(filter.status, Some(SessionStatus::NoShow));
        assert_eq!(filter.name.as_deref(), Some("Ana"));
        assert_eq!((filter.from, filter.to.as_deref()), (None, Some("2026-11-30")));
        assert_eq!(read("status=whatever&page=last"), ProgrammeFilter::default());
        let second = read("name=Ana&page=2&mentors_page=3");
        assert_eq!((second.page, second.mentors_page), (Some(2), Some(3)));
        assert_eq!(second.from_the_first_page(), read("name=Ana"));
    }
}
