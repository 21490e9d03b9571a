//! Where photos are kept.

pub mod files;
