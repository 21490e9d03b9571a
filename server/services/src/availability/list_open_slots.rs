//! The open slots of one mentor.

use office_hours::availability::{Asker, OpenSlots, SlotTime, TakenSlot};
use office_hours::ids::{MentorId, SessionId};
use office_hours::profile::MentorProfile;
use office_hours::time::{LocalTime, Timestamp};
use office_hours::{Actor, Failure};

use super::calendars::MenteeCalendar;
use super::known_slots::read_slots;
use crate::{Reader, Services, profile};

/// Slots on a page at most: four weeks of full days.
const LIMIT: u64 = 1_000;
/// Taken times that can be waited for, on a page at most.
const TAKEN: usize = 40;

/// The slots that whoever asks can book, up to the mentor's horizon, earliest first, in the viewer's
/// zone.
pub async fn list_open_slots(
    services: &Services,
    actor: &Actor,
    mentor_id: MentorId,
    reader: &Reader,
) -> Result<OpenSlots, Failure> {
    let mentor = profile::get_mentor(services, actor, mentor_id).await?;
    let mentee = MenteeCalendar::read(&services.store, actor, from_now_on(services), None).await?;
    let asker = mentee.map(|mentee| mentee.asker(mentor_id));
    list_for(services, &mentor, asker.as_ref(), &[], reader).await
}

/// All that is still to come.
pub(crate) fn from_now_on(services: &Services) -> SlotTime {
    SlotTime { starts_at: services.now(), ends_at: Timestamp::MAX }
}

/// The slots of the mentor that `asker` can book, or to which the sessions `except` can be moved.
pub(crate) async fn list_for(
    services: &Services,
    mentor: &MentorProfile,
    asker: Option<&Asker>,
    except: &[SessionId],
    reader: &Reader,
) -> Result<OpenSlots, Failure> {
    let now = services.now();
    let known = read_slots(services, &[mentor], now, Timestamp::MAX, LIMIT, except).await?;
    let Some(known) = known.get(&mentor.mentor_id) else { return Ok(OpenSlots::new(vec![], reader, now)) };
    let slots = known.bookable((now, Timestamp::MAX), asker, now).take(LIMIT as usize);
    let slots = slots.map(|slot| known.open_slot(slot, asker, reader, now));
    let taken = known.taken(asker, now).take(TAKEN);
    let taken = taken
        .map(|slot| TakenSlot { slot_id: slot.slot_id, starts: LocalTime::new(slot.time.starts_at, reader) });
    Ok(OpenSlots { taken: taken.collect(), ..OpenSlots::new(slots.collect(), reader, now) })
}
