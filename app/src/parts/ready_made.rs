//! Ready-made weeks for whoever does not want to type hours.

use leptos::html;
use leptos::prelude::*;

use crate::kit::button::PILL;
use crate::state::hydrated::use_hydrated;

/// What a button says and what it writes.
const WEEKS: [(&str, &str); 3] = [
    ("Weekday mornings", "Mon-Fri 09:00-12:00"),
    ("Two afternoons", "Tue 14:00-17:00\nThu 14:00-17:00"),
    ("Friday", "Fri 09:00-12:00\nFri 13:00-16:00"),
];

/// Buttons that write a ready-made week; they keep their place until they can.
#[component]
pub fn ReadyMade(
    /// What they are written to.
    hours: NodeRef<html::Textarea>,
) -> impl IntoView {
    let hydrated = use_hydrated();
    let button = move |(name, lines): (&'static str, &'static str)| {
        let write = move |_| {
            if let Some(hours) = hours.get_untracked() {
                hours.set_value(lines);
            }
        };
        view! {
            <button type="button" class=PILL on:click=write>
                {name}
            </button>
        }
    };
    view! {
        <div role="group" aria-label="Ready-made weeks" class="flex flex-wrap gap-2" class:invisible=move || !hydrated.get()>
            {WEEKS.map(button).into_iter().collect_view()}
        </div>
    }
}
