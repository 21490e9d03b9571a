//! Mentors for what a mentee said they are after.

use office_hours::booking::rules::booking_mentee;
use office_hours::matching::need::MAX_QUERY;
use office_hours::matching::{MatchRequest, MatchResponse};
use office_hours::{Actor, Failure};
use store::queries::mentees;

use super::match_mentors;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// Ranked mentors for the goals of the signed-in mentee.
pub async fn suggest_mentors(
    services: &Services,
    actor: &Actor,
    reader: &Reader,
) -> Result<MatchResponse, Failure> {
    policy::check(actor, Action::EditMenteeProfile)?;
    let (_, mentee_id) = booking_mentee(actor)?;
    let profile = mentees::get(&services.store, mentee_id).await.or_fail()?;
    let goals = profile.and_then(|profile| profile.goals).unwrap_or_default();
    if goals.trim().is_empty() {
        return Err(Failure::conflict("goals_missing", "Say in your profile what you want to get done."));
    }
    let query = goals.chars().take(MAX_QUERY).collect();
    match_mentors(services, actor, &MatchRequest { query, ..MatchRequest::default() }, reader).await
}
