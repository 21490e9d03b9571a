//! Entities and queries: the only room that knows SQL.
//!
//! What goes in and out are domain types and the plain rows declared here; a SeaORM entity never
//! leaves the crate. No rule is decided here, except those that only the database can keep (see
//! [`Constraint`]). The same code runs on SQLite and PostgreSQL; the few statements that differ
//! stand side by side, and every test runs on both.
//!
//! A use case opens the transaction with [`Store::begin`] and hands it down as a [`Db`]; nothing
//! in this room commits. A function of several statements says so: hand it a [`Tx`].

mod connection;
mod convert;
mod entities;
mod errors;
pub mod outbox;
pub mod queries;
mod sql;

pub use connection::{Db, Edition, Store, Tx};
pub use errors::{Constraint, StoreError};

// The tests beside the entities use the same databases as those in `tests/`, which name the crate.
#[cfg(test)]
extern crate self as store;
#[cfg(test)]
#[path = "../tests/support/mod.rs"]
mod support;
