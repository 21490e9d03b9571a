//! Meetings (table `office_sessions`). Who may do what with one is decided in
//! `office_hours::booking::rules`; that two do not overlap is the database's to keep.

use chrono::{DateTime, Utc};
use office_hours::availability::SlotTime;
use office_hours::booking::SessionStatus;
use office_hours::booking::lifecycle::{LifeFacts, Mark};
use office_hours::booking::party::{Party, Side};
use office_hours::booking::reliability::{Coming, Strike};
use office_hours::booking::rules::SessionFacts;
use office_hours::booking::series::{Member, SeriesPlace};
use office_hours::ids::{MenteeId, MentorId, SeriesId, SessionId, UserId};
use office_hours::language::Language;
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{EntityTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;

use super::mentors::limit_of;
use super::series::frequency_of;
use crate::connection::{Db, Tx};
use crate::convert::{display_name, from_db, language_of, to_db, word};
use crate::entities::office_sessions;
use crate::errors::StoreError;
use crate::sql::{Sql, escape_like};

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

/// Those who meet, as a session is shown with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// As shown.
    pub mentor_name: String,
    /// Where mail goes.
    pub mentor_email: String,
    /// In which language they are written to.
    pub mentor_language: Language,
    /// IANA zone.
    pub mentor_timezone: String,
    /// One line.
    pub mentor_headline: Option<String>,
    /// The account behind.
    pub mentee_user_id: UserId,
    /// As shown.
    pub mentee_name: String,
    /// Where mail goes.
    pub mentee_email: String,
    /// In which language they are written to.
    pub mentee_language: Language,
    /// IANA zone; the mentor's until they have told theirs.
    pub mentee_timezone: String,
    /// The venture.
    pub mentee_company: Option<String>,
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

/// A session with what both sides are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// The session.
    pub session_id: SessionId,
    /// Who gives time.
    pub mentor_id: MentorId,
    /// As shown.
    pub mentor_name: String,
    /// Where mail goes.
    pub mentor_email: String,
    /// In which language they are written to.
    pub mentor_language: Language,
    /// IANA zone.
    pub mentor_timezone: String,
    /// One line.
    pub mentor_headline: Option<String>,
    /// Who asked.
    pub mentee_id: MenteeId,
    /// The account behind.
    pub mentee_user_id: UserId,
    /// As shown.
    pub mentee_name: String,
    /// Where mail goes.
    pub mentee_email: String,
    /// In which language they are written to.
    pub mentee_language: Language,
    /// IANA zone; the mentor's until they have told theirs.
    pub mentee_timezone: String,
    /// The venture.
    pub mentee_company: Option<String>,
    /// Inclusive.
    pub starts_at: Timestamp,
    /// Exclusive.
    pub ends_at: Timestamp,
    /// Where it stands.
    pub status: SessionStatus,
    /// The same for all who meet then; none when the mentor is with this mentee alone.
    pub group_id: Option<Uuid>,
    /// Whether the mentee is named to the others of the group.
    pub named_to_guests: bool,
    /// "virtual", a room, a phone number.
    pub location: String,
    /// Where to join.
    pub meeting_url: Option<String>,
    /// What it is about.
    pub notes: Option<String>,
    /// How often that was changed since it was booked.
    pub notes_version: u32,
    /// Which side changed it last; nothing where it is as it was booked, or where somebody did who is no side any more.
    pub notes_by: Option<Side>,
    /// When it was asked for, or moved while it waited for the mentor.
    pub requested_at: Timestamp,
    /// How often its sides have moved it.
    pub moves: u32,
    /// Grows with every change that a calendar has to follow.
    pub ical_sequence: u32,
    /// What its event in calendars is called: another one once another mentor has taken the session over.
    pub event_id: Uuid,
    /// Who organizes that event; nothing where an earlier release booked it and nobody has noted it since.
    pub organizer_email: Option<String>,
    /// What was said of how it went.
    pub mark: Option<Mark>,
    /// Why it stands as it does, in the words of whoever took the last step.
    pub status_reason: Option<String>,
    /// Where it stands among those it repeats with.
    pub series: Option<SeriesPlace>,
    /// Whether it was moved by itself at some time.
    pub moved_alone: bool,
    /// When the mentee was asked whether they are still coming, at this time of the session.
    pub asked_at: Option<Timestamp>,
    /// Whether they said yes.
    pub confirmed: bool,
}

