//! Telling those who come too late without letting anybody wait for them.

use office_hours::actor::Person;
use office_hours::availability::Asker;
use office_hours::ids::{MenteeId, SlotId};
use office_hours::{Actor, Failure};
use store::queries::{availability, mentors, sessions};

use crate::availability::known_calendar;
use crate::failure::OrFail;
use crate::profile::audience;
use crate::{Services, ViewerZone};

/// Why the slot cannot be booked, as far as the mentor's calendar of this moment says so. Nothing is
/// held for it, and mostly nothing but the calendar's version is read: when many want one time, all
/// but the first are answered here. Nothing means that it must be looked at with the mentor held.
pub(super) async fn turn_away(
    services: &Services,
    actor: &Actor,
    (person, mentee_id): (&Person, MenteeId),
    slot_id: SlotId,
    zone: &ViewerZone,
) -> Result<Option<Failure>, Failure> {
    let store = &services.store;
    let Some(slot) = availability::find_slot(store, slot_id).await.or_fail()? else { return Ok(None) };
    let seen = mentors::list_seen(store, audience(actor), &[slot.mentor_id]).await.or_fail()?;
    let Some(version) = seen.first() else { return Ok(None) };
    let Some(known) = known_calendar(services, *version).await? else { return Ok(None) };
    // What they have on themselves is asked later; here only their own holds must be nothing to them.
    let asker = Asker::new(person.user_id, vec![], vec![]);
    let Some(refusal) = known.refuse(&slot.time, Some(&asker), services.now()) else { return Ok(None) };
    // Who asks again for what they have booked gets it.
    let mine =
        sessions::find_active(store, slot.mentor_id, mentee_id, slot.time.starts_at).await.or_fail()?;
    Ok(mine.is_none().then(|| refusal.failure(&zone.0)))
}
