//! Profiles of mentors.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mentors")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique)]
    pub user_id: Uuid,
    pub airtable_record_id: Option<String>,
    /// The id in the file a mentor was imported from.
    pub external_id: Option<String>,
    pub headline: Option<String>,
    pub bio: Option<String>,
    pub company: Option<String>,
    pub title: Option<String>,
    pub industry: Option<String>,
    pub stage: Option<String>,
    pub timezone: String,
    pub country: Option<String>,
    pub languages: Json,
    pub visibility: String,
    pub load_cap_per_week: i32,
    pub active: bool,
    pub photo_url: Option<String>,
    pub linkedin_url: Option<String>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: BelongsTo<super::users::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
