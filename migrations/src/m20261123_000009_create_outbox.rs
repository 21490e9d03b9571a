//! Work that must follow a commit, written in the same transaction: `outbox`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{drop_tables, run};

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
                    .table("outbox")
                    .col(pk_uuid("id"))
                    .col(text("kind"))
                    .col(json_binary("payload"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone_null("delivered_at"))
                    .take(),
            )
            .await?;
        // The worker looks often and there is mostly nothing: its index holds only what waits.
        let indexes = "CREATE INDEX outbox_undelivered ON outbox (created_at, id) WHERE delivered_at IS NULL;\n\
                       CREATE INDEX outbox_delivered ON outbox (delivered_at) WHERE delivered_at IS NOT NULL;";
        run(manager, indexes, indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["outbox"]).await
    }
}
