//! Sessions that repeat.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::booking::series::SeriesView;
use office_hours::ids::SeriesId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// The series with its sessions, when the viewer is a side of it or staff.
#[server(prefix = "/fn", endpoint = "get_series", input = GetUrl, output = Compact)]
pub async fn get_series(series_id: SeriesId) -> Result<SeriesView, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(services::booking::get_series(&services, &actor, series_id, &zone).await)
}
