//! The viewer's sessions.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::booking::MySessions;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Upcoming and past sessions of the signed-in person.
#[server(prefix = "/fn", endpoint = "list_my_sessions", input = GetUrl, output = Compact)]
pub async fn list_my_sessions() -> Result<MySessions, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(services::booking::list_my_sessions(&services, &actor, &zone).await)
}
