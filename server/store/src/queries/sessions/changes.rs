//! What changes sessions: one comes into being, takes a step, moves.

use office_hours::availability::SlotTime;
use office_hours::booking::SessionStatus;
use office_hours::booking::lifecycle::Mark;
use office_hours::booking::party::Side;
use office_hours::ids::{MenteeId, MentorId, SeriesId, SessionId, UserId};
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{SessionRow, Sides};
use crate::connection::{Db, Tx};
use crate::convert::{from_db, to_db};
use crate::entities::office_sessions;
use crate::errors::StoreError;

/// A place in a group that meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The same for all who meet then.
    pub group_id: Uuid,
    /// From 1; each is taken once.
    pub number: u32,
    /// How many there are.
    pub of: u32,
}

/// A session to be.
#[derive(Clone, Copy, Debug)]
pub struct NewSession<'a> {
    /// The session.
    pub session_id: SessionId,
    /// Who gives time.
    pub mentor_id: MentorId,
    /// Who asked.
    pub mentee_id: MenteeId,
    /// Inclusive.
    pub starts_at: Timestamp,
    /// Exclusive.
    pub ends_at: Timestamp,
    /// Where it stands.
    pub status: SessionStatus,
    /// What the mentor needs before it, in minutes.
    pub buffer_before_minutes: i64,
    /// What the mentor needs after it, in minutes.
    pub buffer_after_minutes: i64,
    /// The place among others; none when the mentor is with this mentee alone.
    pub seat: Option<Seat>,
    /// "virtual", a room, a phone number.
    pub location: &'a str,
    /// Where to join.
    pub meeting_url: Option<&'a str>,
    /// For the mentor.
    pub notes: Option<&'a str>,
    /// Those it repeats with.
    pub series_id: Option<SeriesId>,
    /// Who organizes the event in calendars, for as long as it is there.
    pub organizer_email: &'a str,
    /// The present instant.
    pub now: Timestamp,
}

impl NewSession<'_> {
    /// What [`get`] gives once it is inserted, without asking; not for one of a series.
    pub fn row(&self, sides: Sides) -> SessionRow {
        SessionRow {
            session_id: self.session_id,
            mentor_id: self.mentor_id,
            mentor_name: sides.mentor_name,
            mentor_email: sides.mentor_email,
            mentor_language: sides.mentor_language,
            mentor_timezone: sides.mentor_timezone,
            mentor_headline: sides.mentor_headline,
            mentee_id: self.mentee_id,
            mentee_user_id: sides.mentee_user_id,
            mentee_name: sides.mentee_name,
            mentee_email: sides.mentee_email,
            mentee_language: sides.mentee_language,
            mentee_timezone: sides.mentee_timezone,
            mentee_company: sides.mentee_company,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            status: self.status,
            group_id: self.seat.map(|seat| seat.group_id),
            named_to_guests: false,
            location: self.location.to_owned(),
            meeting_url: self.meeting_url.map(str::to_owned),
            notes: self.notes.map(str::to_owned),
            notes_version: 0,
            notes_by: None,
            requested_at: from_db(to_db(self.now)),
            moves: 0,
            ical_sequence: 0,
            event_id: self.session_id.0,
            organizer_email: Some(self.organizer_email.to_owned()),
            mark: None,
            status_reason: None,
            series: None,
            moved_alone: false,
            asked_at: None,
            confirmed: false,
        }
    }
}

