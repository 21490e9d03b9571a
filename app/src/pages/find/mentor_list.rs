//! All mentors by name.

use leptos::prelude::*;
use office_hours::profile::{MentorCard as Card, MentorPage};

use crate::kit::avatar::Avatar;
use crate::kit::button::{LINK, QUIET};
use crate::kit::empty::Empty;
use crate::kit::pager::Pager;
use crate::parts::chips::Chips;
use crate::parts::links;
use crate::parts::words::count;

const MAX_AREAS: usize = 4;

/// One page of all mentors.
#[component]
pub fn MentorList(
    /// The page.
    page: MentorPage,
) -> impl IntoView {
    if page.mentors.is_empty() {
        return view! {
            <Empty title="No mentors here" text="Either nobody has joined yet, or this page is past the last one.">
                <a class=QUIET href="/find">
                    "To the first page"
                </a>
            </Empty>
        }
        .into_any();
    }
    let cards = page.mentors.into_iter().map(|mentor| view! { <MentorCard mentor /> }).collect_view();
    view! {
        <section aria-labelledby="everybody">
            <h2 id="everybody" class="mb-4 text-base">
                {count(page.total as usize, "mentor", "mentors")}
            </h2>
            <ul class="grid gap-4 md:grid-cols-2">{cards}</ul>
            <Pager page=page.page pages=page.pages href=links::mentors_page />
        </section>
    }
    .into_any()
}

#[component]
fn MentorCard(mentor: Card) -> impl IntoView {
    let heading = format!("mentor-{}", mentor.mentor_id);
    let areas = mentor.expertise.into_iter().take(MAX_AREAS).collect();
    view! {
        <li class="flex gap-4 rounded-card border border-line bg-raised p-5 transition-colors hover:border-edge">
            <Avatar name=mentor.name.clone() photo=mentor.photo_url />
            <div class="grid min-w-0 grow content-start gap-2">
                <h3 id=heading.clone() class="text-base">
                    {mentor.name}
                </h3>
                <p class="text-muted">{mentor.headline}</p>
                <Chips label="Expertise" words=areas />
                <a class=format!("{LINK} justify-self-start py-2") href=links::mentor(mentor.mentor_id) aria-describedby=heading>
                    "View Profile"
                </a>
            </div>
        </li>
    }
}
