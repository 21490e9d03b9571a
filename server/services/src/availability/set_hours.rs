//! New weekly hours for a mentor; the other rules stay.

use office_hours::Failure;
use office_hours::availability::WeeklyWindow;
use office_hours::ids::MentorId;
use office_hours::time::Zone;
use store::Tx;
use store::queries::{availability, availability_rules};

use super::rules::Rules;
use crate::Services;
use crate::failure::OrFail;

/// Replaces the hours and offers the times to come that follow from them. The mentor's row must be
/// locked, as saving the profile does.
pub(crate) async fn set_hours(
    services: &Services,
    tx: &Tx,
    mentor_id: MentorId,
    hours: &[WeeklyWindow],
    zone: &Zone,
) -> Result<(), Failure> {
    availability::set_weekly(tx, mentor_id, hours).await.or_fail()?;
    availability_rules::count_change(tx, mentor_id, services.now()).await.or_fail()?;
    let rules = Rules::read(tx, mentor_id, zone.clone()).await?;
    rules.put_in_force(services, tx, mentor_id).await.map(drop)
}
