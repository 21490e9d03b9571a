//! The journal of what people did. It only grows.

use office_hours::ids::UserId;
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::EntityTrait;

use crate::connection::Db;
use crate::convert::to_db;
use crate::entities::events;
use crate::errors::StoreError;

/// Adds a line: who did what (`kind`: "session.booked") to which thing.
pub async fn insert(
    db: &impl Db,
    occurred_at: Timestamp,
    actor: Option<UserId>,
    kind: &str,
    entity: &str,
    entity_id: &str,
    props: serde_json::Value,
) -> Result<(), StoreError> {
    let row = events::ActiveModel {
        id: NotSet,
        occurred_at: Set(to_db(occurred_at)),
        actor_user_id: Set(actor.map(|user_id| user_id.0)),
        r#type: Set(kind.to_owned()),
        entity: Set(entity.to_owned()),
        entity_id: Set(entity_id.to_owned()),
        props: Set(props),
    };
    events::Entity::insert(row).exec_without_returning(db.conn()).await?;
    Ok(())
}
