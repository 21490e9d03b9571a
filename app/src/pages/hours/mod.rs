//! `/hours`: a mentor's profile and hours, later on.

use leptos::prelude::*;

use super::welcome::mentor_page;
use crate::kit::button::QUIET;
use crate::state::language::say;

/// The same form as on the first visit, and the way to all the rest of how to be met.
#[component]
pub fn HoursPage() -> impl IntoView {
    view! {
        {mentor_page(
            say("Your profile and hours"),
            say("A change shows at once. What is booked already stays booked."),
        )}
        <div class="mx-auto mt-10 max-w-form">
            <a class=QUIET href="/hours/rules">
                {say("Session length, buffers, time off and more")}
            </a>
        </div>
    }
}
