//! What becomes of a transaction whose caller goes away.

use std::time::Duration;

use sea_orm::sqlx::{self, Connection, PgConnection};
use store::Store;

use crate::support::on_postgres;

/// A connection that goes back to the pool in a transaction takes along what others write next.
/// SQLite's driver rolls back by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_is_given_up_while_it_begins_is_not_left_open() {
    on_postgres(given_up_while_it_begins).await;
}

async fn given_up_while_it_begins(db: Store) {
    let pool = db.connection().get_postgres_connection_pool();
    let mut watcher = PgConnection::connect_with(&pool.connect_options()).await.unwrap();
    // From the first moment until long after the answer.
    for step in 0..200 {
        tokio::select! {
            biased;
            _ = db.begin() => {}
            () = turns(step) => {}
        }
        let closing = async { while idle_transactions(&mut watcher).await > 0 {} };
        let closed = tokio::time::timeout(Duration::from_secs(5), closing).await;
        assert!(closed.is_ok(), "step {step}: a transaction was left open");
    }
    watcher.close().await.unwrap();
}

/// Microseconds: the scheduler's turns are finer than its timers.
async fn turns(number: u32) {
    for _ in 0..number {
        tokio::task::yield_now().await;
    }
}

/// Connections that are in a transaction and do nothing.
async fn idle_transactions(watcher: &mut PgConnection) -> i64 {
    let count = "SELECT count(*) FROM pg_stat_activity \
                 WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
    sqlx::query_scalar(count).fetch_one(watcher).await.unwrap()
}
