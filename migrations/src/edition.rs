//! What the steps share: a text per database, and columns that read the same on both.
//!
//! No table is named here.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Runs the text that fits the database; an empty text is nothing to do.
pub(crate) async fn run(manager: &SchemaManager<'_>, sqlite: &str, postgres: &str) -> Result<(), DbErr> {
    let sql = match manager.get_database_backend() {
        DbBackend::Postgres => postgres,
        DbBackend::Sqlite => sqlite,
        other => return Err(DbErr::Migration(format!("{other:?} is neither SQLite nor PostgreSQL"))),
    };
    if sql.is_empty() {
        return Ok(());
    }
    manager.get_connection().execute_unprepared(sql).await.map(|_| ())
}

/// Creates the indexes of one table, `name → columns`; the names begin with the table's.
pub(crate) async fn create_indexes(
    manager: &SchemaManager<'_>,
    table: &'static str,
    indexes: &[(&'static str, &[&'static str])],
) -> Result<(), DbErr> {
    for (name, columns) in indexes {
        let mut index = Index::create();
        index.name(*name).table(table);
        for column in *columns {
            index.col(*column);
        }
        manager.create_index(index).await?;
    }
    Ok(())
}

/// Drops tables, the last created first.
pub(crate) async fn drop_tables(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(*table).take()).await?;
    }
    Ok(())
}

/// A text column that holds one of `words`.
pub(crate) fn word(column: &'static str, words: &[&'static str]) -> ColumnDef {
    ColumnDef::new(column).text().not_null().check(Expr::col(column).is_in(words.iter().copied())).take()
}

/// A foreign key whose rows go with the row they belong to.
pub(crate) fn belongs_to(
    table: &'static str,
    column: &'static str,
    owner: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}_fkey"))
        .from(table, column)
        .to(owner, "id")
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}

/// `ends_at` after `starts_at`.
///
/// SQLite compares instants as text, which is right only while every one is written in UTC and
/// with the year first: so there the form is checked too (see `store::convert`).
pub(crate) fn time_range(manager: &SchemaManager<'_>, table: &'static str) -> Check {
    let order = Expr::col("ends_at").gt(Expr::col("starts_at"));
    let expr = match manager.get_database_backend() {
        DbBackend::Sqlite => order.and(Expr::cust(
            "starts_at GLOB '[0-9][0-9][0-9][0-9]-??-??T??:??:??*+00:00' \
             AND ends_at GLOB '[0-9][0-9][0-9][0-9]-??-??T??:??:??*+00:00'",
        )),
        _ => order,
    };
    Check::named(format!("{table}_time_range"), expr)
}
