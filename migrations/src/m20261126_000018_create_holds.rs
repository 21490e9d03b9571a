//! `holds`: a time that is kept for somebody while they fill in the form. They expire by themselves;
//! a row whose time has come is nothing to anybody.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{belongs_to, create_indexes, drop_tables, run, time_range};
use crate::m20261125_000012_create_calendar_versions::{drop_triggers, postgres_triggers, sqlite_triggers};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLE: &str = "holds";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(pk_uuid("id"))
            .col(uuid("mentor_id"))
            .col(uuid("user_id"))
            .col(timestamp_with_time_zone("starts_at"))
            .col(timestamp_with_time_zone("ends_at"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .foreign_key(&mut belongs_to(TABLE, "mentor_id", "mentors"))
            .foreign_key(&mut belongs_to(TABLE, "user_id", "users"))
            .check(time_range(manager, TABLE))
            .take();
        manager.create_table(table).await?;
        create_indexes(
            manager,
            TABLE,
            &[
                ("holds_mentor_expires", &["mentor_id", "expires_at"]),
                ("holds_user_expires", &["user_id", "expires_at"]),
                ("holds_expires", &["expires_at"]),
            ],
        )
        .await?;
        run(manager, &sqlite_triggers(TABLE), &postgres_triggers(TABLE)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (sqlite, postgres) = drop_triggers(TABLE);
        run(manager, &sqlite, &postgres).await?;
        drop_tables(manager, &[TABLE]).await
    }
}
