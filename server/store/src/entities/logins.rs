//! Signed-in browsers; the specification calls the table `sessions`, the domain says login.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// A digest, never the cookie's value.
    #[sea_orm(unique)]
    pub session_token: String,
    pub user_id: Uuid,
    pub expires: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
