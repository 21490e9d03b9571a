//! Keeping the indexes of words and of vectors as the database says.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use office_hours::Failure;
use office_hours::matching::text_index::TextIndex;
use office_hours::time::Timestamp;
use store::queries::{embeddings, mentors};

use crate::Services;
use crate::failure::OrFail;

/// Rows are read again for so long before the last look: a slower transaction may commit late.
const OVERLAP: SignedDuration = SignedDuration::from_secs(10);

/// Profiles read at once: bounds the memory of the first time.
const PROFILES_AT_ONCE: usize = 500;

/// Reads what changed since the last time, everything at first; gives how many vectors of mentors
/// changed.
///
/// Each server process calls it every few seconds, so a change by another one arrives as well.
pub async fn refresh_index(services: &Services) -> Result<usize, Failure> {
    let mut seen_until = services.matching.seen_until.lock().await;
    let asked_at = services.now();
    let model = services.ports.embedder.model();
    let since = seen_until.map(|seen| seen - OVERLAP);
    refresh_texts(services, since).await?;
    let rows = embeddings::list(&services.store, model, since).await.or_fail()?;
    let mut by_mentor: BTreeMap<_, Vec<(i32, Vec<f32>)>> = BTreeMap::new();
    for row in rows {
        by_mentor.entry(row.mentor_id).or_default().push((row.part, row.vector));
    }
    let changed = by_mentor.len();
    for (mentor_id, passages) in by_mentor {
        services.ports.vectors.replace(mentor_id, passages).await.or_fail()?;
    }
    *seen_until = Some(asked_at);
    Ok(changed)
}

async fn refresh_texts(services: &Services, since: Option<Timestamp>) -> Result<(), Failure> {
    let saved = mentors::list_ids(&services.store, since).await.or_fail()?;
    // The first time searches go to the database until everything is here.
    let mut first = since.is_none().then(TextIndex::default);
    for ids in saved.chunks(PROFILES_AT_ONCE) {
        let profiles = mentors::get_many(&services.store, ids).await.or_fail()?;
        let fill = |texts: &mut TextIndex| profiles.iter().for_each(|profile| texts.replace(profile));
        match &mut first {
            Some(texts) => fill(texts),
            None => services.matching.texts_mut().as_mut().into_iter().for_each(fill),
        }
    }
    if let Some(texts) = first {
        *services.matching.texts_mut() = Some(texts);
    }
    Ok(())
}

/// How many mentors have vectors, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// In the index of this process.
    pub indexed: usize,
    /// In the database.
    pub mentors: usize,
}

/// Whether every mentor can be found by meaning.
pub async fn vector_coverage(services: &Services) -> Result<Coverage, Failure> {
    let mentors = mentors::count(&services.store).await.or_fail()?;
    Ok(Coverage {
        indexed: services.ports.vectors.len(),
        mentors: usize::try_from(mentors).unwrap_or_default(),
    })
}
