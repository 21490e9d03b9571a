//! The hours of a mentor's week: typed, painted, or taken ready-made.
//!
//! The text field is what is sent. Painting and the ready-made weeks write into it; without a script it
//! is all there is.

mod editor;
mod keys;
mod pointer;
mod week;

use leptos::prelude::*;
use office_hours::msgid;

use self::editor::Editor;
use self::week::Week;
use crate::kit::button::PILL;
use crate::kit::field::FieldError;
use crate::kit::text_area::TextArea;
use crate::state::hydrated::use_hydrated;
use crate::state::language::say;

/// What a button says and what it writes.
const WEEKS: [(&str, &str); 3] = [
    (msgid!("Weekday mornings"), "Mon-Fri 09:00-12:00"),
    (msgid!("Two afternoons"), "Tue 14:00-17:00\nThu 14:00-17:00"),
    (msgid!("Friday"), "Fri 09:00-12:00\nFri 13:00-16:00"),
];

/// The place of the week while it cannot be painted on yet; where it never can be, there is none.
const PLACE: &str = "min-h-[63rem] pointer-coarse:min-h-[86rem] [@media(scripting:none)]:hidden";

/// The week, the field, and buttons that fill it.
#[component]
pub fn WeeklyHours(
    /// As it is sent.
    name: &'static str,
    /// What was entered before.
    value: String,
    /// What has to be corrected.
    error: FieldError,
) -> impl IntoView {
    let hydrated = use_hydrated();
    let editor = Editor::new(value.clone());
    view! {
        <div class=PLACE>{move || hydrated.get().then(|| view! { <Week editor /> })}</div>
        <TextArea
            name
            label=say("Every week")
            hint=say("One window a line, such as: Mon 09:00-12:00, or Fri 22:00-02:00 into Saturday. Leave it empty while you have no time.")
            value
            error
            optional=true
            rows=5
            max=2_000
            typed=Callback::new(move |text| editor.type_in(text))
            control=editor.field
        />
        <ReadyMade editor hydrated />
    }
}

/// Buttons that write a ready-made week; they keep their place until they can.
#[component]
fn ReadyMade(editor: Editor, hydrated: Signal<bool>) -> impl IntoView {
    let button = move |(name, lines): (&'static str, &'static str)| {
        let name = say(name);
        view! {
            <button type="button" class=PILL on:click=move |_| editor.replace(lines, name)>
                {name}
            </button>
        }
    };
    view! {
        <div role="group" aria-label=say("Ready-made weeks") class="flex flex-wrap gap-2" class:invisible=move || !hydrated.get()>
            {WEEKS.map(button).into_iter().collect_view()}
        </div>
    }
}
