//! The schema, step by step, on SQLite and PostgreSQL.
//!
//! One file per step, named after its day and place in it. A step only goes forward (expand, move,
//! contract: the previous release must be able to live with it) and has a `down` that the tests
//! try. What lives here is structure and the guarantees that the database itself gives; queries
//! and row types are in `server/store`, data is in nobody's migration.

use sea_orm_migration::prelude::*;

mod edition;
mod m20261123_000001_create_accounts;
mod m20261123_000002_create_profiles;
mod m20261123_000003_create_availability;
mod m20261123_000004_create_office_sessions;
mod m20261123_000005_create_events;
mod m20261123_000006_forbid_overlaps;
mod m20261123_000007_add_full_text;
mod m20261123_000008_create_mentor_embeddings;
mod m20261123_000009_create_outbox;
mod m20261125_000010_create_text_embeddings;
mod m20261125_000011_index_saved_mentors;
mod m20261125_000012_create_calendar_versions;
mod m20261125_000013_create_experiments;
mod m20261125_000014_index_companies;
mod m20261126_000015_allow_nights;
mod m20261126_000016_reserve_time;
mod m20261126_000017_create_availability_rules;
mod m20261126_000018_create_holds;
mod m20261126_000019_follow_sessions;
mod m20261126_000020_create_calendar_feeds;
mod m20261126_000021_create_waiting_list;
mod m20261126_000022_create_session_series;
mod m20261126_000023_create_confirmations;
mod m20261126_000024_create_idempotency_keys;
mod m20261127_000025_mark_moved_alone;
mod m20261127_000026_order_calendar_messages;
mod m20261127_000027_keep_organizers;
mod m20261127_000028_create_form_drafts;
mod m20261127_000029_edit_agendas;
mod m20261127_000030_create_saved_mentors;
mod m20261127_000031_name_to_guests;
mod m20261128_000032_speak_to_people;
mod m20261128_000033_write_in_zones;

pub use sea_orm_migration::{MigrationStatus, MigratorTrait};

/// Every step, in order.
#[derive(Clone, Copy, Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_create_accounts::Migration),
            Box::new(m20261123_000002_create_profiles::Migration),
            Box::new(m20261123_000003_create_availability::Migration),
            Box::new(m20261123_000004_create_office_sessions::Migration),
            Box::new(m20261123_000005_create_events::Migration),
            Box::new(m20261123_000006_forbid_overlaps::Migration),
            Box::new(m20261123_000007_add_full_text::Migration),
            Box::new(m20261123_000008_create_mentor_embeddings::Migration),
            Box::new(m20261123_000009_create_outbox::Migration),
            Box::new(m20261125_000010_create_text_embeddings::Migration),
            Box::new(m20261125_000011_index_saved_mentors::Migration),
            Box::new(m20261125_000012_create_calendar_versions::Migration),
            Box::new(m20261125_000013_create_experiments::Migration),
            Box::new(m20261125_000014_index_companies::Migration),
            Box::new(m20261126_000015_allow_nights::Migration),
            Box::new(m20261126_000016_reserve_time::Migration),
            Box::new(m20261126_000017_create_availability_rules::Migration),
            Box::new(m20261126_000018_create_holds::Migration),
            Box::new(m20261126_000019_follow_sessions::Migration),
            Box::new(m20261126_000020_create_calendar_feeds::Migration),
            Box::new(m20261126_000021_create_waiting_list::Migration),
            Box::new(m20261126_000022_create_session_series::Migration),
            Box::new(m20261126_000023_create_confirmations::Migration),
            Box::new(m20261126_000024_create_idempotency_keys::Migration),
            Box::new(m20261127_000025_mark_moved_alone::Migration),
            Box::new(m20261127_000026_order_calendar_messages::Migration),
            Box::new(m20261127_000027_keep_organizers::Migration),
            Box::new(m20261127_000028_create_form_drafts::Migration),
            Box::new(m20261127_000029_edit_agendas::Migration),
            Box::new(m20261127_000030_create_saved_mentors::Migration),
            Box::new(m20261127_000031_name_to_guests::Migration),
            Box::new(m20261128_000032_speak_to_people::Migration),
            Box::new(m20261128_000033_write_in_zones::Migration),
        ]
    }
}
