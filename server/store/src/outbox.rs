//! Work that must follow a commit: written in the same transaction, carried out later.
//!
//! A row is delivered once the job queue has it. What the work is, the worker knows.

use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::connection::Db;
use crate::convert::{from_db, to_db};
use crate::entities::outbox;
use crate::errors::StoreError;
use crate::sql::Sql;

/// Work that waits.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxRow {
    /// The same in the queue, so that a second delivery is seen to be one.
    pub id: Uuid,
    /// Which job.
    pub kind: String,
    /// Its input.
    pub payload: serde_json::Value,
    /// When it was asked for.
    pub created_at: Timestamp,
}

/// Rows of one statement: far below the bind limits.
const CHUNK: usize = 1_000;

/// Asks for work, from inside the transaction that makes it necessary; one statement, but for very much.
pub async fn insert(db: &impl Db, rows: &[OutboxRow]) -> Result<(), StoreError> {
    let row = |row: &OutboxRow| outbox::ActiveModel {
        id: Set(row.id),
        kind: Set(row.kind.clone()),
        payload: Set(row.payload.clone()),
        created_at: Set(to_db(row.created_at)),
        delivered_at: Set(None),
    };
    for some in rows.chunks(CHUNK) {
        outbox::Entity::insert_many(some.iter().map(row)).exec_without_returning(db.conn()).await?;
    }
    Ok(())
}

/// What waits, oldest first. In a transaction on PostgreSQL, two workers do not get the same rows.
pub async fn list_undelivered(db: &impl Db, limit: u64) -> Result<Vec<OutboxRow>, StoreError> {
    let rows = outbox::Entity::find()
        .filter(outbox::COLUMN.delivered_at.is_null())
        .order_by_asc(outbox::COLUMN.created_at)
        .order_by_asc(outbox::COLUMN.id)
        .limit(limit)
        // SQLite has one writer anyway; there the lock is left out of the statement.
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(db.conn())
        .await?;
    let waiting = |row: outbox::Model| OutboxRow {
        id: row.id,
        kind: row.kind,
        payload: row.payload,
        created_at: from_db(row.created_at),
    };
    Ok(rows.into_iter().map(waiting).collect())
}

/// Notes that the queue has these.
pub async fn mark_delivered(db: &impl Db, ids: &[Uuid], now: Timestamp) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    outbox::Entity::update_many()
        .col_expr(outbox::Column::DeliveredAt, Expr::value(to_db(now)))
        .filter(outbox::COLUMN.id.is_in(ids.iter().copied()))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// How much waits.
pub async fn count_undelivered(db: &impl Db) -> Result<i64, StoreError> {
    Sql::new(db, "SELECT count(*) AS count FROM outbox WHERE delivered_at IS NULL").count().await
}

/// Clears away what was delivered before `before`, and says how much that was.
pub async fn remove_delivered(db: &impl Db, before: Timestamp) -> Result<u64, StoreError> {
    let done = outbox::Entity::delete_many()
        .filter(outbox::COLUMN.delivered_at.lt(to_db(before)))
        .exec(db.conn())
        .await?;
    Ok(done.rows_affected)
}
