//! A mentor has no photo any more.

use office_hours::ids::MentorId;
use office_hours::{Actor, Failure};

use super::change_photo::change_photo;
use crate::Services;
use crate::policy::{self, Action};

/// Takes the photo away; without one there is nothing to do.
pub async fn remove_photo(services: &Services, actor: &Actor, mentor_id: MentorId) -> Result<(), Failure> {
    policy::check(actor, Action::SetPhoto)?;
    change_photo(services, actor, mentor_id, None).await.map(drop)
}
