//! New weekly hours for a mentor.

use office_hours::Failure;
use office_hours::availability::{WeeklyWindow, rules};
use office_hours::ids::{MentorId, SlotId};
use office_hours::time::Zone;
use store::Tx;
use store::queries::availability;

use super::{horizon, with_ids};
use crate::Services;
use crate::failure::OrFail;

/// Replaces the hours and offers the times to come that follow from them: what is offered already
/// keeps its id, so that whoever is about to book it can; what is offered no longer goes, and a
/// session in it stays. The mentor's row must be locked, as saving the profile does.
pub(crate) async fn set_hours(
    services: &Services,
    tx: &Tx,
    mentor_id: MentorId,
    hours: &[WeeklyWindow],
    zone: &Zone,
) -> Result<(), Failure> {
    let now = services.now();
    availability::set_weekly(tx, mentor_id, hours).await.or_fail()?;
    let wanted = rules::expand(hours, zone, now, horizon(now));
    let offered = availability::list_slots(tx, mentor_id, now).await.or_fail()?;
    let withdrawn: Vec<SlotId> =
        offered.iter().filter(|(_, time)| wanted.binary_search(time).is_err()).map(|(id, _)| *id).collect();
    availability::remove_slots(tx, &withdrawn).await.or_fail()?;
    availability::insert_missing(tx, mentor_id, &with_ids(services, wanted), now).await.or_fail()?;
    Ok(())
}
