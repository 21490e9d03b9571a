//! A mentor gets a photo, out of a picture that somebody chose.

use office_hours::ids::MentorId;
use office_hours::profile::MentorProfile;
use office_hours::profile::photo::{Crop, PhotoName, check_length};
use office_hours::{Actor, Failure};
use sha2::{Digest, Sha256};

use super::change_photo::{Photo, change_photo};
use super::editable::find_editable;
use crate::Services;
use crate::policy::{self, Action};

/// Cuts the square out of the picture and keeps that alone, and gives the profile as it is then. The same picture a
/// second time changes nothing.
pub async fn save_photo(
    services: &Services,
    actor: &Actor,
    mentor_id: MentorId,
    picture: Vec<u8>,
    crop: Crop,
) -> Result<MentorProfile, Failure> {
    policy::check(actor, Action::SetPhoto)?;
    check_length(picture.len())?;
    // Nothing is opened for a profile that they may not change.
    find_editable(&services.store, actor, mentor_id).await?;
    let bytes = services.darkroom.develop(picture, crop).await?;
    let name = PhotoName::of_digest(&Sha256::digest(&bytes).into());
    change_photo(services, actor, mentor_id, Some(Photo { name, bytes })).await
}
