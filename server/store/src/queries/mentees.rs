//! Profiles of mentees.

use office_hours::ids::{MenteeId, MentorId, UserId};
use office_hours::profile::MenteeProfile;
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DbErr, EntityTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;

use super::mentors::limit_of;
use crate::connection::{Db, Edition, Tx};
use crate::convert::{display_name, to_db};
use crate::entities::{mentees, users};
use crate::errors::StoreError;
use crate::sql::Sql;

/// A mentee's profile as it is to be.
#[derive(Clone, Copy, Debug)]
pub struct SaveMentee<'a> {
    /// For a first profile; an existing one keeps its id.
    pub mentee_id: MenteeId,
    /// Whose profile.
    pub user_id: UserId,
    /// The venture.
    pub company: Option<&'a str>,
    /// Of the venture.
    pub stage: Option<&'a str>,
    /// Of the venture.
    pub industry: Option<&'a str>,
    /// What the mentee is after.
    pub goals: Option<&'a str>,
    /// The present instant.
    pub now: Timestamp,
}

/// Holds the mentee until the transaction ends: of two bookings of one mentee at once the second sees
/// the first. After the mentor, where both are held. On SQLite the transaction itself is the lock.
pub async fn lock(db: &Tx, mentee_id: MenteeId) -> Result<(), StoreError> {
    if Edition::of(db.conn()) == Edition::Postgres {
        Sql::new(db, "SELECT id FROM mentees WHERE id = ")
            .bind(mentee_id.0)
            .push(" FOR NO KEY UPDATE")
            .execute()
            .await?;
    }
    Ok(())
}

/// Adds the profile, or changes the one the account has, and says its id.
pub async fn save(db: &impl Db, profile: &SaveMentee<'_>) -> Result<MenteeId, StoreError> {
    let row = mentees::ActiveModel {
        id: Set(profile.mentee_id.0),
        user_id: Set(profile.user_id.0),
        company: Set(profile.company.map(str::to_owned)),
        stage: Set(profile.stage.map(str::to_owned)),
        industry: Set(profile.industry.map(str::to_owned)),
        goals: Set(profile.goals.map(str::to_owned)),
        created_at: Set(to_db(profile.now)),
        updated_at: Set(to_db(profile.now)),
    };
    let change = OnConflict::column(mentees::Column::UserId)
        .update_columns([
            mentees::Column::Company,
            mentees::Column::Stage,
            mentees::Column::Industry,
            mentees::Column::Goals,
            mentees::Column::UpdatedAt,
        ])
        .to_owned();
    let saved = mentees::Entity::insert(row).on_conflict(change).exec_with_returning(db.conn()).await?;
    Ok(MenteeId(saved.id))
}

/// The profile, in one query.
pub async fn get(db: &impl Db, mentee_id: MenteeId) -> Result<Option<MenteeProfile>, StoreError> {
    let found =
        mentees::Entity::find_by_id(mentee_id.0).find_also_related(users::Entity).one(db.conn()).await?;
    let Some((row, user)) = found else { return Ok(None) };
    let user = user.ok_or_else(|| DbErr::RecordNotFound(format!("the account of mentee {mentee_id}")))?;
    Ok(Some(MenteeProfile {
        mentee_id,
        user_id: UserId(row.user_id),
        name: display_name(user.name, &user.email),
        company: row.company,
        stage: row.stage,
        industry: row.industry,
        goals: row.goals,
    }))
}

/// The mentors of a mentee's last `limit` rated sessions, with the ratings, 1–5, latest first.
pub async fn list_rated(
    db: &impl Db,
    mentee_id: MenteeId,
    limit: u64,
) -> Result<Vec<(MentorId, i32)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        rating: i32,
    }
    let rows = Sql::new(
        db,
        "SELECT s.mentor_id, f.overall_rating AS rating FROM office_sessions s \
         JOIN session_feedback f ON f.session_id = s.id AND f.submitter_role = 'mentee' \
         WHERE f.overall_rating IS NOT NULL AND s.mentee_id = ",
    )
    .bind(mentee_id.0)
    .push(" ORDER BY s.starts_at DESC, s.id LIMIT ")
    .bind(limit_of(limit))
    .all::<Row>()
    .await?;
    Ok(rows.into_iter().map(|row| (MentorId(row.mentor_id), row.rating)).collect())
}

/// How many other mentees of the same company have met each mentor and were content, or said nothing
/// else; mentors whom none has met are left out.
pub async fn count_content_colleagues(
    db: &impl Db,
    mentee_id: MenteeId,
    now: Timestamp,
) -> Result<Vec<(MentorId, i64)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        colleagues: i64,
    }
    // CROSS keeps SQLite from beginning with all sessions there ever were.
    let rows = Sql::new(
        db,
        "SELECT s.mentor_id, count(DISTINCT s.mentee_id) AS colleagues FROM mentees me \
         CROSS JOIN mentees c CROSS JOIN office_sessions s \
         LEFT JOIN session_feedback f ON f.session_id = s.id AND f.submitter_role = 'mentee' \
         WHERE lower(c.company) = lower(me.company) AND c.id <> me.id AND s.mentee_id = c.id AND me.id = ",
    )
    .bind(mentee_id.0)
    .push(" AND (s.status = 'completed' OR (s.status = 'booked' AND s.ends_at <= ")
    .bind_time(now)
    .push(")) AND coalesce(f.overall_rating, 4) >= 4 GROUP BY s.mentor_id")
    .all::<Row>()
    .await?;
    Ok(rows.into_iter().map(|row| (MentorId(row.mentor_id), row.colleagues)).collect())
}

/// The profile that belongs to the account.
pub async fn find_by_user(db: &impl Db, user_id: UserId) -> Result<Option<MenteeId>, StoreError> {
    let row = mentees::Entity::find().filter(mentees::COLUMN.user_id.eq(user_id.0)).one(db.conn()).await?;
    Ok(row.map(|row| MenteeId(row.id)))
}
