//! Would this time clash?

use office_hours::availability::{CheckConflicts, Conflicts, SlotTime};
use office_hours::profile::MentorProfile;
use office_hours::time::Timestamp;
use office_hours::{Actor, Failure};
use store::queries::{availability, sessions};

use super::horizon;
use crate::booking::check_slot;
use crate::failure::OrFail;
use crate::{Services, profile};

/// Whether exactly that time can be booked, with the reasons against it. Sessions of others are
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
    let time = SlotTime { starts_at: input.starts_at, ends_at: input.ends_at };
    let slot = availability::find_slot_at(&services.store, input.mentor_id, time).await.or_fail()?;
    let reasons = match slot {
        Some(slot) => match check_slot(&services.store, &slot, &mentor, now).await {
            Ok(()) => vec![],
            Err(Failure::Conflict { message, .. }) => vec![message],
            Err(failure) => return Err(failure),
        },
        None => why_not_offered(services, &mentor, time, now).await?,
    };
    Ok(Conflicts { bookable: reasons.is_empty(), reasons })
}

/// What stands against a time that is not one of the mentor's; never nothing.
async fn why_not_offered(
    services: &Services,
    mentor: &MentorProfile,
    time: SlotTime,
    now: Timestamp,
) -> Result<Vec<String>, Failure> {
    let clashes = sessions::count_conflicts(&services.store, mentor.mentor_id, time.starts_at, time.ends_at)
        .await
        .or_fail()?;
    let reasons = [
        (true, "The mentor offers no session from then until then."),
        (!mentor.active, "This mentor takes no bookings at the moment."),
        (time.starts_at <= now, "That time has begun already."),
        (time.starts_at >= horizon(now), "That time is further ahead than can be booked."),
        (clashes > 0, "The mentor has another session at that time."),
    ];
    Ok(reasons.into_iter().filter(|(applies, _)| *applies).map(|(_, reason)| reason.to_owned()).collect())
}
