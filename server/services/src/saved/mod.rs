//! Mentors whom a mentee wants to find again: saving, forgetting, listing.

mod forget_saved_mentor;
mod is_saved;
mod list_saved_mentors;
mod save_mentor;

pub use forget_saved_mentor::forget_saved_mentor;
pub use is_saved::is_saved;
pub(crate) use is_saved::saved_among;
pub use list_saved_mentors::list_saved_mentors;
pub use save_mentor::save_mentor;

/// Mentors that somebody saves at most.
pub const MAX_SAVED: u64 = 200;
