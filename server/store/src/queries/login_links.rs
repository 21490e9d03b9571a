//! Mailed sign-in links (table `verification_tokens`). Only digests of links come here.

use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, PaginatorTrait, QueryFilter};

use crate::connection::Db;
use crate::convert::{from_db, to_db};
use crate::entities::login_links;
use crate::errors::StoreError;

/// Adds a link.
pub async fn insert(
    db: &impl Db,
    email: &str,
    token_hash: &str,
    expires: Timestamp,
) -> Result<(), StoreError> {
    let row = login_links::ActiveModel {
        identifier: Set(email.to_owned()),
        token: Set(token_hash.to_owned()),
        expires: Set(to_db(expires)),
    };
    login_links::Entity::insert(row).exec_without_returning(db.conn()).await?;
    Ok(())
}

/// How many links to the address could still be used.
pub async fn count_open(db: &impl Db, email: &str, now: Timestamp) -> Result<u64, StoreError> {
    let open = login_links::Entity::find()
        .filter(login_links::COLUMN.identifier.eq(email))
        .filter(login_links::COLUMN.expires.gt(to_db(now)));
    Ok(open.count(db.conn()).await?)
}

/// Uses the link up and says until when it was good. One statement: of many who try, one gets it.
pub async fn take(db: &impl Db, email: &str, token_hash: &str) -> Result<Option<Timestamp>, StoreError> {
    let taken = login_links::Entity::delete_many()
        .filter(login_links::COLUMN.identifier.eq(email))
        .filter(login_links::COLUMN.token.eq(token_hash))
        .exec_with_returning(db.conn())
        .await?;
    Ok(taken.into_iter().next().map(|link| from_db(link.expires)))
}

/// Clears away what has expired, and says how much that was.
pub async fn remove_expired(db: &impl Db, now: Timestamp) -> Result<u64, StoreError> {
    let expired = login_links::Entity::delete_many().filter(login_links::COLUMN.expires.lte(to_db(now)));
    Ok(expired.exec(db.conn()).await?.rows_affected)
}
