//! The mentors that might fit: the nearest in meaning and in words, among those that the audience
//! may see and that pass the filters, each with the signals of relevance.

use office_hours::Failure;
use office_hours::experiments::Retrieval;
use office_hours::ids::{MentorId, MentorMap, MentorSet};
use office_hours::matching::directory::Directory;
use office_hours::matching::score::{self, Candidate};
use office_hours::matching::text_index::TextHit;
use office_hours::matching::{MatchFilters, Signals};
use office_hours::profile::Audience;
use store::queries::mentors;

use super::stopwatch::Stopwatch;
use super::understand::{Meaning, Understood};
use crate::Services;
use crate::failure::OrFail;
use crate::ports::Hit;

/// Mentors that might fit.
pub(super) struct Retrieved {
    /// With every signal of relevance, in no order.
    pub(super) candidates: Vec<Candidate>,
    /// The passage of each that is nearest in meaning.
    pub(super) parts: MentorMap<i32>,
    /// Whether nobody else could be found by looking deeper.
    pub(super) is_all: bool,
    /// Whether vectors should have been searched and could not be.
    pub(super) failed: bool,
}

/// Up to `depth` mentors from each way of finding them.
///
/// Until the process has read all profiles, the database finds them by words.
pub(super) async fn retrieve(
    services: &Services,
    understood: &Understood,
    filters: &MatchFilters,
    audience: Audience,
    ways: Retrieval,
    depth: usize,
    watch: &mut Stopwatch,
) -> Result<Retrieved, Failure> {
    let Some(scope) = scope(services, filters, audience, depth) else {
        return retrieve_from_database(services, understood, filters, audience, depth).await;
    };
    let allowed = scope.allowed.as_ref();
    let meaning = understood.meaning.as_ref().filter(|_| ways != Retrieval::Words);
    // Without a model, words are the only way there is.
    let by_words = ways != Retrieval::Meaning || meaning.is_none();
    let found = match meaning {
        Some(meaning) => search_vectors(services, meaning, scope.depth, allowed).await,
        None => Some(vec![]),
    };
    let mut failed = found.is_none();
    let mut near: Vec<Hit> = found.unwrap_or_default();
    watch.lap("vectors");
    let mut is_all = near.len() < scope.depth;
    let near_ids: Vec<MentorId> = near.iter().map(|hit| hit.mentor_id).collect();
    let texts = {
        let directory = services.matching.directory();
        let search = |directory: &Directory| {
            directory.texts().search(&understood.text_query(), scope.depth, &near_ids, allowed)
        };
        directory.as_ref().filter(|_| by_words).map(search).unwrap_or_default()
    };
    watch.lap("words");
    is_all &= texts.len() < scope.depth;
    if let Some(meaning) = meaning.filter(|_| !failed) {
        let known: MentorSet = near_ids.into_iter().collect();
        let only_text: MentorSet =
            texts.iter().map(|hit| hit.mentor_id).filter(|id| !known.contains(id)).collect();
        match search_vectors(services, meaning, only_text.len(), Some(&only_text)).await {
            Some(hits) => near.extend(hits),
            None => failed = true,
        }
    }
    let mut signals: MentorMap<Signals> = MentorMap::default();
    for hit in &near {
        signals.entry(hit.mentor_id).or_default().similarity = Some(score::similarity_signal(hit.similarity));
    }
    for hit in texts {
        let signals = signals.entry(hit.mentor_id).or_default();
        signals.text = Some(f64::from(hit.need));
        signals.topics = understood.topics_signal(&hit);
    }
    let directory = services.matching.directory();
    let terms = understood.need.terms();
    let named_terms = directory.as_ref().map(|directory| directory.named_terms(&terms));
    let candidate = |(mentor_id, mut signals): (MentorId, Signals)| {
        let member = directory.as_ref()?.member(mentor_id)?;
        let named = &understood.need.named;
        signals.expertise = score::expertise_signal(terms.len(), member.areas(named_terms.as_ref()?));
        signals.industry = score::same_signal(named.industry.as_deref(), member.industry());
        signals.stage = score::same_signal(named.stage.as_deref(), member.stage());
        let candidate = Candidate { mentor_id, fit: understood.need.wishes.fit(&member), signals };
        member.seen_by(audience).then_some(candidate)
    };
    Ok(Retrieved {
        candidates: signals.into_iter().filter_map(candidate).collect(),
        parts: near.into_iter().map(|hit| (hit.mentor_id, hit.part)).collect(),
        is_all,
        failed,
    })
}

/// The nearest; nothing when the index cannot be asked now: words alone are better than no answer.
async fn search_vectors(
    services: &Services,
    meaning: &Meaning,
    limit: usize,
    allowed: Option<&MentorSet>,
) -> Option<Vec<Hit>> {
    match services.model_of(meaning).vectors.search(&meaning.vector, limit, allowed).await {
        Ok(hits) => Some(hits),
        Err(error) => {
            tracing::warn!(%error, "vectors could not be searched; words alone are compared");
            None
        }
    }
}

/// Where to look.
struct Scope {
    /// Who passes the filters; everybody without any.
    allowed: Option<MentorSet>,
    /// How many to find: so many more as there are mentors who are found and not seen.
    depth: usize,
}

fn scope(services: &Services, filters: &MatchFilters, audience: Audience, depth: usize) -> Option<Scope> {
    let directory = services.matching.directory();
    let directory = directory.as_ref()?;
    Some(if filters.narrow_profiles() {
        let allowed = directory.list_passing(filters, audience).into_iter().collect();
        Scope { allowed: Some(allowed), depth }
    } else {
        Scope { allowed: None, depth: depth + directory.count_hidden(audience) }
    })
}

async fn retrieve_from_database(
    services: &Services,
    understood: &Understood,
    filters: &MatchFilters,
    audience: Audience,
    depth: usize,
) -> Result<Retrieved, Failure> {
    let store = &services.store;
    let within = match filters.narrow_profiles() {
        true => Some(mentors::list_matchable(store, filters, audience).await.or_fail()?),
        false => None,
    };
    let words = &understood.need.words;
    let found =
        mentors::full_text(store, words, audience, within.as_deref(), depth as u64).await.or_fail()?;
    let best = found.iter().map(|(_, score)| *score).fold(f64::MIN_POSITIVE, f64::max);
    let candidate = |(mentor_id, score): &(MentorId, f64)| {
        let text = Some((score / best).clamp(0.0, 1.0));
        Candidate { mentor_id: *mentor_id, fit: 1.0, signals: Signals { text, ..Signals::default() } }
    };
    Ok(Retrieved {
        candidates: found.iter().map(candidate).collect(),
        parts: MentorMap::default(),
        is_all: found.len() < depth,
        failed: false,
    })
}

impl Understood {
    /// Nothing while topics are not read or none is touched: that says nothing about the fit.
    fn topics_signal(&self, hit: &TextHit) -> Option<f64> {
        let touches = self.touches.as_ref().filter(|touches| !touches.topics.is_empty())?;
        Some(f64::from(touches.confidence) * f64::from(hit.topics))
    }
}
