//! The hands that take jobs from the queue.

use std::time::Duration;

use apalis::prelude::{BackendExt as _, WorkerBuilder, WorkerBuilderExt as _, WorkerContext, WorkerError};

use super::carry_out::{Bench, carry_out};
use super::queue::Queue;
use super::stop::Stop;

/// Jobs at the same time in one process. They wait for others most of the time; the model uses the
/// processor, and so do the requests of people.
const HANDS: usize = 2;

/// How often an empty queue is looked at.
const EVERY: Duration = Duration::from_millis(500);

/// The pause when the queue is out of reach.
const AFTER_FAILURE: Duration = Duration::from_secs(2);

/// Works until the runner shall stop; what is in hand then is finished first.
///
/// apalis gives a worker up at the first statement that fails, so it is made anew. What it had in
/// hand was cut off and is handed out again once its heartbeats are missed.
pub(super) async fn work(bench: Bench, mut stop: Stop) {
    loop {
        let ended = work_until_failure(&bench, &mut stop).await;
        if let Err(error) = ended {
            tracing::warn!(%error, "the job queue is out of reach; it is tried again");
        }
        if stop.within(AFTER_FAILURE).await {
            return;
        }
    }
}

async fn work_until_failure(bench: &Bench, stop: &mut Stop) -> Result<(), WorkerError> {
    // A worker's name is used once: apalis refuses one that may still be alive elsewhere.
    let context = WorkerContext::new(&format!("office-hours-{}", bench.services.new_id()));
    let builder = WorkerBuilder::new(&context);
    match bench.queue.on_its_own() {
        Queue::Sqlite(storage) => {
            let backend = storage.poll_with_interval(EVERY);
            let worker = builder.backend(backend).data(bench.clone()).concurrency(HANDS).build(carry_out);
            finish_when_asked(worker.run(), &context, stop).await
        }
        Queue::Postgres(storage) => {
            let backend = storage.poll_with_interval(EVERY);
            let worker = builder.backend(backend).data(bench.clone()).concurrency(HANDS).build(carry_out);
            finish_when_asked(worker.run(), &context, stop).await
        }
    }
}

async fn finish_when_asked(
    worker: impl Future<Output = Result<(), WorkerError>>,
    context: &WorkerContext,
    stop: &mut Stop,
) -> Result<(), WorkerError> {
    tokio::pin!(worker);
    tokio::select! {
        // The worker comes first: one that was not yet polled cannot be stopped.
        biased;
        ended = &mut worker => return ended,
        () = stop.asked() => context.stop()?,
    }
    worker.await
}
