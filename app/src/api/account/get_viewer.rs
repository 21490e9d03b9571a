//! Who is looking at the page.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::account::Viewer;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// The viewer: person, zone, and what the server has to say to them.
#[server(prefix = "/fn", endpoint = "get_viewer", input = GetUrl, output = Compact)]
pub async fn get_viewer() -> Result<Viewer, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(services::account::get_viewer(&services, &actor, &zone))
}