impl SessionRow {
    /// When.
    pub fn time(&self) -> SlotTime {
        SlotTime { starts_at: self.starts_at, ends_at: self.ends_at }
    }

    /// In which language a side is written to.
    pub fn language_of(&self, side: Side) -> Language {
        match side {
            Side::Mentor => self.mentor_language,
            Side::Mentee => self.mentee_language,
        }
    }

    /// In which zone a side reads times.
    pub fn timezone_of(&self, side: Side) -> &str {
        match side {
            Side::Mentor => &self.mentor_timezone,
            Side::Mentee => &self.mentee_timezone,
        }
    }

    /// As the rules of "still coming?" look at it.
    pub fn coming(&self) -> Coming {
        Coming {
            starts_at: self.starts_at,
            booked_at: self.requested_at,
            asked_at: self.asked_at,
            confirmed: self.confirmed,
        }
    }

    /// As the rules of a series look at it.
    pub fn member(&self) -> Member {
        Member { session_id: self.session_id, starts_at: self.starts_at, is_exception: self.moved_alone }
    }

    /// As the rules of a session's life look at it.
    pub fn life(&self) -> LifeFacts {
        let (mentor_id, mentee_id) = (self.mentor_id, self.mentee_id);
        let session = SessionFacts { mentor_id, mentee_id, status: self.status, starts_at: self.starts_at };
        LifeFacts { session, requested_at: self.requested_at, mark: self.mark }
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

/// The session, in one query.
pub async fn get(db: &impl Db, session_id: SessionId) -> Result<Option<SessionRow>, StoreError> {
    let row =
        Sql::new(db, SELECT_SESSION).push("WHERE s.id = ").bind(session_id.0).one::<RawSession>().await?;
    row.map(RawSession::row).transpose()
}

/// With whom the session is, in one query.
pub async fn find_mentor(db: &impl Db, session_id: SessionId) -> Result<Option<MentorId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
    }
    let row = Sql::new(db, "SELECT mentor_id FROM office_sessions WHERE id = ")
        .bind(session_id.0)
        .one::<Row>()
        .await?;
    Ok(row.map(|row| MentorId(row.mentor_id)))
}

/// The session, held until the transaction ends: nobody else takes a step with it meanwhile. On SQLite
/// the transaction itself is the lock.
pub async fn lock(db: &Tx, session_id: SessionId) -> Result<Option<SessionRow>, StoreError> {
    let row = Sql::new(db, SELECT_SESSION)
        .push("WHERE s.id = ")
        .bind(session_id.0)
        .either("", " FOR NO KEY UPDATE OF s")
        .one::<RawSession>()
        .await?;
    row.map(RawSession::row).transpose()
}

/// The sessions of a series by start, each held like one that is locked for itself; the mentor must be
/// held before them.
pub async fn lock_series(db: &Tx, series_id: SeriesId) -> Result<Vec<SessionRow>, StoreError> {
    let rows = Sql::new(db, SELECT_SESSION)
        .push("WHERE s.series_id = ")
        .bind(series_id.0)
        .push(" ORDER BY s.starts_at, s.id")
        .either("", " FOR NO KEY UPDATE OF s")
        .all::<RawSession>()
        .await?;
    rows.into_iter().map(RawSession::row).collect()
}

