//! What was entered in forms that ask back before they save.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_drafts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub form: String,
    pub entered: Json,
    pub saved_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
