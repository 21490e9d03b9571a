//! The hours of a mentor's week: typed, painted, or taken ready-made.
//!
//! The text field is what is sent. Painting and ready-made hours write into it; without a script it
//! is all there is.

mod editor;
mod keys;
mod pointer;
mod week;

use leptos::prelude::*;

use self::editor::Editor;
use self::week::Week;
use crate::kit::field::FieldError;
use crate::kit::text_area::TextArea;
use crate::state::hydrated::use_hydrated;
use crate::state::language::say;

/// The place of the week while it cannot be painted on yet; where it never can be, there is none.
const PLACE: &str = "min-h-[66.5rem] pointer-coarse:min-h-[92rem] [@media(scripting:none)]:hidden";

/// The week and the field.
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
    }
}
