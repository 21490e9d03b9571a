//! Meetings (table `office_sessions`). Who may do what with one is decided in
//! `office_hours::booking::rules`; that two do not overlap is the database's to keep.

use chrono::{DateTime, Utc};
use office_hours::booking::SessionStatus;
use office_hours::ids::{MenteeId, MentorId, SessionId};
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;

use super::mentors::limit_of;
use crate::connection::Db;
use crate::convert::{display_name, from_db, to_db, word};
use crate::entities::office_sessions;
use crate::errors::StoreError;
use crate::sql::Sql;

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
    /// Whether the mentor is with this mentee alone.
    pub exclusive: bool,
    /// Where to join.
    pub meeting_url: Option<&'a str>,
    /// For the mentor.
    pub notes: Option<&'a str>,
    /// The present instant.
    pub now: Timestamp,
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
    /// IANA zone.
    pub mentor_timezone: String,
    /// One line.
    pub mentor_headline: Option<String>,
    /// Who asked.
    pub mentee_id: MenteeId,
    /// As shown.
    pub mentee_name: String,
    /// Where mail goes.
    pub mentee_email: String,
    /// The venture.
    pub mentee_company: Option<String>,
    /// Inclusive.
    pub starts_at: Timestamp,
    /// Exclusive.
    pub ends_at: Timestamp,
    /// Where it stands.
    pub status: SessionStatus,
    /// Where to join.
    pub meeting_url: Option<String>,
    /// What the mentee wrote.
    pub notes: Option<String>,
}

/// Adds a session; [`crate::Constraint::MentorOverlap`] or [`crate::Constraint::MenteeOverlap`]
/// when one of them is elsewhere at that time.
pub async fn insert(db: &impl Db, session: &NewSession<'_>) -> Result<(), StoreError> {
    let row = office_sessions::ActiveModel {
        id: Set(session.session_id.0),
        mentor_id: Set(session.mentor_id.0),
        mentee_id: Set(session.mentee_id.0),
        starts_at: Set(to_db(session.starts_at)),
        ends_at: Set(to_db(session.ends_at)),
        status: Set(session.status.as_str().to_owned()),
        exclusive: Set(session.exclusive),
        meeting_url: Set(session.meeting_url.map(str::to_owned)),
        notes: Set(session.notes.map(str::to_owned)),
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

/// Moves the session on if it stands where one of `from` says; of many who try, one succeeds.
pub async fn transition(
    db: &impl Db,
    session_id: SessionId,
    from: &[SessionStatus],
    to: SessionStatus,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let done = office_sessions::Entity::update_many()
        .col_expr(office_sessions::Column::Status, Expr::value(to.as_str()))
        .col_expr(office_sessions::Column::UpdatedAt, Expr::value(to_db(now)))
        .filter(office_sessions::COLUMN.id.eq(session_id.0))
        .filter(office_sessions::COLUMN.status.is_in(from.iter().map(|status| status.as_str())))
        .exec(db.conn())
        .await?;
    Ok(done.rows_affected == 1)
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

/// When the sessions of `[from, to)` that count against their mentors' caps begin, by mentor.
pub async fn list_counted_starts(
    db: &impl Db,
    mentor_ids: &[MentorId],
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<(MentorId, Timestamp)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        starts_at: DateTime<Utc>,
    }
    let rows = Sql::new(db, "SELECT mentor_id, starts_at FROM office_sessions WHERE mentor_id IN ")
        .bind_ids(mentor_ids.iter().map(|id| id.0))
        .push(" AND status IN ('pending', 'booked', 'completed') AND starts_at >= ")
        .bind_time(from)
        .push(" AND starts_at < ")
        .bind_time(to)
        .push(" ORDER BY mentor_id, starts_at")
        .all::<Row>()
        .await?;
    Ok(rows.into_iter().map(|row| (MentorId(row.mentor_id), from_db(row.starts_at))).collect())
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

/// How many sessions hold the mentor's time somewhere in `[starts_at, ends_at)`.
pub async fn count_conflicts(
    db: &impl Db,
    mentor_id: MentorId,
    starts_at: Timestamp,
    ends_at: Timestamp,
) -> Result<u64, StoreError> {
    let count = Sql::new(db, "SELECT count(*) AS count FROM office_sessions WHERE mentor_id = ")
        .bind(mentor_id.0)
        .push(" AND status IN ('pending', 'booked') AND starts_at < ")
        .bind_time(ends_at)
        .push(" AND ends_at > ")
        .bind_time(starts_at)
        .count()
        .await?;
    Ok(u64::try_from(count).unwrap_or_default())
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

/// `%` and `_` mean themselves.
fn escape_like(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn status_of(text: &str) -> Result<SessionStatus, StoreError> {
    word("office_sessions.status", text, text.parse().ok())
}

/// `s` is the session; `m`, `mu` are the mentor and the account behind, `e`, `eu` the mentee's.
const SELECT_SESSION: &str = "SELECT s.id, s.mentor_id, s.mentee_id, s.starts_at, s.ends_at, s.status, s.meeting_url, \
    s.notes, m.timezone AS mentor_timezone, m.headline AS mentor_headline, mu.name AS mentor_name, \
    mu.email AS mentor_email, e.company AS mentee_company, eu.name AS mentee_name, eu.email AS mentee_email \
    FROM office_sessions s JOIN mentors m ON m.id = s.mentor_id JOIN users mu ON mu.id = m.user_id \
    JOIN mentees e ON e.id = s.mentee_id JOIN users eu ON eu.id = e.user_id ";

#[derive(FromQueryResult)]
struct RawSession {
    id: Uuid,
    mentor_id: Uuid,
    mentee_id: Uuid,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    status: String,
    meeting_url: Option<String>,
    notes: Option<String>,
    mentor_timezone: String,
    mentor_headline: Option<String>,
    mentor_name: Option<String>,
    mentor_email: String,
    mentee_company: Option<String>,
    mentee_name: Option<String>,
    mentee_email: String,
}

impl RawSession {
    fn row(self) -> Result<SessionRow, StoreError> {
        Ok(SessionRow {
            session_id: SessionId(self.id),
            mentor_id: MentorId(self.mentor_id),
            mentor_name: display_name(self.mentor_name, &self.mentor_email),
            mentor_email: self.mentor_email,
            mentor_timezone: self.mentor_timezone,
            mentor_headline: self.mentor_headline,
            mentee_id: MenteeId(self.mentee_id),
            mentee_name: display_name(self.mentee_name, &self.mentee_email),
            mentee_email: self.mentee_email,
            mentee_company: self.mentee_company,
            starts_at: from_db(self.starts_at),
            ends_at: from_db(self.ends_at),
            status: status_of(&self.status)?,
            meeting_url: self.meeting_url,
            notes: self.notes,
        })
    }
}
