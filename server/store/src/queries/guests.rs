//! Those who come to one meeting together (rows of `office_sessions` with one `group_id`).

use office_hours::booking::guests::Guest;
use office_hours::ids::SessionId;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, FromQueryResult, QueryFilter};

use crate::connection::{Db, Tx};
use crate::entities::office_sessions;
use crate::errors::StoreError;
use crate::sql::Sql;

/// Who comes besides the mentee of the session, by seat, each with whether they agreed to be named.
pub async fn list_others(db: &impl Db, session_id: SessionId) -> Result<Vec<(Guest, bool)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        name: Option<String>,
        company: Option<String>,
        named_to_guests: bool,
    }
    let rows = Sql::new(
        db,
        "SELECT u.name, e.company, o.named_to_guests FROM office_sessions s \
         JOIN office_sessions o ON o.group_id = s.group_id AND o.id <> s.id AND o.status IN ('pending', 'booked', 'completed') \
         JOIN mentees e ON e.id = o.mentee_id JOIN users u ON u.id = e.user_id WHERE s.id = ",
    )
    .bind(session_id.0)
    .push(" ORDER BY o.seat, o.id")
    .all::<Row>()
    .await?;
    let guest = |row: Row| {
        let name = row.name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "A founder".to_owned());
        (Guest { name, company: row.company }, row.named_to_guests)
    };
    Ok(rows.into_iter().map(guest).collect())
}

/// Notes whether the mentee of the session is named to the others. The session must be locked.
pub async fn set_named(db: &Tx, session_id: SessionId, is_named: bool) -> Result<(), StoreError> {
    office_sessions::Entity::update_many()
        .col_expr(office_sessions::Column::NamedToGuests, Expr::value(is_named))
        .filter(office_sessions::COLUMN.id.eq(session_id.0))
        .exec(db.conn())
        .await?;
    Ok(())
}
