//! `/saved`: whom the viewer wants to find again.

use leptos::prelude::*;
use office_hours::profile::MentorCard;

use crate::api::saved::list_saved_mentors;
use crate::kit::button::{LINK, PRIMARY};
use crate::kit::empty::Empty;
use crate::kit::page::PageHead;
use crate::kit::skeleton;
use crate::parts::load::load;
use crate::parts::mentor_tile::MentorTile;
use crate::state::language::say;
use crate::state::viewer::use_epoch;
use crate::state::wire::ask;

/// The list. Whoever is taken off it stays in sight until the page is opened again, so that it can be taken back.
#[component]
pub fn SavedPage() -> impl IntoView {
    let epoch = use_epoch();
    let mentors = ask(move || epoch.get(), |_| list_saved_mentors());
    view! {
        <PageHead title=say("Saved mentors") lead=say("The last one you saved comes first.") />
        {load(mentors, skeleton::cards, list)}
    }
    .into_any()
}

fn list(mentors: Vec<MentorCard>) -> AnyView {
    if mentors.is_empty() {
        return view! {
            <Empty title=say("Nobody saved yet") text=say("Press Save beside a mentor, and you find them here again.")>
                <a class=PRIMARY href="/find">
                    {say("Find a mentor")}
                </a>
            </Empty>
        }
        .into_any();
    }
    let tiles =
        mentors.into_iter().map(|mentor| view! { <MentorTile mentor saved=Some(true) /> }).collect_view();
    view! {
        <h2 class="sr-only">{say("Your list")}</h2>
        <ul class="grid gap-4 md:grid-cols-2">{tiles}</ul>
        <p class="mt-8">
            <a class=LINK href="/discover">
                {say("Look around for more")}
            </a>
        </p>
    }
    .into_any()
}
