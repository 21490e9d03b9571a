//! Profiles of mentees.

use office_hours::ids::{MenteeId, UserId};
use office_hours::profile::MenteeProfile;
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DbErr, EntityTrait, QueryFilter};

use crate::connection::Db;
use crate::convert::{display_name, to_db};
use crate::entities::{mentees, users};
use crate::errors::StoreError;

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

/// The profile that belongs to the account.
pub async fn find_by_user(db: &impl Db, user_id: UserId) -> Result<Option<MenteeId>, StoreError> {
    let row = mentees::Entity::find().filter(mentees::COLUMN.user_id.eq(user_id.0)).one(db.conn()).await?;
    Ok(row.map(|row| MenteeId(row.id)))
}
