//! Messages to people.

pub mod files;
