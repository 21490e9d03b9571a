//! The languages of the site, each by the name that those who speak it know.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use office_hours::language::Language;

use crate::parts::links;
use crate::state::language::{language, say};

/// Links to this page in every language. Plain ones: another language is another page.
#[component]
pub fn Languages() -> impl IntoView {
    let location = use_location();
    let here = move || {
        let (path, query) = (location.pathname.get(), location.search.get());
        if query.is_empty() { path } else { format!("{path}?{query}") }
    };
    let link = move |to: Language| {
        view! {
            <li>
                <a
                    href=move || links::language(to.code(), &here())
                    rel="external nofollow"
                    lang=to.code()
                    hreflang=to.code()
                    aria-current=(to == language()).then_some("true")
                    class="inline-flex min-h-11 items-center px-2 text-ink-soft underline-offset-4 hover:underline aria-[current]:font-medium \
                    aria-[current]:text-ink"
                >
                    {to.name()}
                </a>
            </li>
        }
    };
    view! {
        <nav aria-label=say("Language") class="mx-auto w-full max-w-page px-4 pb-24 sm:px-6 sm:pb-8 print:hidden">
            <ul class="-mx-2 flex flex-wrap text-sm">{Language::ALL.map(link).into_iter().collect_view()}</ul>
        </nav>
    }
}
