//! From the outbox to the queue.
//!
//! A row is pushed, then marked as delivered. Between the two the process may die or another relay
//! may push the same row: the outbox id is the key in the queue, so the second push adds nothing.

use std::time::Duration;

use services::Services;
use store::outbox;

use super::WorkerError;
use super::queue::Queue;
use super::stop::Stop;
use super::ticket::Ticket;

/// Rows in one round; a full round is followed by the next one at once.
const ROUND: usize = 100;

/// How often an empty outbox is looked at: one look in a partial index.
const EVERY: Duration = Duration::from_millis(500);

/// The pause when the database is out of reach.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// Relays until the runner shall stop.
pub(super) async fn relay(services: Services, queue: Queue, mut stop: Stop) {
    loop {
        let pause = match relay_once(&services, &queue).await {
            Ok(ROUND) => Duration::ZERO,
            Ok(_) => EVERY,
            Err(error) => {
                tracing::warn!(%error, "jobs in the outbox could not be queued; it is tried again");
                AFTER_FAILURE
            }
        };
        if stop.within(pause).await {
            return;
        }
    }
}

/// One round, oldest first; gives how many rows it moved.
async fn relay_once(services: &Services, queue: &Queue) -> Result<usize, WorkerError> {
    let rows = outbox::list_undelivered(&services.store, ROUND as u64).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let tickets: Vec<_> = rows.into_iter().map(Ticket::first).collect();
    queue.push(&tickets).await?;
    outbox::mark_delivered(&services.store, &ids, services.now()).await?;
    Ok(ids.len())
}
