//! Mailed sign-in links; the specification calls the table `verification_tokens`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "verification_tokens")]
pub struct Model {
    /// The address the link went to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub identifier: String,
    /// A digest, never the link's value.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token: String,
    pub expires: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
