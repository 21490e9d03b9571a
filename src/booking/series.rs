//! Several sessions of the same pair at once: when they are, which of them can be had, and which of
//! them a later change touches. Each is a session of its own; nothing is booked here.
//!
//! **The clock on the wall stays.** Tuesday at 14:00 stays Tuesday at 14:00 when the clocks change,
//! by the rules of `availability`: a time that is skipped moves later, one that occurs twice means
//! the first. Each time is counted from the first session, so that one that had to move takes no
//! other along. Every session really lasts as long as the first.
//!
//! **Every month** means the same weekday of the month: the second Tuesday. Not the same day of the
//! month: that is another weekday each time, on which the mentor may have no hours, and the 29th to
//! the 31st are not in every month, so a rule would have to invent a day that nobody agreed to.
//! Where a month has no fifth Tuesday it is skipped, as calendars do (RFC 5545, 3.3.10), and not
//! moved to the fourth; so is a day that a zone itself skips. The series goes on until it has its
//! count.
//!
//! **It ends by a count.** "Until a day" would have to say of which zone, and two people rarely
//! mean the same one.
//!
//! What was chosen for single sessions is read in `choices`; where they go when some of them move, says
//! `moves`; what crosses the wire is in `wire`.

mod choices;
mod moves;
mod wire;

pub use choices::{Choice, Pick, Picked, pick};
pub use moves::{Move, MoveChoice, accepted, clashes, in_turn, moved_along, still_as_shown};
pub use wire::{
    AcceptedMove, BookSeries, CancelSeries, ConflictChoice, LeftSession, MoveConflict, MoveSeries,
    MovedOccurrence, Occurrence, OccurrenceConflict, PreviewMove, PreviewSeries, SeriesCancelled,
    SeriesMovePreview, SeriesPlace, SeriesPreview, SeriesView, ShiftTo,
};

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, ToSpan};
use serde::{Deserialize, Serialize};

use crate::availability::{Refusal, SlotTime, has_day, instant};
use crate::failure::Failure;
use crate::ids::SessionId;
use crate::text;
use crate::time::{Timestamp, Zone};

/// How often the two meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// Every week.
    Weekly,
    /// Every two weeks.
    Fortnightly,
    /// On the same weekday of every month: the second Tuesday.
    Monthly,
}

impl Frequency {
    /// Every one, the most frequent first.
    pub const ALL: [Self; 3] = [Self::Weekly, Self::Fortnightly, Self::Monthly];

    /// The frequency of that word.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|frequency| frequency.as_str() == word)
    }

    /// Reads the word of the wire and the database; refusals name `field`.
    pub fn parse(field: &str, text: &str) -> Result<Self, Failure> {
        Self::find(text.trim())
            .ok_or_else(|| Failure::invalid(field, "Choose weekly, fortnightly or monthly."))
    }

    /// The word on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weekly => "weekly",
            Self::Fortnightly => "fortnightly",
            Self::Monthly => "monthly",
        }
    }

    /// Within a sentence: "2 of 6, every week".
    pub fn spoken(self) -> &'static str {
        match self {
            Self::Weekly => "every week",
            Self::Fortnightly => "every two weeks",
            Self::Monthly => "every month",
        }
    }

    /// The day so many steps after `first`; nothing where that month has none.
    fn nth(self, first: Date, step: i32) -> Option<Date> {
        match self {
            Self::Weekly => first.checked_add(step.weeks()).ok(),
            Self::Fortnightly => first.checked_add(step.saturating_mul(2).weeks()).ok(),
            Self::Monthly => {
                let month = first.first_of_month().checked_add(step.months()).ok()?;
                month.nth_weekday_of_month((first.day() - 1) / 7 + 1, first.weekday()).ok()
            }
        }
    }
}

/// How many sessions a series has, the first included: 2–26.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(u8);

impl Count {
    /// A series of one is a session.
    pub const LEAST: u8 = 2;
    /// Half a year of weeks: beyond that nobody knows their calendar.
    pub const MOST: u8 = 26;

