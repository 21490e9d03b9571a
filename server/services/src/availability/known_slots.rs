//! Calendars with the slots they offer, kept until the calendar or the profile they follow from is
//! another one. Whoever asks gives the version of this moment, so that nothing old is ever shown; what
//! the clock changes (notice, horizon, holds) is asked of the engine each time.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::SignedDuration;
use moka::future::Cache;
use office_hours::Failure;
use office_hours::availability::{Asker, Calendar, OpenSlot, Refusal, SlotTime, refuse, seats_left};
use office_hours::ids::{MentorId, SessionId};
use office_hours::profile::MentorProfile;
use office_hours::time::{Instant, LocalTime, Reader, Timestamp};
use store::queries::availability::{self, SlotRow};
use store::queries::mentors::{self, MentorVersion};

use super::calendars::{Host, calendars};
use crate::Services;
use crate::failure::OrFail;

/// Slots kept of all mentors together: some 50 MB.
const KEPT: u64 = 400_000;
/// How far beyond what is asked for slots are read.
const SLACK: SignedDuration = SignedDuration::from_hours(1);
/// Slots read of a mentor beyond those that are asked for, since some are taken.
const SPARE: u64 = 6;
/// More than any mentor offers.
const ALL: u64 = 100_000;
/// Further ahead than anything can be booked.
pub(crate) const FAR: SignedDuration = SignedDuration::from_hours(24 * 400);

/// The calendars that were read with the next slots, as far as somebody asked for them, by the version they were read
/// of.
pub(crate) struct KnownSlots(Cache<MentorVersion, Arc<Known>>);

impl Default for KnownSlots {
    fn default() -> Self {
        let weight = |_: &MentorVersion, known: &Arc<Known>| known.slots.len() as u32 + 1;
        Self(Cache::builder().weigher(weight).max_capacity(KEPT).build())
    }
}

/// What is known of one mentor's calendar.
pub(crate) struct Known {
    calendar: Calendar,
    /// By start.
    slots: Vec<SlotRow>,
    /// From when on every slot is there.
    since: Timestamp,
    /// Up to when.
    until: Timestamp,
}

impl Known {
    fn new(slots: Vec<SlotRow>, calendar: Calendar, since: Timestamp, until: Timestamp, most: u64) -> Self {
        // Where reading stopped because there were enough, nothing is known of what comes after.
        let last = slots.last().map(|last| last.time.starts_at);
        let stopped = (slots.len() as u64 >= most).then_some(last).flatten();
        Self { since, until: stopped.unwrap_or(until), slots, calendar }
    }

    /// Those that start in `[from, to)` and that `asker` can book at `now`, by start.
    pub(crate) fn bookable(
        &self,
        (from, to): (Timestamp, Timestamp),
        asker: Option<&Asker>,
        now: Timestamp,
    ) -> impl Iterator<Item = &SlotRow> {
        let first = self.slots.partition_point(|slot| slot.time.starts_at < from);
        let slots = self.slots.iter().skip(first).take_while(move |slot| slot.time.starts_at < to);
        slots.filter(move |slot| self.refuse(&slot.time, asker, now).is_none())
    }

    /// Those that `asker` cannot have at `now`, but perhaps later, by start.
    pub(crate) fn taken(&self, asker: Option<&Asker>, now: Timestamp) -> impl Iterator<Item = &SlotRow> {
        let may_pass = move |slot: &&SlotRow| {
            self.refuse(&slot.time, asker, now).is_some_and(|refusal| refusal.may_pass())
        };
        self.slots.iter().filter(may_pass)
    }

    /// Why `asker` cannot have the time at `now`.
    fn refuse(&self, time: &SlotTime, asker: Option<&Asker>, now: Timestamp) -> Option<Refusal> {
        refuse(time, &self.calendar, asker, now)
    }

    /// Places that `asker` can have at that time.
    pub(crate) fn seats_left(&self, time: &SlotTime, asker: Option<&Asker>, now: Timestamp) -> u32 {
        seats_left(time, &self.calendar, asker, now)
    }

    /// A slot as the viewer reads it.
    pub(crate) fn open_slot(
        &self,
        slot: &SlotRow,
        asker: Option<&Asker>,
        reader: &Reader,
        now: Timestamp,
    ) -> OpenSlot {
        let seats = seats_left(&slot.time, &self.calendar, asker, now);
        let notice = SignedDuration::from_mins(self.calendar.offer().notice_minutes());
        OpenSlot {
            slot_id: slot.slot_id,
            starts: LocalTime::new(slot.time.starts_at, reader),
            ends: LocalTime::new(slot.time.ends_at, reader),
            location: self.calendar.offer().location().to_owned(),
            book_by: Instant::from(slot.time.starts_at - notice),
            seats_left: i32::try_from(seats).unwrap_or(i32::MAX),
        }
    }

    fn answers(&self, from: Timestamp, to: Timestamp, most: u64, now: Timestamp) -> bool {
        let enough = || self.bookable((from, to), None, now).take(most as usize).count() as u64 >= most;
        from >= self.since && (to <= self.until || enough())
    }
}

