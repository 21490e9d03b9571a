//! Rankings that are compared: `experiments`. What people did is in `events`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{drop_tables, run, word};

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
                    .table("experiments")
                    .col(pk_uuid("id"))
                    .col(text("key"))
                    .col(integer("version"))
                    .col(word("mode", &["split", "interleaved"]))
                    .col(json_binary("arms"))
                    .col(timestamp_with_time_zone("started_at"))
                    .col(timestamp_with_time_zone_null("ended_at"))
                    .take(),
            )
            .await?;
        let version = Index::create()
            .name("experiments_key_version")
            .table("experiments")
            .col("key")
            .col("version")
            .unique()
            .take();
        manager.create_index(version).await?;
        // What two change at once, neither can be told from.
        let one = "CREATE UNIQUE INDEX experiments_one_runs ON experiments ((ended_at IS NULL)) WHERE ended_at IS NULL";
        run(manager, one, one).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["experiments"]).await
    }
}
