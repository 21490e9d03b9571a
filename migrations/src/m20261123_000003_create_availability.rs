//! When mentors can be met: `weekly_hours` (the rule) and `availability` (the slots it gave).

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{belongs_to, create_indexes, drop_tables, time_range};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_weekly_hours(manager).await?;
        create_availability(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["availability", "weekly_hours"]).await
    }
}

async fn create_weekly_hours(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(weekly_hours(within_a_day())).await
}

/// The table with a rule for its minutes.
pub(crate) fn weekly_hours(minutes: Expr) -> TableCreateStatement {
    Table::create()
        .table("weekly_hours")
        .col(uuid("mentor_id"))
        .col(integer("weekday"))
        .col(integer("start_minute"))
        .col(integer("end_minute"))
        .primary_key(
            Index::create().name("weekly_hours_pkey").col("mentor_id").col("weekday").col("start_minute"),
        )
        .foreign_key(&mut belongs_to("weekly_hours", "mentor_id", "mentors"))
        .check(Check::named("weekly_hours_weekday", Expr::col("weekday").between(0, 6)))
        .check(Check::named("weekly_hours_minutes", minutes))
        .take()
}

/// The rule until windows could go on into the next day.
pub(crate) fn within_a_day() -> Expr {
    Expr::col("start_minute")
        .gte(0)
        .and(Expr::col("end_minute").gt(Expr::col("start_minute")))
        .and(Expr::col("end_minute").lte(1_440))
}

async fn create_availability(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("availability")
                .col(pk_uuid("id"))
                .col(uuid("mentor_id"))
                .col(timestamp_with_time_zone("starts_at"))
                .col(timestamp_with_time_zone("ends_at"))
                .col(integer("capacity").default(1))
                .col(text("location").default("virtual"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut belongs_to("availability", "mentor_id", "mentors"))
                .check(Check::named("availability_capacity", Expr::col("capacity").gte(1)))
                .check(time_range(manager, "availability"))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        "availability",
        &[("availability_mentor_start", &["mentor_id", "starts_at"]), ("availability_start", &["starts_at"])],
    )
    .await
}
