//! Where a session can be moved to.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::availability::OpenSlots;
use office_hours::ids::SessionId;

use crate::api::ApiError;

/// The times to which the session can be moved, in the viewer's zone.
#[server(prefix = "/fn", endpoint = "list_times_to_move", input = GetUrl)]
pub async fn list_times_to_move(session_id: SessionId) -> Result<OpenSlots, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(services::booking::list_times_to_move(&services, &actor, session_id, &zone).await)
}
