//! Calling a session off.

use leptos::prelude::*;
use office_hours::ids::SessionId;

use crate::api::ApiError;

/// Cancels the session, which frees its slot at once.
#[server(prefix = "/fn", endpoint = "cancel_session")]
pub async fn cancel_session(session_id: SessionId, reason: String) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let input = office_hours::booking::CancelSession { session_id, reason };
    answer(services::booking::cancel_session(&services, &actor, &input, &zone).await)?;
    leptos_axum::redirect(&format!("/sessions/{session_id}?cancelled=1"));
    Ok(())
}
