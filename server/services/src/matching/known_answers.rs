//! Whole answers, kept for five minutes for whoever asked, and given again only while nothing they
//! were computed from is known to have changed: profiles, vectors, and the calendars of those shown.
//! An answer that depends on who is free when is not kept: any calendar could change it.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::SignedDuration;
use moka::future::Cache;
use office_hours::experiments::interleave::Team;
use office_hours::ids::{MentorId, UserId};
use office_hours::language::Language;
use office_hours::matching::{MatchRequest, MatchResponse};
use office_hours::profile::Audience;
use office_hours::time::Timestamp;
use office_hours::{Actor, Failure};
use store::queries::mentors::{self, MentorVersion};

use super::ranking::Ranking;
use crate::failure::OrFail;
use crate::profile::audience;
use crate::{Reader, Services};

/// How long an answer may be given again. Ratings and activity are not watched: they may be as old.
const KEPT: SignedDuration = SignedDuration::from_mins(5);
/// Results kept in all answers together: some 50 MB.
const RESULTS: u64 = 20_000;

/// The answers that are kept, and how often one served.
pub(super) struct KnownAnswers {
    answers: Cache<Asked, Arc<Known>>,
    hits: AtomicU64,
    misses: AtomicU64,
}

impl Default for KnownAnswers {
    fn default() -> Self {
        // An answer without results has something to say as well.
        let weight = |_: &Asked, known: &Arc<Known>| 2 + known.known.answer.results.len() as u32;
        let answers =
            Cache::builder().weigher(weight).max_capacity(RESULTS).time_to_live(KEPT.unsigned_abs());
        Self { answers: answers.build(), hits: AtomicU64::default(), misses: AtomicU64::default() }
    }
}

/// Who asked for what: the same again has the same answer.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    who: Option<UserId>,
    audience: Audience,
    zone: String,
    language: Language,
    request: String,
    ranking: String,
}

/// An answer without what is about one call.
#[derive(Clone)]
pub(super) struct KnownAnswer {
    pub(super) answer: MatchResponse,
    /// Which ranking supplied whom.
    pub(super) teams: HashMap<MentorId, Team>,
}

struct Known {
    known: KnownAnswer,
    /// Those shown, as they were.
    shown: Vec<MentorVersion>,
    /// What else was known, see `MatchingState::revision`.
    revision: u64,
    until: Timestamp,
}

/// How often an answer was there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerCounts {
    /// Searches that were answered from memory.
    pub hits: u64,
    /// Searches that were computed although their answers may be kept.
    pub misses: u64,
}

/// Since the process started.
pub fn answer_counts(services: &Services) -> AnswerCounts {
    let known = &services.matching.answers;
    AnswerCounts { hits: known.hits.load(Ordering::Relaxed), misses: known.misses.load(Ordering::Relaxed) }
}

impl Asked {
    /// Nothing when answers are not kept.
    pub(super) fn new(
        services: &Services,
        actor: &Actor,
        request: &MatchRequest,
        reader: &Reader,
        ranking: &Ranking,
    ) -> Option<Self> {
        services.config.keep_answers.then(|| Self {
            who: actor.user_id(),
            audience: audience(actor),
            zone: reader.zone.name().to_owned(),
            language: reader.catalog.language(),
            // A request is plain data: there is nothing in it that cannot be written.
            request: serde_json::to_string(request).unwrap_or_default(),
            ranking: ranking.key(),
        })
    }
}

/// The answer that was given before, if it would be given again.
pub(super) async fn known_answer(services: &Services, asked: &Asked) -> Result<Option<KnownAnswer>, Failure> {
    let state = &services.matching;
    let known = state.answers.answers.get(asked).await;
    let now = services.now();
    let known = known.filter(|known| now < known.until && known.revision == state.revision());
    let Some(known) = known else {
        state.answers.misses.fetch_add(1, Ordering::Relaxed);
        return Ok(None);
    };
    let ids: Vec<MentorId> = known.shown.iter().map(|version| version.mentor_id).collect();
    let seen = mentors::list_seen(&services.store, asked.audience, &ids).await.or_fail()?;
    let same = seen.len() == known.shown.len() && known.shown.iter().all(|shown| seen.contains(shown));
    let counted = if same { &state.answers.hits } else { &state.answers.misses };
    counted.fetch_add(1, Ordering::Relaxed);
    Ok(same.then(|| known.known.clone()))
}

/// Keeps an answer; `revision` is what was known when its search began.
pub(super) async fn keep(
    services: &Services,
    asked: Asked,
    known: KnownAnswer,
    shown: Vec<MentorVersion>,
    revision: u64,
) {
    let now = services.now();
    // A time that has begun, or is too near for its mentor, is not free any more.
    let slots = known.answer.results.iter().flat_map(|result| &result.next_slots);
    let first = slots.filter_map(|slot| slot.book_by.timestamp()).min();
    let until = first.map_or(now + KEPT, |first| first.min(now + KEPT));
    let known = Known { known, shown, revision, until };
    services.matching.answers.answers.insert(asked, Arc::new(known)).await;
}