/// The calendars of the mentors for the next slots of each that start in `[from, to)`, at least `most`
/// that can be booked where there are so many. Only what is not known is read.
pub(crate) async fn known_slots(
    services: &Services,
    mentors: &[MentorVersion],
    from: Timestamp,
    to: Timestamp,
    most: u64,
) -> Result<HashMap<MentorId, Arc<Known>>, Failure> {
    let KnownSlots(cache) = &services.known_slots;
    let now = services.now();
    let mut known = HashMap::with_capacity(mentors.len());
    let mut missing: Vec<MentorVersion> = vec![];
    for version in mentors {
        match cache.get(version).await.filter(|known| known.answers(from, to, most, now)) {
            Some(slots) => drop(known.insert(version.mentor_id, slots)),
            None => missing.push(*version),
        }
    }
    if missing.is_empty() {
        return Ok(known);
    }
    let ids: Vec<MentorId> = missing.iter().map(|version| version.mentor_id).collect();
    let profiles = mentors::get_many(&services.store, &ids).await.or_fail()?;
    // From now on, so that it serves whoever asks next as well.
    let since = now.min(from);
    let profiles: Vec<&MentorProfile> = profiles.iter().collect();
    let enough = if from > since { ALL } else { most };
    // The end moves with the clock: a little further, and the next who ask are answered as well.
    let mut read = read_slots(services, &profiles, since, to + SLACK, enough, &[]).await?;
    for version in missing {
        let Some(read) = read.remove(&version.mentor_id).map(Arc::new) else { continue };
        // What was saved at this very moment may be saved again in it.
        if version.saved_at < since {
            cache.insert(version, Arc::clone(&read)).await;
        }
        known.insert(version.mentor_id, read);
    }
    Ok(known)
}

/// The same, read now; `except` are the sessions that are about to be moved.
pub(crate) async fn read_slots(
    services: &Services,
    mentors: &[&MentorProfile],
    from: Timestamp,
    to: Timestamp,
    most: u64,
    except: &[SessionId],
) -> Result<HashMap<MentorId, Known>, Failure> {
    let now = services.now();
    let some = most.saturating_add(SPARE).min(ALL);
    let mut read = read_first(services, mentors, from, to, some, except).await?;
    // Of whom the first slots are taken, all are read.
    let short = |mentor: &&&MentorProfile| {
        read.get(&mentor.mentor_id).is_some_and(|known| !known.answers(from, to, most, now))
    };
    let short: Vec<&MentorProfile> = mentors.iter().filter(short).copied().collect();
    if !short.is_empty() {
        read.extend(read_first(services, &short, from, to, ALL, except).await?);
    }
    Ok(read)
}

async fn read_first(
    services: &Services,
    mentors: &[&MentorProfile],
    from: Timestamp,
    to: Timestamp,
    most: u64,
    except: &[SessionId],
) -> Result<HashMap<MentorId, Known>, Failure> {
    // Nobody can be booked who is away or wants no sessions.
    let meets = |mentor: &&&MentorProfile| mentor.active && mentor.load_cap_per_week > 0;
    let ids: Vec<MentorId> = mentors.iter().filter(meets).map(|mentor| mentor.mentor_id).collect();
    let mut slots: HashMap<MentorId, Vec<SlotRow>> = HashMap::new();
    let mut asked = SlotTime { starts_at: from, ends_at: from };
    for slot in availability::list_slots(&services.store, &ids, from, to, most).await.or_fail()? {
        asked.ends_at = asked.ends_at.max(slot.time.ends_at);
        slots.entry(slot.mentor_id).or_default().push(slot);
    }
    let offered = slots.iter().map(|(id, slots)| (*id, slots.iter().map(|slot| slot.time).collect()));
    let offered = offered.collect();
    let hosts: Vec<Host<'_>> = mentors.iter().map(|mentor| Host::from(*mentor)).collect();
    let mut calendars = calendars(&services.store, &hosts, offered, asked, except, services.now()).await?;
    let known = |mentor: &&MentorProfile| {
        let calendar = calendars.remove(&mentor.mentor_id)?;
        let slots = slots.remove(&mentor.mentor_id).unwrap_or_default();
        Some((mentor.mentor_id, Known::new(slots, calendar, from, to, most)))
    };
    Ok(mentors.iter().filter_map(known).collect())
}

#[cfg(test)]
mod tests {
    use office_hours::availability::CalendarFacts;
    use office_hours::ids::SlotId;

    use super::*;

    fn at(hour: u32) -> Timestamp {
        format!("2026-11-25T{hour:02}:00:00Z").parse().unwrap()
    }

    fn slot(hour: u32) -> SlotRow {
        SlotRow {
            slot_id: SlotId(uuid::Uuid::nil()),
            mentor_id: MentorId(uuid::Uuid::nil()),
            time: SlotTime { starts_at: at(hour), ends_at: at(hour + 1) },
        }
    }

    fn known(slots: [SlotRow; 2], most: u64) -> Known {
        let facts = CalendarFacts {
            mentor_active: true,
            load_cap_per_week: 5,
            offered: slots.iter().map(|slot| slot.time).collect(),
            ..CalendarFacts::default()
        };
        Known::new(
            slots.to_vec(),
            Calendar::new(facts, &office_hours::time::Zone::utc()),
            at(8),
            at(20),
            most,
        )
    }

    #[test]
    fn what_was_read_answers_only_what_it_covers() {
        let now = at(8);
        let all = known([slot(10), slot(12)], 3);
        assert!(all.answers(at(8), at(20), 3, now) && all.answers(at(11), at(15), 1, now));
        assert!(!all.answers(at(7), at(20), 3, now), "what was before is not known");
        assert!(!all.answers(at(8), at(21), 3, now), "what comes after is not known");
        assert_eq!(all.bookable((at(11), at(20)), None, now).count(), 1);

        let first = known([slot(10), slot(12)], 2);
        assert!(first.answers(at(8), at(20), 2, now), "so many were asked for");
        assert!(first.answers(at(8), at(12), 9, now), "nothing else is before the last");
        assert!(!first.answers(at(11), at(20), 2, now), "one of the two is before");
        assert!(!first.answers(at(8), at(20), 2, at(10)), "one of the two has begun");
    }
}
