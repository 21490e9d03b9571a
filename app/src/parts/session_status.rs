//! Where a session stands, in a word.

use leptos::prelude::*;
use office_hours::booking::SessionStatus;

/// Where a session stands.
#[component]
pub fn Status(
    /// Where it stands.
    status: SessionStatus,
) -> impl IntoView {
    let look = match status {
        SessionStatus::Booked => "bg-accent-soft text-accent",
        SessionStatus::Pending => "bg-marker text-ink",
        SessionStatus::Completed | SessionStatus::Cancelled | SessionStatus::NoShow => "bg-line/60 text-ink",
    };
    view! { <span class=format!("inline-block whitespace-nowrap rounded-full px-2.5 py-0.5 text-xs font-medium {look}")>{status.label()}</span> }
}
