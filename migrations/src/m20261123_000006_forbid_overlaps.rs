//! No double booking, given by the database itself.
//!
//! Three guarantees, named alike on both databases (`store::errors` knows the names):
//! - `availability_overlap`: the slots of one mentor do not overlap;
//! - `office_sessions_mentor_overlap`: a mentor's exclusive active sessions do not overlap;
//! - `office_sessions_mentee_overlap`: a mentee's active sessions do not overlap.
//!
//! Ranges are half-open, so that one may begin when another ends.

use sea_orm_migration::prelude::*;

use crate::edition::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sqlite = sqlite_slots_apart() + &sqlite_mentors_apart() + &sqlite_mentees_apart();
        let postgres =
            [POSTGRES_EXTENSION, POSTGRES_SLOTS_APART, POSTGRES_MENTORS_APART, POSTGRES_MENTEES_APART];
        run(manager, &sqlite, &postgres.concat()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SQLITE_DOWN, POSTGRES_DOWN).await
    }
}

const POSTGRES_EXTENSION: &str = "CREATE EXTENSION IF NOT EXISTS btree_gist;\n";

/// The slots of one mentor do not overlap.
pub(crate) const POSTGRES_SLOTS_APART: &str = "
ALTER TABLE availability ADD CONSTRAINT availability_overlap
    EXCLUDE USING gist (mentor_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&);
";

/// A mentor's exclusive active sessions do not overlap.
pub(crate) const POSTGRES_MENTORS_APART: &str = "
ALTER TABLE office_sessions ADD CONSTRAINT office_sessions_mentor_overlap
    EXCLUDE USING gist (mentor_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
    WHERE (status IN ('pending', 'booked') AND exclusive);
";

const POSTGRES_MENTEES_APART: &str = "
ALTER TABLE office_sessions ADD CONSTRAINT office_sessions_mentee_overlap
    EXCLUDE USING gist (mentee_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
    WHERE (status IN ('pending', 'booked'));
";

// The extension stays: it may have been there before us.
const POSTGRES_DOWN: &str = "
ALTER TABLE office_sessions DROP CONSTRAINT office_sessions_mentee_overlap;
ALTER TABLE office_sessions DROP CONSTRAINT office_sessions_mentor_overlap;
ALTER TABLE availability DROP CONSTRAINT availability_overlap;
";

/// A pair of triggers that refuse a row for which `clash` finds another one.
pub(crate) fn refuse(table: &str, constraint: &str, columns: &str, when: &str, clash: &str) -> String {
    let trigger = |event: &str, suffix: &str| {
        format!(
            "CREATE TRIGGER {constraint}_{suffix} BEFORE {event} ON {table} WHEN {when} \
             BEGIN SELECT RAISE(ABORT, '{constraint}') WHERE {clash}; END;\n"
        )
    };
    trigger("INSERT", "insert") + &trigger(&format!("UPDATE OF {columns}"), "update")
}

/// Slots never overlap, so only the last one that begins before the new one ends can clash: one step
/// down an index, however long the mentor's history is.
pub(crate) fn sqlite_slots_apart() -> String {
    refuse(
        "availability",
        "availability_overlap",
        "mentor_id, starts_at, ends_at",
        "true",
        "(SELECT ends_at FROM availability WHERE mentor_id = NEW.mentor_id AND starts_at < NEW.ends_at \
          AND id <> NEW.id ORDER BY starts_at DESC LIMIT 1) > NEW.starts_at",
    )
}

pub(crate) fn sqlite_mentors_apart() -> String {
    refuse(
        "office_sessions",
        "office_sessions_mentor_overlap",
        "mentor_id, starts_at, ends_at, status, exclusive",
        "NEW.status IN ('pending', 'booked') AND NEW.exclusive",
        "EXISTS (SELECT 1 FROM office_sessions WHERE mentor_id = NEW.mentor_id \
          AND status IN ('pending', 'booked') AND exclusive \
          AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at AND id <> NEW.id)",
    )
}

fn sqlite_mentees_apart() -> String {
    refuse(
        "office_sessions",
        "office_sessions_mentee_overlap",
        "mentee_id, starts_at, ends_at, status",
        "NEW.status IN ('pending', 'booked')",
        "EXISTS (SELECT 1 FROM office_sessions WHERE mentee_id = NEW.mentee_id \
          AND status IN ('pending', 'booked') \
          AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at AND id <> NEW.id)",
    )
}

const SQLITE_DOWN: &str = "
DROP TRIGGER office_sessions_mentee_overlap_update;
DROP TRIGGER office_sessions_mentee_overlap_insert;
DROP TRIGGER office_sessions_mentor_overlap_update;
DROP TRIGGER office_sessions_mentor_overlap_insert;
DROP TRIGGER availability_overlap_update;
DROP TRIGGER availability_overlap_insert;
";
