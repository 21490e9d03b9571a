//! The order of the real pipeline by relevance alone, for measuring it against judgements.

use office_hours::ids::MentorId;
use office_hours::matching::score::{self, Weights};
use office_hours::matching::{MatchFilters, query};
use office_hours::{Actor, Failure};

use super::match_mentors::{load_profiles, with_expertise};
use super::retrieve::retrieve;
use crate::Services;
use crate::policy::{self, Action};
use crate::profile::audience;

/// Up to `limit` mentors for a need with their scores, best first. Calendars, ratings and load are
/// left out: the judgements say nothing of them.
pub async fn rank_for_evaluation(
    services: &Services,
    actor: &Actor,
    text: &str,
    limit: usize,
) -> Result<Vec<(MentorId, f64)>, Failure> {
    policy::check(actor, Action::FindMentors)?;
    let need = query::parse(text)?;
    let retrieved = retrieve(services, &need, &MatchFilters::default(), audience(actor)).await?;
    let profiles = load_profiles(services, &retrieved.candidates).await?;
    let ranked = score::rank(with_expertise(retrieved.candidates, &need, &profiles), &Weights::RELEVANCE);
    Ok(ranked.into_iter().take(limit).map(|r| (r.candidate.mentor_id, r.score)).collect())
}
