//! What a session's life leaves behind besides its status: when it was asked for, how often it was
//! moved, the number of its last invitation, and what was said of how it went.

use sea_orm_migration::prelude::*;

use crate::edition::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Name, type and rule of each.
const COLUMNS: [&str; 8] = [
    // None means as early as it was made.
    "requested_at timestamp_with_timezone_text",
    "moves integer NOT NULL DEFAULT 0",
    "ical_sequence integer NOT NULL DEFAULT 0",
    "marked_at timestamp_with_timezone_text",
    "marked_by text CONSTRAINT office_sessions_marked_by CHECK (marked_by IN ('mentee', 'mentor', 'staff', 'system'))",
    "absent text CONSTRAINT office_sessions_absent CHECK (absent IN ('mentee', 'mentor'))",
    "disputed boolean NOT NULL DEFAULT FALSE",
    "status_reason text",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let add = |column: &&str| format!("ALTER TABLE office_sessions ADD COLUMN {column};\n");
        let sqlite: String = COLUMNS.iter().map(add).collect();
        let postgres = sqlite.replace("timestamp_with_timezone_text", "timestamp with time zone");
        run(manager, &sqlite, &postgres).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = |column: &&str| {
            let name = column.split(' ').next().unwrap_or_default();
            format!("ALTER TABLE office_sessions DROP COLUMN {name};\n")
        };
        let columns: String = COLUMNS.iter().rev().map(drop).collect();
        run(manager, &columns, &columns).await
    }
}
