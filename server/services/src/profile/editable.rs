//! Whose profile somebody may change.

use office_hours::account::Account;
use office_hours::account::erasure::is_erased;
use office_hours::ids::MentorId;
use office_hours::profile::MentorProfile;
use office_hours::{Actor, Failure};
use store::Db;
use store::queries::{mentors, users};

use super::may_read;
use crate::failure::OrFail;

/// The profile as it is now, of a mentor whom the actor may change: themself, or as staff anybody. Nothing is written of
/// somebody who was erased.
pub(super) async fn find_editable(
    db: &impl Db,
    actor: &Actor,
    mentor_id: MentorId,
) -> Result<(MentorProfile, Account), Failure> {
    let profile = mentors::get(db, mentor_id).await.or_fail()?;
    let profile = profile.filter(|profile| may_read(actor, profile)).ok_or_else(no_mentor)?;
    let own = actor.person().is_ok_and(|person| person.mentor_id == Some(mentor_id));
    if !own && !actor.is_staff() {
        return Err(Failure::not_allowed("This is the profile of another mentor."));
    }
    let account = users::find_account(db, profile.user_id).await.or_fail()?;
    let account = account.filter(|account| !is_erased(&account.email)).ok_or_else(no_mentor)?;
    Ok((profile, account))
}

pub(super) fn no_mentor() -> Failure {
    Failure::not_found("mentor")
}
