//! Where sessions that repeat would be if one of them were moved.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::booking::series::SeriesMovePreview;
use office_hours::ids::{SeriesId, SessionId, SlotId};

use crate::api::ApiError;
use crate::api::compact::Compact;

/// All sessions that would move with the one that is given the slot, those that cannot first. Nothing is moved.
#[server(prefix = "/fn", endpoint = "preview_move", input = GetUrl, output = Compact)]
pub async fn preview_move(
    series_id: SeriesId,
    session_id: SessionId,
    slot_id: SlotId,
    scope: String,
) -> Result<SeriesMovePreview, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let input = office_hours::booking::series::PreviewMove { series_id, session_id, slot_id, scope };
    answer(services::booking::preview_move(&services, &actor, &input, &zone).await)
}
