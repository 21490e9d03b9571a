//! Whether mentees said that they are still coming. When they are asked, and when a place is freed, is decided in
//! `office_hours::booking::reliability`.

use chrono::{DateTime, Utc};
use office_hours::booking::reliability::Coming;
use office_hours::ids::SessionId;
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, FromQueryResult};
use uuid::Uuid;

use crate::connection::Db;
use crate::convert::{from_db, to_db};
use crate::entities::confirmations;
use crate::errors::StoreError;
use crate::sql::Sql;

/// The booked sessions that begin in `[from, to)` and that nobody has said yes to, with what is known; one query.
pub async fn list_open(
    db: &impl Db,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<(SessionId, Coming)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        starts_at: DateTime<Utc>,
        booked_at: DateTime<Utc>,
        asked_at: Option<DateTime<Utc>>,
    }
    let rows = Sql::new(
        db,
        "SELECT s.id, s.starts_at, coalesce(s.requested_at, s.created_at) AS booked_at, c.asked_at \
         FROM office_sessions s LEFT JOIN confirmations c ON c.session_id = s.id AND c.starts_at = s.starts_at \
         WHERE s.status = 'booked' AND c.confirmed_at IS NULL AND s.starts_at >= ",
    )
    .bind_time(from)
    .push(" AND s.starts_at < ")
    .bind_time(to)
    .push(" ORDER BY s.starts_at, s.id")
    .all::<Row>()
    .await?;
    let coming = |row: Row| {
        let coming = Coming {
            starts_at: from_db(row.starts_at),
            booked_at: from_db(row.booked_at),
            asked_at: row.asked_at.map(from_db),
            confirmed: false,
        };
        (SessionId(row.id), coming)
    };
    Ok(rows.into_iter().map(coming).collect())
}

/// Notes that the mentee was asked about the session at this time of it, or has said yes.
pub async fn save(
    db: &impl Db,
    session_id: SessionId,
    starts_at: Timestamp,
    asked_at: Timestamp,
    confirmed_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    use confirmations::Column;
    let row = confirmations::ActiveModel {
        session_id: Set(session_id.0),
        starts_at: Set(to_db(starts_at)),
        asked_at: Set(to_db(asked_at)),
        confirmed_at: Set(confirmed_at.map(to_db)),
    };
    let replaced = [Column::StartsAt, Column::AskedAt, Column::ConfirmedAt];
    confirmations::Entity::insert(row)
        .on_conflict(OnConflict::column(Column::SessionId).update_columns(replaced).to_owned())
        .exec_without_returning(db.conn())
        .await?;
    Ok(())
}
