//! Another time for a session.

use leptos::prelude::*;
use office_hours::ids::{SessionId, SlotId};

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Moves the session to the slot, and leads back to its page.
#[server(prefix = "/fn", endpoint = "move_session", output = Compact)]
pub async fn move_session(session_id: SessionId, slot_id: SlotId, reason: String) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let input = office_hours::booking::MoveSession { session_id, slot_id, reason };
    answer(services::booking::move_session(&services, &actor, &input, &zone).await)?;
    leptos_axum::redirect(&format!("/sessions/{session_id}?moved=1"));
    Ok(())
}
