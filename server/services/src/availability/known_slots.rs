//! Bookable slots that were read, kept until the calendar or the profile they follow from is another
//! one. Whoever asks gives the version of this moment, so that nothing old is ever shown.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::SignedDuration;
use moka::future::Cache;
use office_hours::Failure;
use office_hours::ids::MentorId;
use office_hours::profile::MentorProfile;
use office_hours::time::Timestamp;
use store::queries::availability::SlotRow;
use store::queries::mentors::MentorVersion;

use super::list_bookable;
use crate::Services;

/// Slots kept of all mentors together: some 30 MB.
const KEPT: u64 = 200_000;
/// How far beyond what is asked for slots are read.
const SLACK: SignedDuration = SignedDuration::from_hours(1);

/// The slots that were read, by the version they were read of.
pub(crate) struct KnownSlots(Cache<MentorVersion, Arc<Known>>);

impl Default for KnownSlots {
    fn default() -> Self {
        let weight = |_: &MentorVersion, known: &Arc<Known>| known.slots.len() as u32 + 1;
        Self(Cache::builder().weigher(weight).max_capacity(KEPT).build())
    }
}

/// What is known of one mentor's calendar.
pub(crate) struct Known {
    /// By start.
    slots: Vec<SlotRow>,
    /// From when on every bookable slot is there.
    since: Timestamp,
    /// Up to when.
    until: Timestamp,
}

impl Known {
    fn new(slots: Vec<SlotRow>, since: Timestamp, until: Timestamp, most: u64) -> Self {
        // Where reading stopped because there were enough, nothing is known of what comes after.
        let stopped = (slots.len() as u64 >= most).then(|| slots.last().map(|last| last.starts_at)).flatten();
        Self { since, until: stopped.unwrap_or(until), slots }
    }

    /// Those that start in `[from, to)`, by start.
    pub(crate) fn between(&self, from: Timestamp, to: Timestamp) -> impl Iterator<Item = &SlotRow> {
        self.slots.iter().filter(move |slot| slot.starts_at >= from && slot.starts_at < to)
    }

    fn answers(&self, from: Timestamp, to: Timestamp, most: u64) -> bool {
        from >= self.since && (to <= self.until || self.between(from, to).count() as u64 >= most)
    }
}

/// The next slots of each mentor that start in `[from, to)`, at least `most` of them where there are
/// so many; the profile is the one of the version. Only what is not known is read.
pub(crate) async fn known_slots(
    services: &Services,
    mentors: &[(MentorVersion, &MentorProfile)],
    from: Timestamp,
    to: Timestamp,
    most: u64,
) -> Result<HashMap<MentorId, Arc<Known>>, Failure> {
    let cache = &services.known_slots.0;
    let mut known = HashMap::with_capacity(mentors.len());
    let mut missing: Vec<(MentorVersion, &MentorProfile)> = vec![];
    for (version, profile) in mentors {
        match cache.get(version).await.filter(|known| known.answers(from, to, most)) {
            Some(slots) => drop(known.insert(version.mentor_id, slots)),
            None => missing.push((*version, *profile)),
        }
    }
    if missing.is_empty() {
        return Ok(known);
    }
    // From now on, so that it serves whoever asks next as well.
    let since = services.now().min(from);
    let profiles: Vec<&MentorProfile> = missing.iter().map(|(_, profile)| *profile).collect();
    let mut read: HashMap<MentorId, Vec<SlotRow>> = HashMap::new();
    let enough = if from > since { u64::MAX } else { most };
    // The end moves with the clock: a little further, and the next who ask are answered as well.
    let to = to + SLACK;
    for slot in list_bookable(services, &profiles, since, to, enough).await? {
        read.entry(slot.mentor_id).or_default().push(slot);
    }
    for (version, _) in missing {
        let slots = read.remove(&version.mentor_id).unwrap_or_default();
        let slots = Arc::new(Known::new(slots, since, to, enough));
        // What was saved at this very moment may be saved again in it.
        if version.saved_at < since {
            cache.insert(version, Arc::clone(&slots)).await;
        }
        known.insert(version.mentor_id, slots);
    }
    Ok(known)
}

#[cfg(test)]
mod tests {
    use office_hours::ids::SlotId;

    use super::*;

    fn at(hour: u32) -> Timestamp {
        format!("2026-11-25T{hour:02}:00:00Z").parse().unwrap()
    }

    fn slot(hour: u32) -> SlotRow {
        SlotRow {
            slot_id: SlotId(uuid::Uuid::nil()),
            mentor_id: MentorId(uuid::Uuid::nil()),
            starts_at: at(hour),
            ends_at: at(hour + 1),
            capacity: 1,
            taken: 0,
            location: "virtual".into(),
        }
    }

    #[test]
    fn what_was_read_answers_only_what_it_covers() {
        let all = Known::new(vec![slot(10), slot(12)], at(8), at(20), 3);
        assert!(all.answers(at(8), at(20), 3) && all.answers(at(11), at(15), 1));
        assert!(!all.answers(at(7), at(20), 3), "what was before is not known");
        assert!(!all.answers(at(8), at(21), 3), "what comes after is not known");
        assert_eq!(all.between(at(11), at(20)).count(), 1);

        let first = Known::new(vec![slot(10), slot(12)], at(8), at(20), 2);
        assert!(first.answers(at(8), at(20), 2), "so many were asked for");
        assert!(first.answers(at(8), at(12), 9), "nothing else is before the last");
        assert!(!first.answers(at(11), at(20), 2), "one of the two has begun");
    }
}
