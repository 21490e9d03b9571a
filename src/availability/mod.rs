//! When a mentor can be met.
//!
//! What a mentor said, in local time (`window`, `hours`), and what is offered then (`offer`) give the
//! times that are offered (`expand`, by the rules of `local`). Which of them can be booked, by whom and
//! why not, one function says (`engine`) of facts that are given (`calendar`, `asker`, `refusal`);
//! which sessions a change would touch says `impact`, how long a time is kept for somebody `keeping`. How
//! weekly hours are written is told in `rules`, how they are painted in `week_grid`, how open times stand
//! on a calendar in `month`.

mod asker;
mod calendar;
mod engine;
mod entered;
mod expand;
mod hours;
mod impact;
mod keeping;
mod lines;
mod local;
pub mod month;
mod offer;
mod offer_input;
#[cfg(test)]
mod property;
mod refusal;
pub mod rules;
mod rules_input;
mod slot_time;
pub mod week_grid;
mod window;
#[cfg(test)]
mod zones;

pub use asker::Asker;
pub use calendar::{Busy, Calendar, CalendarFacts, Hold, facts_needed};
pub use engine::{all_refusals, bookable, refuse, seats_left};
pub use entered::{EnteredRules, of_the_form};
pub use expand::{expand, windows};
pub use hours::{Block, DateOverride, Hours};
pub use impact::{
    PreviewRules, Review, RulesPreview, SESSIONS_TOUCHED, Settlement, Touched, TouchedChoice,
    TouchedDecision, TouchedSession, Upcoming, Why, touched,
};
pub use keeping::{KEPT_MINUTES, Keeping, SHARE_MINUTES, WINDOW_MINUTES, keeping};
pub use lines::ExceptionLines;
pub use offer::{MAX_LOCATION, MENTEE_CAP_DAYS, Offer};
pub use offer_input::{Approval, OfferInput};
pub use refusal::Refusal;
pub use rules_input::{
    AvailabilityRules, DayHours, Exceptions, ParsedRecurrence, ParsedRules, Recurrence, SaveRules, TimeOff,
    exceptions,
};
pub use slot_time::SlotTime;
pub use window::{Window, parse_date, parse_windows};
pub(crate) use {local::has_day, local::instant, slot_time::shifted};

use serde::{Deserialize, Serialize};

use crate::ids::{HoldId, SlotId};
use crate::time::{Instant, LocalTime, Reader, Timestamp};

/// Length of a session where the mentor does not say, in minutes.
pub const SESSION_MINUTES: i64 = 30;
/// How many days ahead can be booked where the mentor does not say.
pub const HORIZON_DAYS: i64 = 28;

/// A window of a week, in wall-clock minutes of the mentor's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WeeklyWindow {
    /// 0 is Monday, 6 is Sunday.
    pub weekday: u8,
    /// Minutes after midnight, 0–1,439.
    pub start_minute: u16,
    /// Minutes after the same midnight, after `start_minute`; beyond 1,440 on the next day.
    pub end_minute: u16,
}

impl WeeklyWindow {
    /// Without its weekday; nothing when out of its bounds.
    pub fn window(self) -> Option<Window> {
        Window::new(self.start_minute, self.end_minute)
    }
}

/// An open slot, said in the viewer's zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenSlot {
    /// To book it.
    pub slot_id: SlotId,
    /// Start in the viewer's zone.
    pub starts: LocalTime,
    /// End in the viewer's zone.
    pub ends: LocalTime,
    /// "virtual", a room, a phone number.
    pub location: String,
    /// Places left.
    pub seats_left: i32,
    /// It must be booked before: the start less the mentor's notice.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub book_by: Instant,
}

/// The open slots of one mentor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenSlots {
    /// The zone in which the times are said.
    pub zone: String,
    /// The day it is in that zone, `2026-11-24`.
    pub today: String,
    /// Earliest first.
    pub slots: Vec<OpenSlot>,
    /// The next times that are taken and could come free, earliest first.
    #[serde(default)]
    pub taken: Vec<TakenSlot>,
}

/// A time that is taken for now; whoever wants it can wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakenSlot {
    /// To wait for it.
    pub slot_id: SlotId,
    /// Start in the viewer's zone.
    pub starts: LocalTime,
}

/// Asks for the open slots of several mentors at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlotsOf {
    /// Whose, 1–[`MOST_MENTORS`].
    pub mentor_ids: Vec<crate::ids::MentorId>,
    /// From now on so many days, 1–[`MOST_DAYS`].
    pub days: i64,
}

/// Of how many mentors slots are listed at once.
pub const MOST_MENTORS: usize = 200;
/// For how many days slots are listed at once.
pub const MOST_DAYS: i64 = 56;

/// The open slots of one of several mentors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentorSlots {
    /// Whose.
    pub mentor_id: crate::ids::MentorId,
    /// Earliest first.
    pub slots: Vec<BareSlot>,
}

/// An open slot for programs, said in no zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BareSlot {
    /// To book it.
    pub slot_id: SlotId,
    /// Inclusive.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub starts_at: Timestamp,
    /// Exclusive.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub ends_at: Timestamp,
    /// Places left.
    pub seats_left: u32,
}

impl OpenSlots {
    /// The slots of a moment, none of them taken, as `reader` reads them.
    pub fn new(slots: Vec<OpenSlot>, reader: &Reader, now: Timestamp) -> Self {
        let zone = reader.zone.name().to_owned();
        Self { zone, today: LocalTime::new(now, reader).date, slots, taken: vec![] }
    }
}

/// A time that is kept for whoever asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeldSlot {
    /// To let it go.
    pub hold_id: HoldId,
    /// The slot.
    pub slot_id: SlotId,
    /// Until when, in the viewer's zone.
    pub until: LocalTime,
}

/// Asks whether a time could be booked with a session of the mentor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckConflicts {
    /// Whose time.
    pub mentor_id: crate::ids::MentorId,
    /// Inclusive.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub starts_at: Timestamp,
    /// Exclusive.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub ends_at: Timestamp,
}

/// One reason against a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reason {
    /// A stable word for programs: that of [`Refusal::code`].
    pub code: String,
    /// For people.
    pub message: String,
}

impl Reason {
    /// The refusal, as `reader` reads them.
    pub fn new(refusal: &Refusal, reader: &Reader) -> Self {
        let message = refusal.message(&reader.zone).say(reader.catalog);
        Self { code: refusal.code().to_owned(), message }
    }
}

/// The answer to [`CheckConflicts`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conflicts {
    /// Whether the time could be booked as asked.
    pub bookable: bool,
    /// Everything that stands against it, the first of which booking would be refused with.
    pub reasons: Vec<Reason>,
}
