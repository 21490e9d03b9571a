//! Relay, hands and schedule, side by side in one process.

use services::Services;

use super::carry_out::Bench;
use super::hands::work;
use super::queue::Queue;
use super::relay::relay;
use super::schedule::keep_time;
use super::stop::Stop;
use super::{WorkerError, backlog};

/// Runs until `stop` is ready, finishes the jobs in hand, and returns. Whoever cannot wait so long
/// drops the future: what was in hand is then carried out by the next process.
///
/// Any number of processes may run at the same time. A database that is out of reach later on is
/// waited for; one that has no queue at the start is an error.
pub async fn run(
    services: Services,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), WorkerError> {
    run_and_tell(services, stop, || {}).await
}

/// The same, and tells once the queue is in reach.
pub(super) async fn run_and_tell(
    services: Services,
    stop: impl Future<Output = ()> + Send + 'static,
    started: impl FnOnce() + Send + 'static,
) -> Result<(), WorkerError> {
    let found = backlog(&services.store).await?;
    tracing::info!(jobs.waiting = found.waiting, jobs.failed = found.failed, "the job runner starts");
    started();
    let queue = Queue::of(&services.store);
    let (stop, when_asked) = Stop::when(stop);
    tokio::join!(
        when_asked,
        relay(services.clone(), queue.clone(), stop.clone()),
        keep_time(services.clone(), stop.clone()),
        work(Bench { services, queue }, stop),
    );
    tracing::info!("the job runner has stopped");
    Ok(())
}
