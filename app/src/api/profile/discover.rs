//! Looking around without a need.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::profile::discovery::Discovery;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// All shelves with a few mentors each, or one of them with more; an empty name means all.
#[server(prefix = "/fn", endpoint = "discover", input = GetUrl, output = Compact)]
pub async fn discover(#[server(default)] shelf: String) -> Result<Discovery, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let only = answer(office_hours::profile::discovery::Shelf::parse(&shelf))?;
    answer(services::matching::discover(&services, &actor, only, &zone).await)
}
