//! The open slots of one mentor.

use office_hours::availability::OpenSlots;
use office_hours::ids::MentorId;
use office_hours::{Actor, Failure};

use super::{horizon, list_bookable, open_slot};
use crate::{Services, ViewerZone, profile};

/// Slots on a page at most: four weeks of full days.
const LIMIT: u64 = 1_000;

/// The open slots up to the horizon, earliest first, in the viewer's zone.
pub async fn list_open_slots(
    services: &Services,
    actor: &Actor,
    mentor_id: MentorId,
    zone: &ViewerZone,
) -> Result<OpenSlots, Failure> {
    let mentor = profile::get_mentor(services, actor, mentor_id).await?;
    let now = services.now();
    let rows = list_bookable(services, &[&mentor], now, horizon(now), LIMIT).await?;
    Ok(OpenSlots {
        zone: zone.0.name().to_owned(),
        slots: rows.iter().map(|row| open_slot(row, &zone.0)).collect(),
    })
}
