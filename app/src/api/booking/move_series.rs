//! Another time for sessions that repeat.

use leptos::prelude::*;
use office_hours::booking::series::AcceptedMove;
use office_hours::ids::{SeriesId, SessionId, SlotId};

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Moves the sessions as they were shown, and leads back to the page of the one that was given the slot.
#[server(prefix = "/fn", endpoint = "move_series", output = Compact)]
pub async fn move_series(
    series_id: SeriesId,
    session_id: SessionId,
    slot_id: SlotId,
    scope: String,
    #[server(default)] moves: Vec<AcceptedMove>,
    reason: String,
) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let input =
        office_hours::booking::series::MoveSeries { series_id, session_id, slot_id, scope, moves, reason };
    answer(services::booking::move_series(&services, &actor, &input, &zone).await)?;
    leptos_axum::redirect(&format!("/sessions/{session_id}?moved=series"));
    Ok(())
}
