//! Why the job runner cannot do its own work. What a job itself fails with is a `PortError`.

use std::error::Error;

use store::StoreError;

/// The queue or the database is out of reach.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// Said by the queue.
    #[error("the job queue: {0}")]
    Queue(#[source] Box<dyn Error + Send + Sync>),
    /// Said by the store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl WorkerError {
    /// Wraps what the queue said.
    pub(super) fn queue(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Queue(error.into())
    }
}
