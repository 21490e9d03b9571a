//! Sessions that repeat are called off.

use leptos::prelude::*;
use office_hours::ids::{SeriesId, SessionId};

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Calls off the session, it and all later ones, or all of the series, and leads back to its page,
/// which says how many had to stay.
#[server(prefix = "/fn", endpoint = "cancel_series", output = Compact)]
pub async fn cancel_series(
    series_id: SeriesId,
    session_id: SessionId,
    scope: String,
    reason: String,
) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let session = Some(session_id);
    let input = office_hours::booking::series::CancelSeries { series_id, session_id: session, scope, reason };
    let done = answer(services::booking::cancel_series(&services, &actor, &input, &zone).await)?;
    let left = match done.left.len() {
        0 => String::new(),
        left => format!("?left={left}"),
    };
    leptos_axum::redirect(&format!("/sessions/{session_id}{left}"));
    Ok(())
}
