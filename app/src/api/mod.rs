//! Server functions: one file per use case, each an entry point of a few lines.
//!
//! A function finds out who is asking, calls one use case, and lets the error travel as it is.
//! No query, no decision and no markup lives here. This is the only place in `app` that may name
//! `services`.

pub mod account;
pub mod analytics;
pub mod availability;
pub mod booking;
pub mod compact;
pub mod dev;
mod error;
pub mod experiments;
pub mod matching;
pub mod profile;
#[cfg(feature = "ssr")]
pub mod request;
pub mod saved;

pub use error::ApiError;
