//! The few right mentors for a need.

use leptos::prelude::*;
use office_hours::matching::{MatchRequest, MatchResponse};

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Ranked mentors with reasons.
#[server(prefix = "/fn", endpoint = "match_mentors", input = Compact, output = Compact)]
pub async fn match_mentors(request: MatchRequest) -> Result<MatchResponse, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(services::matching::match_mentors(&services, &actor, &request, &zone).await)
}
