//! The two who meet say what their session is about.

use leptos::prelude::*;
use office_hours::ids::SessionId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Changes the agenda, and leads back to the session.
#[server(prefix = "/fn", endpoint = "edit_agenda", output = Compact)]
pub async fn edit_agenda(session_id: SessionId, agenda: String, version: u32) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let input = office_hours::booking::EditAgenda { session_id, agenda, version };
    answer(services::booking::edit_agenda(&services, &actor, &input, &zone).await)?;
    leptos_axum::redirect(&format!("/sessions/{session_id}?agenda=1"));
    Ok(())
}
