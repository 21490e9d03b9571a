//! Booking a slot.

use leptos::prelude::*;
use office_hours::ids::SlotId;

use crate::api::ApiError;

/// Books the slot and leads to the page that says "Session Booked".
#[server(prefix = "/fn", endpoint = "book_session")]
pub async fn book_session(slot_id: SlotId, note: String) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let input = office_hours::booking::BookSession { slot_id, note };
    let booked = answer(services::booking::book_session(&services, &actor, &input, &zone).await)?;
    leptos_axum::redirect(&format!("/sessions/{}?booked=1", booked.session_id));
    Ok(())
}
