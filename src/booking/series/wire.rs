//! Series as they cross the wire: what is asked, what is shown before anything is booked, and what
//! became of it.

use serde::{Deserialize, Serialize};

use super::{Count, Frequency, MoveChoice, OnConflict, Scope};
use crate::availability::Reason;
use crate::booking::SessionView;
use crate::failure::Failure;
use crate::ids::{SearchId, SeriesId, SessionId, SlotId};
use crate::time::{LocalTime, Timestamp};

/// Asks which sessions a series would have, and which of them cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewSeries {
    /// The slot of the first.
    pub slot_id: SlotId,
    /// `weekly`, `fortnightly`, or `monthly` for the same weekday of every month.
    pub frequency: String,
    /// How many sessions, the first included: 2–26.
    pub count: i64,
}

impl PreviewSeries {
    /// How often and how many; refusals name the field.
    pub fn parse(&self) -> Result<(Frequency, Count), Failure> {
        Ok((Frequency::parse("frequency", &self.frequency)?, Count::parse("count", self.count)?))
    }
}

/// Books a series for the signed-in mentee: all sessions that are left by the choices, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookSeries {
    /// The slot of the first.
    pub slot_id: SlotId,
    /// `weekly`, `fortnightly`, or `monthly` for the same weekday of every month.
    pub frequency: String,
    /// How many sessions, the first included: 2–26.
    pub count: i64,
    /// What becomes of single sessions. Those without a choice are booked as the preview names them.
    #[serde(default)]
    pub choices: Vec<ConflictChoice>,
    /// For the mentor; may be empty.
    #[serde(default)]
    pub note: String,
    /// The search that led to it, as its answer named it.
    #[serde(default)]
    pub search_id: Option<SearchId>,
}

impl BookSeries {
    /// What its preview would be asked.
    pub fn preview(&self) -> PreviewSeries {
        PreviewSeries { slot_id: self.slot_id, frequency: self.frequency.clone(), count: self.count }
    }
}

/// What becomes of one session of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConflictChoice {
    /// Which one, from 1.
    pub number: u32,
    /// `skip` leaves it out, `shift` gives it another slot, `stop` ends the series before it.
    pub choice: String,
    /// The slot, where it is shifted: the one that the preview names, or another of the mentor's.
    #[serde(default)]
    pub slot_id: Option<SlotId>,
}

/// The sessions that a series would have. Nothing is booked by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeriesPreview {
    /// How often the two would meet.
    pub frequency: Frequency,
    /// The zone in which the times are said.
    pub zone: String,
    /// Those that cannot be had first, then the others, each part in order.
    pub occurrences: Vec<Occurrence>,
}

impl SeriesPreview {
    /// How many cannot be had.
    pub fn conflicts(&self) -> usize {
        self.occurrences.iter().filter(|occurrence| occurrence.conflict.is_some()).count()
    }
}

/// One session that a series would have, in the viewer's zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Occurrence {
    /// Which one, from 1.
    pub number: u32,
    /// Start.
    pub starts: LocalTime,
    /// End.
    pub ends: LocalTime,
    /// Why it cannot be had, and what can be chosen instead; nothing where it can be.
    pub conflict: Option<OccurrenceConflict>,
}

/// Why a session of a series cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OccurrenceConflict {
    /// The reason that booking it would be refused with.
    pub reason: Reason,
    /// The nearest slot of the mentor that it could take; nothing where none is near.
    pub shift_to: Option<ShiftTo>,
    /// What can be chosen: shifting only where there is a slot for it, ending only where there is a
    /// session before it.
    pub choices: Vec<OnConflict>,
}

/// A slot that a session could take in place of its own time, in the viewer's zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShiftTo {
    /// To choose it.
    pub slot_id: SlotId,
    /// Start.
    pub starts: LocalTime,
    /// End.
    pub ends: LocalTime,
}

/// Where a session stands in its series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeriesPlace {
    /// The series.
    pub series_id: SeriesId,
    /// How often the two meet.
    pub frequency: Frequency,
    /// Which one it is by its start, from 1. Those called off count, so that the others keep theirs.
    pub number: u32,
    /// How many there are, those called off included.
    pub of: u32,
}

/// A series as one of its sides, or staff, sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeriesView {
    /// The series.
    pub series_id: SeriesId,
    /// How often the two meet.
    pub frequency: Frequency,
    /// Its sessions by start, those called off included; for a mentor those that are theirs.
    pub sessions: Vec<SessionView>,
}

