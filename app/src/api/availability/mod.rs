//! When a mentor can be met.

mod list_open_slots;

pub use list_open_slots::{ListOpenSlots, list_open_slots};
