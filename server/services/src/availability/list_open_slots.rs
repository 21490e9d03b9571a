//! The open slots of one mentor.

use office_hours::availability::{OpenSlots, SlotTime};
use office_hours::ids::MentorId;
use office_hours::time::Timestamp;
use office_hours::{Actor, Failure};

use super::calendars::MenteeCalendar;
use super::known_slots::read_slots;
use crate::{Services, ViewerZone, profile};

/// Slots on a page at most: four weeks of full days.
const LIMIT: u64 = 1_000;

/// The slots that whoever asks can book, up to the mentor's horizon, earliest first, in the viewer's
/// zone.
pub async fn list_open_slots(
    services: &Services,
    actor: &Actor,
    mentor_id: MentorId,
    zone: &ViewerZone,
) -> Result<OpenSlots, Failure> {
    let mentor = profile::get_mentor(services, actor, mentor_id).await?;
    let now = services.now();
    let known = read_slots(services, &[&mentor], now, Timestamp::MAX, LIMIT).await?;
    let asked = SlotTime { starts_at: now, ends_at: Timestamp::MAX };
    let mentee = MenteeCalendar::read(&services.store, actor, asked, None).await?;
    let asker = mentee.map(|mentee| mentee.asker(mentor_id));
    let slots = known.get(&mentor_id).into_iter().flat_map(|known| {
        let slots = known.bookable((now, Timestamp::MAX), asker.as_ref(), now);
        slots.take(LIMIT as usize).map(|slot| known.open_slot(slot, asker.as_ref(), &zone.0, now))
    });
    Ok(OpenSlots { zone: zone.0.name().to_owned(), slots: slots.collect() })
}
