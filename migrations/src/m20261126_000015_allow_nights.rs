//! Weekly hours may go on into the next day: `end_minute` beyond 1,440, in windows of 12 hours at most.

use sea_orm_migration::prelude::*;

use crate::edition::run;
use crate::m20261123_000003_create_availability::{weekly_hours, within_a_day};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let night = Expr::col("end_minute").sub(Expr::col("start_minute")).lte(720);
        let with_nights = Expr::col("start_minute")
            .between(0, 1_439)
            .and(Expr::col("end_minute").gt(Expr::col("start_minute")))
            .and(Expr::col("end_minute").lte(1_440).or(night));
        exchange(manager, with_nights).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What is after midnight is lost: the release before knows no nights.
        let cut = "UPDATE weekly_hours SET end_minute = 1440 WHERE end_minute > 1440";
        run(manager, cut, cut).await?;
        exchange(manager, within_a_day()).await
    }
}

/// Puts a table with another rule in the place of the present one: SQLite cannot change a check, and the
/// table is small.
async fn exchange(manager: &SchemaManager<'_>, minutes: Expr) -> Result<(), DbErr> {
    let aside = "ALTER TABLE weekly_hours RENAME TO weekly_hours_before";
    // PostgreSQL keeps the names of constraints when a table is renamed, and one name is for one index.
    let free_the_name = "ALTER TABLE weekly_hours RENAME TO weekly_hours_before;\n\
        ALTER INDEX weekly_hours_pkey RENAME TO weekly_hours_before_pkey;";
    run(manager, aside, free_the_name).await?;
    manager.create_table(weekly_hours(minutes)).await?;
    let copy = "INSERT INTO weekly_hours (mentor_id, weekday, start_minute, end_minute) \
        SELECT mentor_id, weekday, start_minute, end_minute FROM weekly_hours_before;\n\
        DROP TABLE weekly_hours_before;";
    run(manager, copy, copy).await
}
