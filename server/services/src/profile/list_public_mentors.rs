//! The mentors whom everybody may find, for lists that are read by machines.

use office_hours::ids::MentorId;
use office_hours::time::Timestamp;
use office_hours::{Actor, Failure};
use store::queries::mentors;

use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// At most `limit` of them, whoever asks, each with when the profile was saved.
pub async fn list_public_mentors(
    services: &Services,
    actor: &Actor,
    limit: u64,
) -> Result<Vec<(MentorId, Timestamp)>, Failure> {
    policy::check(actor, Action::FindMentors)?;
    mentors::list_public(&services.store, limit).await.or_fail()
}
