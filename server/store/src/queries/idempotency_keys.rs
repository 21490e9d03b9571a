//! What was answered to writes that came with a key. What a key means, and for how long, `services` decides.

use chrono::{DateTime, Utc};
use office_hours::ids::UserId;
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{EntityTrait, FromQueryResult, QueryFilter};

use crate::connection::Db;
use crate::convert::{from_db, to_db};
use crate::entities::idempotency_keys::{self, COLUMN, Column, Entity};
use crate::errors::StoreError;
use crate::sql::Sql;

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The media type; nothing for an empty answer.
    pub content_type: Option<String>,
    /// The text.
    pub body: String,
}

/// A write that came with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// Of the request, as a digest.
    pub fingerprint: String,
    /// What was answered; nothing while the answer is on its way.
    pub answer: Option<KeptAnswer>,
    /// When the write began.
    pub created_at: Timestamp,
}

/// Notes that a write with the key begins; false when there is one already.
pub async fn insert(
    db: &impl Db,
    user_id: UserId,
    key: &str,
    fingerprint: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let row = idempotency_keys::ActiveModel {
        user_id: Set(user_id.0),
        key: Set(key.to_owned()),
        fingerprint: Set(fingerprint.to_owned()),
        status: Set(None),
        content_type: Set(None),
        body: Set(None),
        created_at: Set(to_db(now)),
    };
    let added = Entity::insert_many([row])
        .on_conflict(OnConflict::columns([Column::UserId, Column::Key]).do_nothing().to_owned())
        .exec_without_returning(db.conn())
        .await?;
    Ok(added == 1)
}

/// What is known of the key.
pub async fn find(db: &impl Db, user_id: UserId, key: &str) -> Result<Option<KeyRow>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        fingerprint: String,
        status: Option<i32>,
        content_type: Option<String>,
        body: Option<String>,
        created_at: DateTime<Utc>,
    }
    let row = Sql::new(
        db,
        "SELECT fingerprint, status, content_type, body, created_at FROM idempotency_keys WHERE user_id = ",
    )
    .bind(user_id.0)
    .push(" AND key = ")
    .bind(key)
    .one::<Row>()
    .await?;
    Ok(row.map(|row| KeyRow {
        fingerprint: row.fingerprint,
        answer: row.status.and_then(|status| u16::try_from(status).ok()).map(|status| KeptAnswer {
            status,
            content_type: row.content_type,
            body: row.body.unwrap_or_default(),
        }),
        created_at: from_db(row.created_at),
    }))
}

/// Takes over a write that began at `began` and gave no answer; of many who try, one succeeds.
pub async fn take_over(
    db: &impl Db,
    user_id: UserId,
    key: &str,
    began: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let taken = Entity::update_many()
        .col_expr(Column::CreatedAt, Expr::value(to_db(now)))
        .filter(COLUMN.user_id.eq(user_id.0))
        .filter(COLUMN.key.eq(key))
        .filter(COLUMN.created_at.eq(to_db(began)))
        .filter(COLUMN.status.is_null())
        .exec(db.conn())
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Keeps the answer.
pub async fn keep(db: &impl Db, user_id: UserId, key: &str, answer: &KeptAnswer) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(Some(i32::from(answer.status))))
        .col_expr(Column::ContentType, Expr::value(answer.content_type.clone()))
        .col_expr(Column::Body, Expr::value(Some(answer.body.clone())))
        .filter(COLUMN.user_id.eq(user_id.0))
        .filter(COLUMN.key.eq(key))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Forgets the key, so that the write can be tried again.
pub async fn remove(db: &impl Db, user_id: UserId, key: &str) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(COLUMN.user_id.eq(user_id.0))
        .filter(COLUMN.key.eq(key))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Forgets what began before `before`; gives how many keys that were.
pub async fn remove_older(db: &impl Db, before: Timestamp) -> Result<u64, StoreError> {
    let removed = Entity::delete_many().filter(COLUMN.created_at.lt(to_db(before))).exec(db.conn()).await?;
    Ok(removed.rows_affected)
}