/// The sessions of a series by start, those called off included; one query.
pub async fn list_of_series(db: &impl Db, series_id: SeriesId) -> Result<Vec<SessionRow>, StoreError> {
    let rows = Sql::new(db, SELECT_SESSION)
        .push("WHERE s.series_id = ")
        .bind(series_id.0)
        .push(" ORDER BY s.starts_at, s.id")
        .all::<RawSession>()
        .await?;
    rows.into_iter().map(RawSession::row).collect()
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

/// Requests that the mentor has not answered by their end: 48 hours after they were made, or the start.
pub async fn list_unanswered(
    db: &impl Db,
    requested_before: Timestamp,
    now: Timestamp,
) -> Result<Vec<SessionId>, StoreError> {
    let sql = Sql::new(
        db,
        "SELECT id FROM office_sessions WHERE status = 'pending' AND (coalesce(requested_at, created_at) <= ",
    )
    .bind_time(requested_before)
    .push(" OR starts_at <= ")
    .bind_time(now)
    .push(") ORDER BY starts_at, id");
    list_ids(sql).await
}

/// Booked sessions that began before `started_before` and of which nobody has said how they went.
pub async fn list_unmarked(db: &impl Db, started_before: Timestamp) -> Result<Vec<SessionId>, StoreError> {
    let sql = Sql::new(db, "SELECT id FROM office_sessions WHERE status = 'booked' AND starts_at <= ")
        .bind_time(started_before)
        .push(" ORDER BY starts_at, id");
    list_ids(sql).await
}

async fn list_ids<D: Db>(sql: Sql<'_, D>) -> Result<Vec<SessionId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    Ok(sql.all::<Row>().await?.into_iter().map(|row| SessionId(row.id)).collect())
}

/// A mentee's sessions, latest start first; one query.
pub async fn list_for_mentee(
    db: &impl Db,
    mentee_id: MenteeId,
    limit: u64,
) -> Result<Vec<SessionRow>, StoreError> {
    let sql = Sql::new(db, SELECT_SESSION).push("WHERE s.mentee_id = ").bind(mentee_id.0);
    list_latest(sql, Some(limit)).await
}

/// A mentor's sessions, latest start first; one query.
pub async fn list_for_mentor(
    db: &impl Db,
    mentor_id: MentorId,
    limit: u64,
) -> Result<Vec<SessionRow>, StoreError> {
    let sql = Sql::new(db, SELECT_SESSION).push("WHERE s.mentor_id = ").bind(mentor_id.0);
    list_latest(sql, Some(limit)).await
}

/// A mentor's sessions that hold their time and are not over, next first; one query.
pub async fn list_upcoming_for_mentor(
    db: &impl Db,
    mentor_id: MentorId,
    now: Timestamp,
) -> Result<Vec<SessionRow>, StoreError> {
    let sql = Sql::new(db, SELECT_SESSION).push("WHERE s.mentor_id = ").bind(mentor_id.0);
    list_upcoming(sql, now).await
}

/// A mentee's sessions that hold their time and are not over, next first; one query.
pub async fn list_upcoming_for_mentee(
    db: &impl Db,
    mentee_id: MenteeId,
    now: Timestamp,
) -> Result<Vec<SessionRow>, StoreError> {
    let sql = Sql::new(db, SELECT_SESSION).push("WHERE s.mentee_id = ").bind(mentee_id.0);
    list_upcoming(sql, now).await
}

/// Of these, the ones that hold their time and are not over, next first.
async fn list_upcoming<D: Db>(sql: Sql<'_, D>, now: Timestamp) -> Result<Vec<SessionRow>, StoreError> {
    let sql = sql.push(" AND s.status IN ('pending', 'booked') AND s.ends_at > ").bind_time(now);
    let rows = sql.push(" ORDER BY s.starts_at, s.id").all::<RawSession>().await?;
    rows.into_iter().map(RawSession::row).collect()
}

/// Narrows what staff see; nothing does not narrow.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProgrammeQuery<'a> {
    /// Where sessions stand.
    pub status: Option<SessionStatus>,
    /// Part of the name of either side.
    pub name: Option<&'a str>,
    /// First start, inclusive.
    pub from: Option<Timestamp>,
    /// Last start, exclusive.
    pub to: Option<Timestamp>,
    /// The most rows.
    pub limit: Option<u64>,
}

