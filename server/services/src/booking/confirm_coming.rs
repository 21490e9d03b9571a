//! "Still coming?": the mentee is asked the day before, says yes, or the place is freed.

use jiff::SignedDuration;
use office_hours::booking::lifecycle::Step;
use office_hours::booking::party::{Party, Side};
use office_hours::booking::reliability::{ASK_HOURS, Confirmation, confirmation_due};
use office_hours::booking::{SessionStatus, SessionView, TakeStep};
use office_hours::ids::SessionId;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::{confirmations, events, sessions};

use super::{session_view, take_step};
use crate::failure::OrFail;
use crate::jobs::{self, Job};
use crate::mail::sessions as mails;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// The mentee says that they are coming. Saying so again changes nothing.
pub async fn confirm_coming(
    services: &Services,
    actor: &Actor,
    session_id: SessionId,
    reader: &Reader,
) -> Result<SessionView, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let now = services.now();
    let no_session = || Failure::not_found("session");

    let tx = services.store.begin().await.or_fail()?;
    let row = sessions::lock(&tx, session_id).await.or_fail()?.ok_or_else(no_session)?;
    let party = Party::of(actor, &row.life().session).ok_or_else(no_session)?;
    if party.side() != Some(Side::Mentee) {
        return Err(Failure::not_allowed("Only the mentee says that they are coming."));
    }
    if row.status != SessionStatus::Booked || row.starts_at <= now {
        return Err(Failure::conflict(
            "nothing_to_confirm",
            "Only a booked session that has not begun can be confirmed.",
        ));
    }
    if !row.confirmed {
        let asked_at = row.asked_at.unwrap_or(now);
        confirmations::save(&tx, session_id, row.starts_at, asked_at, Some(now)).await.or_fail()?;
        let id = session_id.to_string();
        events::insert(&tx, now, actor.user_id(), "session.confirmed", "session", &id, json!({}))
            .await
            .or_fail()?;
    }
    let row = sessions::get(&tx, session_id).await.or_fail()?.ok_or_else(no_session)?;
    tx.commit().await.or_fail()?;
    Ok(session_view(services, row, actor, reader, now))
}

/// Asks those whose session is near, and frees the places of those who did not answer; gives how many of both.
/// One transaction each: a session that somebody changes meanwhile is left alone.
pub async fn ask_who_comes(services: &Services, actor: &Actor) -> Result<u64, Failure> {
    policy::check(actor, Action::ImportProfiles)?;
    let now = services.now();
    let near = now + SignedDuration::from_hours(ASK_HOURS) + SignedDuration::from_secs(1);
    let mut done = 0;
    for (session_id, coming) in confirmations::list_open(&services.store, now, near).await.or_fail()? {
        let acted = match confirmation_due(&coming, now) {
            Confirmation::Done | Confirmation::Wait { .. } => false,
            Confirmation::Ask { .. } => ask(services, session_id).await?,
            Confirmation::Release => release(services, session_id).await?,
        };
        done += u64::from(acted);
    }
    Ok(done)
}

async fn ask(services: &Services, session_id: SessionId) -> Result<bool, Failure> {
    let now = services.now();
    let tx = services.store.begin().await.or_fail()?;
    let Some(row) = sessions::lock(&tx, session_id).await.or_fail()? else { return Ok(false) };
    let Confirmation::Ask { answer_by } = confirmation_due(&row.coming(), now) else { return Ok(false) };
    if row.status != SessionStatus::Booked {
        return Ok(false);
    }
    confirmations::save(&tx, session_id, row.starts_at, now, None).await.or_fail()?;
    jobs::enqueue(services, &tx, &Job::SendMail(mails::still_coming(services, &row, answer_by))).await?;
    tx.commit().await.or_fail()?;
    Ok(true)
}

async fn release(services: &Services, session_id: SessionId) -> Result<bool, Failure> {
    let reason = "Nobody said that they are still coming.".to_owned();
    let input = TakeStep { session_id, step: Step::Release, reason };
    match take_step(services, &Actor::System, &input, &Reader::default()).await {
        Ok(_) => Ok(true),
        Err(Failure::Conflict { .. } | Failure::NotFound { .. }) => Ok(false),
        Err(failure) => Err(failure),
    }
}
