//! `/hours`: a mentor's profile and hours, later on.

use leptos::prelude::*;

use super::welcome::mentor_page;
use crate::kit::button::ACTION;
use crate::state::language::say;

/// The same form as on the first visit, and the way to all the rest of how to be met.
#[component]
pub fn HoursPage() -> impl IntoView {
    let rules = view! {
        <p class="-mt-4 mb-8">
            <a class=ACTION href="/hours/rules">
                {say("Session length, buffers, time off and more")}
            </a>
        </p>
    };
    mentor_page(
        say("Your hours and profile"),
        say("A change shows at once. What is booked already stays booked."),
        rules.into_any(),
    )
}
