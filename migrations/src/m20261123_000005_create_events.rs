//! The journal of what people did: `events`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("events")
                    .col(big_pk_auto("id"))
                    .col(timestamp_with_time_zone("occurred_at"))
                    .col(uuid_null("actor_user_id"))
                    .col(text("type"))
                    .col(text("entity"))
                    .col(text("entity_id"))
                    .col(json_binary("props").default("{}"))
                    // What happened stays true when the account is gone; only the name is lost.
                    .foreign_key(
                        ForeignKey::create()
                            .name("events_actor_user_id_fkey")
                            .from("events", "actor_user_id")
                            .to("users", "id")
                            .on_delete(ForeignKeyAction::SetNull),
                    )
                    .take(),
            )
            .await?;
        create_indexes(
            manager,
            "events",
            &[
                ("events_actor", &["actor_user_id"]),
                ("events_occurred", &["occurred_at"]),
                ("events_type_occurred", &["type", "occurred_at"]),
                ("events_entity", &["entity", "entity_id"]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["events"]).await
    }
}
