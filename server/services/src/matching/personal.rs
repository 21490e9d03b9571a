//! What is known of whoever asks: their own sessions and those of their company, kept for a moment.

use std::sync::Arc;

use jiff::SignedDuration;
use moka::future::Cache;
use office_hours::ids::MenteeId;
use office_hours::matching::history::History;
use office_hours::time::Timestamp;
use office_hours::{Actor, Failure};
use store::queries::mentees;

use crate::Services;
use crate::failure::OrFail;

/// How long it is good for.
const KEPT: SignedDuration = SignedDuration::from_mins(1);
/// Mentees of whom it is kept.
const PEOPLE: u64 = 2_000;
/// Rated sessions that are looked at.
const SESSIONS: u64 = 50;

/// The histories that were read, and when.
pub(super) struct Histories(Cache<MenteeId, (Timestamp, Arc<History>)>);

impl Default for Histories {
    fn default() -> Self {
        Self(Cache::new(PEOPLE))
    }
}

/// The history of the mentee who asks; an empty one of everybody else, and where it is switched off.
pub(super) async fn history_of(services: &Services, actor: &Actor) -> Result<Arc<History>, Failure> {
    let Actor::Person(person) = actor else { return Ok(Arc::default()) };
    let Some(mentee_id) = person.mentee_id.filter(|_| services.config.personal_ranking) else {
        return Ok(Arc::default());
    };
    let now = services.now();
    let cache = &services.matching.histories.0;
    if let Some((read_at, history)) = cache.get(&mentee_id).await
        && now.duration_since(read_at) < KEPT
    {
        return Ok(history);
    }
    let store = &services.store;
    let rated = mentees::list_rated(store, mentee_id, SESSIONS).await.or_fail()?;
    let colleagues = mentees::count_content_colleagues(store, mentee_id, now).await.or_fail()?;
    let colleagues = colleagues.into_iter().map(|(id, count)| (id, u32::try_from(count).unwrap_or(u32::MAX)));
    let history = Arc::new(History { rated, colleagues: colleagues.collect() });
    cache.insert(mentee_id, (now, Arc::clone(&history))).await;
    Ok(history)
}
