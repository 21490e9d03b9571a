//! Booking sessions that repeat: one transaction, all of them or none.

use office_hours::availability::SlotTime;
use office_hours::booking::SessionStatus;
use office_hours::booking::lifecycle::undecided_until;
use office_hours::booking::rules::{self, MAX_NOTE};
use office_hours::booking::series::{BookSeries, Pick, Picked, SeriesView, occurrences, pick};
use office_hours::ids::{MenteeId, MentorId, SeriesId};
use office_hours::profile::rules::optional;
use office_hours::time::{Timestamp, Zone};
use office_hours::{Actor, Failure};
use serde_json::json;
use store::Tx;
use store::queries::series::{self, SeriesRow};
use store::queries::sessions::{self, SessionRow};
use store::queries::{availability, busy, events, mentors};

use super::get_series::series_view;
use super::place_session::{Placement, place_session};
use super::series_refusal::{Done, none_done};
use crate::account::still_active;
use crate::availability::{MenteeCalendar, Pair, calendar_at};
use crate::failure::OrFail;
use crate::jobs;
use crate::mail::{series as series_mails, sessions as mails};
use crate::policy::{self, Action};
use crate::ports::Mail;
use crate::profile::may_read;
use crate::{Reader, Services};

/// Books every session of the series that the choices leave, each as one that is booked for itself, and
/// in one transaction: each is asked for with those before it booked, so that they count against each
/// other. Where one cannot be had, nothing is booked and the failure names it. Who asks again for what
/// they have booked gets the same series.
pub async fn book_series(
    services: &Services,
    actor: &Actor,
    input: &BookSeries,
    reader: &Reader,
) -> Result<SeriesView, Failure> {
    policy::check(actor, Action::BookSession)?;
    let (person, mentee_id) = rules::booking_mentee(actor)?;
    let note = optional("note", &input.note, MAX_NOTE)?;
    let (frequency, count) = input.preview().parse()?;
    let now = services.now();
    let no_time = || Failure::not_found("time");

    let tx = services.store.begin().await.or_fail()?;
    // First the mentor, then the mentee, as one booking does.
    availability::lock_pair(&tx, input.slot_id, mentee_id).await.or_fail()?;
    let slot = availability::find_slot(&tx, input.slot_id).await.or_fail()?.ok_or_else(no_time)?;
    still_active(&tx, person.user_id).await?;
    let mentor = mentors::get(&tx, slot.mentor_id).await.or_fail()?;
    let mentor = mentor.filter(|mentor| may_read(actor, mentor)).ok_or_else(no_time)?;
    let wanted = occurrences(slot.time, frequency, count, &Zone::of_stored(&mentor.timezone));
    let times = resolve(&tx, slot.mentor_id, pick(&wanted, &input.choices)?).await?;
    if let Some(rows) = booked_before(&tx, slot.mentor_id, mentee_id, &times).await? {
        return series_view(services, rows, actor, reader, now);
    }

    let series =
        SeriesRow { series_id: SeriesId(services.new_id()), mentor_id: slot.mentor_id, mentee_id, frequency };
    series::insert(&tx, &series, now).await.or_fail()?;
    let (mentor_id, series_id) = (slot.mentor_id, Some(series.series_id));
    let (user_id, note) = (person.user_id, note.as_deref());
    // Whether there is something to look at is not asked before it is looked at.
    let placement = |time| Placement {
        user_id,
        mentee_id,
        mentor_id,
        time,
        note,
        series_id,
        in_place: false,
        missed: true,
        awaited: true,
    };
    // A series has a few sessions.
    let of = wanted.len() as u32;
    // A search leads to one decision, however many sessions follow from it.
    let mut search_id = input.search_id;
    for (number, time) in &times {
        // With those before it booked.
        let pair = Pair {
            calendar: calendar_at(&tx, (&mentor).into(), *time, now).await?,
            asker: MenteeCalendar::of_mentee(&tx, mentee_id, user_id, *time, &[]).await?.asker(mentor_id),
            group: busy::find_group(&tx, mentor_id, *time).await.or_fail()?,
        };
        let session = place_session(services, &tx, placement(*time), &pair, reader).await;
        let named = |failure| none_done(failure, Done::Booked, (*number, of), time.starts_at, &reader.zone);
        let session = session.map_err(named)?;
        let props = json!({
            "mentor_id": slot.mentor_id,
            "mentee_id": mentee_id,
            "starts_at": time.starts_at,
            "search_id": search_id.take(),
            "status": session.status,
            "series_id": series.series_id,
        });
        let id = session.session_id.to_string();
        events::insert(&tx, now, Some(person.user_id), "session.booked", "session", &id, props)
            .await
            .or_fail()?;
    }
    let rows = sessions::list_of_series(&tx, series.series_id).await.or_fail()?;
    jobs::enqueue_mails(services, &tx, letters(services, &rows, now)).await?;
    tx.commit().await.or_fail()?;

    tracing::info!(
        series.id = %series.series_id, mentor.id = %slot.mentor_id, sessions = rows.len(), "a series was booked"
    );
    series_view(services, rows, actor, reader, now)
}

/// One message a side, as for a single session where only one is left.
fn letters(services: &Services, rows: &[SessionRow], now: Timestamp) -> Vec<Mail> {
    let asked = rows.first().filter(|first| first.status == SessionStatus::Pending);
    let answer_by = asked.map(|first| undecided_until(now, first.starts_at));
    match (rows, answer_by) {
        ([row], Some(by)) => mails::requested(services, row, by, None).into(),
        ([row], None) => mails::booked(services, row, None).into(),
        (rows, Some(by)) => series_mails::requested(services, rows, by),
        (rows, None) => series_mails::booked(services, rows),
    }
}

/// When the sessions are to be, with their numbers; the slots chosen instead must be the mentor's.
async fn resolve(tx: &Tx, mentor_id: MentorId, picked: Vec<Picked>) -> Result<Vec<(u32, SlotTime)>, Failure> {
    let mut times = Vec::with_capacity(picked.len());
    for Picked { number, pick } in picked {
        let time = match pick {
            Pick::AsWanted(time) => time,
            Pick::Instead(slot_id) => {
                let slot = availability::find_slot(tx, slot_id).await.or_fail()?;
                let slot = slot.filter(|slot| slot.mentor_id == mentor_id);
                slot.ok_or_else(|| Failure::not_found("time"))?.time
            }
        };
        times.push((number, time));
    }
    Ok(times)
}

/// The sessions, when exactly these were booked as a series before.
async fn booked_before(
    tx: &Tx,
    mentor_id: MentorId,
    mentee_id: MenteeId,
    times: &[(u32, SlotTime)],
) -> Result<Option<Vec<SessionRow>>, Failure> {
    let Some((_, first)) = times.first() else { return Ok(None) };
    let mine = sessions::find_active(tx, mentor_id, mentee_id, first.starts_at).await.or_fail()?;
    let Some(series) = mine.and_then(|row| row.series) else { return Ok(None) };
    let rows = sessions::list_of_series(tx, series.series_id).await.or_fail()?;
    let mut asked: Vec<SlotTime> = times.iter().map(|(_, time)| *time).collect();
    asked.sort_unstable();
    let booked = rows.iter().filter(|row| row.status.holds_time()).map(SessionRow::time);
    Ok(booked.eq(asked).then_some(rows))
}
