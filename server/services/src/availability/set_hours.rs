//! New weekly hours for a mentor.

use office_hours::Failure;
use office_hours::availability::{WeeklyWindow, rules};
use office_hours::ids::MentorId;
use office_hours::time::Zone;
use store::Tx;
use store::queries::availability;

use super::{horizon, with_ids};
use crate::Services;
use crate::failure::OrFail;

/// Replaces the hours and re-expands the slots to come. A slot with a session stays as it is.
pub(crate) async fn set_hours(
    services: &Services,
    tx: &Tx,
    mentor_id: MentorId,
    hours: &[WeeklyWindow],
    zone: &Zone,
) -> Result<(), Failure> {
    let now = services.now();
    availability::set_weekly(tx, mentor_id, hours).await.or_fail()?;
    availability::remove_unbooked(tx, mentor_id, now).await.or_fail()?;
    let slots = with_ids(services, rules::expand(hours, zone, now, horizon(now)));
    availability::insert_missing(tx, mentor_id, &slots, now).await.or_fail()?;
    Ok(())
}
