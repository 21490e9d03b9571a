//! Candidates for a need: nearest in meaning, nearest in words, fused.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use office_hours::Failure;
use office_hours::ids::MentorId;
use office_hours::matching::Signals;
use office_hours::matching::query::Need;
use office_hours::matching::score::Candidate;
use office_hours::matching::{MatchFilters, fusion, score};
use store::queries::mentors::{self, Audience};

use crate::Services;
use crate::failure::OrFail;
use crate::ports::{Hit, ModelState};

/// Candidates from each of the two ways.
const DEPTH: usize = 100;

/// How long a need waits for its vector. Words alone now are better than meaning much later.
const PATIENCE: Duration = Duration::from_secs(2);

/// What retrieval found.
pub(super) struct Retrieved {
    /// Best first; only relevance is known so far.
    pub(super) candidates: Vec<Candidate>,
    /// The passage nearest in meaning.
    pub(super) parts: HashMap<MentorId, i32>,
    /// Whether meaning was compared.
    pub(super) semantic: bool,
}

/// Every candidate may be seen by the audience and passes the filters.
pub(super) async fn retrieve(
    services: &Services,
    need: &Need,
    filters: &MatchFilters,
    audience: Audience,
) -> Result<Retrieved, Failure> {
    let now = services.now();
    // With filters the index looks only at who passes; without, it is cheaper to ask afterwards.
    let allowed: Option<HashSet<MentorId>> = if filters.is_empty() {
        None
    } else {
        let ids = mentors::list_matchable(&services.store, filters, audience, None, now).await.or_fail()?;
        Some(ids.into_iter().collect())
    };
    let vector = query_vector(services, need).await;
    let hits: Vec<Hit> = match &vector {
        Some(vector) => services.ports.vectors.search(vector, DEPTH, allowed.as_ref()).await.or_fail()?,
        None => vec![],
    };
    let texts = if need.words.is_empty() {
        vec![]
    } else {
        let within: Option<Vec<MentorId>> = allowed.as_ref().map(|ids| ids.iter().copied().collect());
        let (words, depth) = (&need.words, DEPTH as u64);
        mentors::full_text(&services.store, words, audience, within.as_deref(), depth).await.or_fail()?
    };

    let by_meaning: Vec<MentorId> = hits.iter().map(|hit| hit.mentor_id).collect();
    let by_words: Vec<MentorId> = texts.iter().map(|(id, _)| *id).collect();
    let best_text = texts.iter().map(|(_, score)| *score).fold(f64::MIN_POSITIVE, f64::max);
    let similarities: HashMap<MentorId, f32> =
        hits.iter().map(|hit| (hit.mentor_id, hit.similarity)).collect();
    let text_scores: HashMap<MentorId, f64> = texts.into_iter().collect();

    let rankings: &[&[MentorId]] = if vector.is_some() { &[&by_meaning, &by_words] } else { &[&by_words] };
    let mut candidates: Vec<Candidate> = fusion::reciprocal_rank(rankings)
        .into_iter()
        .map(|(mentor_id, fused)| Candidate {
            mentor_id,
            fused,
            signals: Signals {
                // Not among the nearest is far, not unknown.
                similarity: vector
                    .as_ref()
                    .map(|_| similarities.get(&mentor_id).map_or(0.0, |s| score::similarity_signal(*s))),
                text: Some(text_scores.get(&mentor_id).map_or(0.0, |s| (s / best_text).clamp(0.0, 1.0))),
                ..Signals::default()
            },
        })
        .collect();
    if allowed.is_none() {
        let ids: Vec<MentorId> = candidates.iter().map(|c| c.mentor_id).collect();
        let visible =
            mentors::list_matchable(&services.store, filters, audience, Some(&ids), now).await.or_fail()?;
        let visible: HashSet<MentorId> = visible.into_iter().collect();
        candidates.retain(|c| visible.contains(&c.mentor_id));
    }
    Ok(Retrieved {
        candidates,
        parts: hits.into_iter().map(|hit| (hit.mentor_id, hit.part)).collect(),
        semantic: vector.is_some(),
    })
}

/// The need's vector, kept for the next time; nothing when meaning cannot be compared now.
async fn query_vector(services: &Services, need: &Need) -> Option<Arc<Vec<f32>>> {
    if services.ports.embedder.state() != ModelState::Ready {
        return None;
    }
    let cache = &services.matching.query_vectors;
    if let Some(vector) = cache.get(&need.text).await {
        return Some(vector);
    }
    let embedded = services.ports.embedder.embed(vec![need.text.clone()]);
    match tokio::time::timeout(PATIENCE, embedded).await {
        Ok(Ok(mut vectors)) => {
            let vector = Arc::new(vectors.pop()?);
            cache.insert(need.text.clone(), Arc::clone(&vector)).await;
            Some(vector)
        }
        Ok(Err(error)) => {
            tracing::warn!(%error, "the need could not be embedded; words alone are compared");
            None
        }
        Err(_) => {
            tracing::warn!(waited = ?PATIENCE, "the model has too much to do; words alone are compared");
            None
        }
    }
}
