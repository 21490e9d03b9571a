//! The viewer's calendar program reads no more.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Stops the address from working.
#[server(prefix = "/fn", endpoint = "revoke_feed", output = Compact)]
pub async fn revoke_feed() -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::booking::revoke_feed(&services, &actor).await)
}
