//! An office without pages: a database, a mailer that counts, and runners to start, stop and kill.

mod mailer;
mod office;
mod runner;

use std::time::Duration;

pub use mailer::{Answer, FakeMailer};
pub use office::Office;
pub use runner::Runner;

/// How long a test waits for what must come. It comes within seconds, on a busy machine later.
const PATIENCE: Duration = Duration::from_secs(90);

/// How often a condition in the database is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// Waits until `holds`.
pub async fn eventually(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let looking = async {
        while !holds().await {
            tokio::time::sleep(LOOK).await;
        }
    };
    in_time(what, looking).await
}

/// Waits, but not without end.
pub async fn in_time<T>(what: &str, coming: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, coming).await.unwrap_or_else(|_| panic!("waited in vain: {what}"))
}

/// Runs one test on both databases.
macro_rules! on_both_databases {
    ($(async fn $name:ident($office:ident: Office) $body:block)*) => {$(
        mod $name {
            use super::*;
            async fn run($office: Office) $body
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() { run(Office::open(Edition::Sqlite).await).await }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() { run(Office::open(Edition::Postgres).await).await }
        }
    )*};
}
pub(crate) use on_both_databases;
