//! Another photo, or none, in the place of the one a mentor has.

use office_hours::ids::MentorId;
use office_hours::profile::MentorProfile;
use office_hours::profile::photo::PhotoName;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::Tx;
use store::queries::{events, mentors, photos};

use super::editable::{find_editable, no_mentor};
use crate::Services;
use crate::account::still_active;
use crate::failure::OrFail;
use crate::jobs::{self, Job};

/// A photo as it is kept.
pub(super) struct Photo {
    pub(super) name: PhotoName,
    pub(super) bytes: Vec<u8>,
}

/// Sets the photo and gives the profile as it is then. The file of the one before goes after the commit. No vector is
/// made anew: a photo says nothing that matching reads.
pub(super) async fn change_photo(
    services: &Services,
    actor: &Actor,
    mentor_id: MentorId,
    photo: Option<Photo>,
) -> Result<MentorProfile, Failure> {
    let now = services.now();
    let tx = services.store.begin().await.or_fail()?;
    mentors::lock(&tx, mentor_id).await.or_fail()?;
    let (current, _) = find_editable(&tx, actor, mentor_id).await?;
    if let Some(user_id) = actor.user_id() {
        still_active(&tx, user_id).await?;
    }
    let url = photo.as_ref().map(|photo| photo.name.url());
    if let Some(Photo { name, bytes }) = photo {
        // Held to the end, so that nobody who lets go of the same picture removes it meanwhile.
        photos::lock(&tx, &name).await.or_fail()?;
        services.ports.photos.put(&name, bytes).await.or_fail()?;
    }
    if current.photo_url == url {
        return Ok(current);
    }
    photos::set(&tx, mentor_id, url.as_deref(), now).await.or_fail()?;
    enqueue_forgetting(services, &tx, &current).await?;
    let props = json!({ "field": "photo" });
    let id = mentor_id.to_string();
    events::insert(&tx, now, actor.user_id(), "mentor.saved", "mentor", &id, props).await.or_fail()?;
    let saved = mentors::get(&tx, mentor_id).await.or_fail()?.ok_or_else(no_mentor)?;
    tx.commit().await.or_fail()?;
    Ok(saved)
}

/// Lets go of the file of the mentor's photo once this is committed, if there is one.
pub(crate) async fn enqueue_forgetting(
    services: &Services,
    tx: &Tx,
    mentor: &MentorProfile,
) -> Result<(), Failure> {
    match mentor.photo_url.as_deref().and_then(PhotoName::of_url) {
        Some(name) => jobs::enqueue(services, tx, &Job::ForgetPhoto { name }).await,
        None => Ok(()),
    }
}
