//! The domain of Office Hours: types, parsing at the border, and decisions.
//!
//! What lives here is pure: no I/O, no clock, no randomness, no framework. The same code is
//! compiled into the server and into the browser, so a form can show the very message that the
//! server would give. Databases, HTTP and the interface live in the other rooms.

pub mod account;
pub mod actor;
pub mod analytics;
pub mod availability;
pub mod booking;
pub mod experiments;
pub mod failure;
pub mod ids;
pub mod language;
pub mod matching;
pub mod profile;
pub mod text;
pub mod time;

pub use actor::Actor;
pub use failure::Failure;
