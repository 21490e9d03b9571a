//! Sessions: booking one, cancelling it, and how it is told to each side.
//!
//! Who may book says `rules`, and in whose place `in_place`; who may move a session on says `lifecycle`,
//! as whom says `party`; who learns of whom in a group says `guests`; who is offered a place that came free says `waiting`; several sessions at once
//! are in `series`; who comes and who does not is in `reliability`.

pub mod guests;
pub mod in_place;
pub mod lifecycle;
pub mod party;
pub mod reliability;
pub mod rules;
pub mod series;
pub mod waiting;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use self::guests::Guests;
use self::lifecycle::Step;
use self::party::Side;
use self::series::SeriesPlace;
use crate::availability::{OpenSlots, TouchedChoice};
use crate::failure::Failure;
use crate::ids::{MenteeId, MentorId, SearchId, SessionId, SlotId, WaitingId};
use crate::msgid;
use crate::time::LocalTime;

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SessionStatus {
    /// Waits for the mentor.
    Pending,
    /// Will take place.
    Booked,
    /// Took place.
    Completed,
    /// Will not take place.
    Cancelled,
    /// Somebody did not come.
    NoShow,
}

impl SessionStatus {
    /// Every status, in the order of a session's life.
    pub const ALL: [Self; 5] = [Self::Pending, Self::Booked, Self::Completed, Self::Cancelled, Self::NoShow];

    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Booked => "booked",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
            Self::NoShow => "no_show",
        }
    }

    /// As a person reads it, in English.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pending => msgid!("Waiting for the mentor"),
            Self::Booked => msgid!("Booked"),
            Self::Completed => msgid!("Completed"),
            Self::Cancelled => msgid!("Cancelled"),
            Self::NoShow => msgid!("No-show"),
        }
    }

    /// Whether the session keeps its time from being booked again.
    pub fn holds_time(self) -> bool {
        matches!(self, Self::Pending | Self::Booked)
    }

    /// Whether the session counts against the mentor's weekly cap and the cap per mentee: what was
    /// called off and what nobody came to does not.
    pub fn counts(self) -> bool {
        matches!(self, Self::Pending | Self::Booked | Self::Completed)
    }
}

impl fmt::Display for SessionStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for SessionStatus {
    type Err = Failure;
    fn from_str(text: &str) -> Result<Self, Failure> {
        Self::ALL.into_iter().find(|status| status.as_str() == text).ok_or_else(|| {
            Failure::invalid("status", "Choose pending, booked, completed, cancelled or no_show.")
        })
    }
}

/// Books one open slot for the signed-in mentee, or, by staff, in the place of a mentee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookSession {
    /// The slot.
    pub slot_id: SlotId,
    /// For the mentor; may be empty.
    #[serde(default)]
    pub note: String,
    /// The search that led to it, as its answer named it.
    #[serde(default)]
    pub search_id: Option<SearchId>,
    /// For staff: the mentee in whose place they book.
    #[serde(default)]
    pub mentee_id: Option<MenteeId>,
    /// For staff, instead of the id: the mentee's e-mail address or name.
    #[serde(default)]
    pub mentee: Option<String>,
    /// For staff: why they book in the mentee's place; both sides read it.
    #[serde(default)]
    pub reason: String,
}

/// Takes a step with a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakeStep {
    /// Which one.
    pub session_id: SessionId,
    /// The step.
    pub step: Step,
    /// For the other side; staff give one.
    #[serde(default)]
    pub reason: String,
}

/// Moves a session to another slot of its mentor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoveSession {
    /// Which one.
    pub session_id: SessionId,
    /// Where to.
    pub slot_id: SlotId,
    /// For the other side; staff give one.
    #[serde(default)]
    pub reason: String,
}

/// Changes what a session is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditAgenda {
    /// Which one.
    pub session_id: SessionId,
    /// What it is about; may be empty.
    pub agenda: String,
    /// Of what was read: refused when somebody else has changed it meanwhile.
    pub version: u32,
}

/// Where a session can be moved to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoveOptions {
    /// Whose times these are: those of the session's mentor unless staff asked for another one's.
    pub mentor_id: MentorId,
    /// How that mentor is called.
    pub mentor_name: String,
    /// Earliest first; none when the session cannot be moved.
    pub open: OpenSlots,
    /// For staff: who could take the session over.
    pub others: Vec<OtherMentor>,
}

/// Objects to what was said of how a session went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectToMark {
    /// Which one.
    pub session_id: SessionId,
    /// What happened instead, for the programme's staff.
    pub reason: String,
}

