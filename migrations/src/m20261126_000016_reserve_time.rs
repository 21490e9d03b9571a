//! What a session keeps its mentor from: its time, the buffers it was booked with, and for a group one
//! seat of several.
//!
//! - `office_sessions_mentor_overlap`: what two active sessions of a mentor keep does not overlap,
//!   buffers included, unless they are seats of one group;
//! - `office_sessions_seat`: each seat of a group is taken once, and there are no more than its places;
//! - `availability_time`: a time is offered once. Times may overlap from now on, where a mentor offers
//!   an hour every half hour; booking one takes those it overlaps, which is for the sessions to keep.
//!
//! `exclusive` stays for the release before, which reads a seat of a group as the whole mentor: it may
//! refuse what could be booked, never the other way round.

use sea_orm_migration::prelude::*;

use crate::edition::{create_indexes, run};
use crate::m20261123_000006_forbid_overlaps::{
    POSTGRES_MENTORS_APART, POSTGRES_SLOTS_APART, refuse, sqlite_mentors_apart, sqlite_slots_apart,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = columns().map(|column| format!("ALTER TABLE office_sessions ADD COLUMN {column};\n"));
        let columns = columns.concat();
        run(manager, &columns, &columns).await?;
        run(manager, &(SQLITE_DROP.to_owned() + &sqlite_mentors_apart_with_buffers()), POSTGRES_UP).await?;
        let indexes = "DROP INDEX availability_mentor_start;\n\
            CREATE UNIQUE INDEX availability_time ON availability (mentor_id, starts_at, ends_at);\n\
            CREATE UNIQUE INDEX office_sessions_seat ON office_sessions (group_id, seat) \
            WHERE status IN ('pending', 'booked') AND group_id IS NOT NULL;";
        run(manager, indexes, indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Times that overlap others cannot be offered any more; whoever is met then stays.
        let apart = "DROP INDEX office_sessions_seat;\nDROP INDEX availability_time;\n\
            DELETE FROM availability WHERE EXISTS (SELECT 1 FROM availability other \
            WHERE other.mentor_id = availability.mentor_id AND other.starts_at < availability.ends_at \
            AND other.ends_at > availability.starts_at AND other.starts_at < availability.starts_at);";
        run(manager, apart, apart).await?;
        create_indexes(
            manager,
            "availability",
            &[("availability_mentor_start", &["mentor_id", "starts_at"])],
        )
        .await?;
        let sqlite = SQLITE_DROP_MENTORS.to_owned() + &sqlite_slots_apart() + &sqlite_mentors_apart();
        let postgres = POSTGRES_DROP_MENTORS.to_owned() + POSTGRES_SLOTS_APART + POSTGRES_MENTORS_APART;
        run(manager, &sqlite, &postgres).await?;
        let names = columns().map(|column| column.split(' ').next().unwrap_or_default().to_owned());
        let columns: String = names
            .iter()
            .rev()
            .map(|name| format!("ALTER TABLE office_sessions DROP COLUMN {name};\n"))
            .collect();
        run(manager, &columns, &columns).await
    }
}

/// Name, type and rule of each.
fn columns() -> [String; 6] {
    let buffer = |name: &str| {
        format!(
            "{name} integer NOT NULL DEFAULT 0 CONSTRAINT office_sessions_{name} CHECK ({name} BETWEEN 0 AND 240)"
        )
    };
    [
        // None where the mentor is with one mentee alone.
        "group_id uuid".to_owned(),
        buffer("buffer_before_minutes"),
        buffer("buffer_after_minutes"),
        "capacity integer NOT NULL DEFAULT 1".to_owned(),
        "seat integer NOT NULL DEFAULT 1 CONSTRAINT office_sessions_seat_of_capacity \
         CHECK (seat BETWEEN 1 AND capacity)"
            .to_owned(),
        "location text NOT NULL DEFAULT 'virtual'".to_owned(),
    ]
}

// Without a time zone because only that is the same for ever, which an index asks for.
const POSTGRES_UP: &str = "
ALTER TABLE availability DROP CONSTRAINT availability_overlap;
ALTER TABLE office_sessions DROP CONSTRAINT office_sessions_mentor_overlap;
ALTER TABLE office_sessions ADD CONSTRAINT office_sessions_mentor_overlap
    EXCLUDE USING gist (
        mentor_id WITH =,
        (coalesce(group_id, id)) WITH <>,
        tsrange(
            (starts_at AT TIME ZONE 'UTC') - buffer_before_minutes * interval '1 minute',
            (ends_at AT TIME ZONE 'UTC') + buffer_after_minutes * interval '1 minute',
            '[)'
        ) WITH &&
    ) WHERE (status IN ('pending', 'booked'));
";

const POSTGRES_DROP_MENTORS: &str =
    "ALTER TABLE office_sessions DROP CONSTRAINT office_sessions_mentor_overlap;\n";

const SQLITE_DROP_MENTORS: &str = "
DROP TRIGGER office_sessions_mentor_overlap_update;
DROP TRIGGER office_sessions_mentor_overlap_insert;
";

const SQLITE_DROP: &str = "
DROP TRIGGER availability_overlap_update;
DROP TRIGGER availability_overlap_insert;
DROP TRIGGER office_sessions_mentor_overlap_update;
DROP TRIGGER office_sessions_mentor_overlap_insert;
";

/// Without buffers instants are compared as text, to the microsecond; with buffers to the millisecond,
/// which is as much as SQLite counts with.
fn sqlite_mentors_apart_with_buffers() -> String {
    let apart = |ends: &str, after: &str, starts: &str, before: &str| {
        format!(
            "({ends} > {starts} OR ({after} + {before} > 0 \
             AND unixepoch({ends}, 'subsec') + 60 * ({after} + {before}) > unixepoch({starts}, 'subsec')))"
        )
    };
    let clash = format!(
        "EXISTS (SELECT 1 FROM office_sessions other WHERE other.mentor_id = NEW.mentor_id \
          AND other.status IN ('pending', 'booked') AND other.id <> NEW.id \
          AND coalesce(other.group_id, other.id) <> coalesce(NEW.group_id, NEW.id) AND {} AND {})",
        apart("other.ends_at", "other.buffer_after_minutes", "NEW.starts_at", "NEW.buffer_before_minutes"),
        apart("NEW.ends_at", "NEW.buffer_after_minutes", "other.starts_at", "other.buffer_before_minutes"),
    );
    refuse(
        "office_sessions",
        "office_sessions_mentor_overlap",
        "mentor_id, starts_at, ends_at, status, group_id, buffer_before_minutes, buffer_after_minutes",
        "NEW.status IN ('pending', 'booked')",
        &clash,
    )
}
