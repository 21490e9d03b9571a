//! Whom somebody wants to find again.

use office_hours::ids::{MentorId, UserId};
use office_hours::profile::Audience;
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, FromQueryResult};
use uuid::Uuid;

use super::mentors::{limit_of, sees_profile};
use crate::connection::Db;
use crate::convert::to_db;
use crate::entities::saved_mentors;
use crate::errors::StoreError;
use crate::sql::Sql;

/// Keeps a mentor for somebody; one that is kept already stays where it is.
pub async fn save(
    db: &impl Db,
    user_id: UserId,
    mentor_id: MentorId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = saved_mentors::ActiveModel {
        user_id: Set(user_id.0),
        mentor_id: Set(mentor_id.0),
        saved_at: Set(to_db(now)),
    };
    let key = [saved_mentors::Column::UserId, saved_mentors::Column::MentorId];
    saved_mentors::Entity::insert_many([row])
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(db.conn())
        .await?;
    Ok(())
}

/// Keeps it no longer, if it was kept.
pub async fn remove(db: &impl Db, user_id: UserId, mentor_id: MentorId) -> Result<(), StoreError> {
    saved_mentors::Entity::delete_by_id((user_id.0, mentor_id.0)).exec(db.conn()).await?;
    Ok(())
}

/// How many mentors somebody keeps, whether they are to be seen or not.
pub async fn count(db: &impl Db, user_id: UserId) -> Result<i64, StoreError> {
    Sql::new(db, "SELECT count(*) AS count FROM saved_mentors WHERE user_id = ").bind(user_id.0).count().await
}

#[derive(FromQueryResult)]
struct Row {
    mentor_id: Uuid,
}

/// The mentors that somebody keeps and sees at this moment, the last one first.
pub async fn list_seen(
    db: &impl Db,
    user_id: UserId,
    audience: Audience,
    limit: u64,
) -> Result<Vec<MentorId>, StoreError> {
    let rows = Sql::new(
        db,
        "SELECT s.mentor_id FROM saved_mentors s JOIN mentors m ON m.id = s.mentor_id \
         JOIN users u ON u.id = m.user_id WHERE u.status = 'active' AND ",
    )
    .push(sees_profile(audience))
    .push(" AND s.user_id = ")
    .bind(user_id.0)
    .push(" ORDER BY s.saved_at DESC, s.mentor_id LIMIT ")
    .bind(limit_of(limit))
    .all::<Row>()
    .await?;
    Ok(rows.into_iter().map(|row| MentorId(row.mentor_id)).collect())
}

/// Which of these mentors somebody keeps.
pub async fn list_among(
    db: &impl Db,
    user_id: UserId,
    mentor_ids: &[MentorId],
) -> Result<Vec<MentorId>, StoreError> {
    if mentor_ids.is_empty() {
        return Ok(vec![]);
    }
    let rows = Sql::new(db, "SELECT mentor_id FROM saved_mentors WHERE user_id = ")
        .bind(user_id.0)
        .push(" AND mentor_id IN ")
        .bind_ids(mentor_ids.iter().map(|id| id.0))
        .all::<Row>()
        .await?;
    Ok(rows.into_iter().map(|row| MentorId(row.mentor_id)).collect())
}