/// A session as one of its sides, or staff, sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionView {
    /// The session.
    pub session_id: SessionId,
    /// Who gives time.
    pub mentor_id: MentorId,
    /// As shown.
    pub mentor_name: String,
    /// One line.
    pub mentor_headline: Option<String>,
    /// Who asked.
    pub mentee_id: MenteeId,
    /// As shown.
    pub mentee_name: String,
    /// The mentee's venture.
    pub mentee_company: Option<String>,
    /// Start in the viewer's zone.
    pub starts: LocalTime,
    /// End in the viewer's zone.
    pub ends: LocalTime,
    /// The zone in which the times are said.
    pub zone: String,
    /// "Wed 25 Nov, 14:00–14:30 in Asia/Tokyo": from start to end on the mentor's clock, where it shows another
    /// time than the viewer's.
    #[serde(default)]
    pub mentor_time: Option<String>,
    /// Where it stands.
    pub status: SessionStatus,
    /// Where to join.
    pub meeting_url: Option<String>,
    /// What it is about: as the mentee booked it, or as a side has changed it since.
    pub note: Option<String>,
    /// To be given back with a change of it, so that nobody's is lost.
    #[serde(default)]
    pub agenda_version: u32,
    /// Which side changed it last; nothing while it is as it was booked.
    #[serde(default)]
    pub agenda_by: Option<Side>,
    /// Whether the viewer may change it now.
    #[serde(default)]
    pub can_edit_agenda: bool,
    /// "virtual", a room, a phone number.
    pub location: String,
    /// Until when the mentor answers, while it waits for that.
    pub answer_by: Option<LocalTime>,
    /// Why it stands as it does, in the words of whoever took the last step.
    pub reason: Option<String>,
    /// Who did not come, as far as somebody said so.
    pub absent: Option<Side>,
    /// Whether a side objected to that and nothing has been decided since.
    pub disputed: bool,
    /// The steps that the viewer may take now.
    pub steps: Vec<Step>,
    /// Whether the viewer may move it now.
    pub can_move: bool,
    /// What the mentor has asked for since it has its time, as far as the viewer is told; only where one session is
    /// read.
    #[serde(default)]
    pub change_asked: Option<TouchedChoice>,
    /// Whether the viewer may object now to what was said of it.
    pub can_object: bool,
    /// Where it stands among those it was booked with; nothing for a session of its own.
    #[serde(default)]
    pub series: Option<SeriesPlace>,
    /// Whether the viewer is asked to say that they are still coming.
    pub can_confirm: bool,
    /// When the place is freed unless the mentee says that they are coming, where it will be.
    pub release_at: Option<LocalTime>,
    /// Whether the mentee said so.
    pub confirmed: bool,
    /// Who else comes, where the session is shown by itself and is for several.
    #[serde(default)]
    pub guests: Option<Guests>,
}

impl SessionView {
    /// Whether the viewer may take the step now.
    pub fn may(&self, step: Step) -> bool {
        self.steps.contains(&step)
    }
}

/// The address under which a calendar program reads a person's sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarFeed {
    /// With a secret in it.
    pub url: String,
}

/// A person's sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MySessions {
    /// Not over and not called off, next first.
    pub upcoming: Vec<SessionView>,
    /// Over or called off, latest first.
    pub past: Vec<SessionView>,
    /// What a mentee waits for, the first joined first.
    pub waiting: Vec<WaitingEntry>,
    /// What a mentee who missed sessions should know; nothing for everybody else.
    pub notice: Option<String>,
}

/// Joins the waiting list of a mentor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JoinWaitingList {
    /// With whom a place is wanted.
    pub mentor_id: MentorId,
    /// The one session that is wanted, one whose places are taken; nothing for any time of the mentor.
    #[serde(default)]
    pub slot_id: Option<SlotId>,
}

/// A mentee's place in the waiting list of a mentor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingEntry {
    /// The entry.
    pub entry_id: WaitingId,
    /// With whom a place is wanted.
    pub mentor_id: MentorId,
    /// As shown.
    pub mentor_name: String,
    /// The start of the one session that is wanted, in the viewer's zone; nothing for any time.
    pub wanted: Option<LocalTime>,
    /// How many are asked before.
    pub ahead: i64,
    /// The place that is offered just now.
    pub offer: Option<PlaceOffer>,
    /// Whom to ask meanwhile: mentors alike who have time.
    pub others: Vec<OtherMentor>,
}

/// A mentor who fits as well and has time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OtherMentor {
    /// The mentor.
    pub mentor_id: MentorId,
    /// As shown.
    pub name: String,
    /// One line.
    pub headline: Option<String>,
}

/// A place that came free, kept for one person who waited. It is taken by booking its slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlaceOffer {
    /// To book it.
    pub slot_id: SlotId,
    /// Start in the viewer's zone.
    pub starts: LocalTime,
    /// End in the viewer's zone.
    pub ends: LocalTime,
    /// Until when it is kept, in the viewer's zone.
    pub until: LocalTime,
}

/// What is done with a place in a waiting list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WaitingStep {
    /// The place that is offered is left to the next one; the place in the list stays.
    Decline,
    /// The place in the list is given up.
    Leave,
}
