//! The open slots of several mentors in one call.

use jiff::SignedDuration;
use office_hours::availability::{BareSlot, MOST_DAYS, MOST_MENTORS, MentorSlots, SlotsOf};
use office_hours::ids::MentorId;
use office_hours::text;
use office_hours::{Actor, Failure};
use store::queries::mentors;

use super::calendars::MenteeCalendar;
use super::known_slots::known_slots;
use super::list_open_slots::from_now_on;
use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::profile::audience;

/// More than any mentor offers.
const ALL: u64 = 100_000;

/// The slots that whoever asks can book of these mentors in the next days, in the order in which the mentors were
/// named; those that they may not see are left out. Two queries where the calendars are known.
pub async fn list_slots_of(
    services: &Services,
    actor: &Actor,
    input: &SlotsOf,
) -> Result<Vec<MentorSlots>, Failure> {
    policy::check(actor, Action::FindMentors)?;
    if input.mentor_ids.is_empty() || input.mentor_ids.len() > MOST_MENTORS {
        return Err(Failure::invalid("mentor_ids", text!("Name 1 to {max} mentors.", max = MOST_MENTORS)));
    }
    if !(1..=MOST_DAYS).contains(&input.days) {
        return Err(Failure::invalid("days", text!("Ask for 1 to {max} days.", max = MOST_DAYS)));
    }
    let (store, now) = (&services.store, services.now());
    let seen = mentors::list_seen(store, audience(actor), &input.mentor_ids).await.or_fail()?;
    let to = now + SignedDuration::from_hours(24 * input.days);
    let known = known_slots(services, &seen, now, to, ALL).await?;
    let mentee = MenteeCalendar::read(store, actor, from_now_on(services), None).await?;
    let slots = |mentor_id: &MentorId| {
        let known = known.get(mentor_id)?;
        let asker = mentee.as_ref().map(|mentee| mentee.asker(*mentor_id));
        let bookable = known.bookable((now, to), asker.as_ref(), now);
        let slots = bookable.map(|slot| BareSlot {
            slot_id: slot.slot_id,
            starts_at: slot.time.starts_at,
            ends_at: slot.time.ends_at,
            seats_left: known.seats_left(&slot.time, asker.as_ref(), now),
        });
        Some(MentorSlots { mentor_id: *mentor_id, slots: slots.collect() })
    };
    Ok(input.mentor_ids.iter().filter_map(slots).collect())
}
