//! Everybody's sessions, as staff see them. What the figures mean is decided in `office_hours::analytics`.

use office_hours::booking::SessionStatus;
use office_hours::time::Timestamp;
use sea_orm::FromQueryResult;

use super::mentors::limit_of;
use super::sessions::{RawSession, SELECT_SESSION, SessionRow, status_of};
use crate::connection::Db;
use crate::errors::StoreError;
use crate::sql::{Sql, escape_like};

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
    /// A part of the rows: after how many, and how many at most; nothing for all of them.
    pub part: Option<(u64, u64)>,
}

/// Everybody's sessions, latest start first; one query.
pub async fn list(db: &impl Db, query: &ProgrammeQuery<'_>) -> Result<Vec<SessionRow>, StoreError> {
    let sql = passing(Sql::new(db, SELECT_SESSION), query).push(" ORDER BY s.starts_at DESC, s.id DESC");
    let sql = match query.part {
        Some((after, most)) => {
            sql.push(" LIMIT ").bind(limit_of(most)).push(" OFFSET ").bind(limit_of(after))
        }
        None => sql,
    };
    let rows = sql.all::<RawSession>().await?;
    rows.into_iter().map(RawSession::row).collect()
}

/// How many that are, on all pages; one query.
pub async fn count(db: &impl Db, query: &ProgrammeQuery<'_>) -> Result<i64, StoreError> {
    passing(Sql::new(db, COUNT_SESSIONS), query).count().await
}

/// With the names of both sides, by which sessions are narrowed; as in [`SELECT_SESSION`].
const COUNT_SESSIONS: &str = "SELECT count(*) AS count FROM office_sessions s JOIN mentors m ON m.id = s.mentor_id \
    JOIN users mu ON mu.id = m.user_id JOIN mentees e ON e.id = s.mentee_id JOIN users eu ON eu.id = e.user_id ";

fn passing<'a, D: Db>(sql: Sql<'a, D>, query: &ProgrammeQuery<'_>) -> Sql<'a, D> {
    let mut sql = in_period(sql.push("WHERE TRUE"), query.from, query.to);
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
    sql
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

fn in_period<'a, D: Db>(mut sql: Sql<'a, D>, from: Option<Timestamp>, to: Option<Timestamp>) -> Sql<'a, D> {
    if let Some(from) = from {
        sql = sql.push(" AND s.starts_at >= ").bind_time(from);
    }
    if let Some(to) = to {
        sql = sql.push(" AND s.starts_at < ").bind_time(to);
    }
    sql
}
