//! Telling those who come too late without letting anybody wait for them.

use office_hours::availability::Asker;
use office_hours::ids::{MenteeId, MentorId, SlotId, UserId};
use office_hours::{Actor, Failure};
use store::queries::availability;

use super::turns::Turn;
use crate::availability::known_calendar;
use crate::failure::OrFail;
use crate::profile::audience;
use crate::{Services, ViewerZone};

/// Who wants which slot, and how it is told.
#[derive(Clone, Copy)]
pub(super) struct Wish<'a> {
    pub(super) actor: &'a Actor,
    pub(super) user_id: UserId,
    pub(super) mentee_id: MenteeId,
    pub(super) slot_id: SlotId,
    pub(super) zone: &'a ViewerZone,
}

/// Waits for a turn with the mentor of the slot, or says why it cannot be booked, as far as the mentor's calendar of
/// this moment says so: it is looked at before waiting and after. Nothing is held in the database for it, and one query
/// asks for the calendar's version: when many want one time, all but the first are answered here. Nothing where
/// there is no such slot or it is theirs already.
pub(super) async fn wait_or_turn_away<'a>(
    services: &'a Services,
    wish: Wish<'_>,
) -> Result<Option<Turn<'a>>, Failure> {
    let Some(mentor_id) = look(services, wish).await? else { return Ok(None) };
    let turn = services.turns.take(mentor_id).await?;
    if turn.waited {
        look(services, wish).await?;
    }
    Ok(Some(turn))
}

async fn look(services: &Services, wish: Wish<'_>) -> Result<Option<MentorId>, Failure> {
    let Wish { actor, user_id, mentee_id, slot_id, zone } = wish;
    let wanted =
        availability::find_wanted(&services.store, slot_id, audience(actor), mentee_id).await.or_fail()?;
    // Who asks again for what they have booked gets it.
    let Some(wanted) = wanted.filter(|wanted| !wanted.is_theirs) else { return Ok(None) };
    let Some(known) = known_calendar(services, wanted.version).await? else { return Ok(None) };
    // What they have on themselves is asked later; here only their own holds must be nothing to them.
    let asker = Asker::new(user_id, vec![], vec![]);
    match known.refuse(&wanted.time, Some(&asker), services.now()) {
        Some(refusal) => Err(refusal.failure(&zone.0)),
        None => Ok(Some(wanted.version.mentor_id)),
    }
}
