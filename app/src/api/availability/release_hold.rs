//! Somebody goes back: the time they kept is free again.

use leptos::prelude::*;
use office_hours::ids::HoldId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Lets the hold go.
#[server(prefix = "/fn", endpoint = "release_hold", output = Compact)]
pub async fn release_hold(hold_id: HoldId) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::availability::release_hold(&services, &actor, hold_id).await)
}
