//! A mentor says who they are and when they have time.

use office_hours::account::Role;
use office_hours::availability::{Review, Settlement};
use office_hours::ids::MentorId;
use office_hours::profile::{MentorDraft, MentorProfile, SaveMentorProfile, rules};
use office_hours::time::Zone;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::Db;
use store::queries::form_drafts::{self, Form};
use store::queries::mentors::{self, SaveMentor};
use store::queries::{events, users};

use super::get_my_profile::get_my_mentor_profile;
use crate::account::still_active;
use crate::availability::{
    Asked, Rules, Saving, ask_others, draft_of, find_touched, keep_draft, set_hours, settle, touched_views,
};
use crate::failure::OrFail;
use crate::jobs::{self, Job};
use crate::policy::{self, Action};
use crate::waiting::offer_places;
use crate::{Reader, Services};

/// Saves the profile and its hours, new or changed. A newcomer becomes a mentor by it. Booked sessions stay where they
/// are; those that would no longer fit are named first, unless it is said what becomes of them.
pub async fn save_mentor_profile(
    services: &Services,
    actor: &Actor,
    input: &SaveMentorProfile,
    settlement: &Settlement,
    reader: &Reader,
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
    let now = services.now();

    let tx = services.store.begin().await.or_fail()?;
    users::set_name(&tx, person.user_id, &draft.name).await.or_fail()?;
    still_active(&tx, person.user_id).await?;
    if person.role != Role::Mentor {
        users::set_role(&tx, person.user_id, Role::Mentor).await.or_fail()?;
    }
    if let Some(mentor_id) = person.mentor_id {
        mentors::lock(&tx, mentor_id).await.or_fail()?;
    }
    let before = own_mentor(&tx, actor).await?;
    let asked = match &before {
        Some(mentor) => {
            let rules = rules_of(&tx, mentor, &draft).await?;
            settle(services, &tx, actor, (mentor, &rules), settlement, reader).await?
        }
        None => Asked::default(),
    };
    let zone = Zone::parse("timezone", &draft.timezone)?;
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
        // Programs may leave these out: what an import brought stays.
        country: match &draft.country {
            Some(country) => country.as_deref(),
            None => before.as_ref().and_then(|b| b.country.as_deref()),
        },
        languages: match (&draft.languages, &before) {
            (Some(languages), _) => languages,
            (None, Some(before)) => &before.languages,
            (None, None) => &[],
        },
        expertise: &draft.expertise,
        now,
    };
    let mentor_id = mentors::save(&tx, &saved).await.or_fail()?;
    if let Some(visibility) = draft.visibility {
        mentors::set_visibility(&tx, mentor_id, visibility, now).await.or_fail()?;
    }
    set_hours(services, &tx, mentor_id, &draft.weekly_hours, &zone).await?;
    jobs::enqueue(services, &tx, &Job::EmbedMentor { mentor_id }).await?;
    let id = mentor_id.to_string();
    events::insert(&tx, now, Some(person.user_id), "mentor.saved", "mentor", &id, json!({}))
        .await
        .or_fail()?;
    ask_others(services, &tx, actor, &asked).await?;
    form_drafts::remove(&tx, person.user_id, Form::Profile).await.or_fail()?;
    offer_places(services, &tx, mentor_id).await?;
    tx.commit().await.or_fail()?;
    Ok(mentor_id)
}

/// Saves the profile, or keeps it for a review.
pub async fn save_mentor_profile_or_review(
    services: &Services,
    actor: &Actor,
    input: &SaveMentorProfile,
    settlement: &Settlement,
    reader: &Reader,
) -> Result<Saving<MentorId>, Failure> {
    let saved = save_mentor_profile(services, actor, input, settlement, reader).await;
    keep_draft(services, actor, Form::Profile, input, saved).await
}

/// What the form is filled with: what is kept for a review, if there is something; else what was saved.
pub async fn review_mentor_profile(
    services: &Services,
    actor: &Actor,
    reader: &Reader,
) -> Result<Option<Review<SaveMentorProfile>>, Failure> {
    policy::check(actor, Action::EditMentorProfile)?;
    let draft = draft_of::<SaveMentorProfile>(services, actor, Form::Profile).await?;
    // What was entered under rules that hold no more is no draft.
    let draft = draft.and_then(|entered| Some((rules::parse_mentor(&entered).ok()?, entered)));
    let (Some((parsed, entered)), Some(mentor)) = (draft, own_mentor(&services.store, actor).await?) else {
        return Ok(get_my_mentor_profile(services, actor).await?.map(Review::of_saved));
    };
    let rules = rules_of(&services.store, &mentor, &parsed).await?;
    let found = find_touched(&services.store, &mentor, &rules, services.now()).await?;
    Ok(Some(Review::of_draft(entered, touched_views(services, actor, &found, reader))))
}

/// The profile that there is already.
async fn own_mentor(db: &impl Db, actor: &Actor) -> Result<Option<MentorProfile>, Failure> {
    match actor.person()?.mentor_id {
        Some(mentor_id) => mentors::get(db, mentor_id).await.or_fail(),
        None => Ok(None),
    }
}

/// The rules as the profile would have them.
async fn rules_of(db: &impl Db, mentor: &MentorProfile, draft: &MentorDraft) -> Result<Rules, Failure> {
    let zone = Zone::parse("timezone", &draft.timezone)?;
    Rules::with_weekly(db, mentor.mentor_id, draft.weekly_hours.clone(), zone).await
}
