//! Vectors of texts that belong to no profile.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "text_embeddings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub model: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub content_hash: String,
    /// Little-endian `f32`.
    pub vector: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
