//! What an event is called in calendars, and who organizes it, for as long as it is there: settings and mentors change
//! in between.

use sea_orm_migration::prelude::*;

use crate::edition::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// No event id means the session's; no organizer, that an earlier release booked it.
const ADD: &str = "ALTER TABLE office_sessions ADD COLUMN event_id uuid;\n\
    ALTER TABLE office_sessions ADD COLUMN organizer_email text;";

const REMOVE: &str = "ALTER TABLE office_sessions DROP COLUMN organizer_email;\n\
    ALTER TABLE office_sessions DROP COLUMN event_id;";

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
