//! `waiting_list`: who waits for a place with a mentor, at one time or at any; `waiting_offers`: places that
//! came free and were offered to one of them. An open offer keeps its place as a hold does, so it counts as a
//! change of the calendar.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{belongs_to, create_indexes, drop_tables, run, time_range};
use crate::m20261125_000012_create_calendar_versions::{drop_triggers, postgres_triggers, sqlite_triggers};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const ENTRIES: &str = "waiting_list";
const OFFERS: &str = "waiting_offers";

/// One waits once for any time of a mentor, and once for each time.
const ONCE: &str = "
CREATE UNIQUE INDEX waiting_list_any_time ON waiting_list (mentor_id, mentee_id) WHERE starts_at IS NULL;
CREATE UNIQUE INDEX waiting_list_one_time ON waiting_list (mentor_id, mentee_id, starts_at, ends_at);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let entries = Table::create()
            .table(ENTRIES)
            .col(pk_uuid("id"))
            .col(uuid("mentor_id"))
            .col(uuid("mentee_id"))
            .col(timestamp_with_time_zone_null("starts_at"))
            .col(timestamp_with_time_zone_null("ends_at"))
            .col(timestamp_with_time_zone("joined_at"))
            .col(json_binary("open_since").default("[]"))
            .foreign_key(&mut belongs_to(ENTRIES, "mentor_id", "mentors"))
            .foreign_key(&mut belongs_to(ENTRIES, "mentee_id", "mentees"))
            .check(time_range(manager, ENTRIES))
            .take();
        manager.create_table(entries).await?;
        let offers = Table::create()
            .table(OFFERS)
            .col(pk_uuid("id"))
            .col(uuid("entry_id"))
            .col(uuid("mentor_id"))
            .col(uuid("user_id"))
            .col(timestamp_with_time_zone("starts_at"))
            .col(timestamp_with_time_zone("ends_at"))
            .col(timestamp_with_time_zone("offered_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(timestamp_with_time_zone_null("declined_at"))
            .foreign_key(&mut belongs_to(OFFERS, "entry_id", ENTRIES))
            .foreign_key(&mut belongs_to(OFFERS, "mentor_id", "mentors"))
            .foreign_key(&mut belongs_to(OFFERS, "user_id", "users"))
            .check(time_range(manager, OFFERS))
            .take();
        manager.create_table(offers).await?;
        create_indexes(manager, ENTRIES, &[("waiting_list_mentee", &["mentee_id"])]).await?;
        let indexes: [(&str, &[&str]); 3] = [
            ("waiting_offers_mentor_expires", &["mentor_id", "expires_at"]),
            ("waiting_offers_entry", &["entry_id"]),
            ("waiting_offers_user", &["user_id"]),
        ];
        create_indexes(manager, OFFERS, &indexes).await?;
        let triggers = (sqlite_triggers(OFFERS), postgres_triggers(OFFERS));
        run(manager, &format!("{ONCE}{}", triggers.0), &format!("{ONCE}{}", triggers.1)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (sqlite, postgres) = drop_triggers(OFFERS);
        run(manager, &sqlite, &postgres).await?;
        drop_tables(manager, &[OFFERS, ENTRIES]).await
    }
}
