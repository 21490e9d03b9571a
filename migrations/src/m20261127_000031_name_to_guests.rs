//! Those who come to one meeting together learn of each other what each of them agreed to.

use sea_orm_migration::prelude::*;

use crate::edition::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const ADD: &str = "ALTER TABLE office_sessions ADD COLUMN named_to_guests boolean NOT NULL DEFAULT FALSE;";

const REMOVE: &str = "ALTER TABLE office_sessions DROP COLUMN named_to_guests;";

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
