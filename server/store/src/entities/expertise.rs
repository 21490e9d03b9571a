//! The areas of a mentor.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "expertise")]
pub struct Model {
    /// Made up by the database: an area is never named from outside.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub mentor_id: Uuid,
    pub area: String,
    pub subarea: Option<String>,
    pub weight: f32,
}

impl ActiveModelBehavior for ActiveModel {}
