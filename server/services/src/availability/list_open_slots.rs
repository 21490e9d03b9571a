//! The open slots of one mentor.

use office_hours::availability::{Asker, OpenSlots, SlotTime};
use office_hours::ids::{MentorId, SessionId};
use office_hours::profile::MentorProfile;
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
    let mentee = MenteeCalendar::read(&services.store, actor, from_now_on(services), None).await?;
    let asker = mentee.map(|mentee| mentee.asker(mentor_id));
    list_for(services, &mentor, asker.as_ref(), None, zone).await
}

/// All that is still to come.
pub(crate) fn from_now_on(services: &Services) -> SlotTime {
    SlotTime { starts_at: services.now(), ends_at: Timestamp::MAX }
}

/// The slots of the mentor that `asker` can book, or to which the session `except` can be moved.
pub(crate) async fn list_for(
    services: &Services,
    mentor: &MentorProfile,
    asker: Option<&Asker>,
    except: Option<SessionId>,
    zone: &ViewerZone,
) -> Result<OpenSlots, Failure> {
    let now = services.now();
    let known = read_slots(services, &[mentor], now, Timestamp::MAX, LIMIT, except).await?;
    let slots = known.get(&mentor.mentor_id).into_iter().flat_map(|known| {
        let slots = known.bookable((now, Timestamp::MAX), asker, now);
        slots.take(LIMIT as usize).map(|slot| known.open_slot(slot, asker, &zone.0, now))
    });
    Ok(OpenSlots { zone: zone.0.name().to_owned(), slots: slots.collect() })
}
