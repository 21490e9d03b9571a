//! Meetings and what was thought of them: `office_sessions`, `session_feedback`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{belongs_to, create_indexes, drop_tables, run, time_range, word};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_office_sessions(manager).await?;
        create_session_feedback(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["session_feedback", "office_sessions"]).await
    }
}

async fn create_office_sessions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("office_sessions")
                .col(pk_uuid("id"))
                .col(uuid("mentor_id"))
                .col(uuid("mentee_id"))
                .col(timestamp_with_time_zone("starts_at"))
                .col(timestamp_with_time_zone("ends_at"))
                .col(
                    word("status", &["pending", "booked", "completed", "cancelled", "no_show"])
                        .default("booked"),
                )
                // Whether the mentor is with this mentee alone: slots of capacity 1.
                .col(boolean("exclusive").default(true))
                .col(text_null("meeting_url"))
                .col(text_null("notes"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut belongs_to("office_sessions", "mentor_id", "mentors"))
                .foreign_key(&mut belongs_to("office_sessions", "mentee_id", "mentees"))
                .check(time_range(manager, "office_sessions"))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        "office_sessions",
        &[
            ("office_sessions_mentor_start", &["mentor_id", "starts_at"]),
            ("office_sessions_mentee_start", &["mentee_id", "starts_at"]),
            ("office_sessions_start", &["starts_at"]),
            ("office_sessions_status_start", &["status", "starts_at"]),
        ],
    )
    .await?;
    // Only sessions that hold time matter to a slot, and they are few beside the history.
    let active = "CREATE INDEX office_sessions_mentor_active ON office_sessions (mentor_id, starts_at) \
                  WHERE status IN ('pending', 'booked');\n\
                  CREATE INDEX office_sessions_mentee_active ON office_sessions (mentee_id, starts_at) \
                  WHERE status IN ('pending', 'booked');";
    run(manager, active, active).await
}

fn rating(column: &'static str) -> ColumnDef {
    ColumnDef::new(column).integer().null().check(Expr::col(column).between(1, 5)).take()
}

async fn create_session_feedback(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("session_feedback")
                .col(pk_uuid("id"))
                .col(uuid("session_id"))
                .col(word("submitter_role", &["mentor", "mentee"]))
                .col(rating("overall_rating"))
                .col(rating("expertise_rating"))
                .col(rating("communication_rating"))
                .col(rating("helpfulness_rating"))
                .col(text_null("feedback_text"))
                .col(json_binary("topics_discussed").default("[]"))
                .col(boolean_null("goals_achieved"))
                .col(boolean_null("would_recommend"))
                .col(boolean_null("follow_up_needed"))
                .col(json_binary("positive_tags").default("[]"))
                .col(json_binary("improvement_tags").default("[]"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut belongs_to("session_feedback", "session_id", "office_sessions"))
                .index(
                    Index::create()
                        .name("session_feedback_session_submitter")
                        .unique()
                        .col("session_id")
                        .col("submitter_role"),
                )
                .take(),
        )
        .await
}
