//! Keeping what the process knows of profiles and vectors as the database says.

use std::collections::{BTreeMap, HashMap};

use jiff::SignedDuration;
use office_hours::Failure;
use office_hours::ids::MentorId;
use office_hours::matching::directory::Directory;
use office_hours::profile::MentorProfile;
use office_hours::time::Timestamp;
use store::queries::embeddings::{self, EmbeddingRow};
use store::queries::mentors;

use super::models::Model;
use super::ranking::refresh_experiment;
use crate::Services;
use crate::failure::OrFail;
use crate::ports::{Embedder, Passages, VectorIndex};

/// Rows are looked for again for so long before the last look: a slower transaction may commit late.
const OVERLAP: SignedDuration = SignedDuration::from_secs(10);

/// Profiles read at once: bounds the memory of the first time.
const PROFILES_AT_ONCE: usize = 500;
/// Vectors read at once: 8 MB of MiniLM's.
const VECTORS_AT_ONCE: u64 = 5_000;

/// Which profiles were read up to now.
pub(super) struct SeenProfiles {
    until: Timestamp,
    /// Of those saved shortly before, when they were saved and when they were read.
    recent: HashMap<MentorId, (Timestamp, Timestamp)>,
}

/// Reads what changed since the last time, everything at first; gives how many vectors of mentors
/// changed.
///
/// Each server process calls it every few seconds, so a change by another one arrives as well.
pub async fn refresh_index(services: &Services) -> Result<usize, Failure> {
    if services.matching.directory().is_none() {
        fill_directory(services).await?;
    }
    catch_up(services).await?;
    if let Err(failure) = refresh_experiment(services).await {
        tracing::warn!(%failure, "which experiment runs could not be read");
    }
    let mut changed = 0;
    for model in services.models() {
        changed += refresh_vectors(services, model).await?;
    }
    Ok(changed)
}

async fn refresh_vectors(
    services: &Services,
    Model { embedder, vectors, known, .. }: Model<'_>,
) -> Result<usize, Failure> {
    let mut seen_until = known.vectors_seen.lock().await;
    // Before the database reads all vectors for an index that cannot be reached.
    vectors.open().await.or_fail()?;
    let asked_at = services.now();
    let changed = match *seen_until {
        Some(seen) => {
            let rows = embeddings::list_since(&services.store, embedder.model(), seen - OVERLAP);
            put(vectors, rows.await.or_fail()?).await?
        }
        None => fill_vectors(services, embedder, vectors).await?,
    };
    if changed > 0 {
        services.matching.has_changed();
    }
    *seen_until = Some(asked_at);
    Ok(changed)
}

/// All of them, page by page.
async fn fill_vectors(
    services: &Services,
    embedder: &dyn Embedder,
    vectors: &dyn VectorIndex,
) -> Result<usize, Failure> {
    let mut filled = 0;
    let mut after = None;
    loop {
        let page = embeddings::list_page(&services.store, embedder.model(), after, VECTORS_AT_ONCE);
        let page = page.await.or_fail()?;
        let Some(last) = page.last() else { return Ok(filled) };
        after = Some(last.mentor_id);
        filled += put(vectors, page).await?;
        tracing::debug!(mentors = filled, model = embedder.model(), "vectors are being read");
    }
}

/// Gives of how many mentors they were.
async fn put(vectors: &dyn VectorIndex, rows: Vec<EmbeddingRow>) -> Result<usize, Failure> {
    let mut by_mentor: BTreeMap<MentorId, Passages> = BTreeMap::new();
    for row in rows {
        by_mentor.entry(row.mentor_id).or_default().push((row.part, row.vector));
    }
    let changed = by_mentor.len();
    vectors.replace_all(by_mentor.into_iter().collect()).await.or_fail()?;
    Ok(changed)
}

async fn fill_directory(services: &Services) -> Result<(), Failure> {
    let Some(look) = services.matching.profiles_seen.begin().await else { return Ok(()) };
    if look.last().is_some() {
        return Ok(());
    }
    let asked_at = services.now();
    let saved = mentors::list_saved(&services.store, None).await.or_fail()?;
    // Until everything is here, searches go to the database.
    let mut directory = Directory::default();
    for some in saved.chunks(PROFILES_AT_ONCE) {
        read_profiles(services, some, |profile| directory.replace(profile)).await?;
    }
    *services.matching.directory_mut() = Some(directory);
    services.matching.has_changed();
    look.end(SeenProfiles { until: asked_at, recent: HashMap::new() });
    Ok(())
}

/// Reads the profiles that were saved since the last time, by whatever process: a search that
/// begins with it sees every change that was made before. Until the directory is filled there is
/// nothing to do.
///
/// Of those that ask at the same time, one asks the database for all.
pub(super) async fn catch_up(services: &Services) -> Result<(), Failure> {
    let state = &services.matching;
    if state.directory().is_none() {
        return Ok(());
    }
    let Some(look) = state.profiles_seen.begin().await else { return Ok(()) };
    let Some(seen) = look.last() else { return Ok(()) };
    let asked_at = services.now();
    let saved = mentors::list_saved(&services.store, Some(seen.until - OVERLAP)).await.or_fail()?;
    let is_new = |(mentor_id, saved_at): &&(MentorId, Timestamp)| {
        let known = seen.recent.get(mentor_id);
        // What was read at the very moment it was saved may have been saved again in that moment.
        !known.is_some_and(|(known_at, read_at)| known_at == saved_at && read_at > saved_at)
    };
    let changed: Vec<(MentorId, Timestamp)> = saved.iter().filter(is_new).copied().collect();
    for some in changed.chunks(PROFILES_AT_ONCE) {
        read_profiles(services, some, |profile| {
            state.directory_mut().as_mut().into_iter().for_each(|directory| directory.replace(profile));
        })
        .await?;
        state.has_changed();
    }
    let recent = saved.into_iter().map(|(mentor_id, saved_at)| (mentor_id, (saved_at, asked_at))).collect();
    look.end(SeenProfiles { until: asked_at, recent });
    Ok(())
}

async fn read_profiles(
    services: &Services,
    some: &[(MentorId, Timestamp)],
    put: impl FnMut(&MentorProfile),
) -> Result<(), Failure> {
    let ids: Vec<MentorId> = some.iter().map(|(mentor_id, _)| *mentor_id).collect();
    mentors::get_many(&services.store, &ids).await.or_fail()?.iter().for_each(put);
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
