//! One's list of mentors.

use office_hours::profile::MentorCard;
use office_hours::{Actor, Failure};
use store::queries::{mentors, saved_mentors};

use super::MAX_SAVED;
use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::profile::audience;

/// The mentors that the mentee has saved and sees at this moment, the last one first. Who is hidden comes back
/// with their profile.
pub async fn list_saved_mentors(services: &Services, actor: &Actor) -> Result<Vec<MentorCard>, Failure> {
    policy::check(actor, Action::SaveMentors)?;
    let user_id = actor.person()?.user_id;
    let store = &services.store;
    let ids = saved_mentors::list_seen(store, user_id, audience(actor), MAX_SAVED).await.or_fail()?;
    let profiles = mentors::get_many(store, &ids).await.or_fail()?;
    Ok(profiles.into_iter().map(MentorCard::from).collect())
}
