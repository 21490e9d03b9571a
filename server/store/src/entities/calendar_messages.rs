//! What each side was told last of an event in its calendar.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_messages")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub side: String,
    pub sequence: i32,
    pub begun_at: DateTimeUtc,
    pub under_way: bool,
}

impl ActiveModelBehavior for ActiveModel {}
