//! The end of a form that changes a session: a line for the other side, what was refused, and the button.

use leptos::prelude::*;

use crate::kit::button::{PRIMARY, Submit};
use crate::kit::text_area::TextArea;
use crate::parts::form_failure::{FormFailure, Refusal, derive_field_error};
use crate::state::language::say;
use crate::state::viewer::viewing;

/// Characters of a line; the server takes more, from programs.
const A_LINE: u32 = 500;

/// Staff have to say why. Built once for a person: what is typed stays when the same one reads in another zone.
#[component]
fn Why(refusal: Refusal) -> impl IntoView {
    let staff = Memo::new(|_| viewing().is_some_and(|person| person.role.is_staff()));
    move || {
        let hint = match staff.get() {
            true => say("Both sides read it."),
            false => say("A line for the other side."),
        };
        view! {
            <TextArea
                name="reason"
                label=say("Reason")
                hint
                error=derive_field_error(refusal, "reason")
                optional=!staff.get()
                rows=2
                max=A_LINE
            />
        }
    }
}

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
        <Transition>
            <Why refusal />
        </Transition>
        <FormFailure refusal fields=&["reason"] />
        <div>
            <Submit label pending look />
        </div>
    }
}
