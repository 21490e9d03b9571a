//! The slots of several mentors that can be booked: open, and in a week that has room.

use std::collections::HashMap;

use office_hours::Failure;
use office_hours::booking::rules::week_of;
use office_hours::ids::MentorId;
use office_hours::profile::MentorProfile;
use office_hours::time::{Timestamp, Zone};
use store::queries::availability::{self, SlotRow};
use store::queries::sessions;

use crate::Services;
use crate::failure::OrFail;

/// More than any mentor offers up to the horizon.
const ALL: u64 = 10_000;

/// A week at either side of the time asked for: its first and last week reach that far.
const MARGIN: jiff::SignedDuration = jiff::SignedDuration::from_hours(24 * 8);

/// The next slots that start in `[from, to)`, at most `per_mentor` of each mentor, by mentor and
/// start; three queries, however many mentors.
pub(crate) async fn list_bookable(
    services: &Services,
    mentors: &[&MentorProfile],
    from: Timestamp,
    to: Timestamp,
    per_mentor: u64,
) -> Result<Vec<SlotRow>, Failure> {
    let store = &services.store;
    let mentors: HashMap<MentorId, &MentorProfile> = mentors
        .iter()
        .filter(|mentor| mentor.active && mentor.load_cap_per_week > 0)
        .map(|mentor| (mentor.mentor_id, *mentor))
        .collect();
    let ids: Vec<MentorId> = mentors.keys().copied().collect();
    let starts = sessions::list_counted_starts(store, &ids, from - MARGIN, to + MARGIN).await.or_fail()?;
    let full = full_weeks(&mentors, &starts);

    let (busy, idle): (Vec<MentorId>, Vec<MentorId>) = ids.into_iter().partition(|id| full.contains_key(id));
    let mut slots = availability::list_open(store, &idle, from, to, per_mentor).await.or_fail()?;
    let mut shown: HashMap<MentorId, u64> = HashMap::new();
    for slot in availability::list_open(store, &busy, from, to, ALL).await.or_fail()? {
        let weeks = full.get(&slot.mentor_id).into_iter().flatten();
        let in_full_week = weeks.into_iter().any(|(from, to)| (*from..*to).contains(&slot.starts_at));
        let shown = shown.entry(slot.mentor_id).or_default();
        if !in_full_week && *shown < per_mentor {
            *shown += 1;
            slots.push(slot);
        }
    }
    slots.sort_by_key(|slot| (slot.mentor_id, slot.starts_at));
    Ok(slots)
}

type Week = (Timestamp, Timestamp);

/// The weeks in which a mentor's cap is reached, for those mentors that have any.
fn full_weeks(
    mentors: &HashMap<MentorId, &MentorProfile>,
    starts: &[(MentorId, Timestamp)],
) -> HashMap<MentorId, Vec<Week>> {
    let mut counts: HashMap<(MentorId, Week), i32> = HashMap::new();
    let mut full: HashMap<MentorId, Vec<Week>> = HashMap::new();
    for (mentor_id, starts_at) in starts {
        let Some(mentor) = mentors.get(mentor_id) else { continue };
        let week = week_of(*starts_at, &Zone::of_stored(&mentor.timezone));
        let count = counts.entry((*mentor_id, week)).or_default();
        *count += 1;
        if *count == mentor.load_cap_per_week {
            full.entry(*mentor_id).or_default().push(week);
        }
    }
    full
}
