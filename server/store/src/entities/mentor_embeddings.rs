//! Vectors of the passages of a profile.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mentor_embeddings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub mentor_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub model: String,
    pub content_hash: String,
    /// Little-endian `f32`.
    pub vector: Vec<u8>,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
