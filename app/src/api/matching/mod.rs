//! Mentors for a need.

mod match_mentors;

pub use match_mentors::{MatchMentors, match_mentors};
