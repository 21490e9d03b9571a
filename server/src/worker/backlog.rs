//! How much there is to do, for operators.

use apalis::prelude::{Filter, ListTasks as _, Status};
use store::{Store, outbox};

use super::WorkerError;
use super::queue::Queue;

/// Jobs counted in one state. apalis has no plain count: its statistics read the whole table
/// twenty times over, so rows are listed instead, and not without end.
const COUNTED: u32 = 1_000;

/// What waits and what is dead, each counted up to a thousand in the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Jobs in the outbox, in the queue, and in hand.
    pub waiting: i64,
    /// Dead letters: given up, or tried too often.
    pub failed: i64,
}

/// Counts.
pub async fn backlog(store: &Store) -> Result<Backlog, WorkerError> {
    let queue = Queue::of(store);
    let mut backlog = Backlog { waiting: outbox::count_undelivered(store).await?, failed: 0 };
    for status in [Status::Pending, Status::Queued, Status::Running, Status::Failed, Status::Killed] {
        let (alive, dead) = queue.count(status).await?;
        backlog.waiting += alive;
        backlog.failed += dead;
    }
    Ok(backlog)
}

impl Queue {
    /// How many jobs in that state will still be handed out, and how many never again.
    async fn count(&self, status: Status) -> Result<(i64, i64), WorkerError> {
        let killed = status == Status::Killed;
        let failed = status == Status::Failed;
        let filter = Filter { status: Some(status), page: 1, page_size: Some(COUNTED) };
        let tasks = match self {
            Self::Sqlite(storage) => storage.list_tasks(&filter).await.map_err(WorkerError::queue)?,
            Self::Postgres(storage) => storage.list_tasks(&filter).await.map_err(WorkerError::queue)?,
        };
        let is_dead = |attempts: usize, bound: Option<usize>| {
            killed || (failed && bound.is_some_and(|bound| attempts >= bound))
        };
        let dead = tasks.iter().filter(|task| is_dead(task.attempt(), task.max_attempts())).count();
        Ok(((tasks.len() - dead) as i64, dead as i64))
    }
}
