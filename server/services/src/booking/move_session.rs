//! Another time for a session that is booked already.

use office_hours::availability::refuse;
use office_hours::booking::party::Party;
use office_hours::booking::rules::MAX_NOTE;
use office_hours::booking::{MoveSession, SessionView};
use office_hours::profile::rules::optional;
use office_hours::{Actor, Failure};
use store::queries::availability::{self, SlotRow};
use store::queries::sessions::{self, SessionRow};
use store::queries::{mentees, mentors};

use super::relocate_session::{Relocation, check_move, relocate_session};
use super::session_view;
use crate::availability::{MenteeCalendar, calendar_of};
use crate::failure::OrFail;
use crate::jobs;
use crate::mail::sessions as mails;
use crate::policy::{self, Action};
use crate::waiting::offer_places;
use crate::{Reader, Services};

/// Moves the session to another slot, in one transaction: the time it had is free only when the new one is
/// taken, and the session itself stands in nobody's way, so that it may move to a time that overlaps its own.
/// Where the mentor approves bookings, a mentee who moves asks anew. Staff may choose the slot of another
/// mentor, who then takes the session over.
pub async fn move_session(
    services: &Services,
    actor: &Actor,
    input: &MoveSession,
    reader: &Reader,
) -> Result<SessionView, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let reason = optional("reason", &input.reason, MAX_NOTE)?;
    let now = services.now();
    let no_session = || Failure::not_found("session");
    let no_time = || Failure::not_found("time");
    let check = |before: &SessionRow, slot: Option<SlotRow>| {
        check_move(services, actor, before, reason.is_some(), now)?;
        let party = Party::of(actor, &before.life().session).ok_or_else(no_session)?;
        let may_hand_over = party.side().is_none();
        let slot = slot.filter(|slot| slot.mentor_id == before.mentor_id || may_hand_over);
        Ok::<_, Failure>((party, slot.ok_or_else(no_time)?))
    };

    let slot = availability::find_slot(&services.store, input.slot_id).await.or_fail()?;
    let row = sessions::get(&services.store, input.session_id).await.or_fail()?.ok_or_else(no_session)?;
    let (_, slot) = check(&row, slot)?;
    let _turn = services.turns.take(slot.mentor_id).await?;
    let tx = services.store.begin().await.or_fail()?;
    // First the mentors, then the session, as booking does: nobody waits for the other.
    mentors::lock_both(&tx, input.slot_id, input.session_id).await.or_fail()?;
    let slot = availability::find_slot(&tx, input.slot_id).await.or_fail()?;
    let before = sessions::lock(&tx, input.session_id).await.or_fail()?.ok_or_else(no_session)?;
    let (party, slot) = check(&before, slot)?;
    let handed_over = slot.mentor_id != before.mentor_id;
    mentees::lock(&tx, before.mentee_id).await.or_fail()?;
    if slot.time == before.time() && !handed_over {
        return Err(same_time());
    }
    let mentor = mentors::get(&tx, slot.mentor_id).await.or_fail()?.ok_or_else(no_time)?;
    let except = Some(input.session_id);
    let calendar = calendar_of(&tx, (&mentor).into(), slot.time, except, now).await?;
    let (mentee_id, user_id) = (before.mentee_id, before.mentee_user_id);
    let mentee = MenteeCalendar::of_mentee(&tx, mentee_id, user_id, slot.time, except.as_slice()).await?;
    let asker = mentee.asker(slot.mentor_id);
    if let Some(refusal) = refuse(&slot.time, &calendar, Some(&asker), now) {
        return Err(refusal.failure_to_move(party, &reader.zone));
    }
    let relocation = Relocation { actor, party, reason: reason.as_deref(), scope: None };
    let to = (slot.mentor_id, slot.time);
    let row = relocate_session(services, &tx, relocation, &before, to, calendar.offer()).await?;
    let letters = match handed_over {
        true => mails::handed_over(services, &row, &before, reason.as_deref()),
        false => Vec::from(mails::moved(services, &row, &before, relocation.by(&row), reason.as_deref())),
    };
    jobs::enqueue_mails(services, &tx, letters).await?;
    offer_places(services, &tx, before.mentor_id).await?;
    tx.commit().await.or_fail()?;

    tracing::info!(session.id = %input.session_id, "a session was moved");
    Ok(session_view(services, row, actor, reader, now))
}

/// The slot is the one that the session has.
pub(super) fn same_time() -> Failure {
    Failure::invalid("slot_id", "That is the time it has already. Choose another one.")
}
