//! Mentors for a need.

mod match_mentors;
mod preview_matches;

pub use match_mentors::{MatchMentors, match_mentors};
pub use preview_matches::{PreviewMatches, preview_matches};
