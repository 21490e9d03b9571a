//! `calendar_feeds`: the secret under which a person's calendar program reads their sessions. Only a
//! digest of it is kept; a new one takes the place of the old.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{belongs_to, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLE: &str = "calendar_feeds";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(pk_uuid("user_id"))
            .col(text("token_hash"))
            .col(timestamp_with_time_zone("created_at"))
            .foreign_key(&mut belongs_to(TABLE, "user_id", "users"))
            .index(Index::create().name("calendar_feeds_token_hash").unique().col("token_hash"))
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &[TABLE]).await
    }
}
