//! A mentor's calendar as the engine sees it: facts, put in order once.

use std::collections::BTreeMap;

use super::offer::MAX_BUFFER;
use super::slot_time::{RangeIndex, merge};
use super::{Offer, SlotTime};
use crate::booking::rules::week_of;
use crate::ids::UserId;
use crate::time::{Timestamp, Zone};

/// A session of the mentor that holds its time or counts against the cap.
///
/// The members of a group may be given one by one: those of exactly the same time are added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy {
    /// When.
    pub time: SlotTime,
    /// The buffer before it, in minutes, as it was when it was booked.
    pub buffer_before_minutes: i64,
    /// The buffer after it, in minutes, as it was when it was booked.
    pub buffer_after_minutes: i64,
    /// Whether the mentor is with one mentee alone.
    pub exclusive: bool,
    /// Places sold.
    pub seats_taken: u32,
    /// Places there are, as they were when it was booked.
    pub capacity: u32,
    /// Whether it keeps its time from being booked: `SessionStatus::holds_time`.
    pub holds_time: bool,
    /// Whether it counts against the weekly cap: `SessionStatus::counts`. A group counts once.
    pub counts_against_cap: bool,
}

/// A time that is kept while somebody fills in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// When.
    pub time: SlotTime,
    /// Whose; it is nothing to them.
    pub holder: UserId,
    /// From when on it is nothing to anybody.
    pub expires_at: Timestamp,
}

/// What is known of a mentor around the times asked about, in any order.
///
/// All that overlaps [`facts_needed`] must be given. When a session is moved, it must not be among
/// them, nor must be what this platform itself wrote into outside calendars.
#[derive(Clone, Debug, Default)]
pub struct CalendarFacts {
    /// What the mentor offers.
    pub offer: Offer,
    /// Whether the mentor takes bookings at all.
    pub mentor_active: bool,
    /// Sessions a week at most.
    pub load_cap_per_week: i32,
    /// The times offered: what [`super::expand`] gave.
    pub offered: Vec<SlotTime>,
    /// Time off: what [`super::Hours::blocked`] gave.
    pub blocks: Vec<SlotTime>,
    /// Sessions.
    pub sessions: Vec<Busy>,
    /// Holds, expired ones as well.
    pub holds: Vec<Hold>,
    /// When outside calendars say the mentor is busy.
    pub outside: Vec<SlotTime>,
}

/// The sessions of one week that count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Week {
    /// Monday to Sunday in the mentor's zone.
    pub(super) time: SlotTime,
    /// How many count, holds aside.
    pub(super) sessions: i32,
}

/// A mentor's calendar, ready to be asked; build it once for many times.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub(super) offer: Offer,
    pub(super) zone: Zone,
    pub(super) mentor_active: bool,
    pub(super) load_cap_per_week: i32,
    offered: Vec<SlotTime>,
    /// Apart from each other.
    pub(super) blocks: RangeIndex<()>,
    /// By what they reserve, buffers included.
    pub(super) sessions: RangeIndex<Busy>,
    /// By what they reserve, with the buffers of the offer.
    pub(super) holds: RangeIndex<Hold>,
    /// Apart from each other.
    pub(super) outside: RangeIndex<SlotTime>,
    /// Weeks that have sessions or holds, in order.
    weeks: Vec<Week>,
}

impl Calendar {
    /// Puts the facts in order, in n log n; `zone` is the mentor's, weeks are counted in it.
    pub fn new(facts: CalendarFacts, zone: &Zone) -> Self {
        let CalendarFacts { offer, mentor_active, load_cap_per_week, mut offered, .. } = facts;
        offered.sort_unstable();
        let sessions = add_up(facts.sessions);
        let weeks = weeks(&sessions, &facts.holds, zone);
        let reserved = |busy: &Busy| {
            let time = busy.time.with_buffers(busy.buffer_before_minutes, busy.buffer_after_minutes);
            (time, *busy)
        };
        Self {
            mentor_active,
            load_cap_per_week,
            offered,
            blocks: RangeIndex::new(merge(facts.blocks).into_iter().map(|time| (time, ()))),
            sessions: RangeIndex::new(sessions.iter().filter(|busy| busy.holds_time).map(reserved)),
            holds: RangeIndex::new(facts.holds.into_iter().map(|hold| (offer.reserved(hold.time), hold))),
            outside: RangeIndex::new(merge(facts.outside).into_iter().map(|time| (time, time))),
            weeks,
            offer,
            zone: zone.clone(),
        }
    }

    /// With this time off instead of what was given.
    pub fn with_blocks(mut self, blocks: Vec<SlotTime>) -> Self {
        self.blocks = RangeIndex::new(merge(blocks).into_iter().map(|time| (time, ())));
        self
    }

    /// What the mentor offers.
    pub fn offer(&self) -> &Offer {
        &self.offer
    }

    /// Whether exactly this time is offered.
    pub(super) fn offers(&self, time: SlotTime) -> bool {
        self.offered.binary_search(&time).is_ok()
    }

