//! The end of a form that changes a session: a line for the other side, what was refused, and the button.

use leptos::prelude::*;

use crate::kit::button::{PRIMARY, Submit};
use crate::kit::text_area::TextArea;
use crate::parts::form_failure::{FormFailure, Refusal, derive_field_error};
use crate::state::language::say;

/// Characters of a line; the server takes more, from programs.
const A_LINE: u32 = 500;

/// Why, in the field `reason`, and the button that sends the form.
#[component]
pub fn SayWhy(
    /// Of the form.
    refusal: Refusal,
    /// What sends it.
    label: &'static str,
    /// Whether it is on its way.
    #[prop(into)]
    pending: Signal<bool>,
    /// How the button looks.
    #[prop(default = PRIMARY)]
    look: &'static str,
) -> impl IntoView {
    view! {
        <TextArea
            name="reason"
            label=say("Reason")
            hint=say("A line for the other side. It may stay empty, unless you act for the programme.")
            error=derive_field_error(refusal, "reason")
            optional=true
            rows=2
            max=A_LINE
        />
        <FormFailure refusal fields=&["reason"] />
        <div>
            <Submit label pending look />
        </div>
    }
}
