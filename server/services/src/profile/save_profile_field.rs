//! One field of a mentor's profile changes, where it stands.

use office_hours::account::UserStatus;
use office_hours::ids::MentorId;
use office_hours::profile::field::{ProfileField, SaveProfileField};
use office_hours::profile::{MentorProfile, Visibility};
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::events;
use store::queries::mentors::{self, SaveMentor};

use super::editable::{find_editable, no_mentor};
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
    let (current, account) = find_editable(&tx, actor, mentor_id).await?;
    // Whatever is chosen, nobody finds it now, and the profile says so instead of what was chosen.
    if input.field == ProfileField::Visibility && account.status != UserStatus::Active {
        return Err(Failure::conflict(
            "not_in_use",
            "Nobody finds this profile while the account is not in use. Choose who does once it is.",
        ));
    }
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
