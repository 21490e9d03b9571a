//! Would this time clash?

use office_hours::availability::{CheckConflicts, Conflicts};
use office_hours::{Actor, Failure};
use store::queries::sessions;

use super::horizon;
use crate::failure::OrFail;
use crate::{Services, profile};

/// Whether the mentor is free at that time, with the reasons against it. Sessions of others are
/// counted, never named.
pub async fn check_conflicts(
    services: &Services,
    actor: &Actor,
    input: &CheckConflicts,
) -> Result<Conflicts, Failure> {
    if input.ends_at <= input.starts_at {
        return Err(Failure::invalid("ends_at", "Give an end after the start."));
    }
    let mentor = profile::get_mentor(services, actor, input.mentor_id).await?;
    let now = services.now();
    let clashes = sessions::count_conflicts(&services.store, input.mentor_id, input.starts_at, input.ends_at)
        .await
        .or_fail()?;
    let reasons: Vec<String> = [
        (!mentor.active, "This mentor takes no bookings at the moment."),
        (input.starts_at <= now, "That time has begun already."),
        (input.starts_at >= horizon(now), "That time is further ahead than can be booked."),
        (clashes > 0, "The mentor has another session at that time."),
    ]
    .into_iter()
    .filter_map(|(applies, reason)| applies.then(|| reason.to_owned()))
    .collect();
    Ok(Conflicts { bookable: reasons.is_empty(), reasons })
}
