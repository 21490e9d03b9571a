//! When can this pair meet? One answer for the list, the hold, the booking, the approval, the move
//! and the question "why not 15:00?", so that what is listed can be booked and what is not is refused.
//!
//! **Buffers add up.** A session keeps its mentor from its start less the buffer before to its end
//! plus the buffer after, and what two sessions keep must not overlap: between two lie the buffer
//! after the first and the buffer before the second, whichever way round. Preparing and writing up
//! cannot be done at the same time; who wants just a break of ten minutes sets one of the two. (Of
//! the larger of both only, a database could not be sure by ranges that do not overlap.) A session
//! keeps the buffers it was booked with. An event of an outside calendar has none of its own; those
//! of the session count towards it. Mentees have none.
//!
//! **Holds** are nothing to their owner and nothing once expired. For everybody else a hold is what
//! it may become: a session with its buffers, one place of a group, one session of the week.
//!
//! **Groups.** A session of several places can be joined at exactly its time while it has room,
//! which is the smaller of its own places and those of the offer. It counts once against the weekly
//! cap, however many come, so joining one that counts already adds nothing.

use super::calendar::{Busy, Calendar, Hold};
use super::slot_time::overlapping;
use super::{Asker, Refusal, SlotTime};
use crate::time::Timestamp;

/// All reasons there are, in the order in which they are told: whether there is a mentor, then the
/// clock, then what the mentor said, then what is taken, then what is counted, last what concerns
/// the mentee alone. The first to apply is the answer.
const CHECKS: [Check; 14] = [
    mentor_away,
    past,
    notice,
    horizon,
    block,
    not_offered,
    booked,
    full,
    outside_calendar,
    buffer,
    held,
    week_full,
    mentee_cap,
    mentee_busy,
];

type Check = fn(&Question<'_>) -> Option<Refusal>;

/// The first reason why the time cannot be booked at `now`; nothing when it can be.
///
/// Without an asker the answer is the one for a mentee who has nothing on and holds nothing.
pub fn refuse(
    time: &SlotTime,
    calendar: &Calendar,
    asker: Option<&Asker>,
    now: Timestamp,
) -> Option<Refusal> {
    Desk::new(calendar, asker, now).refuse(*time)
}

/// Every reason why the time cannot be booked at `now`, in the order of [`refuse`].
pub fn all_refusals<'a>(
    time: &SlotTime,
    calendar: &'a Calendar,
    asker: Option<&'a Asker>,
    now: Timestamp,
) -> impl Iterator<Item = Refusal> + use<'a> {
    Desk::new(calendar, asker, now).question(*time).refusals()
}

/// Those of `times` that can be booked at `now`, by the same as [`refuse`]; each costs a few binary
/// searches in what the calendar holds.
pub fn bookable<'a>(
    times: &'a [SlotTime],
    calendar: &'a Calendar,
    asker: Option<&'a Asker>,
    now: Timestamp,
) -> impl Iterator<Item = &'a SlotTime> {
    let desk = Desk::new(calendar, asker, now);
    times.iter().filter(move |time| desk.refuse(**time).is_none())
}

/// The places that are left at a time that can be booked, those that others hold left out.
pub fn seats_left(time: &SlotTime, calendar: &Calendar, asker: Option<&Asker>, now: Timestamp) -> u32 {
    let question = Desk::new(calendar, asker, now).question(*time);
    question.seats().saturating_sub(question.held_seats().count() as u32)
}

/// What is the same for every time that is asked for.
#[derive(Clone, Copy)]
struct Desk<'a> {
    calendar: &'a Calendar,
    asker: Option<&'a Asker>,
    now: Timestamp,
    earliest: Timestamp,
    latest: Timestamp,
}

impl<'a> Desk<'a> {
    fn new(calendar: &'a Calendar, asker: Option<&'a Asker>, now: Timestamp) -> Self {
        let (earliest, latest) = (calendar.offer.earliest(now), calendar.offer.latest(now));
        Self { calendar, asker, now, earliest, latest }
    }

