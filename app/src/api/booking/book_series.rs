//! Booking sessions that repeat.

use std::collections::BTreeMap;

use leptos::prelude::*;
use office_hours::ids::SlotId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Books all sessions that the choices leave, and leads to the first of them. `choices` has for the
/// number of a session `skip`, `stop`, or the slot that it takes instead.
#[server(prefix = "/fn", endpoint = "book_series", output = Compact)]
pub async fn book_series(
    slot_id: SlotId,
    frequency: String,
    count: i64,
    note: String,
    #[server(default)] search_id: String,
    #[server(default)] choices: BTreeMap<u32, String>,
) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    use office_hours::booking::series::{BookSeries, ConflictChoice};
    let (services, actor, zone) = asking();
    let choice = |(number, word): (u32, String)| match word.parse::<SlotId>() {
        Ok(slot_id) => ConflictChoice { number, choice: "shift".to_owned(), slot_id: Some(slot_id) },
        Err(_) => ConflictChoice { number, choice: word, slot_id: None },
    };
    let choices = choices.into_iter().map(choice).collect();
    let search_id = search_id.parse().ok();
    let input = BookSeries { slot_id, frequency, count, choices, note, search_id };
    let booked = answer(services::booking::book_series(&services, &actor, &input, &zone).await)?;
    if let Some(first) = booked.sessions.first() {
        leptos_axum::redirect(&format!("/sessions/{}?booked=1", first.session_id));
    }
    Ok(())
}
