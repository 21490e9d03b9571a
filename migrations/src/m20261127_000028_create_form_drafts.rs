//! `form_drafts`: what somebody entered in a form that asks back before it saves, so that nothing typed is lost on the
//! way, with or without a script.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{belongs_to, create_indexes, drop_tables, word};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLE: &str = "form_drafts";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(uuid("user_id"))
            .col(word("form", &["profile", "rules"]))
            .col(json_binary("entered"))
            .col(timestamp_with_time_zone("saved_at"))
            .primary_key(Index::create().name("form_drafts_pkey").col("user_id").col("form"))
            .foreign_key(&mut belongs_to(TABLE, "user_id", "users"))
            .take();
        manager.create_table(table).await?;
        create_indexes(manager, TABLE, &[("form_drafts_saved", &["saved_at"])]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &[TABLE]).await
    }
}
