//! A fresh, migrated database of each edition, gone with the test.

use migrations::{Migrator, MigratorTrait};
use sea_orm::ConnectionTrait;
use store::Store;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    Sqlite,
    Postgres,
}

pub struct TestDatabase {
    pub store: Store,
    _kept: Kept,
}

enum Kept {
    Folder {
        _folder: tempfile::TempDir,
    },
    /// Dropped with the cluster that `make test` starts for one run.
    Cluster,
}

impl TestDatabase {
    pub async fn new(edition: Edition) -> Self {
        let (url, kept) = match edition {
            Edition::Sqlite => {
                let folder = tempfile::tempdir().unwrap();
                let url = format!("sqlite://{}/test.db?mode=rwc", folder.path().display());
                (url, Kept::Folder { _folder: folder })
            }
            Edition::Postgres => (new_postgres_database().await, Kept::Cluster),
        };
        let store = Store::connect(&url).await.unwrap();
        Migrator::up(store.connection(), None).await.unwrap();
        Self { store, _kept: kept }
    }
}

/// The address of an empty database without a schema.
pub async fn new_postgres_database() -> String {
    let Ok(admin_url) = std::env::var("TEST_POSTGRES_URL") else {
        panic!("TEST_POSTGRES_URL is not set: run this through `make test`, which starts a PostgreSQL.");
    };
    let name = format!("routes_{}_{}", std::process::id(), next_number());
    let admin = Store::connect(&admin_url).await.unwrap();
    admin.connection().execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    let (server, _) = admin_url.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

fn next_number() -> u32 {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}
