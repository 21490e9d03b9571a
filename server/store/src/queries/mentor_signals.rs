//! What sessions, feedback and sign-ins say of mentors, for the order of search results.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use office_hours::ids::MentorId;
use office_hours::time::Timestamp;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::connection::Db;
use crate::convert::from_db;
use crate::errors::StoreError;
use crate::sql::Sql;

/// Sessions that start in `[from, to)` and count against the mentor's cap; mentors without one are
/// left out.
pub async fn get_load(
    db: &impl Db,
    mentor_ids: &[MentorId],
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<(MentorId, i64)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        sessions: i64,
    }
    let rows =
        Sql::new(db, "SELECT mentor_id, count(*) AS sessions FROM office_sessions WHERE mentor_id IN ")
            .bind_ids(mentor_ids.iter().map(|id| id.0))
            .push(" AND status IN ('pending', 'booked', 'completed') AND starts_at >= ")
            .bind_time(from)
            .push(" AND starts_at < ")
            .bind_time(to)
            .push(" GROUP BY mentor_id")
            .all::<Row>()
            .await?;
    Ok(rows.into_iter().map(|row| (MentorId(row.mentor_id), row.sessions)).collect())
}

/// How many mentees rated each mentor, and their mean rating, 1–5; unrated mentors are left out.
pub async fn get_ratings(
    db: &impl Db,
    mentor_ids: &[MentorId],
) -> Result<Vec<(MentorId, i64, f64)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        ratings: i64,
        mean: f64,
    }
    let rows = Sql::new(
        db,
        "SELECT s.mentor_id, count(*) AS ratings, CAST(avg(f.overall_rating) AS double precision) AS mean \
         FROM office_sessions s JOIN session_feedback f ON f.session_id = s.id \
         WHERE f.submitter_role = 'mentee' AND f.overall_rating IS NOT NULL AND s.mentor_id IN ",
    )
    .bind_ids(mentor_ids.iter().map(|id| id.0))
    .push(" GROUP BY s.mentor_id")
    .all::<Row>()
    .await?;
    Ok(rows.into_iter().map(|row| (MentorId(row.mentor_id), row.ratings, row.mean)).collect())
}

/// Sessions of each mentor that began at `since` or later and took place, and those that the mentor has
/// called off since then; mentors without either are left out. Two queries.
pub async fn get_kept(
    db: &impl Db,
    mentor_ids: &[MentorId],
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<(MentorId, i64, i64)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        sessions: i64,
    }
    let kept =
        Sql::new(db, "SELECT mentor_id, count(*) AS sessions FROM office_sessions WHERE mentor_id IN ")
            .bind_ids(mentor_ids.iter().map(|id| id.0))
            .push(" AND (status = 'completed' OR (status = 'booked' AND ends_at <= ")
            .bind_time(now)
            .push(")) AND starts_at >= ")
            .bind_time(since)
            .push(" GROUP BY mentor_id")
            .all::<Row>()
            .await?;
    // CROSS keeps SQLite from walking everything that was ever called off.
    let called_off = Sql::new(db, "SELECT m.id AS mentor_id, count(*) AS sessions FROM ")
        .bind_ids(mentor_ids.iter().map(|id| id.0))
        .push(
            " AS asked CROSS JOIN mentors m CROSS JOIN events e WHERE m.id = asked.id \
             AND e.actor_user_id = m.user_id AND e.type = 'session.cancelled' AND e.occurred_at >= ",
        )
        .bind_time(since)
        .push(" GROUP BY m.id")
        .all::<Row>()
        .await?;
    let mut counts: HashMap<MentorId, (i64, i64)> = HashMap::new();
    for row in kept {
        counts.entry(MentorId(row.mentor_id)).or_default().0 = row.sessions;
    }
    for row in called_off {
        counts.entry(MentorId(row.mentor_id)).or_default().1 = row.sessions;
    }
    Ok(counts.into_iter().map(|(id, (kept, called_off))| (id, kept, called_off)).collect())
}

/// When each mentor last signed in or changed the profile, whichever is later.
pub async fn get_last_active(
    db: &impl Db,
    mentor_ids: &[MentorId],
) -> Result<Vec<(MentorId, Timestamp)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        updated_at: DateTime<Utc>,
        last_login_at: Option<DateTime<Utc>>,
    }
    let rows = Sql::new(
        db,
        "SELECT m.id AS mentor_id, m.updated_at, u.last_login_at FROM mentors m JOIN users u ON u.id = m.user_id \
         WHERE m.id IN ",
    )
    .bind_ids(mentor_ids.iter().map(|id| id.0))
    .all::<Row>()
    .await?;
    let active = |row: Row| row.last_login_at.map_or(row.updated_at, |login| login.max(row.updated_at));
    Ok(rows.into_iter().map(|row| (MentorId(row.mentor_id), from_db(active(row)))).collect())
}
