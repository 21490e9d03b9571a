//! An offer is left to the next one, or nobody waits any more.

use leptos::prelude::*;
use office_hours::booking::WaitingStep;
use office_hours::ids::WaitingId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Takes the step with the viewer's own place in a waiting list.
#[server(prefix = "/fn", endpoint = "take_waiting_step", output = Compact)]
pub async fn take_waiting_step(entry_id: WaitingId, waiting_step: WaitingStep) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::waiting::take_waiting_step(&services, &actor, entry_id, waiting_step).await)?;
    leptos_axum::redirect("/sessions#waiting");
    Ok(())
}
