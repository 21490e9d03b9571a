//! `calendar_messages`: which number of an event each side was told last, and whether that message is under way, so
//! that none with a lower number follows it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{drop_tables, word};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLE: &str = "calendar_messages";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(uuid("event_id"))
            .col(word("side", &["mentor", "mentee"]))
            .col(integer("sequence"))
            .col(timestamp_with_time_zone("begun_at"))
            .col(boolean("under_way"))
            .primary_key(Index::create().name("calendar_messages_pkey").col("event_id").col("side"))
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &[TABLE]).await
    }
}
