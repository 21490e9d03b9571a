//! The windows of a mentor's week, in the mentor's own zone.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "weekly_hours")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub mentor_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub weekday: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub start_minute: i32,
    pub end_minute: i32,
}

impl ActiveModelBehavior for ActiveModel {}
