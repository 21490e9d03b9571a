//! How much there is to do, for operators.

use store::queries::job_queue;
use store::{Store, outbox};

use super::WorkerError;
use super::queue::NAME;

/// What waits and what is dead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Jobs in the outbox, in the queue, and in hand.
    pub waiting: i64,
    /// Dead letters: given up, or tried too often.
    pub failed: i64,
}

/// Counts.
pub async fn backlog(store: &Store) -> Result<Backlog, WorkerError> {
    // In the order of the path: a job that moves on in between is counted twice, never missed.
    let undelivered = outbox::count_undelivered(store).await?;
    let queue = job_queue::count(store, NAME).await?;
    Ok(Backlog { waiting: undelivered + queue.waiting, failed: queue.failed })
}
