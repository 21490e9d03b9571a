//! A mentor and some mentees, what they have booked, and what must be so of it.

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};
use uuid::Uuid;

use super::super::{
    Asker, Busy, Calendar, CalendarFacts, Hold, MENTEE_CAP_DAYS, Offer, OfferInput, SlotTime, expand,
};
use super::made_up::{Chance, PLACES, hours, offer};
use crate::ids::UserId;
use crate::time::{Timestamp, Zone};

/// How many people ask.
pub(super) const MENTEES: u64 = 5;

/// A session as it was booked.
pub(super) struct Meeting {
    time: SlotTime,
    reserved: SlotTime,
    offer: Offer,
    pub(super) members: Vec<u64>,
}

impl Meeting {
    fn is_group(&self) -> bool {
        self.offer.capacity() > 1
    }
}

pub(super) struct World {
    zone: Zone,
    input: OfferInput,
    pub(super) offer: Offer,
    pub(super) now: Timestamp,
    cap: i32,
    pub(super) offered: Vec<SlotTime>,
    blocks: Vec<SlotTime>,
    outside: Vec<SlotTime>,
    pub(super) meetings: Vec<Meeting>,
    /// Starts of this mentor's sessions that are over and count.
    over: Vec<Timestamp>,
    /// What mentees have with others.
    elsewhere: Vec<(u64, SlotTime)>,
    pub(super) holds: Vec<Hold>,
}

pub(super) fn user(mentee: u64) -> UserId {
    UserId(Uuid::from_u128(mentee.into()))
}

impl World {
    pub(super) fn new(chance: &mut Chance) -> Self {
        let (name, first) = chance.pick(&PLACES);
        let zone = Zone::parse("timezone", name).unwrap();
        let first: Date = first.parse().unwrap();
        let now = first.to_zoned(zone.tz().clone()).unwrap().timestamp()
            + SignedDuration::from_mins(chance.below(1_440));
        let (input, hours) = (offer(chance), hours(chance, first));
        let offer = Offer::parse(&input).unwrap();
        let some = |most: u64, chance: &mut Chance| -> Vec<SlotTime> {
            let time = |chance: &mut Chance| {
                let at = now + SignedDuration::from_mins(chance.below(1_800) * 10);
                SlotTime::lasting(at, chance.below(300) + 1)
            };
            (0..chance.below(most)).map(|_| time(chance)).collect()
        };
        Self {
            offered: expand(
                &hours,
                &offer,
                &zone,
                now - 6.hours(),
                now + SignedDuration::from_hours(24 * 15),
            ),
            blocks: hours.blocked(&zone),
            outside: some(6, chance),
            elsewhere: some(12, chance)
                .into_iter()
                .map(|time| (chance.below(MENTEES) as u64, time))
                .collect(),
            over: (0..chance.below(3)).map(|hours| now - (hours * 30 + 2).hours()).collect(),
            cap: chance.pick(&[0, 1, 2, 4, 50]),
            meetings: vec![],
            holds: vec![],
            zone,
            input,
            offer,
            now,
        }
    }

    pub(super) fn calendar(&self) -> Calendar {
        let members = self.meetings.iter().flat_map(|meeting| {
            meeting.members.iter().map(|_| Busy {
                time: meeting.time,
                buffer_before_minutes: meeting.offer.buffer_before_minutes(),
                buffer_after_minutes: meeting.offer.buffer_after_minutes(),
                exclusive: !meeting.is_group(),
                seats_taken: 1,
                capacity: meeting.offer.capacity(),
                holds_time: true,
                counts_against_cap: true,
            })
        });
        let over = self.over.iter().map(|start| Busy {
            time: SlotTime::lasting(*start, 30),
            buffer_before_minutes: 0,
            buffer_after_minutes: 0,
            exclusive: true,
            seats_taken: 1,
            capacity: 1,
            holds_time: false,
            counts_against_cap: true,
        });
        let facts = CalendarFacts {
            offer: self.offer.clone(),
            mentor_active: true,
            load_cap_per_week: self.cap,
            offered: self.offered.iter().rev().copied().collect(),
            blocks: self.blocks.clone(),
            sessions: members.chain(over).collect(),
            holds: self.holds.clone(),
            outside: self.outside.clone(),
        };
        Calendar::new(facts, &self.zone)
    }

    fn with_mentor(&self, mentee: u64) -> Vec<Timestamp> {
        let theirs = self.meetings.iter().filter(|meeting| meeting.members.contains(&mentee));
        theirs.map(|meeting| meeting.time.starts_at).collect()
    }

    fn sessions_of(&self, mentee: u64) -> Vec<SlotTime> {
        let here = self.meetings.iter().filter(|meeting| meeting.members.contains(&mentee));
        let elsewhere = self.elsewhere.iter().filter(|(whose, _)| *whose == mentee).map(|(_, time)| *time);
        here.map(|meeting| meeting.time).chain(elsewhere).collect()
    }

    pub(super) fn asker(&self, mentee: u64) -> Asker {
        Asker::new(user(mentee), self.sessions_of(mentee), self.with_mentor(mentee))
    }

