//! The durable path, from a committed outbox row to the mail: the real runner on both databases,
//! with a mailer that counts.

#![allow(clippy::unwrap_used, reason = "in a test what is not there is a failure, and the line says where")]

#[path = "../routes/support/database.rs"]
mod database;
#[expect(dead_code, reason = "only the missing model is needed here: the queue reads the machine's clock")]
#[path = "../routes/support/fakes.rs"]
mod fakes;
mod support;

mod crashes;
mod delivery;
mod failures;
mod housekeeping;
mod supervision;
