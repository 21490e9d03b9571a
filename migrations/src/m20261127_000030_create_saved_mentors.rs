//! `saved_mentors`: whom a person wants to find again.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{belongs_to, create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLE: &str = "saved_mentors";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(uuid("user_id"))
            .col(uuid("mentor_id"))
            .col(timestamp_with_time_zone("saved_at"))
            .primary_key(Index::create().name("saved_mentors_pkey").col("user_id").col("mentor_id"))
            .foreign_key(&mut belongs_to(TABLE, "user_id", "users"))
            .foreign_key(&mut belongs_to(TABLE, "mentor_id", "mentors"))
            .take();
        manager.create_table(table).await?;
        // What goes with a mentor is looked for by mentor.
        create_indexes(manager, TABLE, &[("saved_mentors_mentor", &["mentor_id"])]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &[TABLE]).await
    }
}