    /// Whether the mentee may book the time, by comparing everything with everything.
    pub(super) fn may_book(&self, time: SlotTime, mentee: u64) -> bool {
        let (offer, reserved) = (&self.offer, self.offer.reserved(time));
        let lead = (time.starts_at.as_second() - self.now.as_second()) / 60;
        let on_time = time.starts_at > self.now
            && lead >= offer.notice_minutes()
            && time.starts_at < self.now + SignedDuration::from_hours(24 * offer.horizon_days());
        let held: Vec<&Hold> = self
            .holds
            .iter()
            .filter(|hold| hold.expires_at > self.now && hold.holder != user(mentee))
            .collect();
        let group = self.meetings.iter().find(|meeting| meeting.is_group() && meeting.time == time);
        let shared = |hold: &&&Hold| offer.capacity() > 1 && hold.time == time;
        let capacity = group.map_or(offer.capacity(), |group| group.offer.capacity().min(offer.capacity()));
        let gone = group.map_or(0, |group| group.members.len()) + held.iter().filter(shared).count();
        let free =
            self.meetings.iter().all(|meeting| {
                meeting.is_group() && meeting.time == time || !meeting.reserved.overlaps(&reserved)
            }) && held.iter().all(|hold| shared(&hold) || !offer.reserved(hold.time).overlaps(&reserved))
                && !self.outside.iter().any(|event| event.overlaps(&reserved))
                && !self.blocks.iter().any(|block| block.overlaps(&time));
        let mut week: Vec<SlotTime> =
            held.iter().filter(|hold| !shared(hold)).map(|hold| hold.time).collect();
        week.extend(self.meetings.iter().map(|meeting| meeting.time));
        week.extend(self.over.iter().map(|start| SlotTime::lasting(*start, 30)));
        week.retain(|other| self.week(other.starts_at) == self.week(time.starts_at));
        week.sort_unstable();
        week.dedup();
        let mut all = self.with_mentor(mentee);
        all.push(time.starts_at);
        self.offered.contains(&time)
            && on_time
            && free
            && gone < capacity as usize
            && (group.is_some() || (week.len() as i32) < self.cap)
            && most_in_a_row(&all) <= offer.cap_per_mentee().unwrap_or(usize::MAX)
            && !self.sessions_of(mentee).iter().any(|other| other.overlaps(&time))
    }

    /// The mentor wants other breaks and other groups from now on; nobody is in the middle of booking.
    pub(super) fn change_offer(&mut self, chance: &mut Chance) {
        let OfferInput { buffer_before_minutes, buffer_after_minutes, capacity, .. } = offer(chance);
        self.input =
            OfferInput { buffer_before_minutes, buffer_after_minutes, capacity, ..self.input.clone() };
        self.offer = Offer::parse(&self.input).unwrap();
        self.holds.clear();
    }

    fn week(&self, at: Timestamp) -> (i16, i8) {
        let week = at.to_zoned(self.zone.tz().clone()).date().iso_week_date();
        (week.year(), week.week())
    }

    pub(super) fn book(&mut self, time: SlotTime, mentee: u64) {
        self.holds.retain(|hold| hold.holder != user(mentee));
        match self.meetings.iter_mut().find(|meeting| meeting.is_group() && meeting.time == time) {
            Some(group) => group.members.push(mentee),
            None => self.meetings.push(Meeting {
                time,
                reserved: self.offer.reserved(time),
                offer: self.offer.clone(),
                members: vec![mentee],
            }),
        }
    }

    /// What must be so whatever was booked.
    pub(super) fn check(&self) {
        for (at, meeting) in self.meetings.iter().enumerate() {
            assert!(meeting.members.len() <= meeting.offer.capacity() as usize, "too many places sold");
            for other in &self.meetings[at + 1..] {
                assert!(!meeting.reserved.overlaps(&other.reserved), "the mentor is in two places");
            }
            let same_week =
                |other: &&Meeting| self.week(other.time.starts_at) == self.week(meeting.time.starts_at);
            let over =
                self.over.iter().filter(|at| self.week(**at) == self.week(meeting.time.starts_at)).count();
            assert!(
                (self.meetings.iter().filter(same_week).count() + over) as i32 <= self.cap,
                "too many a week"
            );
        }
        for mentee in 0..MENTEES {
            let sessions = self.meetings.iter().filter(|meeting| meeting.members.contains(&mentee));
            for session in sessions {
                let clashes =
                    self.sessions_of(mentee).iter().filter(|other| other.overlaps(&session.time)).count();
                assert_eq!(clashes, 1, "the mentee is in two places");
            }
            let cap = self.offer.cap_per_mentee().unwrap_or(usize::MAX);
            assert!(most_in_a_row(&self.with_mentor(mentee)) <= cap, "too many with one mentee");
        }
    }
}

/// The most of `starts` that lie within as many days as the cap per mentee counts.
fn most_in_a_row(starts: &[Timestamp]) -> usize {
    let span = SignedDuration::from_hours(24 * MENTEE_CAP_DAYS);
    let from =
        |first: Timestamp| starts.iter().filter(|start| (first..first + span).contains(*start)).count();
    starts.iter().map(|first| from(*first)).max().unwrap_or(0)
}
