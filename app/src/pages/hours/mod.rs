//! `/hours`: a mentor's profile and hours, later on.

use leptos::prelude::*;

use super::welcome::mentor_page;

/// The same form as on the first visit.
#[component]
pub fn HoursPage() -> impl IntoView {
    mentor_page("Your profile and hours", "A change shows at once. What is booked already stays booked.")
}
