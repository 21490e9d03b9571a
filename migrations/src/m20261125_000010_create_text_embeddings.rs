//! Vectors of texts that belong to no profile, one set per model: `text_embeddings`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::drop_tables;

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
                    .table("text_embeddings")
                    .col(text("model"))
                    .col(text("content_hash"))
                    .col(blob("vector"))
                    .primary_key(
                        Index::create().name("text_embeddings_pkey").col("model").col("content_hash"),
                    )
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["text_embeddings"]).await
    }
}
