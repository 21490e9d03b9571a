//! Keeping a mentor to find them again.

use office_hours::ids::MentorId;
use office_hours::text;
use office_hours::{Actor, Failure};
use store::queries::{mentors, saved_mentors, users};

use super::MAX_SAVED;
use crate::Services;
use crate::account::still_active;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::profile::audience;

/// Saves a mentor whom the mentee sees; one who is saved already stays saved.
pub async fn save_mentor(services: &Services, actor: &Actor, mentor_id: MentorId) -> Result<(), Failure> {
    policy::check(actor, Action::SaveMentors)?;
    let user_id = actor.person()?.user_id;
    let store = &services.store;
    let seen = mentors::list_seen(store, audience(actor), &[mentor_id]).await.or_fail()?;
    if seen.is_empty() {
        return Err(Failure::not_found("mentor"));
    }
    let tx = store.begin().await.or_fail()?;
    users::hold(&tx, user_id).await.or_fail()?;
    still_active(&tx, user_id).await?;
    if !saved_mentors::list_among(&tx, user_id, &[mentor_id]).await.or_fail()?.is_empty() {
        return Ok(());
    }
    // Two at once may come to be one more than that.
    if saved_mentors::count(&tx, user_id).await.or_fail()? >= MAX_SAVED as i64 {
        let message = text!("You have saved {max} mentors. Take one off your list first.", max = MAX_SAVED);
        return Err(Failure::conflict("saved_full", message));
    }
    saved_mentors::save(&tx, user_id, mentor_id, services.now()).await.or_fail()?;
    tx.commit().await.or_fail()
}
