//! From what went wrong below to what may be said above.

use std::sync::atomic::{AtomicU32, Ordering};

use office_hours::Failure;
use office_hours::availability::Refusal;
use office_hours::time::Zone;
use store::{Constraint, StoreError};

use crate::ports::PortError;

/// Logs the cause once, and leaves the person a reference to it.
pub(crate) trait OrFail<T> {
    /// The value, or a failure that may cross the wire.
    fn or_fail(self) -> Result<T, Failure>;
}

impl<T> OrFail<T> for Result<T, StoreError> {
    fn or_fail(self) -> Result<T, Failure> {
        self.map_err(|error| match error {
            StoreError::Conflict(constraint) => conflict(&constraint),
            StoreError::Unavailable(cause) => {
                tracing::error!(error = %cause, "the database cannot be reached");
                Failure::TryLater {
                    message: "The database cannot be reached. Try again in a moment; nothing was lost."
                        .into(),
                }
            }
            StoreError::Other(cause) => broken(&cause),
        })
    }
}

impl<T> OrFail<T> for Result<T, PortError> {
    fn or_fail(self) -> Result<T, Failure> {
        self.map_err(|error| broken(&error))
    }
}

impl<T> OrFail<T> for Result<T, serde_json::Error> {
    fn or_fail(self) -> Result<T, Failure> {
        self.map_err(|error| broken(&error))
    }
}

fn conflict(constraint: &Constraint) -> Failure {
    match constraint {
        // None of these says a time: any zone does.
        Constraint::MentorOverlap | Constraint::SeatTaken => Refusal::Booked.failure(&Zone::utc()),
        Constraint::MenteeOverlap => Refusal::MenteeBusy.failure(&Zone::utc()),
        Constraint::EmailTaken => {
            Failure::conflict("email_taken", "There is an account with this e-mail address already.")
        }
        Constraint::ExternalIdTaken => Failure::conflict("id_taken", "Another profile has this id already."),
        Constraint::FeedbackGiven => {
            Failure::conflict("feedback_given", "You have given feedback on this session already.")
        }
        Constraint::ExperimentRuns => {
            Failure::conflict("experiment_runs", "Another experiment runs. End it first.")
        }
        Constraint::UnknownReference => {
            Failure::conflict("gone", "Something this refers to was removed meanwhile.")
        }
        Constraint::Other(name) => broken(&format!("constraint {name}")),
    }
}

fn broken(cause: &dyn std::fmt::Display) -> Failure {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let reference = format!("{:x}-{count:x}", std::process::id());
    tracing::error!(reference, error = %cause, "a request failed for a reason of ours");
    Failure::Broken { reference }
}
