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
    /// Which page of the sessions, from 1, which is meant where nothing is said.
    pub page: Option<u32>,
    /// Which page of the mentors, likewise.
    pub mentors_page: Option<u32>,
}

impl ProgrammeFilter {
    /// The same from the first page on: what is narrowed, wherever one leafs.
    pub fn from_the_first_page(self) -> Self {
        Self { page: None, mentors_page: None, ..self }
    }
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
    /// A page of the sessions that pass the filter, latest first.
    pub sessions: Vec<SessionView>,
    /// Where that page stands.
    pub sessions_at: PageOf,
    /// A page of the mentors that pass the filter's name, least used first.
    pub mentors: Vec<MentorUtilisation>,
    /// Where that page stands.
    pub mentors_at: PageOf,
}

/// Where a page stands in a long list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageOf {
    /// Which one, from 1; the last where a later one was asked for.
    pub page: u32,
    /// How many there are, one at least.
    pub pages: u32,
    /// Rows on all of them.
    pub rows: u32,
}

impl PageOf {
    /// That page of `rows` rows, [`ROWS_PER_PAGE`] on each.
    pub fn new(page: Option<u32>, rows: u32) -> Self {
        let pages = rows.div_ceil(ROWS_PER_PAGE).max(1);
        Self { page: page.unwrap_or(1).clamp(1, pages), pages, rows }
    }

    /// How many rows stand on the pages before it.
    pub fn before(self) -> u32 {
        (self.page - 1) * ROWS_PER_PAGE
    }
}

/// Rows of a table on the programme page; the CSV has them all.
pub const ROWS_PER_PAGE: u32 = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_past_the_last_is_the_last() {
        let at = |page, rows| {
            let at = PageOf::new(page, rows);
            (at.page, at.pages, at.before())
        };
        assert_eq!(at(None, 0), (1, 1, 0));
        assert_eq!(at(Some(0), 20), (1, 1, 0));
        assert_eq!(at(Some(2), 21), (2, 2, 20));
        assert_eq!(at(Some(u32::MAX), 41), (3, 3, 40));
    }
}
