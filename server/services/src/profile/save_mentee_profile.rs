//! A mentee says who they are.

use office_hours::ids::MenteeId;
use office_hours::profile::{SaveMenteeProfile, rules};
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::mentees::{self, SaveMentee};
use store::queries::{events, users};

use crate::Services;
use crate::account::still_active;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// Saves the profile, new or changed.
pub async fn save_mentee_profile(
    services: &Services,
    actor: &Actor,
    input: &SaveMenteeProfile,
) -> Result<MenteeId, Failure> {
    policy::check(actor, Action::EditMenteeProfile)?;
    let person = actor.person()?;
    let draft = rules::parse_mentee(input)?;
    let now = services.now();

    let tx = services.store.begin().await.or_fail()?;
    users::set_name(&tx, person.user_id, &draft.name).await.or_fail()?;
    still_active(&tx, person.user_id).await?;
    let saved = SaveMentee {
        mentee_id: person.mentee_id.unwrap_or_else(|| MenteeId(services.new_id())),
        user_id: person.user_id,
        company: Some(&draft.company),
        stage: draft.stage.as_deref(),
        industry: draft.industry.as_deref(),
        goals: Some(&draft.goals),
        now,
    };
    let mentee_id = mentees::save(&tx, &saved).await.or_fail()?;
    let id = mentee_id.to_string();
    events::insert(&tx, now, Some(person.user_id), "mentee.saved", "mentee", &id, json!({}))
        .await
        .or_fail()?;
    tx.commit().await.or_fail()?;
    Ok(mentee_id)
}
