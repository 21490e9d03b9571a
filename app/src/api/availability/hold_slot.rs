//! A time is kept while the form is filled in.

use leptos::prelude::*;
use office_hours::availability::HeldSlot;
use office_hours::ids::SlotId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Keeps the time for five minutes.
#[server(prefix = "/fn", endpoint = "hold_slot", output = Compact)]
pub async fn hold_slot(slot_id: SlotId) -> Result<HeldSlot, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(services::availability::hold_slot(&services, &actor, slot_id, &zone).await)
}
