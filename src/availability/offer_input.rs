//! An offer as it comes over the wire and lies in the database.

use serde::{Deserialize, Serialize};

use super::{HORIZON_DAYS, SESSION_MINUTES};
use crate::failure::Failure;

/// Who says yes to a booking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Approval {
    /// A free time is booked at once.
    #[default]
    Instant,
    /// The mentor accepts or declines; the time is kept meanwhile.
    Mentor,
}

impl Approval {
    /// Reads the word of the wire and the database; refusals name `field`.
    pub fn parse(field: &str, text: &str) -> Result<Self, Failure> {
        match text.trim() {
            "instant" => Ok(Self::Instant),
            "mentor" => Ok(Self::Mentor),
            _ => Err(Failure::invalid(field, "Choose instant or mentor.")),
        }
    }

    /// The word on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Instant => "instant",
            Self::Mentor => "mentor",
        }
    }
}

/// An offer as it is entered or stored, nothing checked; what is left out is as it always was:
/// half an hour, alone, without buffers, up to four weeks ahead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct OfferInput {
    /// Length of a session, 5–480 minutes.
    pub session_minutes: i64,
    /// From one start to the next, 5–480 minutes. Where it is shorter than a session, the times
    /// offered overlap, and booking one takes those it overlaps.
    pub interval_minutes: i64,
    /// What the mentor needs before a session, 0–240 minutes.
    pub buffer_before_minutes: i64,
    /// What the mentor needs after a session, 0–240 minutes.
    pub buffer_after_minutes: i64,
    /// From booking to start at least, 0–86,400 minutes, shorter than the horizon. Hours of the
    /// clock, not days of the calendar: 1,440 means 24 hours before the start.
    pub notice_minutes: i64,
    /// How far ahead can be booked, 1–365 days of 24 hours.
    pub horizon_days: i64,
    /// Places of a session, 1–500.
    pub capacity: i64,
    /// Sessions with one mentee in [`super::MENTEE_CAP_DAYS`] days at most, 1–100; none means no cap.
    pub cap_per_mentee: Option<i64>,
    /// "virtual", a room, a phone number: one line of at most [`super::MAX_LOCATION`] characters.
    pub location: String,
    /// "instant" or "mentor".
    pub approval: String,
}

impl Default for OfferInput {
    fn default() -> Self {
        Self {
            session_minutes: SESSION_MINUTES,
            interval_minutes: SESSION_MINUTES,
            buffer_before_minutes: 0,
            buffer_after_minutes: 0,
            notice_minutes: 0,
            horizon_days: HORIZON_DAYS,
            capacity: 1,
            cap_per_mentee: None,
            location: "virtual".into(),
            approval: Approval::Instant.as_str().into(),
        }
    }
}
