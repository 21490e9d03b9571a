//! `availability_rules`: what a mentor says about when and how they can be met besides the weekly hours,
//! as one document with a version, so that two who change it at once do not undo each other's work.
//!
//! Nothing is asked of what is inside: it is read whole, and what it offers is in `availability`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{belongs_to, drop_tables, run};
use crate::m20261125_000012_create_calendar_versions::{drop_triggers, postgres_triggers, sqlite_triggers};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLE: &str = "availability_rules";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(pk_uuid("mentor_id"))
            .col(big_integer("version"))
            .col(json_binary("offer"))
            .col(json_binary("exceptions"))
            .col(timestamp_with_time_zone("updated_at"))
            .foreign_key(&mut belongs_to(TABLE, "mentor_id", "mentors"))
            .take();
        manager.create_table(table).await?;
        run(manager, &sqlite_triggers(TABLE), &postgres_triggers(TABLE)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (sqlite, postgres) = drop_triggers(TABLE);
        run(manager, &sqlite, &postgres).await?;
        drop_tables(manager, &[TABLE]).await
    }
}
