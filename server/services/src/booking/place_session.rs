//! One session comes into being, whether it is booked alone or with others. Events and mails are not written here.

use office_hours::Failure;
use office_hours::availability::{Approval, SlotTime, refuse};
use office_hours::booking::SessionStatus;
use office_hours::ids::{MenteeId, MentorId, SeriesId, SessionId, UserId};
use store::Tx;
use store::queries::sessions::{self, NewSession};

use super::seats::find_seat;
use super::strikes::check_standing;
use crate::availability::Pair;
use crate::failure::OrFail;
use crate::waiting::stop_waiting;
use crate::{Reader, Services};

/// What is to be booked, and for whom.
#[derive(Clone, Copy)]
pub(super) struct Placement<'a> {
    /// The mentee's account.
    pub(super) user_id: UserId,
    /// Their profile.
    pub(super) mentee_id: MenteeId,
    /// With whom.
    pub(super) mentor_id: MentorId,
    /// When.
    pub(super) time: SlotTime,
    /// For the mentor.
    pub(super) note: Option<&'a str>,
    /// The series it is part of.
    pub(super) series_id: Option<SeriesId>,
    /// Whether staff book in the mentee's place.
    pub(super) in_place: bool,
    /// Whether the mentee may have missed sessions.
    pub(super) missed: bool,
    /// Whether somebody may wait for the mentor, or the mentee keep a time.
    pub(super) awaited: bool,
}

/// Adds the session if nothing stands against it, lets the mentee wait no longer, and gives what was added. Mentor and
/// mentee must be held, and `pair` be what is known of them at this moment.
pub(super) async fn place_session<'a>(
    services: &'a Services,
    tx: &Tx,
    placement: Placement<'a>,
    pair: &'a Pair,
    reader: &Reader,
) -> Result<NewSession<'a>, Failure> {
    let Placement { user_id, mentee_id, mentor_id, time, note, series_id, in_place, missed, awaited } =
        placement;
    let now = services.now();
    // Missed sessions bind the mentee and not the staff, as with a move; all that keeps time and people counts.
    if missed && !in_place {
        check_standing(tx, mentee_id, now).await?;
    }
    if let Some(refusal) = refuse(&time, &pair.calendar, Some(&pair.asker), now) {
        return Err(refusal.failure(&reader.zone));
    }
    let offer = pair.calendar.offer();
    let status = match offer.approval() {
        Approval::Instant => SessionStatus::Booked,
        Approval::Mentor => SessionStatus::Pending,
    };
    let session = NewSession {
        session_id: SessionId(services.new_id()),
        mentor_id,
        mentee_id,
        starts_at: time.starts_at,
        ends_at: time.ends_at,
        status,
        buffer_before_minutes: offer.buffer_before_minutes(),
        buffer_after_minutes: offer.buffer_after_minutes(),
        seat: find_seat(services, pair.group.clone(), offer)?,
        location: offer.location(),
        meeting_url: None,
        notes: note,
        series_id,
        organizer_email: &services.config.organizer.email,
        now,
    };
    sessions::insert(tx, &session).await.or_fail()?;
    if awaited {
        stop_waiting(services, tx, (user_id, mentee_id), (mentor_id, time)).await?;
    }
    Ok(session)
}
