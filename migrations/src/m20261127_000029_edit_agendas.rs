//! What a session is about can be changed by both sides: how often it was, and by which side last.

use sea_orm_migration::prelude::*;

use crate::edition::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// No side means that it is as it was booked.
const ADD: &str = "ALTER TABLE office_sessions ADD COLUMN notes_version integer NOT NULL DEFAULT 0;\n\
    ALTER TABLE office_sessions ADD COLUMN notes_by text \
    CONSTRAINT office_sessions_notes_by CHECK (notes_by IN ('mentee', 'mentor'));";

const REMOVE: &str = "ALTER TABLE office_sessions DROP COLUMN notes_by;\n\
    ALTER TABLE office_sessions DROP COLUMN notes_version;";

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
