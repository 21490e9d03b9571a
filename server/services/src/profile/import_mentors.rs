//! Mentors from a file.

use std::collections::HashMap;

use office_hours::account::Role;
use office_hours::availability::WeeklyWindow;
use office_hours::ids::{MentorId, UserId};
use office_hours::profile::MentorProfile;
use office_hours::profile::import::ImportDraft;
use office_hours::text;
use office_hours::time::Zone;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::Tx;
use store::queries::mentors::{self, SaveMentor};
use store::queries::{availability, events, users};

use crate::Services;
use crate::availability::set_hours;
use crate::failure::OrFail;
use crate::jobs::{self, Job};
use crate::policy::{self, Action};

/// Adds the mentors, or updates those with the same id or address: all of them or none.
///
/// `default_hours` are for new mentors whose record has none. `progress` is told how many are
/// written so far. The vectors follow by the jobs that are queued with them.
pub async fn import_mentors(
    services: &Services,
    actor: &Actor,
    drafts: &[ImportDraft],
    default_hours: &[WeeklyWindow],
    progress: &(dyn Fn(usize) + Sync),
) -> Result<(), Failure> {
    policy::check(actor, Action::ImportProfiles)?;
    let tx = services.store.begin().await.or_fail()?;
    import_mentors_within(services, actor, &tx, drafts, default_hours, progress).await?;
    tx.commit().await.or_fail()
}

/// The same as a part of something larger: the caller commits.
pub async fn import_mentors_within(
    services: &Services,
    actor: &Actor,
    tx: &Tx,
    drafts: &[ImportDraft],
    default_hours: &[WeeklyWindow],
    progress: &(dyn Fn(usize) + Sync),
) -> Result<(), Failure> {
    policy::check(actor, Action::ImportProfiles)?;
    let mut written: HashMap<MentorId, &str> = HashMap::new();
    for (done, draft) in (1..).zip(drafts) {
        let mentor_id = import_one(services, actor, tx, draft, default_hours).await?;
        if let Some(first) = written.insert(mentor_id, &draft.id) {
            return Err(Failure::invalid(
                "email",
                text!(
                    "“{first}” and “{second}” are the same mentor: give each an address of their own.",
                    first,
                    second = &draft.id,
                ),
            ));
        }
        progress(done);
    }
    // Whoever looks for what was saved looks back a few seconds only, and a long file takes longer.
    let ids: Vec<MentorId> = written.into_keys().collect();
    mentors::touch(tx, &ids, services.now()).await.or_fail()
}

async fn import_one(
    services: &Services,
    actor: &Actor,
    tx: &Tx,
    draft: &ImportDraft,
    default_hours: &[WeeklyWindow],
) -> Result<MentorId, Failure> {
    let now = services.now();
    let (user_id, before) = find_or_add(services, tx, draft).await?;
    let zone = zone_of(draft, before.as_ref());
    users::set_name(tx, user_id, &draft.name).await.or_fail()?;
    let saved = SaveMentor {
        mentor_id: before.as_ref().map_or_else(|| MentorId(services.new_id()), |before| before.mentor_id),
        user_id,
        external_id: Some(&draft.id),
        headline: draft.headline.as_deref(),
        bio: draft.bio.as_deref(),
        company: draft.company.as_deref(),
        title: draft.title.as_deref(),
        industry: draft.industry.as_deref(),
        stage: draft.stage.as_deref(),
        timezone: zone.name(),
        country: draft.country.as_deref(),
        languages: &draft.languages,
        expertise: &draft.expertise,
        now,
    };
    let mentor_id = mentors::save(tx, &saved).await.or_fail()?;
    match (&draft.weekly_hours, &before) {
        (Some(hours), _) => set_hours(services, tx, mentor_id, hours, &zone).await?,
        (None, None) if !default_hours.is_empty() => {
            set_hours(services, tx, mentor_id, default_hours, &zone).await?;
        }
        (None, Some(before)) if before.timezone != zone.name() => {
            // The hours stay the same on the mentor's clock; their slots were cut for another one.
            let hours = availability::list_weekly(tx, mentor_id).await.or_fail()?;
            set_hours(services, tx, mentor_id, &hours, &zone).await?;
        }
        (None, _) => {}
    }
    let id = mentor_id.to_string();
    let props = json!({ "external_id": draft.id });
    events::insert(tx, now, actor.user_id(), "mentor.imported", "mentor", &id, props).await.or_fail()?;
    jobs::enqueue(services, tx, &Job::EmbedMentor { mentor_id }).await?;
    Ok(mentor_id)
}

/// The mentor's account, and the profile that it had before.
async fn find_or_add(
    services: &Services,
    tx: &Tx,
    draft: &ImportDraft,
) -> Result<(UserId, Option<MentorProfile>), Failure> {
    let email = draft.email.as_str();
    let (user_id, mentor_id) = match mentors::find_by_external_id(tx, &draft.id).await.or_fail()? {
        Some((mentor_id, user_id)) => (user_id, Some(mentor_id)),
        None => match users::find_by_email(tx, email).await.or_fail()? {
            Some(user) if user.role == Role::Mentor => {
                (user.user_id, mentors::find_by_user(tx, user.user_id).await.or_fail()?)
            }
            Some(_) => {
                return Err(Failure::invalid(
                    "email",
                    text!("{email} has an account that is not a mentor’s.", email = email.to_string()),
                ));
            }
            None => {
                let user_id = UserId(services.new_id());
                users::insert(tx, user_id, email, Some(&draft.name), Role::Mentor, services.now())
                    .await
                    .or_fail()?;
                (user_id, None)
            }
        },
    };
    match mentor_id {
        Some(mentor_id) => Ok((user_id, mentors::get(tx, mentor_id).await.or_fail()?)),
        None => Ok((user_id, None)),
    }
}

/// A record without a zone leaves a known mentor in theirs, as their hours are kept in it.
fn zone_of(draft: &ImportDraft, before: Option<&MentorProfile>) -> Zone {
    let known = || before.and_then(|before| Zone::parse("timezone", &before.timezone).ok());
    draft.zone.clone().or_else(known).unwrap_or_else(Zone::utc)
}
