//! Nearest vectors.

pub mod memory;