    /// Takes what was entered; refusals name `field`.
    pub fn parse(field: &str, count: i64) -> Result<Self, Failure> {
        match u8::try_from(count) {
            Ok(count) if (Self::LEAST..=Self::MOST).contains(&count) => Ok(Self(count)),
            _ => Err(Failure::invalid(
                field,
                text!(
                    "A series has {least} to {most} sessions. Choose a number in between.",
                    least = Self::LEAST,
                    most = Self::MOST,
                ),
            )),
        }
    }

    /// The number.
    pub fn get(self) -> usize {
        usize::from(self.0)
    }
}

/// How far a series reaches at most, in steps of its frequency. A fifth weekday comes at least four
/// times a year, so that 26 of them take no more than seven years.
const MAX_STEPS: i32 = 90;

/// The times of a series, in order, beginning with `first` as it is. The clock that stays the same
/// is that of `zone`: the mentor's, whose hours are said in it. Fewer than `count` only at the end
/// of time.
pub fn occurrences(first: SlotTime, frequency: Frequency, count: Count, zone: &Zone) -> Vec<SlotTime> {
    let local = zone.tz().to_datetime(first.starts_at);
    let later =
        (1..=MAX_STEPS).filter_map(|step| occurrence(first, local, frequency.nth(local.date(), step)?, zone));
    std::iter::once(first).chain(later).take(count.get()).collect()
}

fn occurrence(first: SlotTime, local: DateTime, date: Date, zone: &Zone) -> Option<SlotTime> {
    if !has_day(date, zone) {
        return None;
    }
    let starts_at = instant(date.to_datetime(local.time()), zone)?.at;
    let ends_at = starts_at.checked_add(first.ends_at.duration_since(first.starts_at)).ok()?;
    Some(SlotTime { starts_at, ends_at })
}

/// What becomes of a session of a series whose time cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnConflict {
    /// It is left out; the series has one session less.
    Skip,
    /// It takes another time near by; where there is none it is left out.
    Shift,
    /// The series ends before it.
    Stop,
}

impl OnConflict {
    /// Reads the word of the wire; refusals name `field`.
    pub fn parse(field: &str, text: &str) -> Result<Self, Failure> {
        match text.trim() {
            "skip" => Ok(Self::Skip),
            "shift" => Ok(Self::Shift),
            "stop" => Ok(Self::Stop),
            _ => Err(Failure::invalid(field, "Choose skip, shift or stop.")),
        }
    }
}

/// A time that cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which one.
    pub time: SlotTime,
    /// Why not.
    pub why: Refusal,
}

/// A session that takes another time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shifted {
    /// As wanted.
    pub from: SlotTime,
    /// In its place.
    pub to: SlotTime,
    /// Why not as wanted.
    pub why: Refusal,
}

/// What of a series can be had. All times are in the order in which they were wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// As wanted.
    pub keep: Vec<SlotTime>,
    /// Left out.
    pub skipped: Vec<Refused>,
    /// At another time.
    pub shifted: Vec<Shifted>,
    /// The first that cannot be had, where the series ends before it. What comes after was not
    /// looked at.
    pub stopped_at: Option<Refused>,
}

impl Plan {
    /// All times to book, earliest first.
    pub fn times(&self) -> Vec<SlotTime> {
        let shifted = self.shifted.iter().map(|shifted| shifted.to);
        let mut times: Vec<SlotTime> = self.keep.iter().copied().chain(shifted).collect();
        times.sort_unstable();
        times
    }
}

/// The times that cannot be had, to be shown before anybody chooses what becomes of them.
pub fn conflicts(
    wanted: &[SlotTime],
    refusal_of: impl FnMut(SlotTime, &[SlotTime]) -> Option<Refusal>,
) -> Vec<Refused> {
    plan(wanted, refusal_of, |_| Vec::new(), OnConflict::Skip).skipped
}

