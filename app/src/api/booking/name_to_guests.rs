//! Those who come together agree to be named to each other.

use leptos::prelude::*;
use office_hours::ids::SessionId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Notes whether the others learn the mentee's name, and leads back to the session.
#[server(prefix = "/fn", endpoint = "name_to_guests", output = Compact)]
pub async fn name_to_guests(session_id: SessionId, is_named: bool) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let input = office_hours::booking::guests::NameToGuests { session_id, is_named };
    answer(services::booking::name_to_guests(&services, &actor, input, &zone).await)?;
    leptos_axum::redirect(&format!("/sessions/{session_id}"));
    Ok(())
}
