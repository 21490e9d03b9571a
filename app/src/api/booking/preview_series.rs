//! Which sessions a series would have.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::booking::series::SeriesPreview;
use office_hours::ids::SlotId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// All sessions that the series would have, those that cannot be had first. Nothing is booked.
#[server(prefix = "/fn", endpoint = "preview_series", input = GetUrl, output = Compact)]
pub async fn preview_series(
    slot_id: SlotId,
    frequency: String,
    count: i64,
) -> Result<SeriesPreview, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let input = office_hours::booking::series::PreviewSeries { slot_id, frequency, count };
    answer(services::booking::preview_series(&services, &actor, &input, &zone).await)
}