/// Takes the wanted times one after the other.
///
/// `refusal_of` says why a time cannot be had, given those taken so far, in the order taken: a
/// series fills a cap by itself, so every time is asked for anew. `alternatives` names other times
/// for one that cannot be had, the best first; the first that can be had and lies across no other
/// time of the series is taken.
pub fn plan(
    wanted: &[SlotTime],
    mut refusal_of: impl FnMut(SlotTime, &[SlotTime]) -> Option<Refusal>,
    mut alternatives: impl FnMut(SlotTime) -> Vec<SlotTime>,
    on_conflict: OnConflict,
) -> Plan {
    let mut plan = Plan::default();
    let mut taken: Vec<SlotTime> = Vec::with_capacity(wanted.len());
    for time in wanted.iter().copied() {
        let Some(why) = refusal_of(time, &taken) else {
            plan.keep.push(time);
            taken.push(time);
            continue;
        };
        let mut is_free = |other: &SlotTime| {
            let across = |time: &SlotTime| time.overlaps(other);
            !wanted.iter().any(|each| *each != time && across(each))
                && !taken.iter().any(across)
                && refusal_of(*other, &taken).is_none()
        };
        match on_conflict {
            OnConflict::Stop => {
                plan.stopped_at = Some(Refused { time, why });
                break;
            }
            OnConflict::Skip => plan.skipped.push(Refused { time, why }),
            OnConflict::Shift => match alternatives(time).into_iter().find(|other| is_free(other)) {
                Some(to) => {
                    plan.shifted.push(Shifted { from: time, to, why });
                    taken.push(to);
                }
                None => plan.skipped.push(Refused { time, why }),
            },
        }
    }
    plan
}

/// How far from its own time a session of a series is shifted at most: half a week, so that it stays
/// nearer to its own place than to that of a neighbour.
pub const SHIFT_REACH: SignedDuration = SignedDuration::from_hours(84);

/// The times of the same length that a session may take in place of `time`, the nearest first, of
/// two as near the earlier; none further than [`SHIFT_REACH`] away. Whether they can be had is not
/// asked here.
pub fn nearest(time: SlotTime, offered: &[SlotTime]) -> Vec<SlotTime> {
    let length = |time: &SlotTime| time.ends_at.duration_since(time.starts_at);
    let away = |other: &SlotTime| other.starts_at.duration_since(time.starts_at).abs();
    let is_near =
        |other: &&SlotTime| **other != time && length(other) == length(&time) && away(other) <= SHIFT_REACH;
    let mut near: Vec<SlotTime> = offered.iter().filter(is_near).copied().collect();
    near.sort_unstable_by_key(|other| (away(other), other.starts_at));
    near
}

/// Which sessions of a series are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The one chosen.
    One,
    /// The one chosen and those that begin later.
    Following,
    /// Every one.
    All,
}

impl Scope {
    /// Reads the word of the wire; refusals name `field`.
    pub fn parse(field: &str, text: &str) -> Result<Self, Failure> {
        match text.trim() {
            "one" => Ok(Self::One),
            "following" => Ok(Self::Following),
            "all" => Ok(Self::All),
            _ => Err(Failure::invalid(field, "Choose one, following or all.")),
        }
    }

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Following => "following",
            Self::All => "all",
        }
    }
}

/// What is done to several sessions of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// They get another time, place or note.
    Edit,
    /// They are called off.
    Cancel,
}

/// One session of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Which one.
    pub session_id: SessionId,
    /// When it begins now.
    pub starts_at: Timestamp,
    /// Whether somebody changed it alone.
    pub is_exception: bool,
}

/// The sessions that a change touches, earliest first; none when `which` is not one of them.
///
/// What was changed alone stays as it is when others are edited: somebody agreed to that one. It is
/// edited when it is chosen itself, and called off with the rest: who ends a series means all of it.
/// Whether a session may still be changed is for the lifecycle to say.
pub fn in_scope(series: &[Member], which: SessionId, scope: Scope, change: Change) -> Vec<SessionId> {
    let Some(chosen) = series.iter().find(|member| member.session_id == which) else {
        return Vec::new();
    };
    let follows = |member: &Member| match scope {
        Scope::One => false,
        Scope::Following => member.starts_at >= chosen.starts_at,
        Scope::All => true,
    };
    let touched = |member: &&Member| {
        member.session_id == which || (follows(member) && (change == Change::Cancel || !member.is_exception))
    };
    let mut members: Vec<&Member> = series.iter().filter(touched).collect();
    members.sort_unstable_by_key(|member| (member.starts_at, member.session_id));
    members.into_iter().map(|member| member.session_id).collect()
}

#[cfg(test)]
mod tests;
