//! What was said after sessions (table `session_feedback`).

use office_hours::ids::{MenteeId, MentorId};
use office_hours::matching::heard::Said;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::mentors::limit_of;
use crate::connection::Db;
use crate::convert::strings;
use crate::errors::StoreError;
use crate::sql::Sql;

/// What mentees said of the mentor after the last `limit` sessions that they were content with, or gave
/// no rating; one query.
pub async fn list_said(db: &impl Db, mentor_id: MentorId, limit: u64) -> Result<Vec<Said>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentee_id: Uuid,
        topics_discussed: serde_json::Value,
        positive_tags: serde_json::Value,
    }
    let rows = Sql::new(
        db,
        "SELECT s.mentee_id, f.topics_discussed, f.positive_tags FROM office_sessions s \
         JOIN session_feedback f ON f.session_id = s.id AND f.submitter_role = 'mentee' \
         WHERE coalesce(f.overall_rating, 4) >= 4 AND s.mentor_id = ",
    )
    .bind(mentor_id.0)
    .push(" ORDER BY s.starts_at DESC, s.id LIMIT ")
    .bind(limit_of(limit))
    .all::<Row>()
    .await?;
    let said = |row: Row| Said {
        mentee_id: MenteeId(row.mentee_id),
        topics: strings(row.topics_discussed),
        praise: strings(row.positive_tags),
    };
    Ok(rows.into_iter().map(said).collect())
}
