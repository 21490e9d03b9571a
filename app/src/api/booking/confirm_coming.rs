//! The mentee is still coming.

use leptos::prelude::*;
use office_hours::ids::SessionId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Says so, and leads back to the session.
#[server(prefix = "/fn", endpoint = "confirm_coming", output = Compact)]
pub async fn confirm_coming(session_id: SessionId) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(services::booking::confirm_coming(&services, &actor, session_id, &zone).await)?;
    leptos_axum::redirect(&format!("/sessions/{session_id}"));
    Ok(())
}