/// Calls sessions of a series off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancelSeries {
    /// The series.
    pub series_id: SeriesId,
    /// The session that `scope` starts from; not needed for all of them.
    #[serde(default)]
    pub session_id: Option<SessionId>,
    /// `one`, `following` for that one and all later ones, or `all`.
    pub scope: String,
    /// For the other side; staff give one.
    #[serde(default)]
    pub reason: String,
}

/// What became of the sessions that were to be called off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeriesCancelled {
    /// Those called off now, by start.
    pub cancelled: Vec<SessionView>,
    /// Those meant that stay as they are, by start. What was called off before is in neither.
    pub left: Vec<LeftSession>,
}

/// A session that could not be called off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeftSession {
    /// As it stands.
    pub session: SessionView,
    /// Why.
    pub reason: Reason,
}

/// Asks where sessions of a series would be if one of them were moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewMove {
    /// The series.
    pub series_id: SeriesId,
    /// The session that is given another slot.
    pub session_id: SessionId,
    /// Where to: a slot of its mentor; staff may name that of another one, who would take the sessions over.
    pub slot_id: SlotId,
    /// `one`, `following` for that one and all later ones, or `all`.
    pub scope: String,
}

/// The sessions that would move. Nothing is moved by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeriesMovePreview {
    /// Which sessions are meant.
    pub scope: Scope,
    /// The zone in which the times are said.
    pub zone: String,
    /// Those that cannot move first, then the others, each part by start. Sessions that are over or
    /// called off are not among them.
    pub occurrences: Vec<MovedOccurrence>,
    /// How many are left where they are because they were moved by themselves before.
    pub moved_alone: u32,
}

impl SeriesMovePreview {
    /// How many cannot move.
    pub fn conflicts(&self) -> usize {
        self.occurrences.iter().filter(|occurrence| occurrence.conflict.is_some()).count()
    }

    /// Whether the session that was given another slot can have it; without that nothing is moved.
    pub fn can_move(&self, session_id: SessionId) -> bool {
        let free = |occurrence: &MovedOccurrence| occurrence.conflict.is_none();
        self.occurrences.iter().any(|occurrence| occurrence.session_id == session_id && free(occurrence))
    }
}

/// One session that would move, in the viewer's zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MovedOccurrence {
    /// The session.
    pub session_id: SessionId,
    /// Which one of its series, from 1.
    pub number: u32,
    /// Start as it is now.
    pub old_starts: LocalTime,
    /// End as it is now.
    pub old_ends: LocalTime,
    /// Start as it would be.
    pub starts: LocalTime,
    /// End as it would be.
    pub ends: LocalTime,
    /// Why it cannot move, and what can be chosen; nothing where it can.
    pub conflict: Option<MoveConflict>,
}

/// Why a session of a series cannot move with the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoveConflict {
    /// The reason that moving it would be refused with.
    pub reason: Reason,
    /// What can be chosen: ending there only where there is a later one to stay. Nothing for the session
    /// that was given another slot: it needs another one.
    pub choices: Vec<MoveChoice>,
}

/// Moves sessions of a series: all that are to move, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoveSeries {
    /// The series.
    pub series_id: SeriesId,
    /// The session that is given another slot.
    pub session_id: SessionId,
    /// Where to: a slot of its mentor; staff may name that of another one, who takes the sessions over.
    pub slot_id: SlotId,
    /// `one`, `following` for that one and all later ones, or `all`.
    pub scope: String,
    /// The sessions as the preview named them. Those that are not among them keep their time.
    #[serde(default)]
    pub moves: Vec<AcceptedMove>,
    /// For the other side; staff give one.
    #[serde(default)]
    pub reason: String,
}

impl MoveSeries {
    /// What its preview would be asked.
    pub fn preview(&self) -> PreviewMove {
        PreviewMove {
            series_id: self.series_id,
            session_id: self.session_id,
            slot_id: self.slot_id,
            scope: self.scope.clone(),
        }
    }
}

/// A session as it was shown to whoever moves the series, and what is to become of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptedMove {
    /// Which one.
    pub session_id: SessionId,
    /// Its start then.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub from: Timestamp,
    /// Its start after the move.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub to: Timestamp,
    /// `move`; `keep` leaves it where it is, `stop` leaves it and all later ones.
    #[serde(default = "moving")]
    pub choice: String,
}

fn moving() -> String {
    MoveChoice::Move.as_str().to_owned()
}
