//! Booking a slot: one transaction, never half done, never twice.

use office_hours::booking::lifecycle::undecided_until;
use office_hours::booking::party::Party;
use office_hours::booking::rules::MAX_NOTE;
use office_hours::booking::{BookSession, SessionStatus, SessionView};
use office_hours::profile::rules::optional;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::availability::{self, SlotToBook};
use store::queries::{events, sessions};

use super::booked_for::{BookedFor, booked_for};
use super::place_session::{Placement, place_session};
use super::session_view;
use super::turn_away::{Admission, Wish, wait_or_turn_away};
use crate::account::no_longer_active;
use crate::availability::Pair;
use crate::failure::OrFail;
use crate::jobs;
use crate::mail::sessions as mails;
use crate::profile::audience;
use crate::{Reader, Services};

/// Books the slot for the signed-in mentee, or, by staff, in a mentee's place with a reason. The session, its
/// event and both mails are committed together; the database itself refuses a second session at that time. Who
/// asks again for what is booked gets the same session.
pub async fn book_session(
    services: &Services,
    actor: &Actor,
    input: &BookSession,
    reader: &Reader,
) -> Result<SessionView, Failure> {
    let BookedFor { mentee_id, user_id, reason } = booked_for(services, actor, input).await?;
    let note = optional("note", &input.note, MAX_NOTE)?;
    let now = services.now();
    let wish = Wish { actor, mentee_id, slot_id: input.slot_id, reader };
    // Held until the end: whoever comes next reads what this has written.
    let _turn = match wait_or_turn_away(services, wish).await? {
        Admission::Theirs(row) => return Ok(session_view(services, *row, actor, reader, now)),
        Admission::Turn(turn) => turn,
    };

    let tx = services.store.begin().await.or_fail()?;
    availability::lock_pair(&tx, input.slot_id, mentee_id).await.or_fail()?;
    let no_time = || Failure::not_found("time");
    let slot = availability::find_to_book(&tx, input.slot_id, audience(actor), mentee_id).await.or_fail()?;
    let slot = slot.ok_or_else(no_time)?;
    let SlotToBook { time, mentor_id, missed, awaited, .. } = slot;
    if !slot.mentee_active {
        return Err(no_longer_active());
    }
    if slot.is_theirs {
        let mine = sessions::find_active(&tx, mentor_id, mentee_id, time.starts_at).await.or_fail()?;
        return Ok(session_view(services, mine.ok_or_else(no_time)?, actor, reader, now));
    }
    let pair = Pair::read(&tx, &slot, mentee_id, now).await?;
    let (note, in_place) = (note.as_deref(), reason.is_some());
    let placement =
        Placement { user_id, mentee_id, mentor_id, time, note, series_id: None, in_place, missed, awaited };
    let row = place_session(services, &tx, placement, &pair, reader).await?.row(slot.sides);
    let (session_id, status) = (row.session_id, row.status);
    let id = session_id.to_string();
    let props = json!({
        "mentor_id": mentor_id,
        "mentee_id": mentee_id,
        "starts_at": time.starts_at,
        "search_id": input.search_id,
        "status": status,
        "by": Party::of(actor, &row.life().session),
        "reason": reason,
    });
    events::insert(&tx, now, actor.user_id(), "session.booked", "session", &id, props).await.or_fail()?;
    let why = reason.as_deref();
    let mails = match status {
        SessionStatus::Pending => mails::requested(services, &row, undecided_until(now, row.starts_at), why),
        _ => mails::booked(services, &row, why),
    };
    jobs::enqueue_mails(services, &tx, mails).await?;
    tx.commit().await.or_fail()?;

    tracing::info!(session.id = %session_id, mentor.id = %mentor_id, "a session was booked");
    Ok(session_view(services, row, actor, reader, now))
}
