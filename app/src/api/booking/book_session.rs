//! Booking a slot.

use leptos::prelude::*;
use office_hours::ids::SlotId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Books the slot and leads to the page that says "Session Booked". `search_id` names the search that
/// led to it, if any. Staff say for which mentee, by address or name, and why.
#[server(prefix = "/fn", endpoint = "book_session", output = Compact)]
pub async fn book_session(
    slot_id: SlotId,
    note: String,
    #[server(default)] search_id: String,
    #[server(default)] mentee: String,
    #[server(default)] reason: String,
) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let (search_id, mentee) = (search_id.parse().ok(), Some(mentee).filter(|words| !words.is_empty()));
    let input =
        office_hours::booking::BookSession { slot_id, note, search_id, mentee_id: None, mentee, reason };
    let booked = answer(services::booking::book_session(&services, &actor, &input, &zone).await)?;
    leptos_axum::redirect(&format!("/sessions/{}?booked=1", booked.session_id));
    Ok(())
}
