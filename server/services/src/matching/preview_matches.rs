//! The first mentors for a need that is still being typed.

use office_hours::matching::{MatchRequest, MatchResult};
use office_hours::profile::steps::need_of;
use office_hours::{Actor, Failure};

use super::match_mentors::{answer, check};
use super::ranking::Ranking;
use super::stopwatch::Stopwatch;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// A first impression; the page of results has the rest.
const SHOWN: u32 = 3;

/// Those who would stand first if it was searched for, in the arm of whoever types. It is no search: the journal and
/// the experiments hear nothing of it, and no answer is kept of words that are not the last ones.
pub async fn preview_matches(
    services: &Services,
    actor: &Actor,
    text: &str,
    reader: &Reader,
) -> Result<Vec<MatchResult>, Failure> {
    policy::check(actor, Action::FindMentors)?;
    let query = need_of(text).to_owned();
    let request = check(&MatchRequest { query, limit: Some(SHOWN), ..MatchRequest::default() })?;
    let ranking = Ranking::of(services, actor, &request.query);
    let mut watch = Stopwatch::start();
    let (answer, _) = answer(services, actor, &request, reader, &ranking, None, &mut watch).await?;
    Ok(answer.results)
}
