//! Mentors from a file.

use office_hours::account::Role;
use office_hours::availability::WeeklyWindow;
use office_hours::ids::{MentorId, UserId};
use office_hours::profile::import::ImportDraft;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::Tx;
use store::queries::mentors::{self, SaveMentor};
use store::queries::{events, users};

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
    for (done, draft) in (1..).zip(drafts) {
        import_one(services, actor, &tx, draft, default_hours).await?;
        progress(done);
    }
    tx.commit().await.or_fail()
}

async fn import_one(
    services: &Services,
    actor: &Actor,
    tx: &Tx,
    draft: &ImportDraft,
    default_hours: &[WeeklyWindow],
) -> Result<(), Failure> {
    let now = services.now();
    let known = mentors::find_by_external_id(tx, &draft.id).await.or_fail()?;
    let user_id = match known {
        Some((_, user_id)) => user_id,
        None => match users::find_by_email(tx, draft.email.as_str()).await.or_fail()? {
            Some(user) if user.role == Role::Mentor => user.user_id,
            Some(_) => {
                return Err(Failure::invalid(
                    "email",
                    format!("{} has an account that is not a mentor’s.", draft.email),
                ));
            }
            None => {
                let user_id = UserId(services.new_id());
                users::insert(tx, user_id, draft.email.as_str(), Some(&draft.name), Role::Mentor, now)
                    .await
                    .or_fail()?;
                user_id
            }
        },
    };
    users::set_name(tx, user_id, &draft.name).await.or_fail()?;
    let saved = SaveMentor {
        mentor_id: known.map_or_else(|| MentorId(services.new_id()), |(mentor_id, _)| mentor_id),
        user_id,
        external_id: Some(&draft.id),
        headline: draft.headline.as_deref(),
        bio: draft.bio.as_deref(),
        company: draft.company.as_deref(),
        title: draft.title.as_deref(),
        industry: draft.industry.as_deref(),
        stage: draft.stage.as_deref(),
        timezone: draft.zone.name(),
        country: draft.country.as_deref(),
        languages: &draft.languages,
        expertise: &draft.expertise,
        now,
    };
    let mentor_id = mentors::save(tx, &saved).await.or_fail()?;
    match &draft.weekly_hours {
        Some(hours) => set_hours(services, tx, mentor_id, hours, &draft.zone).await?,
        None if known.is_none() && !default_hours.is_empty() => {
            set_hours(services, tx, mentor_id, default_hours, &draft.zone).await?;
        }
        None => {}
    }
    let id = mentor_id.to_string();
    let props = json!({ "external_id": draft.id });
    events::insert(tx, now, actor.user_id(), "mentor.imported", "mentor", &id, props).await.or_fail()?;
    jobs::enqueue(services, tx, &Job::EmbedMentor { mentor_id }).await
}
