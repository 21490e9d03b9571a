//! Which seat of a group somebody gets.

use office_hours::Failure;
use office_hours::availability::{Offer, Refusal};
use office_hours::time::Zone;
use store::queries::busy::Group;
use store::queries::sessions::Seat;

use crate::Services;

/// The first free seat beside those who meet then, none when the mentor meets one mentee alone. The
/// mentor must be locked, and the time be one that can be booked.
pub(super) fn find_seat(
    services: &Services,
    group: Option<Group>,
    offer: &Offer,
) -> Result<Option<Seat>, Failure> {
    if offer.capacity() == 1 {
        return Ok(None);
    }
    let Group { group_id, seats } =
        group.unwrap_or_else(|| Group { group_id: services.new_id(), seats: vec![] });
    let number = (1..=offer.capacity()).find(|number| !seats.contains(number));
    // The engine has counted the places; that none is free means that it was asked about another time.
    let number = number.ok_or_else(|| Refusal::Full.failure(&Zone::utc()))?;
    Ok(Some(Seat { group_id, number, of: offer.capacity() }))
}
