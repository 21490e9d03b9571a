//! Where a session stands, in a word.

use leptos::prelude::*;
use office_hours::booking::SessionStatus;

use crate::kit::badge::{Badge, Tint};
use crate::state::language::say;

/// Where a session stands.
#[component]
pub fn Status(
    /// Where it stands.
    status: SessionStatus,
) -> impl IntoView {
    let tint = match status {
        SessionStatus::Booked => Tint::Good,
        SessionStatus::Pending => Tint::Open,
        SessionStatus::Completed | SessionStatus::Cancelled | SessionStatus::NoShow => Tint::Quiet,
    };
    view! { <Badge tint word=say(status.label()) /> }
}
