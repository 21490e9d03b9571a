//! People and how they sign in: `users`, `accounts`, `sessions`, `verification_tokens`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::edition::{belongs_to, create_indexes, drop_tables, run, word};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_users(manager).await?;
        create_accounts(manager).await?;
        create_sessions(manager).await?;
        create_verification_tokens(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["verification_tokens", "sessions", "accounts", "users"]).await
    }
}

async fn create_users(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("users")
                .col(pk_uuid("id"))
                .col(text_uniq("email"))
                .col(text_null("name"))
                .col(timestamp_with_time_zone_null("email_verified"))
                .col(text_null("image"))
                .col(word("role", &["mentee", "mentor", "admin", "pm"]).default("mentee"))
                .col(word("status", &["active", "inactive", "suspended"]).default("active"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("last_login_at"))
                .take(),
        )
        .await?;
    // The first serves lists that are sorted by name, the second finds the few whose profiles are hidden.
    let by_name = "CREATE INDEX users_by_name ON users (lower(coalesce(name, email)), id);\n\
                   CREATE INDEX users_not_active ON users (id) WHERE status <> 'active';";
    run(manager, by_name, by_name).await
}

async fn create_accounts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("accounts")
                .col(pk_uuid("id"))
                .col(uuid("user_id"))
                .col(text("type"))
                .col(text("provider"))
                .col(text("provider_account_id"))
                .col(text_null("refresh_token"))
                .col(text_null("access_token"))
                .col(big_integer_null("expires_at"))
                .col(text_null("token_type"))
                .col(text_null("scope"))
                .col(text_null("id_token"))
                .col(text_null("session_state"))
                .foreign_key(&mut belongs_to("accounts", "user_id", "users"))
                .index(
                    Index::create()
                        .name("accounts_provider_account")
                        .unique()
                        .col("provider")
                        .col("provider_account_id"),
                )
                .take(),
        )
        .await?;
    create_indexes(manager, "accounts", &[("accounts_user", &["user_id"])]).await
}

async fn create_sessions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("sessions")
                .col(pk_uuid("id"))
                .col(text_uniq("session_token"))
                .col(uuid("user_id"))
                .col(timestamp_with_time_zone("expires"))
                .foreign_key(&mut belongs_to("sessions", "user_id", "users"))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        "sessions",
        &[("sessions_user", &["user_id"]), ("sessions_expires", &["expires"])],
    )
    .await
}

async fn create_verification_tokens(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("verification_tokens")
                .col(text("identifier"))
                .col(text("token"))
                .col(timestamp_with_time_zone("expires"))
                // The pair is the unique key of the specification; nothing else ever names a row.
                .primary_key(Index::create().name("verification_tokens_pkey").col("identifier").col("token"))
                .take(),
        )
        .await?;
    create_indexes(manager, "verification_tokens", &[("verification_tokens_expires", &["expires"])]).await
}
