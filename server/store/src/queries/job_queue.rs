//! The rows of the job queue, seen from outside: how many there are, and clearing old ones away.
//!
//! The tables belong to apalis, whose own steps make and change them. Here is what apalis cannot
//! do: it lists rows with their bodies where a number is wanted, and its vacuum takes dead letters
//! along.

use office_hours::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::connection::{Db, Edition};
use crate::errors::StoreError;
use crate::sql::Sql;

/// What is in a queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct QueueCounts {
    /// Rows that are or will be in hand.
    pub waiting: i64,
    /// Dead letters: given up, or tried too often.
    pub failed: i64,
}

/// Counts what is not done, in one pass and without the bodies.
pub async fn count(db: &impl Db, queue: &str) -> Result<QueueCounts, StoreError> {
    let dead = "(status = 'Killed' OR (status = 'Failed' AND attempts >= max_attempts))";
    let counts = Sql::new(db, &format!("SELECT count(*) FILTER (WHERE NOT {dead}) AS waiting, "))
        .push(&format!("count(*) FILTER (WHERE {dead}) AS failed FROM "))
        .either("Jobs", "apalis.jobs")
        // A list of states, because SQLite finds these in an index and `<> 'Done'` in none.
        .push(" WHERE status IN ('Pending', 'Queued', 'Running', 'Failed', 'Killed') AND job_type = ")
        .bind(queue)
        .one()
        .await?;
    Ok(counts.unwrap_or_default())
}

/// Clears away what was done before `before`, and says how much that was. Dead letters stay.
pub async fn remove_done(db: &impl Db, queue: &str, before: Timestamp) -> Result<u64, StoreError> {
    let rows = Sql::new(db, "DELETE FROM ")
        .either("Jobs", "apalis.jobs")
        .push(" WHERE status = 'Done' AND job_type = ")
        .bind(queue)
        .push(" AND done_at < ");
    let rows = match Edition::of(db.conn()) {
        // There apalis counts seconds.
        Edition::Sqlite => rows.bind(before.as_second()),
        Edition::Postgres => rows.bind_time(before),
    };
    rows.execute().await
}
