//! Mentors side by side.

use serde::{Deserialize, Serialize};

use super::MentorProfile;
use crate::availability::OpenSlot;
use crate::ids::MentorId;
use crate::language::{Part, Text};
use crate::matching::Reason;
use crate::text;

/// So many fit side by side.
pub const SIDE_BY_SIDE: usize = 3;
/// From so many ratings on their mean is told: of fewer it would be somebody's own.
const LEAST_RATINGS: i64 = 3;

/// Who is to be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Each once, in the order of choosing, at most [`SIDE_BY_SIDE`].
    pub mentors: Vec<MentorId>,
    /// What is no mentor's id.
    pub strange: u32,
    /// Whether more were chosen than fit.
    pub more: bool,
}

impl Asked {
    /// From ids with commas between them.
    pub fn parse(text: &str) -> Self {
        let mut asked = Self::default();
        for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            match word.parse::<MentorId>() {
                Ok(id) if asked.mentors.contains(&id) => {}
                Ok(_) if asked.mentors.len() == SIDE_BY_SIDE => asked.more = true,
                Ok(id) => asked.mentors.push(id),
                Err(_) => asked.strange += 1,
            }
        }
        asked
    }
}

/// Mentors side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comparison {
    /// In the order of choosing, those that the viewer may see.
    pub mentors: Vec<Compared>,
    /// How many of those chosen are not there for the viewer.
    pub missing: u32,
    /// Whether more were chosen than fit.
    pub more: bool,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Compared {
    /// The profile.
    pub profile: MentorProfile,
    /// How they were rated, once enough mentees have.
    pub rating: Option<Rating>,
    /// The next free times, in the viewer's zone.
    pub next_slots: Vec<OpenSlot>,
    /// What of the profile fits the need; empty without one.
    pub fits: Vec<Reason>,
}

/// How a mentor was rated by mentees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rating {
    /// Ratings.
    pub count: u32,
    /// Their mean in tenths, 10–50.
    pub tenths: u32,
}

impl Rating {
    /// Of a count and a mean; nothing while there are too few to be told.
    pub fn of(count: i64, mean: f64) -> Option<Self> {
        let count = u32::try_from(count).ok().filter(|count| i64::from(*count) >= LEAST_RATINGS)?;
        Some(Self { count, tenths: (mean.clamp(1.0, 5.0) * 10.0).round() as u32 })
    }

    /// "4.6 of 5, from 12 ratings".
    pub fn said(self) -> Text {
        let mean = Part::Number(format!("{}.{}", self.tenths / 10, self.tenths % 10));
        text!("{mean} of 5, from {number} ratings", mean, number = self.count)
    }
}

/// Whether not all of them say the same.
pub fn differs<T: PartialEq>(said: &[T]) -> bool {
    said.windows(2).any(|two| two[0] != two[1])
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_first_three_count_once_each() {
        let id = |number| MentorId(Uuid::from_u128(number));
        let text =
            |ids: &[u128]| ids.iter().map(|number| id(*number).to_string()).collect::<Vec<_>>().join(",");
        let two = Asked::parse(&text(&[2, 1, 2]));
        assert_eq!(two, Asked { mentors: vec![id(2), id(1)], strange: 0, more: false });
        let four = Asked::parse(&text(&[1, 2, 3, 3, 4]));
        assert_eq!((four.mentors.len(), four.more), (SIDE_BY_SIDE, true));
        let strange = Asked::parse(&format!("nobody, ,{},%00", id(1)));
        assert_eq!(strange, Asked { mentors: vec![id(1)], strange: 2, more: false });
        assert_eq!(Asked::parse(""), Asked::default());
    }

    #[test]
    fn few_ratings_are_not_told() {
        assert_eq!(Rating::of(2, 5.0), None);
        assert_eq!(Rating::of(-1, 5.0), None);
        assert_eq!(Rating::of(3, 4.666).unwrap().said().to_string(), "4.7 of 5, from 3 ratings");
        assert_eq!(Rating::of(9, 5.0).unwrap().said().to_string(), "5.0 of 5, from 9 ratings");
    }

    #[test]
    fn one_that_is_another_makes_a_difference() {
        assert!(differs(&["a", "a", "b"]));
        assert!(!differs(&["a", "a"]) && !differs(&["a"]) && !differs::<u8>(&[]));
    }
}
