//! Sessions that are looked for, one or many.

use chrono::{DateTime, Utc};
use office_hours::booking::SessionStatus;
use office_hours::booking::reliability::Strike;
use office_hours::ids::{MenteeId, MentorId, SeriesId, SessionId};
use office_hours::time::Timestamp;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::SessionRow;
use super::row::{RawSession, SELECT_SESSION, status_of};
use crate::connection::{Db, Tx};
use crate::convert::from_db;
use crate::errors::StoreError;
use crate::queries::mentors::limit_of;
use crate::sql::Sql;

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
    list_latest(sql, limit).await
}

/// A mentor's sessions, latest start first; one query.
pub async fn list_for_mentor(
    db: &impl Db,
    mentor_id: MentorId,
    limit: u64,
) -> Result<Vec<SessionRow>, StoreError> {
    let sql = Sql::new(db, SELECT_SESSION).push("WHERE s.mentor_id = ").bind(mentor_id.0);
    list_latest(sql, limit).await
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

/// Of these, the latest, at most so many.
async fn list_latest<D: Db>(sql: Sql<'_, D>, limit: u64) -> Result<Vec<SessionRow>, StoreError> {
    let sql = sql.push(" ORDER BY s.starts_at DESC, s.id LIMIT ").bind(limit_of(limit));
    sql.all::<RawSession>().await?.into_iter().map(RawSession::row).collect()
}
