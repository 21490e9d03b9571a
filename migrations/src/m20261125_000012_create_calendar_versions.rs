//! `calendar_versions`: a number for each mentor that grows with every change of slots or sessions,
//! whoever makes it, so that what was read of a calendar can be kept until it is another one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{belongs_to, drop_tables, run};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLE: &str = "calendar_versions";
/// What a calendar is made of.
const SOURCES: [&str; 2] = ["availability", "office_sessions"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table(TABLE)
                    .col(pk_uuid("mentor_id"))
                    .col(big_integer("version"))
                    .foreign_key(&mut belongs_to(TABLE, "mentor_id", "mentors"))
                    .take(),
            )
            .await?;
        let sqlite = SOURCES.map(sqlite_triggers).concat();
        let postgres = POSTGRES_FUNCTION.to_owned() + &SOURCES.map(postgres_triggers).concat();
        run(manager, &sqlite, &postgres).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (sqlite, postgres): (Vec<_>, Vec<_>) = SOURCES.iter().map(|source| drop_triggers(source)).unzip();
        run(manager, &sqlite.concat(), &(postgres.concat() + "DROP FUNCTION count_calendar_change;")).await?;
        drop_tables(manager, &[TABLE]).await
    }
}

/// Event, name of its trigger, and where the rows stand whose mentors it touches. A row can go from
/// one mentor to another: an update touches both.
const EVENTS: [(&str, &str, &str); 4] = [
    ("INSERT", "calendar_insert", "NEW"),
    ("UPDATE", "calendar_update_new", "NEW"),
    ("UPDATE", "calendar_update_old", "OLD"),
    ("DELETE", "calendar_delete", "OLD"),
];

/// Rows also go because their mentor goes: that one is looked for, and gets no version any more.
pub(crate) fn sqlite_triggers(source: &str) -> String {
    let trigger = |(event, suffix, row): (&str, &str, &str)| {
        format!(
            "CREATE TRIGGER {source}_{suffix} AFTER {event} ON {source} BEGIN \
             INSERT INTO calendar_versions (mentor_id, version) \
             SELECT id, 1 FROM mentors WHERE id = {row}.mentor_id \
             ON CONFLICT (mentor_id) DO UPDATE SET version = version + 1; END;\n"
        )
    };
    EVENTS.map(trigger).concat()
}

// In one order, so that two statements of many mentors never wait for each other. A transaction of
// several statements holds the mentor first.
const POSTGRES_FUNCTION: &str = "
CREATE FUNCTION count_calendar_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO calendar_versions AS known (mentor_id, version)
        SELECT id, 1 FROM mentors WHERE id IN (SELECT mentor_id FROM changed) ORDER BY id
        ON CONFLICT (mentor_id) DO UPDATE SET version = known.version + 1;
    RETURN NULL;
END $$;
";

/// One statement counts once for each mentor it touches.
pub(crate) fn postgres_triggers(source: &str) -> String {
    let trigger = |(event, suffix, row): (&str, &str, &str)| {
        format!(
            "CREATE TRIGGER {source}_{suffix} AFTER {event} ON {source} \
             REFERENCING {row} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_calendar_change();\n"
        )
    };
    EVENTS.map(trigger).concat()
}

/// Takes the triggers of a source away again, on SQLite and on PostgreSQL.
pub(crate) fn drop_triggers(source: &str) -> (String, String) {
    let names = EVENTS.map(|(_, suffix, _)| format!("{source}_{suffix}"));
    let sqlite = names.iter().map(|name| format!("DROP TRIGGER {name};\n")).collect();
    let postgres = names.iter().map(|name| format!("DROP TRIGGER {name} ON {source};\n")).collect();
    (sqlite, postgres)
}