/// Everybody's sessions, latest start first; one query.
pub async fn list_programme(db: &impl Db, query: &ProgrammeQuery<'_>) -> Result<Vec<SessionRow>, StoreError> {
    let mut sql = in_period(Sql::new(db, SELECT_SESSION).push("WHERE TRUE"), query.from, query.to);
    if let Some(status) = query.status {
        sql = sql.push(" AND s.status = ").bind(status.as_str());
    }
    if let Some(part) = query.name {
        let pattern = format!("%{}%", escape_like(part));
        // Both sides are folded by the database, so that letters it does not fold match themselves.
        sql = sql
            .push(" AND (lower(coalesce(mu.name, mu.email)) LIKE lower(")
            .bind(pattern.as_str())
            .push(") ESCAPE '\\' OR lower(coalesce(eu.name, eu.email)) LIKE lower(")
            .bind(pattern.as_str())
            .push(") ESCAPE '\\')");
    }
    list_latest(sql, query.limit).await
}

/// How many sessions that start in `[from, to)` stand where; statuses without one are left out.
pub async fn count_by_status(
    db: &impl Db,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
) -> Result<Vec<(SessionStatus, i64)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        status: String,
        sessions: i64,
    }
    let sql = Sql::new(db, "SELECT s.status, count(*) AS sessions FROM office_sessions s WHERE TRUE");
    let rows = in_period(sql, from, to).push(" GROUP BY s.status ORDER BY s.status").all::<Row>().await?;
    rows.into_iter().map(|row| Ok((status_of(&row.status)?, row.sessions))).collect()
}

/// The sessions that the mentee did not come to, the latest first. While staff look into an objection, one is not
/// counted.
pub async fn list_strikes(
    db: &impl Db,
    mentee_id: MenteeId,
    since: Timestamp,
) -> Result<Vec<Strike>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        starts_at: DateTime<Utc>,
    }
    let rows = Sql::new(db, "SELECT starts_at FROM office_sessions WHERE mentee_id = ")
        .bind(mentee_id.0)
        .push(" AND starts_at >= ")
        .bind_time(since)
        .push(" AND status = 'no_show' AND absent = 'mentee' AND disputed = FALSE ORDER BY starts_at DESC")
        .all::<Row>()
        .await?;
    Ok(rows.into_iter().map(|row| Strike { at: from_db(row.starts_at), appealed_ok: false }).collect())
}

/// How many sessions of the mentee begin after `now` and hold their time.
pub async fn count_upcoming(db: &impl Db, mentee_id: MenteeId, now: Timestamp) -> Result<i64, StoreError> {
    Sql::new(db, "SELECT count(*) AS count FROM office_sessions WHERE mentee_id = ")
        .bind(mentee_id.0)
        .push(" AND status IN ('pending', 'booked') AND starts_at > ")
        .bind_time(now)
        .count()
        .await
}

/// The session that the mentee has with the mentor at that time, if it still holds the time.
pub async fn find_active(
    db: &impl Db,
    mentor_id: MentorId,
    mentee_id: MenteeId,
    starts_at: Timestamp,
) -> Result<Option<SessionRow>, StoreError> {
    let row = Sql::new(db, SELECT_SESSION)
        .push("WHERE s.mentor_id = ")
        .bind(mentor_id.0)
        .push(" AND s.mentee_id = ")
        .bind(mentee_id.0)
        .push(" AND s.status IN ('pending', 'booked') AND s.starts_at = ")
        .bind_time(starts_at)
        .one::<RawSession>()
        .await?;
    row.map(RawSession::row).transpose()
}

