//! `/compare`: two or three mentors side by side.

mod table;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use office_hours::ids::MentorId;
use office_hours::language::Text;
use office_hours::profile::comparison::{Comparison, SIDE_BY_SIDE};
use office_hours::text;

use self::table::Columns;
use crate::api::profile::compare_mentors;
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::{PRIMARY, QUIET};
use crate::kit::empty::Empty;
use crate::kit::page::PageHead;
use crate::kit::skeleton;
use crate::kit::url::params;
use crate::parts::links;
use crate::parts::load::load;
use crate::parts::time::ZoneLine;
use crate::state::address::use_param;
use crate::state::language::{say, tell};
use crate::state::viewer::use_epoch;
use crate::state::wire::ask;

/// The comparison.
#[component]
pub fn ComparePage() -> impl IntoView {
    let search = use_location().search;
    let ids = Memo::new(move |_| search.with(|search| params(search, "m").collect::<Vec<_>>().join(",")));
    let query = use_param("q");
    let epoch = use_epoch();
    let compared =
        ask(move || (ids.get(), query.get(), epoch.get()), |(ids, query, _)| compare_mentors(ids, query));
    view! {
        <PageHead title=say("Side by side") />
        {load(compared, skeleton::text, move |compared| show(compared, query.try_get().unwrap_or_default()))}
    }
    .into_any()
}

fn show(compared: Comparison, query: String) -> AnyView {
    let Comparison { mentors, missing, more } = compared;
    if mentors.is_empty() {
        let text = if missing > 0 {
            say("Whom you chose is not here any more, or not open to you.")
        } else {
            say("Choose two or three in a list of results, then press Compare.")
        };
        return view! {
            <Empty title=say("Nobody to compare") text>
                <a class=PRIMARY href=links::find(&query)>
                    {say("Choose mentors")}
                </a>
            </Empty>
        }
        .into_any();
    }
    let chosen: Vec<MentorId> = mentors.iter().map(|one| one.profile.mentor_id).collect();
    let note = |text: String| view! { <Alert tone=Tone::Note title=say("About this list") text /> };
    let missing = (missing > 0).then(|| {
        tell(Text::counted(
            "One of those chosen is not here any more, or not open to you, and is left out.",
            "{count} of those chosen are not here any more, or not open to you, and are left out.",
            i64::from(missing),
        ))
    });
    let more = more.then(|| {
        tell(text!("{most} fit side by side: these are the first that were chosen.", most = SIDE_BY_SIDE))
    });
    let another = (chosen.len() < SIDE_BY_SIDE).then(|| {
        let href = links::find_more(&query, &chosen);
        let (words, look) = match chosen.len() {
            1 => (say("Add another to compare with"), PRIMARY),
            _ => (say("Add another"), QUIET),
        };
        view! {
            <a class=look href=href>
                {words}
            </a>
        }
    });
    view! {
        <div class="grid gap-6">
            {missing.map(note)} {more.map(note)} <Columns mentors chosen query />
            <div class="flex flex-wrap items-center justify-between gap-4">{another} <ZoneLine /></div>
        </div>
    }
    .into_any()
}
