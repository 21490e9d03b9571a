//! `idempotency_keys`: what was answered to writes that came with a key, so that a second try gets the same answer.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{belongs_to, create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLE: &str = "idempotency_keys";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(uuid("user_id"))
            .col(text("key"))
            .col(text("fingerprint"))
            .col(integer_null("status"))
            .col(text_null("content_type"))
            .col(text_null("body"))
            .col(timestamp_with_time_zone("created_at"))
            .primary_key(Index::create().col("user_id").col("key"))
            .foreign_key(&mut belongs_to(TABLE, "user_id", "users"))
            .take();
        manager.create_table(table).await?;
        create_indexes(manager, TABLE, &[("idempotency_keys_created", &["created_at"])]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &[TABLE]).await
    }
}
