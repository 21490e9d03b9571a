//! What several pages share while they are open: who is looking, and where they are.
//!
//! No markup lives here.

pub mod address;
#[cfg(feature = "hydrate")]
mod browser;
pub mod hydrated;
pub mod keyboard;
pub mod language;
pub mod title;
pub mod viewer;
pub mod wire;
