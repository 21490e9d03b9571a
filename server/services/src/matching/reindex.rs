//! Bringing the vectors of all profiles up to date.

use office_hours::ids::MentorId;
use office_hours::{Actor, Failure};
use store::queries::{embeddings, mentors};

use super::embed_mentor::update_vectors;
use super::refresh_index;
use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reindexed {
    /// Profiles looked at.
    pub mentors: usize,
    /// Passages embedded; what had not changed was left.
    pub embedded: usize,
}

/// Looks at every profile and embeds what changed. It can be stopped at any time and called
/// again: what is done stays done. `progress` is told how many of how many profiles are done.
pub async fn reindex(
    services: &Services,
    actor: &Actor,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Reindexed, Failure> {
    policy::check(actor, Action::ImportProfiles)?;
    let saved = mentors::list_saved(&services.store, None).await.or_fail()?;
    let ids: Vec<MentorId> = saved.into_iter().map(|(mentor_id, _)| mentor_id).collect();
    update(services, &ids, progress).await
}

/// The same for the profiles whose vectors may be older than they: what a server does that gets its
/// model only now, or another one. Once all are there, needs are compared by it.
pub async fn embed_stale(services: &Services, actor: &Actor) -> Result<Reindexed, Failure> {
    policy::check(actor, Action::ImportProfiles)?;
    let ids = embeddings::list_stale(&services.store, services.ports.embedder.model()).await.or_fail()?;
    let done = update(services, &ids, &|_, _| {}).await?;
    services.retire_former_model();
    Ok(done)
}

async fn update(
    services: &Services,
    ids: &[MentorId],
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Reindexed, Failure> {
    let mut done = Reindexed::default();
    for mentor_id in ids {
        done.embedded += update_vectors(services, *mentor_id).await.or_fail()?;
        done.mentors += 1;
        progress(done.mentors, ids.len());
    }
    refresh_index(services).await?;
    Ok(done)
}
