//! Who is of the same company is asked for mentees who search: an index on it, whatever the case.

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
        let index = "CREATE INDEX mentees_company ON mentees (lower(company))";
        run(manager, index, index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = "DROP INDEX mentees_company";
        run(manager, drop, drop).await
    }
}
