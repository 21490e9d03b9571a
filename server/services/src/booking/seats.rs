//! Which seat of a group somebody gets.

use office_hours::Failure;
use office_hours::availability::{Offer, Refusal, SlotTime};
use office_hours::ids::MentorId;
use office_hours::time::Zone;
use store::Tx;
use store::queries::busy;
use store::queries::sessions::Seat;

use crate::Services;
use crate::failure::OrFail;

/// The first free seat among those who meet then, none when the mentor meets one mentee alone. The
/// mentor must be locked, and the time be one that can be booked.
pub(super) async fn find_seat(
    services: &Services,
    tx: &Tx,
    mentor_id: MentorId,
    time: SlotTime,
    offer: &Offer,
) -> Result<Option<Seat>, Failure> {
    if offer.capacity() == 1 {
        return Ok(None);
    }
    let group = busy::find_group(tx, mentor_id, time).await.or_fail()?;
    let (group_id, taken) = group.unwrap_or_else(|| (services.new_id(), vec![]));
    let number = (1..=offer.capacity()).find(|number| !taken.contains(number));
    // The engine has counted the places; that none is free means that it was asked about another time.
    let number = number.ok_or_else(|| Refusal::Full.failure(&Zone::utc()))?;
    Ok(Some(Seat { group_id, number, of: offer.capacity() }))
}
