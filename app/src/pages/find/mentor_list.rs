//! All mentors by name.

use leptos::prelude::*;
use office_hours::language::Text;
use office_hours::profile::MentorPage;

use crate::kit::button::{LINK, QUIET};
use crate::kit::empty::Empty;
use crate::kit::pager::Pager;
use crate::parts::links;
use crate::parts::mentor_tile::MentorTile;
use crate::state::language::{say, tell};

/// One page of all mentors.
#[component]
pub fn MentorList(
    /// The page.
    page: MentorPage,
) -> impl IntoView {
    if page.mentors.is_empty() {
        return view! {
            <Empty title=say("No mentors here") text=say("Either nobody has joined yet, or this page is past the last one.")>
                <a class=QUIET href="/find">
                    {say("To the first page")}
                </a>
            </Empty>
        }
        .into_any();
    }
    let cards = page.mentors.into_iter().map(|mentor| view! { <MentorTile mentor /> }).collect_view();
    view! {
        <section aria-labelledby="everybody">
            <div class="mb-4 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
                <h2 id="everybody" class="text-base">
                    {tell(Text::counted("{count} mentor", "{count} mentors", i64::from(page.total)))}
                </h2>
                <a class=LINK href="/discover">
                    {say("Look around by topic and time")}
                </a>
            </div>
            <ul class="grid gap-4 md:grid-cols-2">{cards}</ul>
            <Pager page=page.page pages=page.pages href=links::mentors_page label=say("Pages of mentors") />
        </section>
    }
    .into_any()
}
