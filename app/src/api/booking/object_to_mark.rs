//! A side says that it was otherwise.

use leptos::prelude::*;
use office_hours::ids::SessionId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Objects to what was said of how the session went; the reason is for staff.
#[server(prefix = "/fn", endpoint = "object_to_mark", output = Compact)]
pub async fn object_to_mark(session_id: SessionId, reason: String) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let input = office_hours::booking::ObjectToMark { session_id, reason };
    answer(services::booking::object_to_mark(&services, &actor, &input, &zone).await)?;
    leptos_axum::redirect(&format!("/sessions/{session_id}"));
    Ok(())
}
