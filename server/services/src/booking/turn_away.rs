//! Telling those who come too late without letting anybody wait for them.

use office_hours::availability::Refusal;
use office_hours::ids::{MenteeId, MentorId, SlotId};
use office_hours::{Actor, Failure};
use store::queries::availability::{self, Taken};
use store::queries::sessions::{self, SessionRow};

use super::turns::Turn;
use crate::failure::OrFail;
use crate::profile::audience;
use crate::{Reader, Services};

/// Who wants which slot, and how it is told.
#[derive(Clone, Copy)]
pub(super) struct Wish<'a> {
    pub(super) actor: &'a Actor,
    pub(super) mentee_id: MenteeId,
    pub(super) slot_id: SlotId,
    pub(super) reader: &'a Reader,
}

/// What comes of wanting a slot that is not taken by others.
pub(super) enum Admission<'a> {
    /// They have it already.
    Theirs(Box<SessionRow>),
    /// It is their turn with the mentor.
    Turn(Turn<'a>),
}

/// Waits for a turn with the mentor of the slot, or says that others have it, which is looked at before waiting and
/// after, by one query and with nothing held: when many want one time, all but the first are answered here.
pub(super) async fn wait_or_turn_away<'a>(
    services: &'a Services,
    wish: Wish<'_>,
) -> Result<Admission<'a>, Failure> {
    let mentor_id = match look(services, wish).await? {
        Look::Theirs(row) => return Ok(Admission::Theirs(row)),
        Look::Free(mentor_id) => mentor_id,
    };
    let turn = services.turns.take(mentor_id).await?;
    if turn.waited
        && let Look::Theirs(row) = look(services, wish).await?
    {
        return Ok(Admission::Theirs(row));
    }
    Ok(Admission::Turn(turn))
}

enum Look {
    Theirs(Box<SessionRow>),
    Free(MentorId),
}

async fn look(services: &Services, wish: Wish<'_>) -> Result<Look, Failure> {
    let Wish { actor, mentee_id, slot_id, reader } = wish;
    let store = &services.store;
    let wanted = availability::find_wanted(store, slot_id, audience(actor), mentee_id).await.or_fail()?;
    let wanted = wanted.ok_or_else(|| Failure::not_found("time"))?;
    let (mentor_id, starts_at) = (wanted.mentor_id, wanted.starts_at);
    if wanted.is_theirs
        && let Some(row) = sessions::find_active(store, mentor_id, mentee_id, starts_at).await.or_fail()?
    {
        return Ok(Look::Theirs(Box::new(row)));
    }
    // Of what is over, it does not matter who had it.
    match wanted.taken.filter(|_| starts_at > services.now()) {
        Some(Taken::Alone) => Err(Refusal::Booked.failure(&reader.zone)),
        Some(Taken::AllSeats) => Err(Refusal::Full.failure(&reader.zone)),
        None => Ok(Look::Free(mentor_id)),
    }
}
