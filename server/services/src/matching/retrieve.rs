//! Candidates for a need: nearest in meaning and nearest in words.

use std::collections::{HashMap, HashSet};

use office_hours::Failure;
use office_hours::ids::MentorId;
use office_hours::matching::score::{self, Candidate};
use office_hours::matching::text_index::TextHit;
use office_hours::matching::{MatchFilters, Signals};
use store::queries::mentors::{self, Audience};

use super::understand::Understood;
use crate::Services;
use crate::failure::OrFail;
use crate::ports::Hit;

/// Candidates from each of the two ways.
const DEPTH: usize = 100;

/// What retrieval found.
pub(super) struct Retrieved {
    /// In no order; only closeness is known so far.
    pub(super) candidates: Vec<Candidate>,
    /// The passage nearest in meaning.
    pub(super) parts: HashMap<MentorId, i32>,
}

/// Every candidate may be seen by the audience and passes the filters.
pub(super) async fn retrieve(
    services: &Services,
    understood: &Understood,
    filters: &MatchFilters,
    audience: Audience,
) -> Result<Retrieved, Failure> {
    let now = services.now();
    // With filters the indexes look only at who passes; without, it is cheaper to ask afterwards.
    let allowed: Option<HashSet<MentorId>> = if filters.is_empty() {
        None
    } else {
        let ids = mentors::list_matchable(&services.store, filters, audience, None, now).await.or_fail()?;
        Some(ids.into_iter().collect())
    };
    let mut near: Vec<Hit> = match &understood.vector {
        Some(vector) => services.ports.vectors.search(vector, DEPTH, allowed.as_ref()).await.or_fail()?,
        None => vec![],
    };
    let near_ids: Vec<MentorId> = near.iter().map(|hit| hit.mentor_id).collect();
    let texts = search_texts(services, understood, &near_ids, allowed.as_ref(), audience).await?;
    if let Some(vector) = &understood.vector {
        let known: HashSet<MentorId> = near_ids.iter().copied().collect();
        let only_text: HashSet<MentorId> =
            texts.iter().map(|hit| hit.mentor_id).filter(|id| !known.contains(id)).collect();
        near.extend(
            services.ports.vectors.search(vector, only_text.len(), Some(&only_text)).await.or_fail()?,
        );
    }

    let near: HashMap<MentorId, Hit> = near.into_iter().map(|hit| (hit.mentor_id, hit)).collect();
    let mut candidates: HashMap<MentorId, Candidate> = near
        .values()
        .map(|hit| {
            let similarity = Some(score::similarity_signal(hit.similarity));
            (hit.mentor_id, candidate(hit.mentor_id, Signals { similarity, ..Signals::default() }))
        })
        .collect();
    let confidence = f64::from(understood.touches.confidence);
    for hit in texts {
        let signals = &mut candidates
            .entry(hit.mentor_id)
            .or_insert_with(|| candidate(hit.mentor_id, Signals::default()))
            .signals;
        signals.text = Some(f64::from(hit.need));
        signals.topics = Some(confidence * f64::from(hit.topics));
    }
    if allowed.is_none() {
        let ids: Vec<MentorId> = candidates.keys().copied().collect();
        let visible =
            mentors::list_matchable(&services.store, filters, audience, Some(&ids), now).await.or_fail()?;
        let visible: HashSet<MentorId> = visible.into_iter().collect();
        candidates.retain(|id, _| visible.contains(id));
    }
    Ok(Retrieved {
        candidates: candidates.into_values().collect(),
        parts: near.into_iter().map(|(id, hit)| (id, hit.part)).collect(),
    })
}

/// By the index of the process; by the database's own while that is being read.
async fn search_texts(
    services: &Services,
    understood: &Understood,
    also: &[MentorId],
    allowed: Option<&HashSet<MentorId>>,
    audience: Audience,
) -> Result<Vec<TextHit>, Failure> {
    if let Some(index) = services.matching.texts().as_ref() {
        return Ok(index.search(&understood.text_query(), DEPTH, also, allowed));
    }
    let words = &understood.need.words;
    if words.is_empty() {
        return Ok(vec![]);
    }
    let within: Option<Vec<MentorId>> = allowed.map(|ids| ids.iter().copied().collect());
    let found = mentors::full_text(&services.store, words, audience, within.as_deref(), DEPTH as u64)
        .await
        .or_fail()?;
    let best = found.iter().map(|(_, score)| *score).fold(f64::MIN_POSITIVE, f64::max);
    let hit = |(mentor_id, score): (MentorId, f64)| TextHit {
        mentor_id,
        need: (score / best).clamp(0.0, 1.0) as f32,
        topics: 0.0,
    };
    Ok(found.into_iter().map(hit).collect())
}

fn candidate(mentor_id: MentorId, signals: Signals) -> Candidate {
    Candidate { mentor_id, fit: 1.0, signals }
}
