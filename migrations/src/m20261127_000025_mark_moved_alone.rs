//! Sessions that were moved by themselves: when their series is moved later, they stay where they are.

use sea_orm_migration::prelude::*;

use crate::edition::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Until now sessions moved only one at a time, and only by moving do they get the time of their request.
const ADD: &str = "ALTER TABLE office_sessions ADD COLUMN moved_alone boolean NOT NULL DEFAULT FALSE;\n\
    UPDATE office_sessions SET moved_alone = TRUE WHERE series_id IS NOT NULL AND requested_at IS NOT NULL;";

const REMOVE: &str = "ALTER TABLE office_sessions DROP COLUMN moved_alone;";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, ADD, ADD).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, REMOVE, REMOVE).await
    }
}
