//! `session_series`: sessions that were booked together and repeat. Each is a session of its own that
//! knows its series; a series that goes takes none of them along.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{belongs_to, create_indexes, drop_tables, run, word};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLE: &str = "session_series";

const ADD: &str = "ALTER TABLE office_sessions ADD COLUMN series_id uuid \
    CONSTRAINT office_sessions_series_id_fkey REFERENCES session_series (id) ON DELETE SET NULL;\n\
    CREATE INDEX office_sessions_series ON office_sessions (series_id, starts_at) WHERE series_id IS NOT NULL;";

const REMOVE: &str = "DROP INDEX office_sessions_series;\nALTER TABLE office_sessions DROP COLUMN series_id;";

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
            .col(uuid("mentee_id"))
            .col(word("frequency", &["weekly", "fortnightly", "monthly"]))
            .col(timestamp_with_time_zone("created_at"))
            .foreign_key(&mut belongs_to(TABLE, "mentor_id", "mentors"))
            .foreign_key(&mut belongs_to(TABLE, "mentee_id", "mentees"))
            .take();
        manager.create_table(table).await?;
        create_indexes(
            manager,
            TABLE,
            &[("session_series_mentor", &["mentor_id"]), ("session_series_mentee", &["mentee_id"])],
        )
        .await?;
        run(manager, ADD, ADD).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, REMOVE, REMOVE).await?;
        drop_tables(manager, &[TABLE]).await
    }
}