/// Adds a session; [`crate::Constraint::MentorOverlap`] or [`crate::Constraint::MenteeOverlap`]
/// when one of them is elsewhere at that time, [`crate::Constraint::SeatTaken`] when somebody else
/// has the seat.
pub async fn insert(db: &impl Db, session: &NewSession<'_>) -> Result<(), StoreError> {
    let (seat, capacity) = session.seat.map_or((1, 1), |seat| (seat.number, seat.of));
    let row = office_sessions::ActiveModel {
        id: Set(session.session_id.0),
        mentor_id: Set(session.mentor_id.0),
        mentee_id: Set(session.mentee_id.0),
        starts_at: Set(to_db(session.starts_at)),
        ends_at: Set(to_db(session.ends_at)),
        status: Set(session.status.as_str().to_owned()),
        group_id: Set(session.seat.map(|seat| seat.group_id)),
        buffer_before_minutes: Set(narrow(session.buffer_before_minutes)),
        buffer_after_minutes: Set(narrow(session.buffer_after_minutes)),
        capacity: Set(narrow(capacity)),
        seat: Set(narrow(seat)),
        named_to_guests: Set(false),
        location: Set(session.location.to_owned()),
        meeting_url: Set(session.meeting_url.map(str::to_owned)),
        notes: Set(session.notes.map(str::to_owned)),
        notes_version: Set(0),
        notes_user_id: Set(None),
        requested_at: Set(None),
        moves: Set(0),
        ical_sequence: Set(0),
        marked_at: Set(None),
        marked_by: Set(None),
        absent: Set(None),
        disputed: Set(false),
        status_reason: Set(None),
        series_id: Set(session.series_id.map(|series_id| series_id.0)),
        moved_alone: Set(false),
        event_id: Set(None),
        organizer_email: Set(Some(session.organizer_email.to_owned())),
        created_at: Set(to_db(session.now)),
        updated_at: Set(to_db(session.now)),
    };
    office_sessions::Entity::insert(row).exec_without_returning(db.conn()).await?;
    Ok(())
}

/// A step in a session's life.
#[derive(Clone, Copy, Debug)]
pub struct Transition<'a> {
    /// Where the session must stand.
    pub from: &'a [SessionStatus],
    /// Where it stands afterwards.
    pub to: SessionStatus,
    /// What is said by it of how the session went; nothing leaves what was said.
    pub mark: Option<Mark>,
    /// Why.
    pub reason: Option<&'a str>,
}

