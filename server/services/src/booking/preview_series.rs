//! Which sessions a series would have, before anything is booked.

use std::collections::HashMap;

use jiff::SignedDuration;
use office_hours::availability::{
    Asker, Busy, Calendar, CalendarFacts, Offer, Reason, Refusal, SlotTime, refuse,
};
use office_hours::booking::rules;
use office_hours::booking::series::{
    Occurrence, OccurrenceConflict, OnConflict, PreviewSeries, SHIFT_REACH, SeriesPreview, ShiftTo,
    conflicts, nearest, occurrences, plan,
};
use office_hours::ids::{MenteeId, MentorId, SlotId, UserId};
use office_hours::profile::MentorProfile;
use office_hours::time::{LocalTime, Timestamp, Zone};
use office_hours::{Actor, Failure};
use store::queries::{availability, mentors};

use crate::availability::{MenteeCalendar, Rules, calendar_facts};
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::profile::may_read;
use crate::{Services, ViewerZone};

/// More slots than any mentor offers.
const ALL: u64 = 100_000;

/// All sessions that the series would have, those that cannot be had first, each with the reason that
/// booking it would be refused with and what can be chosen instead. A series fills caps by itself: each
/// is asked for as if those before it were booked.
pub async fn preview_series(
    services: &Services,
    actor: &Actor,
    input: &PreviewSeries,
    zone: &ViewerZone,
) -> Result<SeriesPreview, Failure> {
    policy::check(actor, Action::BookSession)?;
    let (person, mentee_id) = rules::booking_mentee(actor)?;
    let (frequency, count) = input.parse()?;
    let store = &services.store;
    let no_time = || Failure::not_found("time");
    let slot = availability::find_slot(store, input.slot_id).await.or_fail()?.ok_or_else(no_time)?;
    let mentor = mentors::get(store, slot.mentor_id).await.or_fail()?;
    let mentor = mentor.filter(|mentor| may_read(actor, mentor)).ok_or_else(no_time)?;
    let wanted = occurrences(slot.time, frequency, count, &Zone::of_stored(&mentor.timezone));

    let (mut desk, slots) = Desk::read(services, &mentor, (person.user_id, mentee_id), &wanted).await?;
    let refused = conflicts(&wanted, |time, taken| desk.refusal_of(time, taken));
    let offered: Vec<SlotTime> = slots.keys().copied().collect();
    let refusal_of = |time: SlotTime, taken: &[SlotTime]| desk.refusal_of(time, taken);
    let shifted = plan(&wanted, refusal_of, |time| nearest(time, &offered), OnConflict::Shift).shifted;

    let conflict = |time: SlotTime| {
        let why = refused.iter().find(|refused| refused.time == time)?.why;
        let to = shifted.iter().find(|shifted| shifted.from == time).map(|shifted| shifted.to);
        let shift_to = to.and_then(|to| Some(shift_to(*slots.get(&to)?, to, &zone.0)));
        let mut choices = vec![OnConflict::Skip];
        choices.extend(shift_to.is_some().then_some(OnConflict::Shift));
        // Before the first there is nothing.
        choices.extend((time != slot.time).then_some(OnConflict::Stop));
        Some(OccurrenceConflict { reason: Reason::new(&why, &zone.0), shift_to, choices })
    };
    let mut occurrences: Vec<Occurrence> = (1..)
        .zip(&wanted)
        .map(|(number, time)| Occurrence {
            number,
            starts: LocalTime::new(time.starts_at, &zone.0),
            ends: LocalTime::new(time.ends_at, &zone.0),
            conflict: conflict(*time),
        })
        .collect();
    occurrences.sort_by_key(|occurrence| (occurrence.conflict.is_none(), occurrence.number));
    Ok(SeriesPreview { frequency, zone: zone.0.name().to_owned(), occurrences })
}

fn shift_to(slot_id: SlotId, time: SlotTime, zone: &Zone) -> ShiftTo {
    let said = |at: Timestamp| LocalTime::new(at, zone);
    ShiftTo { slot_id, starts: said(time.starts_at), ends: said(time.ends_at) }
}

/// Answers for times of one mentor and one mentee, as if some were booked already.
struct Desk {
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
    /// Read for these times and all that a session may be shifted to; with the slots by their time.
    async fn read(
        services: &Services,
        mentor: &MentorProfile,
        (user_id, mentee_id): (UserId, MenteeId),
        wanted: &[SlotTime],
    ) -> Result<(Self, HashMap<SlotTime, SlotId>), Failure> {
        let (store, now, mentor_id) = (&services.store, services.now(), mentor.mentor_id);
        let reach = SHIFT_REACH.as_mins();
        let asked = wanted.iter().copied().reduce(|all, one| SlotTime {
            starts_at: all.starts_at.min(one.starts_at),
            ends_at: all.ends_at.max(one.ends_at),
        });
        let asked = asked.ok_or_else(|| Failure::not_found("time"))?.with_buffers(reach, reach);
        let (from, to) = (asked.starts_at, asked.ends_at);
        let slots = availability::list_slots(store, &[mentor_id], from, to, ALL).await.or_fail()?;
        let slots: HashMap<SlotTime, SlotId> =
            slots.into_iter().map(|slot| (slot.time, slot.slot_id)).collect();
        let offered = HashMap::from([(mentor_id, slots.keys().copied().collect())]);
        // What is shifted may end a little after the last.
        let asked = SlotTime { ends_at: asked.ends_at + SignedDuration::from_hours(24), ..asked };
        let known = calendar_facts(store, &[mentor], offered, asked, None, now).await?;
        let (_, mut facts, zone) = known.into_iter().next().ok_or_else(|| Failure::not_found("mentor"))?;
        // Nothing is offered in time off; it is said all the same why.
        facts.blocks = Rules::read(store, mentor_id, zone.clone()).await?.blocked();
        let mentee = MenteeCalendar::of_mentee(store, mentee_id, user_id, asked, None).await?;
        let (calendar, asker) = (Calendar::new(facts.clone(), &zone), mentee.asker(mentor_id));
        Ok((Self { facts, zone, mentor_id, mentee, now, taken: vec![], calendar, asker }, slots))
    }

    /// Why the time cannot be had once those in `taken` are booked.
    fn refusal_of(&mut self, time: SlotTime, taken: &[SlotTime]) -> Option<Refusal> {
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
