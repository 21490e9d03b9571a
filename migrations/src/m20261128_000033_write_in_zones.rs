//! In which zone people read the times of what they are written; nothing until they have told.

use sea_orm_migration::prelude::*;

use crate::edition::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const ADD: &str = "ALTER TABLE users ADD COLUMN timezone text;";

const REMOVE: &str = "ALTER TABLE users DROP COLUMN timezone;";

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