/// Where these sessions stand, and when they end.
pub async fn list_statuses(
    db: &impl Db,
    session_ids: &[SessionId],
) -> Result<Vec<(SessionId, SessionStatus, Timestamp)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        status: String,
        ends_at: DateTime<Utc>,
    }
    let rows = Sql::new(db, "SELECT id, status, ends_at FROM office_sessions WHERE id IN ")
        .bind_ids(session_ids.iter().map(|id| id.0))
        .all::<Row>()
        .await?;
    rows.into_iter()
        .map(|row| Ok((SessionId(row.id), status_of(&row.status)?, from_db(row.ends_at))))
        .collect()
}

fn in_period<'a, D: Db>(mut sql: Sql<'a, D>, from: Option<Timestamp>, to: Option<Timestamp>) -> Sql<'a, D> {
    if let Some(from) = from {
        sql = sql.push(" AND s.starts_at >= ").bind_time(from);
    }
    if let Some(to) = to {
        sql = sql.push(" AND s.starts_at < ").bind_time(to);
    }
    sql
}

async fn list_latest<D: Db>(sql: Sql<'_, D>, limit: Option<u64>) -> Result<Vec<SessionRow>, StoreError> {
    let mut sql = sql.push(" ORDER BY s.starts_at DESC, s.id");
    if let Some(limit) = limit {
        sql = sql.push(" LIMIT ").bind(limit_of(limit));
    }
    sql.all::<RawSession>().await?.into_iter().map(RawSession::row).collect()
}

pub(super) fn status_of(text: &str) -> Result<SessionStatus, StoreError> {
    word("office_sessions.status", text, text.parse().ok())
}

/// `s` is the session; `m`, `mu` are the mentor and the account behind, `e`, `eu` the mentee's; `r` is the
/// series, and `o` what it repeats with.
const SELECT_SESSION: &str = "SELECT s.id, s.mentor_id, s.mentee_id, s.starts_at, s.ends_at, s.status, s.location, s.group_id, s.named_to_guests, \
    s.meeting_url, s.notes, s.notes_version, s.notes_user_id, coalesce(s.requested_at, s.created_at) AS requested_at, s.moves, s.ical_sequence, \
    s.marked_at, s.marked_by, s.absent, s.disputed, s.status_reason, s.series_id, s.moved_alone, s.event_id, \
    s.organizer_email, r.frequency AS series_frequency, \
    (SELECT count(*) FROM office_sessions o WHERE o.series_id = s.series_id) AS series_of, \
    (SELECT count(*) FROM office_sessions o WHERE o.series_id = s.series_id AND (o.starts_at < s.starts_at \
    OR (o.starts_at = s.starts_at AND o.id <= s.id))) AS series_number, c.asked_at, c.confirmed_at, m.user_id AS mentor_user_id, m.timezone AS mentor_timezone, m.headline AS mentor_headline, mu.name AS mentor_name, \
    mu.email AS mentor_email, mu.language AS mentor_language, e.company AS mentee_company, e.user_id AS mentee_user_id, eu.name AS mentee_name, eu.email AS mentee_email, eu.language AS mentee_language, coalesce(eu.timezone, m.timezone) AS mentee_timezone \
    FROM office_sessions s JOIN mentors m ON m.id = s.mentor_id JOIN users mu ON mu.id = m.user_id \
    JOIN mentees e ON e.id = s.mentee_id JOIN users eu ON eu.id = e.user_id \
    LEFT JOIN confirmations c ON c.session_id = s.id AND c.starts_at = s.starts_at \
    LEFT JOIN session_series r ON r.id = s.series_id ";