    fn question(self, time: SlotTime) -> Question<'a> {
        let calendar = self.calendar;
        let reserved = calendar.offer.reserved(time);
        Question {
            desk: self,
            time,
            reserved,
            sessions: calendar.sessions.near(reserved),
            holds: calendar.holds.near(reserved),
            outside: calendar.outside.near(reserved),
        }
    }

    fn refuse(self, time: SlotTime) -> Option<Refusal> {
        self.question(time).refusals().next()
    }
}

struct Question<'a> {
    desk: Desk<'a>,
    time: SlotTime,
    /// What the session would keep the mentor from.
    reserved: SlotTime,
    /// Around that.
    sessions: &'a [(SlotTime, Busy)],
    /// Around that.
    holds: &'a [(SlotTime, Hold)],
    /// Around that.
    outside: &'a [(SlotTime, SlotTime)],
}

impl<'a> Question<'a> {
    fn refusals(self) -> impl Iterator<Item = Refusal> + use<'a> {
        CHECKS.iter().filter_map(move |check| check(&self))
    }

    /// Sessions in the way, buffers included; the group of this very time among them.
    fn sessions(&self) -> impl Iterator<Item = &'a Busy> + use<'a> {
        overlapping(self.sessions, self.reserved)
    }

    /// The group that meets at exactly this time.
    fn group(&self) -> Option<&'a Busy> {
        self.sessions().find(|busy| self.can_join(busy))
    }

    fn can_join(&self, busy: &Busy) -> bool {
        !busy.exclusive && busy.time == self.time
    }

    /// Places left, holds aside.
    fn seats(&self) -> u32 {
        let offered = self.desk.calendar.offer.capacity();
        self.group().map_or(offered, |group| offered.min(group.capacity).saturating_sub(group.seats_taken))
    }

    fn is_foreign(&self, hold: &Hold) -> bool {
        hold.expires_at > self.desk.now && !self.desk.asker.is_some_and(|asker| asker.is(hold.holder))
    }

    /// Live holds of others in the way, buffers included.
    fn holds(&self) -> impl Iterator<Item = &'a Hold> {
        overlapping(self.holds, self.reserved).filter(|hold| self.is_foreign(hold))
    }

    /// Those of them that keep a place of this very session, and no more.
    fn held_seats(&self) -> impl Iterator<Item = &'a Hold> {
        self.holds().filter(|hold| self.shares_session(hold))
    }

    fn shares_session(&self, hold: &Hold) -> bool {
        hold.time == self.time && self.desk.calendar.offer.capacity() > 1
    }
}

fn mentor_away(question: &Question<'_>) -> Option<Refusal> {
    (!question.desk.calendar.mentor_active).then_some(Refusal::MentorAway)
}

fn past(question: &Question<'_>) -> Option<Refusal> {
    (question.time.starts_at <= question.desk.now).then_some(Refusal::Past)
}

fn notice(question: &Question<'_>) -> Option<Refusal> {
    let earliest = question.desk.earliest;
    let late = question.desk.now < question.time.starts_at && question.time.starts_at < earliest;
    late.then_some(Refusal::Notice { earliest })
}

fn horizon(question: &Question<'_>) -> Option<Refusal> {
    let latest = question.desk.latest;
    (question.time.starts_at >= latest).then_some(Refusal::Horizon { latest })
}

fn block(question: &Question<'_>) -> Option<Refusal> {
    question.desk.calendar.blocks.overlapping(question.time).next().map(|()| Refusal::Block)
}

/// Said only where the clock and the time off do not explain why nothing is offered.
fn not_offered(question: &Question<'_>) -> Option<Refusal> {
    let offered = question.desk.calendar.offers(question.time);
    let explained = || [past, horizon, block].iter().any(|check| check(question).is_some());
    (!offered && !explained()).then_some(Refusal::NotOffered)
}

fn booked(question: &Question<'_>) -> Option<Refusal> {
    let clash = |busy: &Busy| busy.time.overlaps(&question.time) && !question.can_join(busy);
    question.sessions().any(clash).then_some(Refusal::Booked)
}