    /// The week that holds `at`.
    pub(super) fn week(&self, at: Timestamp) -> Week {
        let upto = self.weeks.partition_point(|week| week.time.starts_at <= at);
        let known = self.weeks[..upto].last().filter(|week| at < week.time.ends_at);
        known.copied().unwrap_or_else(|| Week { time: week_at(at, &self.zone), sessions: 0 })
    }

    /// Whether nothing counts and nothing is held in the week of `at`: answered without its bounds.
    pub(super) fn week_is_empty(&self, at: Timestamp) -> bool {
        let upto = self.weeks.partition_point(|week| week.time.starts_at <= at);
        self.weeks[..upto].last().is_none_or(|week| week.time.ends_at <= at)
    }
}

/// How far facts must reach for times within `asked`: to the ends of their weeks in the mentor's
/// zone, for the cap, and as far as buffers can, those of the times and those of what is near.
pub fn facts_needed(asked: SlotTime, zone: &Zone) -> SlotTime {
    let near = asked.with_buffers(2 * MAX_BUFFER, 2 * MAX_BUFFER);
    let (first, last) = (week_at(asked.starts_at, zone), week_at(asked.ends_at, zone));
    SlotTime { starts_at: near.starts_at.min(first.starts_at), ends_at: near.ends_at.max(last.ends_at) }
}

fn week_at(at: Timestamp, zone: &Zone) -> SlotTime {
    let (starts_at, ends_at) = week_of(at, zone);
    SlotTime { starts_at, ends_at }
}

/// The members of each group as one session, by start.
fn add_up(mut sessions: Vec<Busy>) -> Vec<Busy> {
    sessions.sort_by_key(|busy| (busy.time, busy.exclusive));
    let mut added: Vec<Busy> = Vec::with_capacity(sessions.len());
    for mut busy in sessions {
        if !busy.holds_time {
            busy.seats_taken = 0;
        }
        match added.last_mut() {
            Some(group) if group.time == busy.time && !group.exclusive && !busy.exclusive => {
                group.seats_taken = group.seats_taken.saturating_add(busy.seats_taken);
                group.capacity = group.capacity.min(busy.capacity);
                group.buffer_before_minutes = group.buffer_before_minutes.max(busy.buffer_before_minutes);
                group.buffer_after_minutes = group.buffer_after_minutes.max(busy.buffer_after_minutes);
                group.holds_time |= busy.holds_time;
                group.counts_against_cap |= busy.counts_against_cap;
            }
            _ => added.push(busy),
        }
    }
    added
}

/// Weeks with something in them; the bounds of each are found once.
fn weeks(sessions: &[Busy], holds: &[Hold], zone: &Zone) -> Vec<Week> {
    let counted = sessions.iter().filter(|busy| busy.counts_against_cap).map(|busy| (busy.time.starts_at, 1));
    let held = holds.iter().map(|hold| (hold.time.starts_at, 0));
    let mut starts: BTreeMap<Timestamp, i32> = BTreeMap::new();
    for (at, sessions) in counted.chain(held) {
        *starts.entry(at).or_default() += sessions;
    }
    let mut weeks: Vec<Week> = vec![];
    for (at, sessions) in starts {
        match weeks.last_mut() {
            Some(week) if at < week.time.ends_at => week.sessions += sessions,
            _ => weeks.push(Week { time: week_at(at, zone), sessions }),
        }
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(from: &str, to: &str) -> SlotTime {
        SlotTime { starts_at: from.parse().unwrap(), ends_at: to.parse().unwrap() }
    }

    #[test]
    fn facts_reach_to_the_ends_of_weeks_and_as_far_as_buffers() {
        let berlin = Zone::parse("timezone", "Europe/Berlin").unwrap();
        let cases = [
            (
                time("2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z"),
                time("2026-11-22T23:00:00Z", "2026-11-29T23:00:00Z"),
            ),
            // Monday at midnight in Berlin: what ends on Sunday night may be too close.
            (
                time("2026-11-22T23:00:00Z", "2026-11-22T23:30:00Z"),
                time("2026-11-22T15:00:00Z", "2026-11-29T23:00:00Z"),
            ),
        ];
        for (asked, expected) in cases {
            assert_eq!(facts_needed(asked, &berlin), expected);
        }
    }

    #[test]
    fn members_of_a_group_are_one_session() {
        let at = time("2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z");
        let member = Busy {
            time: at,
            buffer_before_minutes: 0,
            buffer_after_minutes: 5,
            exclusive: false,
            seats_taken: 1,
            capacity: 4,
            holds_time: true,
            counts_against_cap: true,
        };
        let over = Busy { holds_time: false, capacity: 3, ..member };
        let alone = Busy { exclusive: true, ..member };
        let added = add_up(vec![over, alone, member, Busy { buffer_before_minutes: 10, ..member }]);
        assert_eq!(added, [Busy { seats_taken: 2, capacity: 3, buffer_before_minutes: 10, ..member }, alone]);
    }
}
