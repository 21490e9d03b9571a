//! One try of one job, and what its outcome means for the queue.

use apalis::prelude::{AbortError, Attempt, BoxDynError, Data};
use serde_json::Value;
use services::Services;
use services::booking::stand_back;
use services::jobs::{self, Job};
use services::ports::PortError;

use super::apart::apart;
use super::queue::Queue;
use super::ticket::{STARTS, Ticket};

/// What a try needs.
#[derive(Clone)]
pub(super) struct Bench {
    /// The environment of every use case.
    pub(super) services: Services,
    /// Where the next try goes.
    pub(super) queue: Queue,
}

/// Carries out what the row says. The answer is kept in the row: `Ok` closes it, an [`AbortError`]
/// makes it a dead letter, and any other error hands it out again at once.
pub(super) async fn carry_out(
    row: Value,
    bench: Data<Bench>,
    started: Attempt,
) -> Result<String, BoxDynError> {
    let Ok(ticket) = serde_json::from_value::<Ticket>(row) else {
        tracing::error!("a row of the job queue is no job; it is kept as a dead letter");
        return Err(AbortError::new("it is no job").into());
    };
    if started.current() > STARTS {
        return give_up(&ticket, &format!("it was cut short {STARTS} times"));
    }
    stand_back(&bench.services).await;
    match try_once(&bench.services, &ticket).await {
        Ok(()) => {
            tracing::info!(job.kind = ticket.kind, job.id = %ticket.id, "a job was carried out");
            Ok("carried out".into())
        }
        Err(PortError::GiveUp(reason)) => give_up(&ticket, &reason),
        Err(PortError::Retry(reason)) => put_off(&bench.queue, ticket, &reason).await,
    }
}

/// The job itself. A panic counts as a failure that may pass.
async fn try_once(services: &Services, ticket: &Ticket) -> Result<(), PortError> {
    // During an update a newer process may have written it, and may take the next try.
    let job: Job = serde_json::from_value(ticket.job.clone())
        .map_err(|_| PortError::Retry("this release does not know the job".into()))?;
    let services = services.clone();
    match apart(async move { jobs::perform(&services, &job).await }).await {
        Ok(outcome) => outcome,
        Err(_) => Err(PortError::Retry("it panicked; the log says where".into())),
    }
}

/// The next try is in the queue before this one is closed.
async fn put_off(queue: &Queue, ticket: Ticket, reason: &str) -> Result<String, BoxDynError> {
    let Some(next) = ticket.clone().next() else {
        return give_up(&ticket, &format!("it failed {} times, at last because {reason}", ticket.failed + 1));
    };
    let pause_s = next.pause().as_secs();
    queue.push(std::slice::from_ref(&next)).await?;
    tracing::warn!(
        job.kind = ticket.kind,
        job.id = %ticket.id,
        job.failed = next.failed,
        pause_s,
        reason,
        "a job failed and is tried again"
    );
    Ok(format!("failed and tried again after {pause_s} s: {reason}"))
}

fn give_up(ticket: &Ticket, reason: &str) -> Result<String, BoxDynError> {
    tracing::error!(
        job.kind = ticket.kind,
        job.id = %ticket.id,
        reason,
        "a job was given up; it is kept as a dead letter"
    );
    Err(AbortError::new(reason.to_owned()).into())
}
