//! Figures over the whole programme. What they mean is decided in `office_hours::analytics`.

use office_hours::ids::MentorId;
use office_hours::time::Timestamp;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::connection::Db;
use crate::convert::display_name;
use crate::errors::StoreError;
use crate::sql::Sql;

/// Every mentor with name, whether they take bookings, the places offered that start in
/// `[from, to)`, and the sessions then that were not called off; by name, one query.
pub async fn utilisation(
    db: &impl Db,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<(MentorId, String, bool, i64, i64)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        name: Option<String>,
        email: String,
        active: bool,
        offered: i64,
        used: i64,
    }
    // Sums per mentor first, then the join: asking for each mentor in turn took PostgreSQL twice as
    // long with 10,000 mentors and 200,000 slots, and SQLite never less.
    let rows = Sql::new(
        db,
        "SELECT m.id AS mentor_id, u.name, u.email, (m.active AND u.status = 'active') AS active, \
         coalesce(a.offered, 0) AS offered, coalesce(s.used, 0) AS used \
         FROM mentors m JOIN users u ON u.id = m.user_id \
         LEFT JOIN (SELECT mentor_id, sum(capacity) AS offered FROM availability WHERE starts_at >= ",
    )
    .bind_time(from)
    .push(" AND starts_at < ")
    .bind_time(to)
    .push(
        " GROUP BY mentor_id) a ON a.mentor_id = m.id \
         LEFT JOIN (SELECT mentor_id, count(*) AS used FROM office_sessions \
         WHERE status <> 'cancelled' AND starts_at >= ",
    )
    .bind_time(from)
    .push(" AND starts_at < ")
    .bind_time(to)
    .push(
        " GROUP BY mentor_id) s ON s.mentor_id = m.id \
         ORDER BY lower(coalesce(u.name, u.email)), m.id",
    )
    .all::<Row>()
    .await?;
    let line = |row: Row| {
        (MentorId(row.mentor_id), display_name(row.name, &row.email), row.active, row.offered, row.used)
    };
    Ok(rows.into_iter().map(line).collect())
}
