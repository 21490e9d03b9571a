//! Booking a slot: one transaction, never half done, never twice.

use jiff::ToSpan;
use jiff::civil::Weekday;
use office_hours::booking::rules::{self, MAX_NOTE, SlotFacts};
use office_hours::booking::{BookSession, SessionStatus, SessionView};
use office_hours::ids::SessionId;
use office_hours::profile::MentorProfile;
use office_hours::profile::rules::optional;
use office_hours::time::{Timestamp, Zone};
use office_hours::{Actor, Failure};
use serde_json::json;
use store::Tx;
use store::queries::availability::{self, SlotRow};
use store::queries::sessions::{self, NewSession};
use store::queries::{events, mentors};

use super::session_view;
use crate::failure::OrFail;
use crate::jobs::{self, Job};
use crate::policy::{self, Action};
use crate::profile::may_read;
use crate::{Services, ViewerZone, mail};

/// Books the slot for the signed-in mentee. The session, its event and both mails are committed
/// together; the database itself refuses a second session at that time.
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
    let booked_that_week = count_week(&tx, &slot, &mentor).await?;
    rules::check_bookable(&slot_facts(&slot, &mentor, booked_that_week), now)?;
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
    let props = json!({ "mentor_id": slot.mentor_id, "mentee_id": mentee_id, "starts_at": slot.starts_at });
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

fn slot_facts(slot: &SlotRow, mentor: &MentorProfile, booked_that_week: i32) -> SlotFacts {
    SlotFacts {
        mentor_id: slot.mentor_id,
        starts_at: slot.starts_at,
        capacity: slot.capacity,
        taken: slot.taken,
        mentor_active: mentor.active,
        booked_that_week,
        load_cap_per_week: mentor.load_cap_per_week,
    }
}

/// The mentor's sessions in the slot's week: Monday to Sunday in the mentor's zone.
async fn count_week(tx: &Tx, slot: &SlotRow, mentor: &MentorProfile) -> Result<i32, Failure> {
    let zone = Zone::parse("timezone", &mentor.timezone).unwrap_or_else(|_| Zone::utc());
    let (from, to) = week_of(slot.starts_at, &zone);
    let load = mentors::get_load(tx, &[slot.mentor_id], from, to).await.or_fail()?;
    Ok(load.first().map_or(0, |(_, count)| i32::try_from(*count).unwrap_or(i32::MAX)))
}

fn week_of(at: Timestamp, zone: &Zone) -> (Timestamp, Timestamp) {
    let date = at.to_zoned(zone.tz().clone()).date();
    let monday = date.saturating_sub(i64::from(date.weekday().since(Weekday::Monday)).days());
    let start = |date: jiff::civil::Date| date.to_zoned(zone.tz().clone()).map_or(at, |day| day.timestamp());
    (start(monday), start(monday.saturating_add(7.days())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_that_of_the_mentor() {
        let auckland = Zone::parse("timezone", "Pacific/Auckland").unwrap();
        // Sunday noon in London is already Monday in Auckland.
        let (from, to) = week_of("2026-11-22T12:00:00Z".parse().unwrap(), &auckland);
        assert_eq!(from.to_string(), "2026-11-22T11:00:00Z");
        assert_eq!(to.to_string(), "2026-11-29T11:00:00Z");
    }
}
