//! A mentor says who they are and when they have time.

use office_hours::account::Role;
use office_hours::ids::MentorId;
use office_hours::profile::{SaveMentorProfile, rules};
use office_hours::time::Zone;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::mentors::{self, SaveMentor};
use store::queries::{events, users};

use crate::Services;
use crate::account::still_active;
use crate::availability::set_hours;
use crate::failure::OrFail;
use crate::jobs::{self, Job};
use crate::policy::{self, Action};
use crate::waiting::offer_places;

/// Saves the profile and its hours, new or changed. A newcomer becomes a mentor by it; booked
/// sessions stay where they are.
pub async fn save_mentor_profile(
    services: &Services,
    actor: &Actor,
    input: &SaveMentorProfile,
) -> Result<MentorId, Failure> {
    policy::check(actor, Action::EditMentorProfile)?;
    let person = actor.person()?;
    if person.mentee_id.is_some() {
        return Err(Failure::conflict(
            "is_mentee",
            "This account is a mentee’s. Use another address to join as a mentor.",
        ));
    }
    let draft = rules::parse_mentor(input)?;
    let zone = Zone::parse("timezone", &draft.timezone)?;
    let now = services.now();

    let tx = services.store.begin().await.or_fail()?;
    users::set_name(&tx, person.user_id, &draft.name).await.or_fail()?;
    still_active(&tx, person.user_id).await?;
    if person.role != Role::Mentor {
        users::set_role(&tx, person.user_id, Role::Mentor).await.or_fail()?;
    }
    let before = match person.mentor_id {
        Some(mentor_id) => mentors::get(&tx, mentor_id).await.or_fail()?,
        None => None,
    };
    let saved = SaveMentor {
        mentor_id: person.mentor_id.unwrap_or_else(|| MentorId(services.new_id())),
        user_id: person.user_id,
        external_id: None,
        headline: Some(&draft.headline),
        bio: Some(&draft.bio),
        company: draft.company.as_deref(),
        title: draft.title.as_deref(),
        industry: draft.industry.as_deref(),
        stage: draft.stage.as_deref(),
        timezone: zone.name(),
        // The form does not ask for these: what an import brought stays.
        country: before.as_ref().and_then(|b| b.country.as_deref()),
        languages: before.as_ref().map_or(&[], |b| b.languages.as_slice()),
        expertise: &draft.expertise,
        now,
    };
    let mentor_id = mentors::save(&tx, &saved).await.or_fail()?;
    set_hours(services, &tx, mentor_id, &draft.weekly_hours, &zone).await?;
    jobs::enqueue(services, &tx, &Job::EmbedMentor { mentor_id }).await?;
    let id = mentor_id.to_string();
    events::insert(&tx, now, Some(person.user_id), "mentor.saved", "mentor", &id, json!({}))
        .await
        .or_fail()?;
    offer_places(services, &tx, mentor_id).await?;
    tx.commit().await.or_fail()?;
    Ok(mentor_id)
}
