//! One session.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::booking::SessionView;
use office_hours::ids::SessionId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// The session, when the viewer is a side of it or staff.
#[server(prefix = "/fn", endpoint = "get_session", input = GetUrl, output = Compact)]
pub async fn get_session(session_id: SessionId) -> Result<SessionView, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(services::booking::get_session(&services, &actor, session_id, &zone).await)
}
