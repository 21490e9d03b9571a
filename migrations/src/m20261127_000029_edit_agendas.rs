//! What a session is about can be changed by both sides: how often it was, and by whom last. The account and not the
//! side: another mentor may take the session over, and words stay those of who wrote them.

use sea_orm_migration::prelude::*;

use crate::edition::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Nobody means that it is as it was booked.
const ADD: &str = "ALTER TABLE office_sessions ADD COLUMN notes_version integer NOT NULL DEFAULT 0;\n\
    ALTER TABLE office_sessions ADD COLUMN notes_user_id uuid;";

const REMOVE: &str = "ALTER TABLE office_sessions DROP COLUMN notes_user_id;\n\
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
