//! The first mentors for a need that is still being typed.

use leptos::prelude::*;
use office_hours::matching::MatchResult;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// A few mentors with reasons; nothing is noted of it.
#[server(prefix = "/fn", endpoint = "preview_matches", output = Compact)]
pub async fn preview_matches(need: String) -> Result<Vec<MatchResult>, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(services::matching::preview_matches(&services, &actor, &need, &zone).await)
}
