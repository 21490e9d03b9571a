//! A job as it lies in the queue, and when it is tried again.
//!
//! Each try is a row of its own. apalis 1.0 can only hand a failed row out again at once, on both
//! databases, so a later try is a new row with a start time, put there *before* the row of the
//! failed try is closed. The delay is thus as durable as the job. A crash in between brings the
//! failed try back, and its next failure meets the row that is already there: the key is made of
//! the job and the number of the try.

use std::time::Duration;

use apalis::prelude::{Task, TaskBuilder};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::outbox::OutboxRow;
use uuid::Uuid;

/// How often a job is tried before it is dead: over 2 hours and 44 minutes, see [`Ticket::pause`].
const TRIES: u32 = 10;

/// How often one try may be started. Only a try that takes its process down with it, or that could
/// not be put off, is started twice.
pub(super) const STARTS: usize = 10;

/// What a row of the queue holds. Processes of two releases may share the queue during an update:
/// fields may be added with a default, never changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Ticket {
    /// The outbox row.
    pub(super) id: Uuid,
    /// For logs, also when the job cannot be read.
    pub(super) kind: String,
    /// `services::jobs::Job`.
    pub(super) job: Value,
    /// Tries that failed so far.
    pub(super) failed: u32,
}

impl Ticket {
    /// The first try.
    pub(super) fn first(row: OutboxRow) -> Self {
        Self { id: row.id, kind: row.kind, job: row.payload, failed: 0 }
    }

    /// The try after this one, if there is one.
    pub(super) fn next(self) -> Option<Self> {
        let failed = self.failed + 1;
        (failed < TRIES).then_some(Self { failed, ..self })
    }

    /// How long this try has to wait: 1 s, 3 s, 9 s, … 109 min. The first ones are short, because
    /// a job may only have met an embedding model that is still being read.
    pub(super) fn pause(&self) -> Duration {
        match self.failed {
            0 => Duration::ZERO,
            failed => Duration::from_secs(3_u64.pow(failed - 1)),
        }
    }

    /// The same for every row that stands for the same try.
    fn key(&self) -> String {
        match self.failed {
            0 => self.id.to_string(),
            failed => format!("{}/{failed}", self.id),
        }
    }

    /// The row.
    pub(super) fn to_task(&self) -> Result<Task<Vec<u8>>, serde_json::Error> {
        let task = TaskBuilder::new(serde_json::to_vec(self)?)
            .idempotency_key(self.key())
            .max_attempts(STARTS)
            .run_after(self.pause());
        Ok(task.build())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(failed: u32) -> Ticket {
        Ticket { id: Uuid::from_u128(1), kind: "send_mail".into(), job: Value::Null, failed }
    }

    #[test]
    fn tries_are_bounded_and_take_hours_together() {
        let tries: Vec<Ticket> = std::iter::successors(Some(ticket(0)), |t| t.clone().next()).collect();
        assert_eq!(tries.len(), 10);
        let pauses: Vec<u64> = tries.iter().map(|t| t.pause().as_secs()).collect();
        assert_eq!(pauses, [0, 1, 3, 9, 27, 81, 243, 729, 2187, 6561]);
    }

    #[test]
    fn each_try_has_a_key_of_its_own_and_the_first_one_is_the_outbox_id() {
        assert_eq!(ticket(0).key(), Uuid::from_u128(1).to_string());
        assert_eq!(ticket(1).key(), ticket(0).next().expect("a second try").key());
        assert_ne!(ticket(1).key(), ticket(2).key());
    }
}
