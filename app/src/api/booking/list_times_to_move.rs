//! Where a session can be moved to.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::booking::MoveOptions;
use office_hours::ids::SessionId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// The times to which the session can be moved, in the viewer's zone; for staff, an id asks for the times of a mentor
/// who could take it over. `scope` says which of its series move along: none unless it is `following` or `all`.
#[server(prefix = "/fn", endpoint = "list_times_to_move", input = GetUrl, output = Compact)]
pub async fn list_times_to_move(
    session_id: SessionId,
    #[server(default)] of: String,
    #[server(default)] scope: String,
) -> Result<MoveOptions, ApiError> {
    use crate::api::request::{answer, asking};
    use office_hours::booking::series::Scope;
    let (services, actor, zone) = asking();
    let of = of.parse().ok();
    let scope = Scope::parse("scope", &scope).unwrap_or(Scope::One);
    answer(services::booking::list_times_to_move(&services, &actor, session_id, of, scope, &zone).await)
}