fn full(question: &Question<'_>) -> Option<Refusal> {
    (question.seats() == 0).then_some(Refusal::Full)
}

fn outside_calendar(question: &Question<'_>) -> Option<Refusal> {
    overlapping(question.outside, question.time).next().map(|_| Refusal::OutsideCalendar)
}

/// The largest gap that is missing.
fn buffer(question: &Question<'_>) -> Option<Refusal> {
    let (time, offer) = (question.time, &question.desk.calendar.offer);
    let gap = |other: SlotTime, before: i64, after: i64| {
        if other.overlaps(&time) {
            return None;
        }
        Some(if other.starts_at < time.starts_at {
            after + offer.buffer_before_minutes()
        } else {
            offer.buffer_after_minutes() + before
        })
    };
    let sessions = question
        .sessions()
        .filter_map(|busy| gap(busy.time, busy.buffer_before_minutes, busy.buffer_after_minutes));
    let outside = overlapping(question.outside, question.reserved);
    let minutes = sessions.chain(outside.filter_map(|event| gap(*event, 0, 0))).max()?;
    Some(Refusal::Buffer { minutes })
}

fn held(question: &Question<'_>) -> Option<Refusal> {
    if question.holds.is_empty() {
        return None;
    }
    let whole = question.holds().filter(|hold| !question.shares_session(hold)).map(|hold| hold.expires_at);
    // Of the places held, as many must come free as make one.
    let seats = question.seats() as usize;
    let mut expiries: Vec<Timestamp> = question.held_seats().map(|hold| hold.expires_at).collect();
    expiries.sort_unstable();
    let place = expiries.len().checked_sub(seats.max(1)).map(|index| expiries[index]);
    let until = whole.chain(place).max()?;
    Some(Refusal::Held { until })
}

/// A week belongs to the session's start.
fn week_full(question: &Question<'_>) -> Option<Refusal> {
    let calendar = question.desk.calendar;
    let at = question.time.starts_at;
    let cap = calendar.load_cap_per_week;
    if question.group().is_some_and(|group| group.counts_against_cap) {
        return None;
    }
    if calendar.week_is_empty(at) {
        return (cap <= 0).then(|| Refusal::WeekFull { week: calendar.week(at).time });
    }
    let week = calendar.week(at);
    (week.sessions + held_sessions(question, week.time) >= cap)
        .then_some(Refusal::WeekFull { week: week.time })
}

/// What live holds of others would add to the sessions of the week, besides this very session.
fn held_sessions(question: &Question<'_>, week: SlotTime) -> i32 {
    let calendar = question.desk.calendar;
    // Holds are kept by what they reserve: look a little further and then at the start itself.
    let reach = calendar.offer.reserved(week);
    let mut times: Vec<SlotTime> = calendar
        .holds
        .starting_in(SlotTime { ends_at: week.ends_at, ..reach })
        .filter(|hold| week.starts_at <= hold.time.starts_at && hold.time.starts_at < week.ends_at)
        .filter(|hold| question.is_foreign(hold) && !question.shares_session(hold))
        .map(|hold| hold.time)
        .filter(|time| !counts_already(calendar, *time))
        .collect();
    times.dedup();
    times.len() as i32
}

/// Whether a group of exactly that time counts against the cap.
fn counts_already(calendar: &Calendar, time: SlotTime) -> bool {
    let mut sessions = calendar.sessions.overlapping(time);
    sessions.any(|busy| busy.time == time && !busy.exclusive && busy.counts_against_cap)
}

fn mentee_cap(question: &Question<'_>) -> Option<Refusal> {
    let sessions = question.desk.calendar.offer.cap_per_mentee()?;
    let exceeds = question.desk.asker.is_some_and(|asker| asker.exceeds(sessions, question.time.starts_at));
    exceeds.then_some(Refusal::MenteeCap { sessions })
}

fn mentee_busy(question: &Question<'_>) -> Option<Refusal> {
    question.desk.asker.is_some_and(|asker| asker.is_busy(question.time)).then_some(Refusal::MenteeBusy)
}

#[cfg(test)]
mod tests;
