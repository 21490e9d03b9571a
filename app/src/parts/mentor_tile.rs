//! A mentor in a list that is not about a need.

use leptos::prelude::*;
use office_hours::availability::OpenSlot;
use office_hours::profile::MentorCard;

use super::chips::Chips;
use super::links::{self, FoundBy};
use super::save::SaveToggle;
use super::time::book;
use crate::kit::avatar::Avatar;
use crate::kit::button::ACTION;
use crate::state::language::say;

const MAX_AREAS: usize = 4;

/// Who, what they know, and where to go from there.
#[component]
pub fn MentorTile(
    /// Who.
    mentor: MentorCard,
    /// Whether the viewer has saved them; nothing for those who cannot.
    #[prop(default = None)]
    saved: Option<bool>,
    /// Their next free time, where that is what they are shown for.
    #[prop(default = None)]
    next: Option<OpenSlot>,
    /// What tells this tile apart where the mentor is shown twice on a page.
    #[prop(default = "mentor")]
    on: &'static str,
) -> impl IntoView {
    let mentor_id = mentor.mentor_id;
    let heading = format!("{on}-{mentor_id}");
    let areas = mentor.expertise.into_iter().take(MAX_AREAS).collect();
    let described_by = heading.clone();
    let next = next.map(|slot| {
        view! {
            <a
                class=ACTION
                href=links::slot(mentor_id, &slot, &FoundBy::default())
                aria-label=book(&slot.starts)
                title=slot.starts.long.clone()
            >
                {format!("{} {}", slot.starts.day, slot.starts.time)}
            </a>
        }
    });
    view! {
        <li class="flex gap-4 rounded-card border border-line bg-raised p-5 transition-colors hover:border-edge">
            <Avatar name=mentor.name.clone() photo=mentor.photo_url />
            <div class="grid min-w-0 grow content-start gap-2">
                <h3 id=heading.clone() dir="auto" class="text-base">
                    {mentor.name}
                </h3>
                <p dir="auto" class="text-muted">{mentor.headline}</p>
                <Chips label=say("Expertise") words=areas />
                <div class="flex flex-wrap items-center gap-x-6">
                    <a class=ACTION href=links::mentor(mentor_id) aria-describedby=heading>
                        {say("View Profile")}
                    </a>
                    {next}
                    {saved.map(|saved| view! { <SaveToggle mentor_id saved described_by /> })}
                </div>
            </div>
        </li>
    }
}
