//! The process: settings, boot, HTTP, worker and command line.
//!
//! This room alone constructs things and hands them to the others. No SQL, no decision and no
//! markup lives here.

pub mod boot;
pub mod cli;
pub mod demo;
pub mod http;
pub mod settings;
pub mod worker;
