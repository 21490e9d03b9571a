//! Calendar feeds. Only digests of their secrets come here, never the secrets.

use office_hours::actor::Person;
use office_hours::ids::UserId;
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use sea_orm::sea_query::OnConflict;

use super::users::{PersonRow, SELECT_PERSON};
use crate::connection::Db;
use crate::convert::to_db;
use crate::entities::calendar_feeds;
use crate::errors::StoreError;
use crate::sql::Sql;

/// Gives the person a feed; one they had is over.
pub async fn set(db: &impl Db, user_id: UserId, token_hash: &str, now: Timestamp) -> Result<(), StoreError> {
    let row = calendar_feeds::ActiveModel {
        user_id: Set(user_id.0),
        token_hash: Set(token_hash.to_owned()),
        created_at: Set(to_db(now)),
    };
    let renewed = [calendar_feeds::Column::TokenHash, calendar_feeds::Column::CreatedAt];
    calendar_feeds::Entity::insert(row)
        .on_conflict(OnConflict::column(calendar_feeds::Column::UserId).update_columns(renewed).to_owned())
        .exec_without_returning(db.conn())
        .await?;
    Ok(())
}

/// Whose feed it is, as long as they may sign in.
pub async fn find_person(db: &impl Db, token_hash: &str) -> Result<Option<Person>, StoreError> {
    let row = Sql::new(db, SELECT_PERSON)
        .push("FROM calendar_feeds f JOIN users u ON u.id = f.user_id ")
        .push("LEFT JOIN mentors m ON m.user_id = u.id LEFT JOIN mentees e ON e.user_id = u.id ")
        .push("WHERE u.status = 'active' AND f.token_hash = ")
        .bind(token_hash)
        .one::<PersonRow>()
        .await?;
    row.map(PersonRow::person).transpose()
}

/// Ends the person's feed, if they have one.
pub async fn remove(db: &impl Db, user_id: UserId) -> Result<(), StoreError> {
    calendar_feeds::Entity::delete_by_id(user_id.0).exec(db.conn()).await?;
    Ok(())
}
