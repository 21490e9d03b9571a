//! Profiles: `mentors`, `expertise`, `mentees`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::edition::{belongs_to, create_indexes, drop_tables, run, word};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_mentors(manager).await?;
        create_expertise(manager).await?;
        create_mentees(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["mentees", "expertise", "mentors"]).await
    }
}

async fn create_mentors(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("mentors")
                .col(pk_uuid("id"))
                .col(uuid_uniq("user_id"))
                .col(text_null("airtable_record_id").unique_key())
                .col(text_null("external_id").unique_key())
                .col(text_null("headline"))
                .col(text_null("bio"))
                .col(text_null("company"))
                .col(text_null("title"))
                .col(text_null("industry"))
                .col(text_null("stage"))
                .col(text("timezone").default("UTC"))
                .col(text_null("country"))
                .col(json_binary("languages").default("[]"))
                .col(word("visibility", &["public", "private", "limited"]).default("public"))
                .col(integer("load_cap_per_week").default(5))
                .col(boolean("active").default(true))
                .col(text_null("photo_url"))
                .col(text_null("linkedin_url"))
                // The areas of `expertise` in one text; triggers keep it, nobody else writes it.
                .col(text("search_terms").default(""))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut belongs_to("mentors", "user_id", "users"))
                .check(Check::named("mentors_load_cap", Expr::col("load_cap_per_week").gte(0)))
                .take(),
        )
        .await?;
    create_indexes(manager, "mentors", &[("mentors_listed", &["active", "visibility", "user_id"])]).await?;
    let folded = "CREATE INDEX mentors_industry ON mentors (lower(industry));\n\
                  CREATE INDEX mentors_stage ON mentors (lower(stage));";
    run(manager, folded, folded).await
}

async fn create_expertise(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // A profile is saved with its areas as a whole, so nobody outside ever names one of them:
    // the database makes up the id.
    let made_up_id = match manager.get_database_backend() {
        DbBackend::Postgres => Expr::cust("gen_random_uuid()"),
        _ => Expr::cust("(randomblob(16))"),
    };
    manager
        .create_table(
            Table::create()
                .table("expertise")
                .col(pk_uuid("id").default(made_up_id))
                .col(uuid("mentor_id"))
                .col(text("area"))
                .col(text_null("subarea"))
                .col(float("weight").default(1.0))
                .foreign_key(&mut belongs_to("expertise", "mentor_id", "mentors"))
                .take(),
        )
        .await?;
    create_indexes(manager, "expertise", &[("expertise_mentor", &["mentor_id"])]).await?;
    let folded = "CREATE INDEX expertise_area ON expertise (lower(area), mentor_id);";
    run(manager, folded, folded).await
}

async fn create_mentees(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("mentees")
                .col(pk_uuid("id"))
                .col(uuid_uniq("user_id"))
                .col(text_null("company"))
                .col(text_null("stage"))
                .col(text_null("industry"))
                .col(text_null("goals"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut belongs_to("mentees", "user_id", "users"))
                .take(),
        )
        .await
}
