//! What staff see of the programme: sessions, utilisation, and the CSV of both.

use serde::{Deserialize, Serialize};

use crate::booking::{SessionStatus, SessionView};
use crate::ids::MentorId;

/// Narrows what staff see. Empty fields do not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ProgrammeFilter {
    /// A session status.
    pub status: Option<SessionStatus>,
    /// Part of a mentor's or mentee's name.
    pub name: Option<String>,
    /// First local day, `2026-11-01`.
    pub from: Option<String>,
    /// Last local day, `2026-11-30`.
    pub to: Option<String>,
}

/// How much of a mentor's offered time is used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentorUtilisation {
    /// The mentor.
    pub mentor_id: MentorId,
    /// As shown.
    pub name: String,
    /// Slots offered in the period, in places.
    pub offered: i64,
    /// Sessions in the period that were not cancelled.
    pub used: i64,
    /// `used / offered` in [0, 1]; nothing when nothing was offered.
    pub utilisation: Option<f64>,
    /// Whether the mentor takes bookings.
    pub active: bool,
}

/// The programme page: figures and the rows behind them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgrammeOverview {
    /// What the numbers cover, as a sentence.
    pub period: String,
    /// Sessions in the period, by any status.
    pub sessions_total: i64,
    /// Sessions that are booked and still to come.
    pub sessions_upcoming: i64,
    /// Sessions in the period that were called off.
    pub sessions_cancelled: i64,
    /// Active mentors.
    pub mentors_active: i64,
    /// `used / offered` over all mentors; nothing when nothing was offered.
    pub utilisation: Option<f64>,
    /// The rows, latest first, at most [`MAX_ROWS`].
    pub sessions: Vec<SessionView>,
    /// Whether there were more rows than are listed.
    pub more_sessions: bool,
    /// Least used first, at most [`MAX_ROWS`].
    pub mentors: Vec<MentorUtilisation>,
    /// Whether there were more mentors than are listed.
    pub more_mentors: bool,
}

/// The most rows of one table on the page; the CSV has them all.
pub const MAX_ROWS: u64 = 200;