/// Moves the session on if it stands where one of `from` says; of many who try, one succeeds. The
/// number of the invitation grows when the session is agreed on and when it is called off.
pub async fn transition(
    db: &impl Db,
    session_id: SessionId,
    transition: &Transition<'_>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    use office_sessions::Column;
    let mut update = office_sessions::Entity::update_many()
        .col_expr(Column::Status, Expr::value(transition.to.as_str()))
        .col_expr(Column::StatusReason, Expr::value(transition.reason.map(str::to_owned)))
        .col_expr(Column::UpdatedAt, Expr::value(to_db(now)));
    if matches!(transition.to, SessionStatus::Booked | SessionStatus::Cancelled) {
        update = update.col_expr(Column::IcalSequence, Expr::col(Column::IcalSequence).add(1));
    }
    if let Some(mark) = transition.mark {
        update = update
            .col_expr(Column::MarkedAt, Expr::value(Some(to_db(mark.at))))
            .col_expr(Column::MarkedBy, Expr::value(Some(mark.by.as_str())))
            .col_expr(Column::Absent, Expr::value(mark.absent.map(Side::as_str)))
            .col_expr(Column::Disputed, Expr::value(mark.disputed));
    }
    let done = update
        .filter(office_sessions::COLUMN.id.eq(session_id.0))
        .filter(office_sessions::COLUMN.status.is_in(transition.from.iter().map(|status| status.as_str())))
        .exec(db.conn())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Writes down that a side objects to what was said of the session.
pub async fn set_disputed(db: &impl Db, session_id: SessionId, now: Timestamp) -> Result<(), StoreError> {
    office_sessions::Entity::update_many()
        .col_expr(office_sessions::Column::Disputed, Expr::value(true))
        .col_expr(office_sessions::Column::UpdatedAt, Expr::value(to_db(now)))
        .filter(office_sessions::COLUMN.id.eq(session_id.0))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Writes down what the session is about, as one of its sides has it now. The session must be locked.
pub async fn set_notes(
    db: &Tx,
    session_id: SessionId,
    notes: Option<&str>,
    by: UserId,
    now: Timestamp,
) -> Result<(), StoreError> {
    use office_sessions::Column;
    office_sessions::Entity::update_many()
        .col_expr(Column::Notes, Expr::value(notes.map(str::to_owned)))
        .col_expr(Column::NotesVersion, Expr::col(Column::NotesVersion).add(1))
        .col_expr(Column::NotesUserId, Expr::value(by.0))
        .col_expr(Column::UpdatedAt, Expr::value(to_db(now)))
        .filter(office_sessions::COLUMN.id.eq(session_id.0))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Another time for a session.
#[derive(Clone, Copy, Debug)]
pub struct NewTime<'a> {
    /// With whom: the same mentor, or the one who takes the session over.
    pub mentor_id: MentorId,
    /// When.
    pub time: SlotTime,
    /// What the mentor needs before it, in minutes.
    pub buffer_before_minutes: i64,
    /// What the mentor needs after it, in minutes.
    pub buffer_after_minutes: i64,
    /// The place among others; none when the mentor is with this mentee alone.
    pub seat: Option<Seat>,
    /// "virtual", a room, a phone number.
    pub location: &'a str,
    /// Where it stands afterwards: a request stays one.
    pub status: SessionStatus,
    /// How often its sides have moved it, this time included where it counts.
    pub moves: u32,
    /// Whether it was moved by itself, this time or before.
    pub moved_alone: bool,
    /// Where another event takes the place of the one in calendars: its id and who organizes it.
    pub new_event: Option<(Uuid, &'a str)>,
}

/// Moves the session to another time in one statement, so that it is never without one; refused like
/// [`insert`]. Others may come then, to whom nobody has agreed to be named. The session must be locked.
pub async fn move_to(
    db: &Tx,
    session_id: SessionId,
    to: &NewTime<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    use office_sessions::Column;
    let (seat, capacity) = to.seat.map_or((1, 1), |seat| (seat.number, seat.of));
    let mut update = office_sessions::Entity::update_many();
    if let Some((event_id, organizer_email)) = to.new_event {
        update = update
            .col_expr(Column::EventId, Expr::value(event_id))
            .col_expr(Column::OrganizerEmail, Expr::value(organizer_email));
    }
    update
        .col_expr(Column::MentorId, Expr::value(to.mentor_id.0))
        .col_expr(Column::StartsAt, Expr::value(to_db(to.time.starts_at)))
        .col_expr(Column::EndsAt, Expr::value(to_db(to.time.ends_at)))
        .col_expr(Column::BufferBeforeMinutes, Expr::value(narrow(to.buffer_before_minutes)))
        .col_expr(Column::BufferAfterMinutes, Expr::value(narrow(to.buffer_after_minutes)))
        .col_expr(Column::GroupId, Expr::value(to.seat.map(|seat| seat.group_id)))
        .col_expr(Column::Capacity, Expr::value(narrow(capacity)))
        .col_expr(Column::Seat, Expr::value(narrow(seat)))
        .col_expr(Column::NamedToGuests, Expr::value(false))
        .col_expr(Column::Location, Expr::value(to.location))
        .col_expr(Column::Status, Expr::value(to.status.as_str()))
        .col_expr(Column::Moves, Expr::value(narrow(to.moves)))
        .col_expr(Column::MovedAlone, Expr::value(to.moved_alone))
        .col_expr(Column::RequestedAt, Expr::value(Some(to_db(now))))
        .col_expr(Column::IcalSequence, Expr::col(Column::IcalSequence).add(1))
        .col_expr(Column::UpdatedAt, Expr::value(to_db(now)))
        .filter(office_sessions::COLUMN.id.eq(session_id.0))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Notes who organizes the events that an earlier release made, as far as nobody has yet. From then on they keep it,
/// whatever the settings say.
pub async fn note_organizer(db: &impl Db, email: &str) -> Result<u64, StoreError> {
    let done = office_sessions::Entity::update_many()
        .col_expr(office_sessions::Column::OrganizerEmail, Expr::value(email))
        .filter(office_sessions::COLUMN.organizer_email.is_null())
        .exec(db.conn())
        .await?;
    Ok(done.rows_affected)
}

/// What the database counts with; what is beyond it breaks a rule of the table.
fn narrow(number: impl TryInto<i32>) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}
