//! People with an account.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique)]
    pub email: String,
    pub name: Option<String>,
    pub email_verified: Option<DateTimeUtc>,
    pub image: Option<String>,
    pub role: String,
    pub status: String,
    pub language: String,
    pub timezone: Option<String>,
    pub created_at: DateTimeUtc,
    pub last_login_at: Option<DateTimeUtc>,
    #[sea_orm(has_one)]
    pub mentor: HasOne<super::mentors::Entity>,
    #[sea_orm(has_one)]
    pub mentee: HasOne<super::mentees::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
