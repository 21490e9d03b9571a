//! Who is shown with which photo. The pictures themselves are kept elsewhere, under their names.

use office_hours::ids::MentorId;
use office_hours::profile::photo::PhotoName;
use office_hours::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter};

use crate::connection::{Db, Edition, Tx};
use crate::convert::to_db;
use crate::entities::mentors;
use crate::errors::StoreError;
use crate::sql::Sql;

/// Sets where the mentor's photo is; nothing takes it away.
pub async fn set(
    db: &impl Db,
    mentor_id: MentorId,
    url: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    mentors::Entity::update_many()
        .col_expr(mentors::Column::PhotoUrl, Expr::value(url.map(str::to_owned)))
        .col_expr(mentors::Column::UpdatedAt, Expr::value(to_db(now)))
        .filter(mentors::COLUMN.id.eq(mentor_id.0))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Holds a name until the transaction ends: whoever gives it to a mentor, and whoever looks whether nobody has it any
/// more, does so alone. On SQLite the transaction itself is the lock.
pub async fn lock(db: &Tx, name: &PhotoName) -> Result<(), StoreError> {
    if Edition::of(db.conn()) == Edition::Postgres {
        Sql::new(db, "SELECT pg_advisory_xact_lock(hashtextextended(")
            .bind(name.as_str())
            .push(", 0))")
            .execute()
            .await?;
    }
    Ok(())
}

/// Whether a mentor is shown with this photo.
pub async fn is_used(db: &impl Db, name: &PhotoName) -> Result<bool, StoreError> {
    let count =
        Sql::new(db, "SELECT count(*) AS count FROM mentors WHERE photo_url = ").bind(name.url()).count();
    Ok(count.await? > 0)
}
