//! When a mentor can be met.

mod get_rules;
mod hold_slot;
mod list_open_slots;
mod release_hold;
mod save_rules;

pub use get_rules::{GetRules, get_rules};
pub use hold_slot::{HoldSlot, hold_slot};
pub use list_open_slots::{ListOpenSlots, list_open_slots};
pub use release_hold::{ReleaseHold, release_hold};
pub use save_rules::{SaveRules, save_rules};
