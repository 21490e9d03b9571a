//! Where a session can be moved to.

use office_hours::availability::OpenSlots;
use office_hours::booking::lifecycle::{self, MAX_MOVES, MoveAsk};
use office_hours::ids::SessionId;
use office_hours::{Actor, Failure};
use store::queries::{mentors, sessions};

use crate::availability::{MenteeCalendar, from_now_on, list_for};
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Services, ViewerZone};

/// The other times of the session's mentor at which its mentee is free, the session itself being in
/// nobody's way: what is listed, [`super::move_session`] takes.
pub async fn list_times_to_move(
    services: &Services,
    actor: &Actor,
    session_id: SessionId,
    zone: &ViewerZone,
) -> Result<OpenSlots, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let store = &services.store;
    let session = sessions::get(store, session_id).await.or_fail()?;
    let session = session.ok_or_else(|| Failure::not_found("session"))?;
    let ask = MoveAsk { moves_so_far: session.moves, limit: MAX_MOVES, reason_given: true };
    let policy = services.config.cancel_policy;
    match lifecycle::check_move(actor, &session.life(), ask, policy, services.now()) {
        Err(failure @ Failure::NotFound { .. }) => return Err(failure),
        // The page says why; there is nothing to choose from.
        Err(_) => return Ok(OpenSlots { zone: zone.0.name().to_owned(), slots: vec![], taken: vec![] }),
        Ok(()) => {}
    }
    let mentor = mentors::get(store, session.mentor_id).await.or_fail()?;
    let mentor = mentor.ok_or_else(|| Failure::not_found("mentor"))?;
    let except = Some(session_id);
    let (mentee_id, user_id) = (session.mentee_id, session.mentee_user_id);
    let asked = from_now_on(services);
    let mentee = MenteeCalendar::of_mentee(store, mentee_id, user_id, asked, except).await?;
    let asker = mentee.asker(session.mentor_id);
    let mut open = list_for(services, &mentor, Some(&asker), except, zone).await?;
    open.slots.retain(|slot| slot.starts.at != session.starts_at || slot.ends.at != session.ends_at);
    Ok(open)
}
