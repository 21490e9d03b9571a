//! Starting on a new database: the schema and the demo programme, also when two processes meet.

use office_hours::account::{DEMO_ACCOUNTS, Role};
use sea_orm::ConnectionTrait;
use server::boot::open_store;
use server::demo;
use server::settings::Settings;
use store::queries::{mentors, users};

use crate::support::{Edition, TestApp, new_postgres_database, on_both_databases};

async fn assert_whole(app: &TestApp) {
    let store = &app.services.store;
    for account in DEMO_ACCOUNTS {
        let user = users::find_by_email(store, account.email).await.unwrap();
        assert_eq!(user.map(|user| user.role), Some(account.role), "{}", account.email);
    }
    assert_eq!(mentors::list_saved(store, None).await.unwrap().len(), 26);
    let pm = app.sign_in("pm@demo.example").await;
    let overview = app.get(Some(&pm), "/api/admin/analytics").await.expect(200);
    assert!(overview["sessions_total"].as_i64().unwrap() > 20, "{overview}");
}

on_both_databases! {
    async fn the_demo_programme_is_loaded_whole_or_not_at_all(app: TestApp) {
        let store = &app.services.store;
        let rename = async |from: &str, to: &str| {
            store.connection().execute_unprepared(&format!("ALTER TABLE {from} RENAME TO {to}")).await.unwrap();
        };
        // The mentors come first; it stops at the mentees.
        rename("mentees", "missing").await;
        demo::load_if_empty(&app.services).await.unwrap_err();
        assert_eq!(users::count(store).await.unwrap(), 0);
        rename("missing", "mentees").await;
        assert!(demo::load_if_empty(&app.services).await.unwrap());
        assert_whole(&app).await;
        assert!(!demo::load_if_empty(&app.services).await.unwrap());
    }

    async fn of_two_at_once_one_loads_the_demo_programme(app: TestApp) {
        let (one, other) = tokio::join!(demo::load_if_empty(&app.services), demo::load_if_empty(&app.services));
        assert_ne!(one.unwrap(), other.unwrap());
        assert_whole(&app).await;
    }

    async fn an_account_of_any_kind_keeps_the_demo_programme_out(app: TestApp) {
        app.staff("ada@example.com", Role::Admin).await;
        assert!(!demo::load_if_empty(&app.services).await.unwrap());
        assert_eq!(users::count(&app.services.store).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn several_processes_make_the_schema_of_one_new_postgres() {
    let url = new_postgres_database().await;
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::from(|name| match name {
        "DATABASE_URL" => Some(url.clone()),
        "DATA_DIR" => Some(folder.path().to_str()?.to_owned()),
        _ => None,
    })
    .unwrap();
    let (a, b, c) = tokio::join!(open_store(&settings), open_store(&settings), open_store(&settings));
    for store in [a, b, c] {
        assert_eq!(users::count(&store.unwrap()).await.unwrap(), 0);
    }
}
