//! One mentor.

use office_hours::ids::MentorId;
use office_hours::profile::MentorProfile;
use office_hours::{Actor, Failure};
use store::queries::mentors;

use super::may_read;
use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// The profile; not found when it is not for this actor's eyes.
pub async fn get_mentor(
    services: &Services,
    actor: &Actor,
    mentor_id: MentorId,
) -> Result<MentorProfile, Failure> {
    policy::check(actor, Action::FindMentors)?;
    let profile = mentors::get(&services.store, mentor_id).await.or_fail()?;
    profile.filter(|profile| may_read(actor, profile)).ok_or_else(|| Failure::not_found("mentor"))
}
