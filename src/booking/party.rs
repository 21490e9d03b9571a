//! As whom somebody acts on a session. What they may do with it is not said here.

use serde::{Deserialize, Serialize};

use super::rules::SessionFacts;
use crate::actor::Actor;

/// One of the two who meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Who asked.
    Mentee,
    /// Who gives time.
    Mentor,
}

impl Side {
    /// The one they meet.
    pub fn other(self) -> Self {
        match self {
            Self::Mentee => Self::Mentor,
            Self::Mentor => Self::Mentee,
        }
    }

    /// The word in a sentence, in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mentee => "mentee",
            Self::Mentor => "mentor",
        }
    }

    /// The side of that word.
    pub fn find(word: &str) -> Option<Self> {
        [Self::Mentee, Self::Mentor].into_iter().find(|side| side.as_str() == word)
    }
}

/// As whom somebody acts on a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Who asked.
    Mentee,
    /// Who gives time.
    Mentor,
    /// The programme's staff, as long as they are none of the two.
    Staff,
    /// The process itself.
    System,
}

impl Party {
    /// As whom `actor` acts on the session; nothing for whoever may not know of it.
    ///
    /// Whoever is both mentee and mentor of it, which booking should prevent, counts as its mentee.
    pub fn of(actor: &Actor, session: &SessionFacts) -> Option<Self> {
        match actor {
            Actor::System => Some(Self::System),
            Actor::Person(person) if person.mentee_id == Some(session.mentee_id) => Some(Self::Mentee),
            Actor::Person(person) if person.mentor_id == Some(session.mentor_id) => Some(Self::Mentor),
            Actor::Person(person) => person.role.is_staff().then_some(Self::Staff),
            Actor::Stranger => None,
        }
    }

    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mentee => "mentee",
            Self::Mentor => "mentor",
            Self::Staff => "staff",
            Self::System => "system",
        }
    }

    /// The party of that word.
    pub fn find(word: &str) -> Option<Self> {
        let all = [Self::Mentee, Self::Mentor, Self::Staff, Self::System];
        all.into_iter().find(|party| party.as_str() == word)
    }

    /// The side they are on.
    pub fn side(self) -> Option<Side> {
        match self {
            Self::Mentee => Some(Side::Mentee),
            Self::Mentor => Some(Side::Mentor),
            Self::Staff | Self::System => None,
        }
    }
}
