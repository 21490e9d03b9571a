//! What must be known of a session before anybody takes a step, and the deadlines that follow.

use serde::{Deserialize, Serialize};

use super::super::SessionStatus;
use super::super::party::{Party, Side};
use super::super::rules::SessionFacts;
use super::{CORRECTION_DAYS, DECISION_HOURS, MARKING_DAYS, OBJECTION_DAYS, Step};
use crate::availability::shifted;
use crate::time::Timestamp;

/// What was said of how a session went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Timestamp,
    /// By whom; those who correct are named in place of those who marked before.
    pub by: Party,
    /// Who did not come; nobody where the session took place.
    pub absent: Option<Side>,
    /// Whether a side objected and nothing has been decided since.
    pub disputed: bool,
}

impl Mark {
    /// The mark that `step` leaves; nothing for a step that says nothing of how a session went.
    pub fn of(step: Step, by: Party, at: Timestamp) -> Option<Self> {
        let told = matches!(step.to(), SessionStatus::Completed | SessionStatus::NoShow);
        told.then_some(Self { at, by, absent: step.absent(), disputed: false })
    }
}

/// What the steps need to know of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LifeFacts {
    /// Whose, when, and where it stands.
    pub session: SessionFacts,
    /// When it was asked for, or moved while it waited for the mentor.
    pub requested_at: Timestamp,
    /// What was said of how it went; nothing before, or where nobody kept it.
    pub mark: Option<Mark>,
}

impl LifeFacts {
    /// Who did not come, as far as somebody said so.
    pub(super) fn absent(&self) -> Option<Side> {
        self.mark.and_then(|mark| mark.absent)
    }

    pub(super) fn is_disputed(&self) -> bool {
        self.mark.is_some_and(|mark| mark.disputed)
    }

    /// From when on an outcome stays as it is.
    pub(super) fn settled_at(&self) -> Timestamp {
        days_after(self.session.starts_at, CORRECTION_DAYS)
    }
}

/// Until when a mentee changes their mind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancelPolicy {
    /// How long before the start a booked session is fixed for its mentee, in minutes; 0 is until the
    /// start.
    pub cutoff_minutes: u32,
}

impl CancelPolicy {
    /// The instant from which on it is too late.
    pub fn cutoff(self, starts_at: Timestamp) -> Timestamp {
        shifted(starts_at, -i64::from(self.cutoff_minutes))
    }
}

/// When a request is answered at the latest: [`DECISION_HOURS`] hours after it was made, so that the
/// mentee can still ask somebody else and the time is not kept for nothing; and never after the
/// start, for a yes to a meeting that has begun helps nobody.
pub fn undecided_until(requested_at: Timestamp, starts_at: Timestamp) -> Timestamp {
    shifted(requested_at, DECISION_HOURS * 60).min(starts_at)
}

/// Until when the other side may object to `mark`; never after outcomes are settled.
pub fn objection_until(mark: &Mark, starts_at: Timestamp) -> Timestamp {
    days_after(mark.at, OBJECTION_DAYS).min(days_after(starts_at, CORRECTION_DAYS))
}

/// Until when the sides say how a session went.
pub(super) fn marked_until(starts_at: Timestamp) -> Timestamp {
    days_after(starts_at, MARKING_DAYS)
}

/// Days of 24 hours: what is shown as a deadline is an instant, in whatever zone it is read.
fn days_after(at: Timestamp, days: i64) -> Timestamp {
    shifted(at, days * 24 * 60)
}
