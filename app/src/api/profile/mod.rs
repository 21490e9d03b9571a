//! Profiles of mentors and mentees.

mod compare_mentors;
mod discover;
mod get_mentor;
mod get_my_profile;
mod list_mentors;
mod list_named_mentors;
mod save_mentee_profile;
mod save_mentor_profile;
mod save_profile_field;
mod suggest_profile;

pub use compare_mentors::{CompareMentors, compare_mentors};
pub use discover::{Discover, discover};
pub use get_mentor::{GetMentor, get_mentor};
pub use get_my_profile::{
    GetMyMenteeProfile, GetMyMentorProfile, get_my_mentee_profile, get_my_mentor_profile,
};
pub use list_mentors::{ListMentors, list_mentors};
pub use list_named_mentors::{ListNamedMentors, list_named_mentors};
pub use save_mentee_profile::{SaveMenteeProfile, save_mentee_profile};
pub use save_mentor_profile::{SaveMentorProfile, save_mentor_profile};
pub use save_profile_field::{SaveProfileField, save_profile_field};
pub use suggest_profile::{SuggestProfile, suggest_profile};
