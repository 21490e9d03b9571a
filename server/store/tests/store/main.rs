//! What the store promises, each promise on both databases.
//!
//! One binary, so that the dependencies are linked once.

#![allow(clippy::unwrap_used, reason = "in a test what is not there is a failure, and the line says where")]

#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod availability;
mod booking;
mod constraints;
mod erasure;
mod full_text;
mod profiles;
mod programme;
mod records;
mod series;
mod transactions;
