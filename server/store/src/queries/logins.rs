//! Signed-in browsers (table `sessions`). Only digests of cookies come here, never their values.

use office_hours::actor::Person;
use office_hours::ids::UserId;
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, QueryFilter};
use uuid::Uuid;

use super::users::{PersonRow, SELECT_PERSON};
use crate::connection::Db;
use crate::convert::to_db;
use crate::entities::logins;
use crate::errors::StoreError;
use crate::sql::Sql;

/// Adds a login.
pub async fn insert(
    db: &impl Db,
    id: Uuid,
    token_hash: &str,
    user_id: UserId,
    expires: Timestamp,
) -> Result<(), StoreError> {
    let row = logins::ActiveModel {
        id: Set(id),
        session_token: Set(token_hash.to_owned()),
        user_id: Set(user_id.0),
        expires: Set(to_db(expires)),
    };
    logins::Entity::insert(row).exec_without_returning(db.conn()).await?;
    Ok(())
}

/// Who holds the cookie, in one query: every request asks.
pub async fn find_person(
    db: &impl Db,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<Person>, StoreError> {
    let row = Sql::new(db, SELECT_PERSON)
        .push("FROM sessions s JOIN users u ON u.id = s.user_id ")
        .push("LEFT JOIN mentors m ON m.user_id = u.id LEFT JOIN mentees e ON e.user_id = u.id ")
        .push("WHERE u.status = 'active' AND s.session_token = ")
        .bind(token_hash)
        .push(" AND s.expires > ")
        .bind_time(now)
        .one::<PersonRow>()
        .await?;
    row.map(PersonRow::person).transpose()
}

/// Ends a login; ending it twice is fine.
pub async fn remove(db: &impl Db, token_hash: &str) -> Result<(), StoreError> {
    logins::Entity::delete_many().filter(logins::COLUMN.session_token.eq(token_hash)).exec(db.conn()).await?;
    Ok(())
}

/// Ends every login of the person; gives how many that were.
pub async fn remove_of(db: &impl Db, user_id: UserId) -> Result<u64, StoreError> {
    let done =
        logins::Entity::delete_many().filter(logins::COLUMN.user_id.eq(user_id.0)).exec(db.conn()).await?;
    Ok(done.rows_affected)
}

/// Clears away what has expired, and says how much that was.
pub async fn remove_expired(db: &impl Db, now: Timestamp) -> Result<u64, StoreError> {
    let done =
        logins::Entity::delete_many().filter(logins::COLUMN.expires.lte(to_db(now))).exec(db.conn()).await?;
    Ok(done.rows_affected)
}
