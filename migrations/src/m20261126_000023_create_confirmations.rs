//! `confirmations`: the day before, the mentee is asked whether they are still coming. What is noted is of one time
//! of the session: once it is moved, nobody has been asked.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{belongs_to, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLE: &str = "confirmations";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(pk_uuid("session_id"))
            .col(timestamp_with_time_zone("starts_at"))
            .col(timestamp_with_time_zone("asked_at"))
            .col(timestamp_with_time_zone_null("confirmed_at"))
            .foreign_key(&mut belongs_to(TABLE, "session_id", "office_sessions"))
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &[TABLE]).await
    }
}
