//! When a mentor can be met: hours in, open slots out.

mod check_conflicts;
mod expand_hours;
mod known_slots;
mod list_bookable;
mod list_open_slots;
mod set_hours;

pub use check_conflicts::check_conflicts;
pub use expand_hours::expand_hours;
pub(crate) use known_slots::{KnownSlots, known_slots};
pub(crate) use list_bookable::list_bookable;
pub use list_open_slots::list_open_slots;
pub(crate) use set_hours::set_hours;

use office_hours::availability::{HORIZON_DAYS, OpenSlot};
use office_hours::ids::SlotId;
use office_hours::time::{LocalTime, Timestamp, Zone};
use store::queries::availability::SlotRow;

/// A slot as the viewer reads it.
pub(crate) fn open_slot(row: &SlotRow, zone: &Zone) -> OpenSlot {
    OpenSlot {
        slot_id: row.slot_id,
        starts: LocalTime::new(row.starts_at, zone),
        ends: LocalTime::new(row.ends_at, zone),
        location: row.location.clone(),
        seats_left: row.capacity - row.taken,
    }
}

/// The end of the time that can be booked.
pub(crate) fn horizon(now: Timestamp) -> Timestamp {
    now + jiff::SignedDuration::from_hours(24 * HORIZON_DAYS)
}

/// Ids for slots that are about to be written.
fn with_ids<T>(services: &crate::Services, slots: Vec<T>) -> Vec<(SlotId, T)> {
    slots.into_iter().map(|slot| (SlotId(services.new_id()), slot)).collect()
}
