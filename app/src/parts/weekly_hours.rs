//! The hours of a mentor's week, typed or taken ready-made.

use leptos::html;
use leptos::prelude::*;

use crate::kit::button::PILL;
use crate::kit::field::FieldError;
use crate::kit::text_area::TextArea;
use crate::state::hydrated::use_hydrated;

/// What a button says and what it writes.
const WEEKS: [(&str, &str); 3] = [
    ("Weekday mornings", "Mon-Fri 09:00-12:00"),
    ("Two afternoons", "Tue 14:00-17:00\nThu 14:00-17:00"),
    ("Friday", "Fri 09:00-12:00\nFri 13:00-16:00"),
];

/// The field, and buttons that fill it.
#[component]
pub fn WeeklyHours(
    /// As it is sent.
    name: &'static str,
    /// What was entered before.
    value: String,
    /// What has to be corrected.
    error: FieldError,
) -> impl IntoView {
    let hours = NodeRef::<html::Textarea>::new();
    view! {
        <TextArea
            name
            label="Every week"
            hint="One window a line, such as: Mon 09:00-12:00, or Fri 22:00-02:00 into Saturday. Leave it empty while you have no time."
            value
            error
            optional=true
            rows=5
            max=2_000
            control=hours
        />
        <ReadyMade hours />
    }
}

/// Buttons that write a ready-made week; they keep their place until they can.
#[component]
fn ReadyMade(hours: NodeRef<html::Textarea>) -> impl IntoView {
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
