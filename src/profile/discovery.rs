//! Looking around without a need: shelves of mentors, each for a reason.

use serde::{Deserialize, Serialize};

use super::MentorCard;
use crate::availability::OpenSlot;
use crate::failure::Failure;
use crate::text;

/// Mentors on one shelf.
pub const ON_SHELF: usize = 6;
/// Mentors on a shelf that is looked at alone.
pub const ON_WHOLE_SHELF: usize = 48;
/// Topics that are shown.
pub const TOPICS: usize = 18;
/// How long somebody is new, in days.
pub const NEW_DAYS: i64 = 60;
/// How soon "soon" is, in days.
pub const FREE_DAYS: i64 = 7;
/// From this rating, 1–5, a session went well.
pub const WENT_WELL: i32 = 4;

/// A shelf that can be looked at alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// With a free time soon.
    Free,
    /// Who joined lately.
    New,
    /// Like somebody with whom it went well.
    Alike,
}

impl Shelf {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Free, Self::New, Self::Alike];

    /// The shelf of a word; all of them without one.
    pub fn parse(word: &str) -> Result<Option<Self>, Failure> {
        if word.is_empty() {
            return Ok(None);
        }
        let shelf = Self::ALL.into_iter().find(|shelf| shelf.as_str() == word);
        let words = || Self::ALL.map(Self::as_str).join(", ");
        shelf.map(Some).ok_or_else(|| {
            Failure::invalid("shelf", text!("There are these shelves: {shelves}.", shelves = words()))
        })
    }

    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::New => "new",
            Self::Alike => "alike",
        }
    }
}

/// What there is to discover; a shelf without mentors is not shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Discovery {
    /// Whom the viewer has saved, the last one first.
    pub saved: Vec<Discovered>,
    /// Who has a time that can be booked in the next days, the soonest first.
    pub free: Vec<Discovered>,
    /// Who joined lately, the last one first.
    pub new: Vec<Discovered>,
    /// Who is like a mentor with whom a session of the viewer's went well.
    pub alike: Option<AlikeShelf>,
    /// What mentors know, most frequent first.
    pub topics: Vec<TopicCount>,
}

/// A mentor on a shelf.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Discovered {
    /// Who.
    pub mentor: MentorCard,
    /// Whether the viewer has saved them; nothing for those who cannot.
    pub saved: Option<bool>,
    /// Their next free time, in the viewer's zone, where that is what they are shown for.
    pub next_slot: Option<OpenSlot>,
}

/// Mentors like one whom the viewer has met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AlikeShelf {
    /// The name of the one who was met.
    pub met: String,
    /// The most alike first.
    pub mentors: Vec<Discovered>,
}

/// How many mentors know a topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TopicCount {
    /// As it is searched for.
    pub name: String,
    /// Mentors that say it is one of their areas.
    pub mentors: u32,
}
