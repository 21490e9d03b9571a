//! What is asked of the calendars of a pair for several sessions at once.

use std::collections::HashMap;

use jiff::SignedDuration;
use office_hours::Failure;
use office_hours::availability::{Asker, Busy, Calendar, CalendarFacts, Offer, Refusal, SlotTime, refuse};
use office_hours::booking::series::SHIFT_REACH;
use office_hours::ids::{MenteeId, MentorId, SessionId, SlotId, UserId};
use office_hours::profile::MentorProfile;
use office_hours::time::{Timestamp, Zone};
use store::Db;
use store::queries::availability;

use crate::availability::{MenteeCalendar, Rules, calendar_facts};
use crate::failure::OrFail;

/// More slots than any mentor offers.
const ALL: u64 = 100_000;

/// Who are to meet.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    /// Who gives time.
    pub(super) mentor: &'a MentorProfile,
    /// Who asked.
    pub(super) mentee_id: MenteeId,
    /// Their account.
    pub(super) user_id: UserId,
}

/// Answers for times of one pair, as if some were booked already.
pub(super) struct Desk {
    facts: CalendarFacts,
    /// The mentor's.
    zone: Zone,
    mentor_id: MentorId,
    mentee: MenteeCalendar,
    now: Timestamp,
    /// What the two below were put in order with.
    taken: Vec<SlotTime>,
    calendar: Calendar,
    asker: Asker,
}

impl Desk {
    /// Read for these times and all that a session may be shifted to, as if there were none of the sessions
    /// `except`, which are about to be moved; with the slots by their time.
    pub(super) async fn read(
        db: &impl Db,
        pair: Pair<'_>,
        wanted: &[SlotTime],
        except: &[SessionId],
        now: Timestamp,
    ) -> Result<(Self, HashMap<SlotTime, SlotId>), Failure> {
        let Pair { mentor, mentee_id, user_id } = pair;
        let mentor_id = mentor.mentor_id;
        let reach = SHIFT_REACH.as_mins();
        let asked = wanted.iter().copied().reduce(|all, one| SlotTime {
            starts_at: all.starts_at.min(one.starts_at),
            ends_at: all.ends_at.max(one.ends_at),
        });
        let asked = asked.ok_or_else(|| Failure::not_found("time"))?.with_buffers(reach, reach);
        let (from, to) = (asked.starts_at, asked.ends_at);
        let slots = availability::list_slots(db, &[mentor_id], from, to, ALL).await.or_fail()?;
        let slots: HashMap<SlotTime, SlotId> =
            slots.into_iter().map(|slot| (slot.time, slot.slot_id)).collect();
        let offered = HashMap::from([(mentor_id, slots.keys().copied().collect())]);
        // What is shifted may end a little after the last.
        let asked = SlotTime { ends_at: asked.ends_at + SignedDuration::from_hours(24), ..asked };
        let known = calendar_facts(db, &[mentor.into()], offered, asked, except, now).await?;
        let (_, mut facts, zone) = known.into_iter().next().ok_or_else(|| Failure::not_found("mentor"))?;
        // Nothing is offered in time off; it is said all the same why.
        facts.blocks = Rules::read(db, mentor_id, zone.clone()).await?.blocked();
        let mentee = MenteeCalendar::of_mentee(db, mentee_id, user_id, asked, except).await?;
        let (calendar, asker) = (Calendar::new(facts.clone(), &zone), mentee.asker(mentor_id));
        Ok((Self { facts, zone, mentor_id, mentee, now, taken: vec![], calendar, asker }, slots))
    }

    /// What the mentor offers.
    pub(super) fn offer(&self) -> &Offer {
        &self.facts.offer
    }

    /// Why the time cannot be had once those in `taken` are booked.
    pub(super) fn refusal_of(&mut self, time: SlotTime, taken: &[SlotTime]) -> Option<Refusal> {
        if self.taken != taken {
            let mut facts = self.facts.clone();
            let offer = facts.offer.clone();
            facts.sessions.extend(taken.iter().map(|time| busy(*time, &offer)));
            self.calendar = Calendar::new(facts, &self.zone);
            self.asker = self.mentee.asker_besides(self.mentor_id, taken);
            self.taken = taken.to_vec();
        }
        refuse(&time, &self.calendar, Some(&self.asker), self.now)
    }
}

/// What a session would keep the mentor from if it were booked now.
fn busy(time: SlotTime, offer: &Offer) -> Busy {
    Busy {
        time,
        buffer_before_minutes: offer.buffer_before_minutes(),
        buffer_after_minutes: offer.buffer_after_minutes(),
        exclusive: offer.capacity() == 1,
        seats_taken: 1,
        capacity: offer.capacity(),
        holds_time: true,
        counts_against_cap: true,
    }
}
