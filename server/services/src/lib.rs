//! Use cases: one file each, `(&Services, &Actor, Input) -> Result<Output, Failure>`.
//!
//! A use case asks `policy` first, opens the transaction, and writes what must follow to the
//! outbox in the same transaction. Decisions are taken in the domain, SQL is written in `store`,
//! and the outside world is behind the traits in [`ports`]. No HTTP and no markup lives here.

pub mod account;
pub mod analytics;
pub mod availability;
pub mod booking;
mod calendar;
mod environment;
pub mod experiments;
mod failure;
pub mod idempotency;
pub mod jobs;
pub mod languages;
mod mail;
pub mod matching;
pub mod policy;
pub mod ports;
pub mod profile;
pub mod saved;
pub mod waiting;

pub use environment::{Config, FormerModel, Organizer, Ports, Services};
pub use office_hours::time::Reader;
