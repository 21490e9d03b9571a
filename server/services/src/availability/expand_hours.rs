//! As days pass, weekly hours become slots up to the horizon.

use office_hours::availability::rules;
use office_hours::time::Zone;
use office_hours::{Actor, Failure};
use store::queries::{availability, mentors};

use super::{horizon, with_ids};
use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// Adds the slots that are missing for every mentor with hours; gives how many. What is there,
/// booked or not, stays. One short transaction a mentor, so that bookings are not held up.
pub async fn expand_hours(services: &Services, actor: &Actor) -> Result<u64, Failure> {
    policy::check(actor, Action::ImportProfiles)?;
    let now = services.now();
    let mut added = 0;
    for (mentor_id, timezone) in availability::list_mentors_with_hours(&services.store).await.or_fail()? {
        let Ok(zone) = Zone::parse("timezone", &timezone) else {
            tracing::warn!(mentor.id = %mentor_id, timezone, "hours are not expanded: the zone is not known");
            continue;
        };
        let hours = availability::list_weekly(&services.store, mentor_id).await.or_fail()?;
        let slots = with_ids(services, rules::expand(&hours, &zone, now, horizon(now)));
        let tx = services.store.begin().await.or_fail()?;
        // Whoever saves the hours holds the mentor first as well: neither waits for the other's slots.
        mentors::lock(&tx, mentor_id).await.or_fail()?;
        added += availability::insert_missing(&tx, mentor_id, &slots, now).await.or_fail()?;
        tx.commit().await.or_fail()?;
    }
    Ok(added)
}
