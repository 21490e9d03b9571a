//! Which number of an event each side was told last. By it the messages of one event reach a calendar in order, or not
//! at all.

use office_hours::booking::party::Side;
use office_hours::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;

use crate::connection::{Db, Tx};
use crate::convert::to_db;
use crate::entities::calendar_messages;
use crate::errors::StoreError;
use crate::sql::Sql;

/// A message to one side about one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CalendarMessage {
    /// The event, as its `UID` says it.
    pub event_id: Uuid,
    /// To whom.
    pub side: Side,
    /// Its number among the messages of the event.
    pub sequence: u32,
}

/// Whether a message may go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It may, and is under way from now on.
    Begun,
    /// A later one has gone out, or is under way.
    Overtaken,
    /// An earlier one is under way.
    Wait,
}

/// Gives the message its turn; one of the same number may always go again, because that is the same message. Whoever
/// began one before `silent_since` and has not ended it is not waited for.
pub async fn begin(
    db: &Tx,
    message: CalendarMessage,
    now: Timestamp,
    silent_since: Timestamp,
) -> Result<Turn, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        sequence: i32,
    }
    let sequence = number(message.sequence);
    let begun = Sql::new(
        db,
        "INSERT INTO calendar_messages (event_id, side, sequence, begun_at, under_way) VALUES (",
    )
    .bind(message.event_id)
    .push(", ")
    .bind(message.side.as_str())
    .push(", ")
    .bind(sequence)
    .push(", ")
    .bind_time(now)
    .push(
        ", TRUE) ON CONFLICT (event_id, side) DO UPDATE SET sequence = excluded.sequence, \
         begun_at = excluded.begun_at, under_way = TRUE WHERE calendar_messages.sequence = excluded.sequence \
         OR (calendar_messages.sequence < excluded.sequence AND (calendar_messages.under_way = FALSE \
         OR calendar_messages.begun_at < ",
    )
    .bind_time(silent_since)
    .push("))")
    .execute()
    .await?;
    if begun == 1 {
        return Ok(Turn::Begun);
    }
    let last = Sql::new(db, "SELECT sequence FROM calendar_messages WHERE event_id = ")
        .bind(message.event_id)
        .push(" AND side = ")
        .bind(message.side.as_str())
        .one::<Row>()
        .await?;
    Ok(if last.is_some_and(|last| last.sequence > sequence) { Turn::Overtaken } else { Turn::Wait })
}

/// Notes that the message is no longer under way, whatever came of it; the next one need not wait.
pub async fn end(db: &impl Db, message: CalendarMessage) -> Result<(), StoreError> {
    calendar_messages::Entity::update_many()
        .col_expr(calendar_messages::Column::UnderWay, Expr::value(false))
        .filter(calendar_messages::COLUMN.event_id.eq(message.event_id))
        .filter(calendar_messages::COLUMN.side.eq(message.side.as_str()))
        .filter(calendar_messages::COLUMN.sequence.eq(number(message.sequence)))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Forgets what went out before `before`, and says how much that was. By then no earlier message is left to send.
pub async fn remove_old(db: &impl Db, before: Timestamp) -> Result<u64, StoreError> {
    let done = calendar_messages::Entity::delete_many()
        .filter(calendar_messages::COLUMN.begun_at.lt(to_db(before)))
        .exec(db.conn())
        .await?;
    Ok(done.rows_affected)
}

fn number(sequence: u32) -> i32 {
    sequence.try_into().unwrap_or(i32::MAX)
}
