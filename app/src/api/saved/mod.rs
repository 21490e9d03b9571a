//! Mentors that a mentee has saved.

mod forget_saved_mentor;
mod is_saved;
mod list_saved_mentors;
mod save_mentor;

pub use forget_saved_mentor::{ForgetSavedMentor, forget_saved_mentor};
pub use is_saved::{IsSaved, is_saved};
pub use list_saved_mentors::{ListSavedMentors, list_saved_mentors};
pub use save_mentor::{SaveMentor, save_mentor};
