//! Taking a mentor off one's list.

use office_hours::ids::MentorId;
use office_hours::{Actor, Failure};
use store::queries::saved_mentors;

use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// Forgets that a mentor was saved, whether they are to be seen or not; nothing happens where none was.
pub async fn forget_saved_mentor(
    services: &Services,
    actor: &Actor,
    mentor_id: MentorId,
) -> Result<(), Failure> {
    policy::check(actor, Action::SaveMentors)?;
    saved_mentors::remove(&services.store, actor.person()?.user_id, mentor_id).await.or_fail()
}
