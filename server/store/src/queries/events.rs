//! The journal of what people did. It only grows.

use office_hours::ids::UserId;
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::connection::Db;
use crate::convert::{from_db, to_db};
use crate::entities::events;
use crate::errors::StoreError;

/// Events of one statement: far below the bind limits.
const CHUNK: usize = 1_000;
/// Lines read at once.
const PAGE: u64 = 5_000;

/// A line of the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When.
    pub occurred_at: Timestamp,
    /// Who; nobody when they have no account, or none any more.
    pub actor: Option<UserId>,
    /// What: "session.booked".
    pub kind: String,
    /// The kind of thing it was done to.
    pub entity: String,
    /// Which one.
    pub entity_id: String,
    /// What else is to know.
    pub props: serde_json::Value,
}

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
    let event = Event {
        occurred_at,
        actor,
        kind: kind.to_owned(),
        entity: entity.to_owned(),
        entity_id: entity_id.to_owned(),
        props,
    };
    insert_many(db, &[event]).await
}

/// Adds lines; of many it makes several statements: hand it a transaction.
pub async fn insert_many(db: &impl Db, events: &[Event]) -> Result<(), StoreError> {
    let row = |event: &Event| events::ActiveModel {
        id: NotSet,
        occurred_at: Set(to_db(event.occurred_at)),
        actor_user_id: Set(event.actor.map(|user_id| user_id.0)),
        r#type: Set(event.kind.clone()),
        entity: Set(event.entity.clone()),
        entity_id: Set(event.entity_id.clone()),
        props: Set(event.props.clone()),
    };
    for some in events.chunks(CHUNK) {
        events::Entity::insert_many(some.iter().map(row)).exec_without_returning(db.conn()).await?;
    }
    Ok(())
}

/// Hands over what was done of one kind from `from` on, or in `[from, to)`, in order: a page at a time,
/// so that a long journal need not fit in memory.
pub async fn for_each(
    db: &impl Db,
    kind: &str,
    from: Timestamp,
    to: Option<Timestamp>,
    mut take: impl FnMut(Event),
) -> Result<(), StoreError> {
    let mut last = 0;
    loop {
        let mut query = events::Entity::find()
            .filter(events::COLUMN.r#type.eq(kind))
            .filter(events::COLUMN.occurred_at.gte(to_db(from)))
            .filter(events::COLUMN.id.gt(last));
        if let Some(to) = to {
            query = query.filter(events::COLUMN.occurred_at.lt(to_db(to)));
        }
        let rows = query.order_by_asc(events::COLUMN.id).limit(PAGE).all(db.conn()).await?;
        let Some(row) = rows.last() else { return Ok(()) };
        last = row.id;
        rows.into_iter().map(told).for_each(&mut take);
    }
}

/// The last of some kinds of lines about one thing.
pub async fn find_last(
    db: &impl Db,
    kinds: &[&str],
    entity: &str,
    entity_id: &str,
) -> Result<Option<Event>, StoreError> {
    let row = events::Entity::find()
        .filter(events::COLUMN.entity.eq(entity))
        .filter(events::COLUMN.entity_id.eq(entity_id))
        .filter(events::COLUMN.r#type.is_in(kinds.iter().copied()))
        .order_by_desc(events::COLUMN.id)
        .one(db.conn())
        .await?;
    Ok(row.map(told))
}

fn told(row: events::Model) -> Event {
    Event {
        occurred_at: from_db(row.occurred_at),
        actor: row.actor_user_id.map(UserId),
        kind: row.r#type,
        entity: row.entity,
        entity_id: row.entity_id,
        props: row.props,
    }
}
