//! As days pass, rules become slots up to the horizon.

use office_hours::time::Zone;
use office_hours::{Actor, Failure};
use store::queries::{availability, mentors};

use super::rules::Rules;
use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// Adds the slots that are missing for every mentor with rules; gives how many. What does not follow from the
/// rules any more goes, as when a country changes its clocks; sessions stay where they are. One short transaction a mentor, so that bookings are not held up. Of a mentor whose
/// rules cannot be worked out the log says so, and the others go on.
pub async fn expand_hours(services: &Services, actor: &Actor) -> Result<u64, Failure> {
    policy::check(actor, Action::ImportProfiles)?;
    let mut added = 0;
    for (mentor_id, timezone) in availability::list_mentors_with_rules(&services.store).await.or_fail()? {
        let Ok(zone) = Zone::parse("timezone", &timezone) else {
            tracing::warn!(mentor.id = %mentor_id, timezone, "hours are not expanded: the zone is not known");
            continue;
        };
        let tx = services.store.begin().await.or_fail()?;
        // Whoever saves the hours holds the mentor first as well: neither waits for the other's slots.
        mentors::lock(&tx, mentor_id).await.or_fail()?;
        let rules = Rules::read(&tx, mentor_id, zone).await;
        let extended = match rules {
            Ok(rules) => rules.put_in_force(services, &tx, mentor_id).await,
            Err(failure) => Err(failure),
        };
        match extended {
            Ok(count) => added += count,
            Err(failure @ Failure::Invalid { .. }) => {
                tracing::warn!(mentor.id = %mentor_id, %failure, "hours are not expanded: a rule cannot be read");
                continue;
            }
            Err(failure) => return Err(failure),
        }
        tx.commit().await.or_fail()?;
    }
    Ok(added)
}
