//! What can go wrong, in the words of the use cases.
//!
//! The names of constraints of both databases are mapped to a [`Constraint`] here and nowhere
//! else. What a person reads is decided above.

use sea_orm::sqlx::Error as SqlxError;
use sea_orm::sqlx::error::DatabaseError;
use sea_orm::{DbErr, RuntimeErr};

/// Why the database did not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The world has moved on, or was never so: the database keeps a guarantee.
    #[error("refused by {0:?}")]
    Conflict(Constraint),
    /// No connection, a lock held for too long, a server going down: trying again may help.
    #[error("the database is not available: {0}")]
    Unavailable(#[source] DbErr),
    /// Ours to repair.
    #[error("the database failed: {0}")]
    Other(#[source] DbErr),
}

/// The guarantee that was about to be broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// The mentor has another session at that time, or one too close to it.
    MentorOverlap,
    /// The mentee has a session at that time.
    MenteeOverlap,
    /// Somebody else has that seat of the group.
    SeatTaken,
    /// There is an account with this address.
    EmailTaken,
    /// There is a mentor with this id elsewhere.
    ExternalIdTaken,
    /// This side has given feedback on the session.
    FeedbackGiven,
    /// An experiment runs already.
    ExperimentRuns,
    /// What a row refers to is not there.
    UnknownReference,
    /// Another one, by the name the database gives it.
    Other(String),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        let refusal = match cause(&error) {
            Some(SqlxError::Database(refusal)) => Some(refusal.as_ref()),
            _ => None,
        };
        if let Some(constraint) = refusal.and_then(broken_constraint) {
            return Self::Conflict(constraint);
        }
        if is_passing(&error, refusal) { Self::Unavailable(error) } else { Self::Other(error) }
    }
}

fn cause(error: &DbErr) -> Option<&SqlxError> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause))
        | DbErr::Conn(RuntimeErr::SqlxError(cause)) => Some(cause),
        _ => None,
    }
}

/// SQLSTATEs have five characters; SQLite's codes are numbers of up to four digits.
const POSTGRES_CODE: usize = 5;

/// PostgreSQL: class 23 of <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
/// SQLite: extended codes of `SQLITE_CONSTRAINT`, 19 in the low byte, <https://sqlite.org/rescode.html>.
fn broken_constraint(refusal: &dyn DatabaseError) -> Option<Constraint> {
    const POSTGRES_FOREIGN_KEY: &str = "23503";
    const SQLITE_CONSTRAINT: u32 = 19;
    let code = refusal.code()?;
    if code.len() != POSTGRES_CODE {
        let constraint = code.parse::<u32>().is_ok_and(|code| code & 0xff == SQLITE_CONSTRAINT);
        return constraint.then(|| in_sqlite_message(refusal.message()));
    }
    match refusal.constraint() {
        _ if code == POSTGRES_FOREIGN_KEY => Some(Constraint::UnknownReference),
        // A missing value breaks no named constraint: that is a mistake of ours, not a conflict.
        name => name.filter(|_| code.starts_with("23")).map(named),
    }
}

/// "UNIQUE constraint failed: users.email", "CHECK constraint failed: mentors_load_cap", "FOREIGN
/// KEY constraint failed", or the bare name that one of our triggers raises.
fn in_sqlite_message(message: &str) -> Constraint {
    match message.split_once(" constraint failed") {
        Some(("FOREIGN KEY", _)) => Constraint::UnknownReference,
        Some((_, name)) => named(name.trim_start_matches(':').trim()),
        None => named(message),
    }
}

fn named(name: &str) -> Constraint {
    match name {
        "office_sessions_mentor_overlap" => Constraint::MentorOverlap,
        "office_sessions_mentee_overlap" => Constraint::MenteeOverlap,
        // PostgreSQL's name, then SQLite's columns.
        "office_sessions_seat" | "office_sessions.group_id, office_sessions.seat" => Constraint::SeatTaken,
        "users_email_key" | "users.email" => Constraint::EmailTaken,
        "mentors_external_id_key" | "mentors.external_id" => Constraint::ExternalIdTaken,
        "session_feedback_session_submitter"
        | "session_feedback.session_id, session_feedback.submitter_role" => Constraint::FeedbackGiven,
        // Of two that start at once, either can be the one that is broken.
        "experiments_one_runs"
        | "index 'experiments_one_runs'"
        | "experiments_key_version"
        | "experiments.key, experiments.version" => Constraint::ExperimentRuns,
        other => Constraint::Other(other.to_owned()),
    }
}

/// No connection, or one that broke; busy or locked SQLite; PostgreSQL that is out of connections,
/// going down, or broke a deadlock.
fn is_passing(error: &DbErr, refusal: Option<&dyn DatabaseError>) -> bool {
    const SQLITE_BUSY: u32 = 5;
    const SQLITE_LOCKED: u32 = 6;
    if matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) {
        return true;
    }
    let Some(refusal) = refusal else {
        return matches!(
            cause(error),
            Some(
                SqlxError::Io(_)
                    | SqlxError::Tls(_)
                    | SqlxError::PoolTimedOut
                    | SqlxError::PoolClosed
                    | SqlxError::WorkerCrashed
            )
        );
    };
    let code = refusal.code().unwrap_or_default();
    if code.len() == POSTGRES_CODE {
        return ["08", "53", "57P", "40001", "40P01"].iter().any(|class| code.starts_with(class));
    }
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, SQLITE_BUSY | SQLITE_LOCKED))
}
