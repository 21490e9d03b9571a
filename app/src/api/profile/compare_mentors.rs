//! Mentors side by side.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::profile::comparison::Comparison;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Up to three mentors by their ids, with commas between them, and what of them fits a need, which may be empty.
#[server(prefix = "/fn", endpoint = "compare_mentors", input = GetUrl, output = Compact)]
pub async fn compare_mentors(
    #[server(default)] mentors: String,
    #[server(default)] query: String,
) -> Result<Comparison, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(services::matching::compare_mentors(&services, &actor, &mentors, &query, &zone).await)
}
