//! How a mentor will be found: the card of a search, as the form says it now.

use leptos::prelude::*;
use office_hours::profile::SaveMentorProfile as Entered;
use office_hours::profile::expertise::parse_expertise;
use office_hours::text::shortened;

use crate::kit::avatar::Avatar;
use crate::parts::chips::Chips;
use crate::parts::words::{area, byline};
use crate::state::hydrated::use_hydrated;
use crate::state::language::say;

/// Areas on the card.
const MAX_AREAS: usize = 4;
/// How much of the bio is quoted, in characters.
const MAX_WORDS: usize = 160;

/// The card beside the form, where there is room and a script.
#[component]
pub fn Preview(
    /// What stands in the form.
    typed: RwSignal<Entered>,
) -> impl IntoView {
    let hydrated = use_hydrated();
    let card = move || {
        let entered = typed.try_get().filter(|_| hydrated.try_get() == Some(true))?;
        Some(view! { <Card entered /> })
    };
    view! {
        <section aria-label=say("Preview") class="max-lg:hidden lg:sticky lg:top-24">
            {card}
        </section>
    }
}

#[component]
fn Card(entered: Entered) -> impl IntoView {
    let Entered { name, headline, company, expertise, bio, .. } = entered;
    let areas = parse_expertise(&expertise).unwrap_or_default();
    let areas = areas.iter().take(MAX_AREAS).map(area).collect();
    let byline = byline([Some(headline), Some(company)]);
    let words = shortened(&bio, MAX_WORDS);
    view! {
        <p class="mb-2 text-xs text-muted">{say("How founders will find you")}</p>
        <div class="grid gap-4 rounded-card border border-line bg-raised p-5">
            <div class="flex min-w-0 items-center gap-4">
                <Avatar name=name.clone() />
                <div class="min-w-0">
                    <p class="break-words text-base font-semibold">
                        {if name.trim().is_empty() { say("Your name").to_owned() } else { name }}
                    </p>
                    <p class="break-words text-muted">{if byline.is_empty() { say("Your headline").to_owned() } else { byline }}</p>
                </div>
            </div>
            {(!words.is_empty())
                .then(|| view! { <blockquote dir="auto" class="break-words border-s-2 border-line ps-3">{words}</blockquote> })}
            <Chips label=say("Expertise") words=areas />
        </div>
    }
}
