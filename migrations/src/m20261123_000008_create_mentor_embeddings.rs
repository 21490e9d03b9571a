//! Vectors of the passages of a profile, one set per model: `mentor_embeddings`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{belongs_to, create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("mentor_embeddings")
                    .col(uuid("mentor_id"))
                    .col(integer("part"))
                    .col(text("model"))
                    .col(text("content_hash"))
                    .col(blob("vector"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .primary_key(
                        Index::create()
                            .name("mentor_embeddings_pkey")
                            .col("mentor_id")
                            .col("part")
                            .col("model"),
                    )
                    .foreign_key(&mut belongs_to("mentor_embeddings", "mentor_id", "mentors"))
                    .take(),
            )
            .await?;
        create_indexes(
            manager,
            "mentor_embeddings",
            &[("mentor_embeddings_model_updated", &["model", "updated_at"])],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["mentor_embeddings"]).await
    }
}
