//! One field of a mentor's profile changes, where it stands.

use office_hours::account::UserStatus;
use office_hours::account::erasure::is_erased;
use office_hours::ids::MentorId;
use office_hours::profile::field::{ProfileField, SaveProfileField};
use office_hours::profile::{MentorProfile, Visibility};
use office_hours::{Actor, Failure};
use serde_json::json;
use store::Tx;
use store::queries::mentors::{self, SaveMentor};
use store::queries::{events, users};

use super::may_read;
use crate::Services;
use crate::account::still_active;
use crate::failure::OrFail;
use crate::jobs::{self, Job};
use crate::policy::{self, Action};
use crate::waiting::offer_places;

/// Saves the field alone, and gives the profile as it is then. What was changed since it was read is a conflict, and
/// stays.
pub async fn save_profile_field(
    services: &Services,
    actor: &Actor,
    mentor_id: MentorId,
    input: &SaveProfileField,
) -> Result<MentorProfile, Failure> {
    policy::check(actor, Action::EditProfileField)?;
    let now = services.now();

    let tx = services.store.begin().await.or_fail()?;
    // Of two who change the same field at the same moment, one sees the other.
    mentors::lock(&tx, mentor_id).await.or_fail()?;
    let current = find(&tx, actor, mentor_id, input.field).await?;
    if let Some(user_id) = actor.user_id() {
        still_active(&tx, user_id).await?;
    }
    let Some(changed) = input.apply(&current)? else { return Ok(current) };
    if input.field == ProfileField::Visibility {
        mentors::set_visibility(&tx, mentor_id, changed.visibility, now).await.or_fail()?;
        if current.visibility == Visibility::Private {
            offer_places(services, &tx, mentor_id).await?;
        }
    } else {
        mentors::save(&tx, &SaveMentor::of(&changed, now)).await.or_fail()?;
        jobs::enqueue(services, &tx, &Job::EmbedMentor { mentor_id }).await?;
    }
    let id = mentor_id.to_string();
    let props = json!({ "field": input.field });
    events::insert(&tx, now, actor.user_id(), "mentor.saved", "mentor", &id, props).await.or_fail()?;
    let saved = mentors::get(&tx, mentor_id).await.or_fail()?.ok_or_else(no_mentor)?;
    tx.commit().await.or_fail()?;
    Ok(saved)
}

/// The profile as it is now, of a mentor whom the actor may change. Nothing is written of somebody who was erased.
async fn find(
    tx: &Tx,
    actor: &Actor,
    mentor_id: MentorId,
    field: ProfileField,
) -> Result<MentorProfile, Failure> {
    let profile = mentors::get(tx, mentor_id).await.or_fail()?;
    let profile = profile.filter(|profile| may_read(actor, profile)).ok_or_else(no_mentor)?;
    let own = actor.person().is_ok_and(|person| person.mentor_id == Some(mentor_id));
    if !own && !actor.is_staff() {
        return Err(Failure::not_allowed("This is the profile of another mentor."));
    }
    let account = users::find_account(tx, profile.user_id).await.or_fail()?;
    let account = account.filter(|account| !is_erased(&account.email)).ok_or_else(no_mentor)?;
    // Whatever is chosen, nobody finds it now, and the profile says so instead of what was chosen.
    if field == ProfileField::Visibility && account.status != UserStatus::Active {
        return Err(Failure::conflict(
            "not_in_use",
            "Nobody finds this profile while the account is not in use. Choose who does once it is.",
        ));
    }
    Ok(profile)
}

fn no_mentor() -> Failure {
    Failure::not_found("mentor")
}
