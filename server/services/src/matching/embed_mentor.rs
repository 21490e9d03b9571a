//! Bringing the vectors of one profile up to date.

use std::collections::HashMap;

use office_hours::Actor;
use office_hours::account::erasure::is_erased;
use office_hours::ids::MentorId;
use office_hours::matching::heard::heard;
use office_hours::matching::passages::{Passage, passages};
use sha2::{Digest, Sha256};
use store::queries::{embeddings, feedback, mentors, users};
use store::{Db, StoreError};

use super::refresh_index;
use crate::Services;
use crate::environment::hex;
use crate::policy::{self, Action};
use crate::ports::{ModelState, PortError};

/// Rated sessions of one mentor that are listened to, the latest ones.
const SESSIONS_HEARD: u64 = 200;

/// Embeds the passages that changed since the last time, and no others. Without a model there is
/// nothing to do: `reindex` makes up for it once there is one.
pub async fn embed_mentor(services: &Services, actor: &Actor, mentor_id: MentorId) -> Result<(), PortError> {
    policy::check(actor, Action::ImportProfiles).map_err(|refusal| PortError::GiveUp(refusal.to_string()))?;
    match services.ports.embedder.state() {
        ModelState::Missing(_) => return Ok(()),
        ModelState::Loading => return Err(PortError::Retry("the model is being read".into())),
        ModelState::Ready => {}
    }
    update_vectors(services, mentor_id).await?;
    refresh_index(services).await.map_err(|failure| PortError::Retry(failure.to_string()))?;
    Ok(())
}

/// The same without telling the index. Gives how many passages were embedded.
pub(super) async fn update_vectors(services: &Services, mentor_id: MentorId) -> Result<usize, PortError> {
    let retry = |error: StoreError| PortError::Retry(error.to_string());
    let store = &services.store;
    let model = services.ports.embedder.model().to_owned();
    let Some(read) = read_passages(services, store, mentor_id).await.map_err(retry)? else { return Ok(0) };
    let known: HashMap<i32, String> =
        embeddings::list_hashes(store, &model, mentor_id).await.map_err(retry)?.into_iter().collect();
    let (kept, changed): (Vec<Passage>, Vec<Passage>) =
        read.clone().into_iter().partition(|p| known.get(&p.part) == Some(&content_hash(&p.text)));
    if changed.is_empty() && kept.len() == known.len() {
        return Ok(0);
    }
    let texts = changed.iter().map(|p| p.text.clone()).collect::<Vec<_>>();
    let vectors = if texts.is_empty() { vec![] } else { services.ports.embedder.embed(texts).await? };
    let rows: Vec<(i32, String, Vec<f32>)> =
        changed.iter().zip(vectors).map(|(p, vector)| (p.part, content_hash(&p.text), vector)).collect();
    let kept: Vec<i32> = kept.iter().map(|p| p.part).collect();
    let tx = store.begin().await.map_err(retry)?;
    // The model takes its time: what it has read may be old by now, and another may have written newer.
    let current = read_passages(services, &tx, mentor_id).await.map_err(retry)?;
    if current.is_none_or(|current| current != read) {
        return Err(PortError::Retry("the profile was changed meanwhile".into()));
    }
    embeddings::replace(&tx, &model, mentor_id, &rows, &kept, services.now()).await.map_err(retry)?;
    tx.commit().await.map_err(retry)?;
    Ok(rows.len())
}

/// What there is to embed of a mentor; nothing when there is no such mentor any more.
async fn read_passages(
    services: &Services,
    db: &impl Db,
    mentor_id: MentorId,
) -> Result<Option<Vec<Passage>>, StoreError> {
    let Some(profile) = mentors::get(db, mentor_id).await? else { return Ok(None) };
    let account = users::find_account(db, profile.user_id).await?;
    if account.is_none_or(|account| is_erased(&account.email)) {
        return Ok(None);
    }
    let heard = match services.config.feedback_in_matching {
        true => heard(&feedback::list_said(db, mentor_id, SESSIONS_HEARD).await?),
        false => None,
    };
    Ok(Some(passages(&profile, heard)))
}

/// What tells whether a text changed.
pub(super) fn content_hash(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}
