//! Identifiers, one type per kind of thing, so that a mentor's id cannot be passed for a session's.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::str::FromStr;

use foldhash::fast::RandomState;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id!(
    /// A person with an account.
    UserId
);
id!(
    /// A mentor's profile.
    MentorId
);
id!(
    /// A mentee's profile.
    MenteeId
);
id!(
    /// An office-hours meeting of a mentor and a mentee.
    SessionId
);
id!(
    /// Sessions that repeat.
    SeriesId
);
id!(
    /// One bookable slot of a mentor.
    SlotId
);
id!(
    /// A time that is kept for somebody.
    HoldId
);
id!(
    /// A person's place in a waiting list.
    WaitingId
);
id!(
    /// An experiment with the order of search results.
    ExperimentId
);
id!(
    /// A search whose results were shown.
    SearchId
);

/// What is known of mentors, by id. Ids are not chosen by those who ask, so a quick hash is enough.
pub type MentorMap<T> = HashMap<MentorId, T, RandomState>;
/// Some mentors.
pub type MentorSet = HashSet<MentorId, RandomState>;