#[derive(FromQueryResult)]
struct RawSession {
    id: Uuid,
    mentor_id: Uuid,
    mentee_id: Uuid,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    status: String,
    location: String,
    group_id: Option<Uuid>,
    named_to_guests: bool,
    meeting_url: Option<String>,
    notes: Option<String>,
    notes_version: i32,
    notes_user_id: Option<Uuid>,
    requested_at: DateTime<Utc>,
    moves: i32,
    ical_sequence: i32,
    marked_at: Option<DateTime<Utc>>,
    marked_by: Option<String>,
    absent: Option<String>,
    disputed: bool,
    status_reason: Option<String>,
    series_id: Option<Uuid>,
    moved_alone: bool,
    event_id: Option<Uuid>,
    organizer_email: Option<String>,
    series_frequency: Option<String>,
    series_of: i64,
    series_number: i64,
    asked_at: Option<DateTime<Utc>>,
    confirmed_at: Option<DateTime<Utc>>,
    mentor_user_id: Uuid,
    mentor_timezone: String,
    mentor_headline: Option<String>,
    mentor_name: Option<String>,
    mentor_email: String,
    mentor_language: String,
    mentee_company: Option<String>,
    mentee_user_id: Uuid,
    mentee_name: Option<String>,
    mentee_email: String,
    mentee_language: String,
    mentee_timezone: String,
}

impl RawSession {
    fn mark(&self) -> Result<Option<Mark>, StoreError> {
        let (Some(at), Some(by)) = (self.marked_at, self.marked_by.as_deref()) else { return Ok(None) };
        let side = |text: &str| word("office_sessions.absent", text, Side::find(text));
        Ok(Some(Mark {
            at: from_db(at),
            by: word("office_sessions.marked_by", by, Party::find(by))?,
            absent: self.absent.as_deref().map(side).transpose()?,
            disputed: self.disputed,
        }))
    }

    fn notes_by(&self) -> Option<Side> {
        let by = self.notes_user_id?;
        let sides = [(Side::Mentor, self.mentor_user_id), (Side::Mentee, self.mentee_user_id)];
        sides.into_iter().find(|(_, user_id)| *user_id == by).map(|(side, _)| side)
    }

    fn series(&self) -> Result<Option<SeriesPlace>, StoreError> {
        let (Some(id), Some(frequency)) = (self.series_id, self.series_frequency.as_deref()) else {
            return Ok(None);
        };
        Ok(Some(SeriesPlace {
            series_id: SeriesId(id),
            frequency: frequency_of(frequency)?,
            number: u32::try_from(self.series_number).unwrap_or_default(),
            of: u32::try_from(self.series_of).unwrap_or_default(),
        }))
    }

    fn row(self) -> Result<SessionRow, StoreError> {
        Ok(SessionRow {
            mark: self.mark()?,
            notes_by: self.notes_by(),
            notes_version: u32::try_from(self.notes_version).unwrap_or_default(),
            series: self.series()?,
            moved_alone: self.moved_alone,
            group_id: self.group_id,
            named_to_guests: self.named_to_guests,
            event_id: self.event_id.unwrap_or(self.id),
            organizer_email: self.organizer_email,
            requested_at: from_db(self.requested_at),
            moves: u32::try_from(self.moves).unwrap_or_default(),
            ical_sequence: u32::try_from(self.ical_sequence).unwrap_or_default(),
            status_reason: self.status_reason,
            asked_at: self.asked_at.map(from_db),
            confirmed: self.confirmed_at.is_some(),
            session_id: SessionId(self.id),
            mentor_id: MentorId(self.mentor_id),
            mentor_name: display_name(self.mentor_name, &self.mentor_email),
            mentor_email: self.mentor_email,
            mentor_language: language_of(&self.mentor_language),
            mentor_timezone: self.mentor_timezone,
            mentor_headline: self.mentor_headline,
            mentee_id: MenteeId(self.mentee_id),
            mentee_user_id: UserId(self.mentee_user_id),
            mentee_name: display_name(self.mentee_name, &self.mentee_email),
            mentee_email: self.mentee_email,
            mentee_language: language_of(&self.mentee_language),
            mentee_timezone: self.mentee_timezone,
            mentee_company: self.mentee_company,
            starts_at: from_db(self.starts_at),
            ends_at: from_db(self.ends_at),
            status: status_of(&self.status)?,
            location: self.location,
            meeting_url: self.meeting_url,
            notes: self.notes,
        })
    }
}
