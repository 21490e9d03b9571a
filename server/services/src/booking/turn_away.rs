//! Telling those who come too late without letting anybody wait for them.

use office_hours::availability::Asker;
use office_hours::ids::{MenteeId, SlotId, UserId};
use office_hours::{Actor, Failure};
use store::queries::availability;

use crate::availability::known_calendar;
use crate::failure::OrFail;
use crate::profile::audience;
use crate::{Services, ViewerZone};

/// Why the slot cannot be booked, as far as the mentor's calendar of this moment says so. Nothing is
/// held for it, and one query asks for the calendar's version: when many want one time, all but the
/// first are answered here. Nothing means that it must be looked at with the mentor held.
pub(super) async fn turn_away(
    services: &Services,
    actor: &Actor,
    (user_id, mentee_id): (UserId, MenteeId),
    slot_id: SlotId,
    zone: &ViewerZone,
) -> Result<Option<Failure>, Failure> {
    let wanted =
        availability::find_wanted(&services.store, slot_id, audience(actor), mentee_id).await.or_fail()?;
    // Who asks again for what they have booked gets it.
    let Some(wanted) = wanted.filter(|wanted| !wanted.is_theirs) else { return Ok(None) };
    let Some(known) = known_calendar(services, wanted.version).await? else { return Ok(None) };
    // What they have on themselves is asked later; here only their own holds must be nothing to them.
    let asker = Asker::new(user_id, vec![], vec![]);
    let refusal = known.refuse(&wanted.time, Some(&asker), services.now());
    Ok(refusal.map(|refusal| refusal.failure(&zone.0)))
}
