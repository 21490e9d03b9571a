//! The durable job runner: what use cases wrote to the outbox is carried out, on any number of
//! processes, whatever dies when.
//!
//! ```text
//! use case ──▶ outbox ──relay──▶ queue (apalis) ──hands──▶ services::jobs::perform
//!   (one transaction)     ▲                  │ Retry: a later ticket    │ Ok: done
//!                         └─ key = outbox id └──────────────────────────┘ GiveUp: dead letter
//! ```
//!
//! Every arrow is *at least once*: a step is marked as done after the next one holds the job, and
//! keys make the second time harmless. Rows of the queue are apalis' own, in the same database.
//! What a job does is decided in `services`, not here.

mod apart;
mod backlog;
mod carry_out;
mod error;
mod hands;
mod keep_running;
mod queue;
mod relay;
mod runner;
mod schedule;
mod stop;
mod ticket;

pub use backlog::{Backlog, backlog};
pub use error::WorkerError;
pub use keep_running::{RunnerState, keep_running};
pub use queue::set_up;
pub use runner::run;
