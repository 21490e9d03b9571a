//! A step in a session's life.

use leptos::prelude::*;
use office_hours::booking::lifecycle::Step;
use office_hours::ids::SessionId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Takes the step; calling a session off frees its time at once.
#[server(prefix = "/fn", endpoint = "take_step", output = Compact)]
pub async fn take_step(session_id: SessionId, step: Step, reason: String) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let input = office_hours::booking::TakeStep { session_id, step, reason };
    answer(services::booking::take_step(&services, &actor, &input, &zone).await)?;
    leptos_axum::redirect(&format!("/sessions/{session_id}"));
    Ok(())
}
