//! Every step goes up, down, and up again, on both databases, and leaves nothing behind.

#![allow(clippy::unwrap_used, reason = "in a test what is not there is a failure, and the line says where")]

use migrations::{Migrator, MigratorTrait};
use sea_orm_migration::sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
};

/// What is there, in words that do not depend on the order of creation.
async fn schema(db: &DatabaseConnection) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT concat_ws(' ', 'column', table_name, column_name, data_type, is_nullable, column_default) AS line \
             FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'seaql_migrations' \
             UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) \
             FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 \
             AND conrelid <> 'seaql_migrations'::regclass \
             UNION ALL SELECT concat_ws(' ', 'index', indexdef) FROM pg_indexes \
             WHERE schemaname = 'public' AND tablename <> 'seaql_migrations' \
             UNION ALL SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal \
             UNION ALL SELECT concat_ws(' ', 'function', proname) FROM pg_proc \
             WHERE pronamespace = 'public'::regnamespace AND prolang <> (SELECT oid FROM pg_language WHERE lanname = 'c') \
             AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = pg_proc.oid AND d.deptype = 'e') \
             ORDER BY line"
        }
        _ => {
            "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_master \
             WHERE tbl_name <> 'seaql_migrations' AND name <> 'sqlite_sequence' ORDER BY line"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "line").unwrap()).collect()
}

async fn goes_up_and_down(db: &DatabaseConnection) {
    Migrator::install(db).await.unwrap();
    assert_eq!(schema(db).await, Vec::<String>::new());
    // Each step's `down` leads back to what was there before its `up`.
    let steps = Migrator::migrations().len();
    for step in 0..steps {
        let before = schema(db).await;
        Migrator::up(db, Some(1)).await.unwrap();
        let after = schema(db).await;
        assert_ne!(before, after, "step {step} does something");
        Migrator::down(db, Some(1)).await.unwrap();
        assert_eq!(schema(db).await, before, "down of step {step}");
        Migrator::up(db, Some(1)).await.unwrap();
        assert_eq!(schema(db).await, after, "up again of step {step}");
    }
    let whole = schema(db).await;
    assert!(Migrator::get_pending_migrations(db).await.unwrap().is_empty());
    Migrator::down(db, None).await.unwrap();
    assert_eq!(schema(db).await, Vec::<String>::new());
    Migrator::up(db, None).await.unwrap();
    assert_eq!(schema(db).await, whole);
    Migrator::up(db, None).await.unwrap();
}

/// Profiles that were there before the step are found after it.
async fn indexes_what_is_there(db: &DatabaseConnection) {
    Migrator::up(db, Some(6)).await.unwrap();
    let (id, found) = match db.get_database_backend() {
        DbBackend::Postgres => (
            "'00000000-0000-0000-0000-000000000001'::uuid",
            "SELECT count(*) AS n FROM mentors WHERE search_vector @@ to_tsquery('english', 'hire & price')",
        ),
        _ => (
            "x'00000000000000000000000000000001'",
            "SELECT count(*) AS n FROM mentors_text WHERE mentors_text MATCH 'hiring AND price'",
        ),
    };
    let at = "'2026-11-24T10:00:00+00:00'";
    for sql in [
        format!("INSERT INTO users (id, email, created_at) VALUES ({id}, 'a@b.c', {at})"),
        format!(
            "INSERT INTO mentors (id, user_id, headline, created_at, updated_at) VALUES ({id}, {id}, 'Hiring', {at}, {at})"
        ),
        format!("INSERT INTO expertise (mentor_id, area) VALUES ({id}, 'pricing')"),
    ] {
        db.execute_unprepared(&sql).await.unwrap();
    }
    Migrator::up(db, None).await.unwrap();
    let row =
        db.query_one_raw(Statement::from_string(db.get_database_backend(), found)).await.unwrap().unwrap();
    assert_eq!(row.try_get::<i64>("", "n").unwrap(), 1);
}

async fn on_sqlite(case: impl AsyncFnOnce(&DatabaseConnection)) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/test.db?mode=rwc", folder.path().display());
    let db = Database::connect(url).await.unwrap();
    case(&db).await;
}

async fn on_postgres(name: &str, case: impl AsyncFnOnce(&DatabaseConnection)) {
    let server = std::env::var("TEST_POSTGRES_URL")
        .expect("PostgreSQL is needed: run it through `make test`, or set TEST_POSTGRES_URL");
    let (base, _) = server.rsplit_once('/').expect("a URL that ends in /postgres");
    let name = format!("migrations_{}_{name}", std::process::id());
    let admin = Database::connect(&server).await.expect("the server at TEST_POSTGRES_URL");
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    let mut options = ConnectOptions::new(format!("{base}/{name}"));
    options.max_connections(2);
    let db = Database::connect(options).await.unwrap();
    case(&db).await;
    db.close().await.unwrap();
    admin.execute_unprepared(&format!("DROP DATABASE {name}")).await.unwrap();
}

#[tokio::test]
async fn sqlite_goes_up_and_down() {
    on_sqlite(goes_up_and_down).await;
}

#[tokio::test]
async fn postgres_goes_up_and_down() {
    on_postgres("steps", goes_up_and_down).await;
}

#[tokio::test]
async fn sqlite_indexes_what_is_there() {
    on_sqlite(indexes_what_is_there).await;
}

#[tokio::test]
async fn postgres_indexes_what_is_there() {
    on_postgres("text", indexes_what_is_there).await;
}
