//! Booking a slot: one transaction, never half done, never twice.

use office_hours::booking::rules::{self, MAX_NOTE};
use office_hours::booking::{BookSession, SessionStatus, SessionView};
use office_hours::ids::SessionId;
use office_hours::profile::rules::optional;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::sessions::{self, NewSession};
use store::queries::{availability, events, mentors};

use super::{check_slot, session_view};
use crate::failure::OrFail;
use crate::jobs::{self, Job};
use crate::policy::{self, Action};
use crate::profile::may_read;
use crate::{Services, ViewerZone, mail};

/// Books the slot for the signed-in mentee. The session, its event and both mails are committed
/// together; the database itself refuses a second session at that time. Who asks again for what
/// they have booked gets the same session.
pub async fn book_session(
    services: &Services,
    actor: &Actor,
    input: &BookSession,
    zone: &ViewerZone,
) -> Result<SessionView, Failure> {
    policy::check(actor, Action::BookSession)?;
    let (person, mentee_id) = rules::booking_mentee(actor)?;
    let note = optional("note", &input.note, MAX_NOTE)?;
    let now = services.now();

    let tx = services.store.begin().await.or_fail()?;
    let slot = availability::lock_slot(&tx, input.slot_id).await.or_fail()?;
    let slot = slot.ok_or_else(|| Failure::not_found("time"))?;
    let mentor = mentors::get(&tx, slot.mentor_id).await.or_fail()?;
    let mentor = mentor.filter(|m| may_read(actor, m)).ok_or_else(|| Failure::not_found("time"))?;
    let mine = sessions::find_active(&tx, slot.mentor_id, mentee_id, slot.starts_at).await.or_fail()?;
    if let Some(row) = mine {
        return Ok(session_view(row, actor, &zone.0, now));
    }
    check_slot(&tx, &slot, &mentor, now).await?;
    let session_id = SessionId(services.new_id());
    let session = NewSession {
        session_id,
        mentor_id: slot.mentor_id,
        mentee_id,
        starts_at: slot.starts_at,
        ends_at: slot.ends_at,
        status: SessionStatus::Booked,
        exclusive: slot.capacity == 1,
        meeting_url: None,
        notes: note.as_deref(),
        now,
    };
    sessions::insert(&tx, &session).await.or_fail()?;
    let row = sessions::get(&tx, session_id).await.or_fail()?.ok_or_else(|| Failure::not_found("session"))?;
    let id = session_id.to_string();
    let props = json!({
        "mentor_id": slot.mentor_id,
        "mentee_id": mentee_id,
        "starts_at": slot.starts_at,
        "search_id": input.search_id,
    });
    events::insert(&tx, now, Some(person.user_id), "session.booked", "session", &id, props)
        .await
        .or_fail()?;
    for mail in mail::session_booked(&row, &services.config.base_url) {
        jobs::enqueue(services, &tx, &Job::SendMail(mail)).await?;
    }
    tx.commit().await.or_fail()?;

    tracing::info!(session.id = %session_id, mentor.id = %slot.mentor_id, "a session was booked");
    Ok(session_view(row, actor, &zone.0, now))
}
