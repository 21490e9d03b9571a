//! Times that are kept while somebody fills in the form, or thinks about a place that was offered to them from
//! the waiting list. What a hold means to others, and how long one lasts, is decided in `office_hours::availability`.
//! One that is over is nothing to anybody; it stays for a while, to tell since when its holder keeps times of the
//! mentor.

use chrono::{DateTime, Utc};
use office_hours::availability::{Hold, SlotTime};
use office_hours::ids::{HoldId, MentorId, UserId};
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, FromQueryResult, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::connection::Db;
use crate::convert::{from_db, to_db};
use crate::entities::holds;
use crate::errors::StoreError;
use crate::sql::Sql;

/// A hold with its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoldRow {
    /// The hold.
    pub id: HoldId,
    /// Whose time is held.
    pub mentor_id: MentorId,
    /// When, by whom, until when.
    pub hold: Hold,
    /// Since when its holder keeps times of the mentor.
    pub since: Timestamp,
}

/// The live holds on the time of several mentors and the open offers of their waiting lists, one query.
pub async fn list(
    db: &impl Db,
    mentor_ids: &[MentorId],
    now: Timestamp,
) -> Result<Vec<(MentorId, Hold)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        user_id: Uuid,
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    }
    let rows = Sql::new(
        db,
        "SELECT mentor_id, user_id, starts_at, ends_at, expires_at FROM holds WHERE mentor_id IN ",
    )
    .bind_ids(mentor_ids.iter().map(|id| id.0))
    .push(" AND expires_at > ")
    .bind_time(now)
    .push(
        " UNION ALL SELECT mentor_id, user_id, starts_at, ends_at, expires_at FROM waiting_offers \
         WHERE declined_at IS NULL AND mentor_id IN ",
    )
    .bind_ids(mentor_ids.iter().map(|id| id.0))
    .push(" AND expires_at > ")
    .bind_time(now)
    .all::<Row>()
    .await?;
    let hold = |row: Row| {
        let time = SlotTime { starts_at: from_db(row.starts_at), ends_at: from_db(row.ends_at) };
        let hold = Hold { time, holder: UserId(row.user_id), expires_at: from_db(row.expires_at) };
        (MentorId(row.mentor_id), hold)
    };
    Ok(rows.into_iter().map(hold).collect())
}

/// The holds of one person, those that are over as well, the oldest first.
pub async fn list_of(db: &impl Db, user_id: UserId) -> Result<Vec<HoldRow>, StoreError> {
    let rows = holds::Entity::find()
        .filter(holds::COLUMN.user_id.eq(user_id.0))
        .order_by_asc(holds::COLUMN.created_at)
        .order_by_asc(holds::COLUMN.id)
        .all(db.conn())
        .await?;
    let row = |row: holds::Model| HoldRow {
        id: HoldId(row.id),
        mentor_id: MentorId(row.mentor_id),
        hold: Hold {
            time: SlotTime { starts_at: from_db(row.starts_at), ends_at: from_db(row.ends_at) },
            holder: UserId(row.user_id),
            expires_at: from_db(row.expires_at),
        },
        since: from_db(row.created_at),
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Adds one.
pub async fn insert(db: &impl Db, row: &HoldRow) -> Result<(), StoreError> {
    let active = holds::ActiveModel {
        id: Set(row.id.0),
        mentor_id: Set(row.mentor_id.0),
        user_id: Set(row.hold.holder.0),
        starts_at: Set(to_db(row.hold.time.starts_at)),
        ends_at: Set(to_db(row.hold.time.ends_at)),
        created_at: Set(to_db(row.since)),
        expires_at: Set(to_db(row.hold.expires_at)),
    };
    holds::Entity::insert(active).exec_without_returning(db.conn()).await?;
    Ok(())
}

/// Lets these go; gives how many were not over.
pub async fn end(db: &impl Db, ids: &[HoldId], now: Timestamp) -> Result<u64, StoreError> {
    if ids.is_empty() {
        return Ok(0);
    }
    Sql::new(db, "UPDATE holds SET expires_at = ")
        .bind_time(now)
        .push(" WHERE id IN ")
        .bind_ids(ids.iter().map(|id| id.0))
        .push(" AND expires_at > ")
        .bind_time(now)
        .execute()
        .await
}

/// Forgets these.
pub async fn remove(db: &impl Db, ids: &[HoldId]) -> Result<u64, StoreError> {
    if ids.is_empty() {
        return Ok(0);
    }
    Sql::new(db, "DELETE FROM holds WHERE id IN ").bind_ids(ids.iter().map(|id| id.0)).execute().await
}

/// Forgets what is over at `now` and of which nobody needs to know: its holder began at `begun_before` or earlier.
pub async fn remove_over(db: &impl Db, now: Timestamp, begun_before: Timestamp) -> Result<u64, StoreError> {
    Sql::new(db, "DELETE FROM holds WHERE expires_at <= ")
        .bind_time(now)
        .push(" AND created_at <= ")
        .bind_time(begun_before)
        .execute()
        .await
}
