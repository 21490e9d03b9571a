//! Where a session can be moved to.

use office_hours::availability::{OpenSlot, OpenSlots};
use office_hours::booking::party::Party;
use office_hours::booking::series::Scope;
use office_hours::booking::{MoveOptions, OtherMentor};
use office_hours::ids::{MentorId, SessionId};
use office_hours::time::Instant;
use office_hours::{Actor, Failure};
use store::queries::mentors;
use store::queries::sessions::{self, SessionRow};

use super::alternatives::find_alternatives;
use super::relocate_session::check_move;
use super::series_moves::touched;
use crate::availability::{MenteeCalendar, from_now_on, list_for};
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// The other times of the session's mentor at which its mentee is free, the session itself being in nobody's
/// way: what is listed, [`super::move_session`] takes. Staff may ask for the times of another mentor, and are told
/// who fits. With a `scope` of more than one, those of its series that would move along are in nobody's way
/// either, so that a series can be moved by a week; whether all of them find a place says the preview.
pub async fn list_times_to_move(
    services: &Services,
    actor: &Actor,
    session_id: SessionId,
    of: Option<MentorId>,
    scope: Scope,
    reader: &Reader,
) -> Result<MoveOptions, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let store = &services.store;
    let session = sessions::get(store, session_id).await.or_fail()?;
    let session = session.ok_or_else(|| Failure::not_found("session"))?;
    match check_move(services, actor, &session, true, services.now()) {
        Err(failure @ Failure::NotFound { .. }) => return Err(failure),
        // The page says why; there is nothing to choose from.
        Err(_) => {
            let open = OpenSlots::new(vec![], reader, services.now());
            let SessionRow { mentor_id, mentor_name, .. } = session;
            return Ok(MoveOptions { mentor_id, mentor_name, open, others: vec![] });
        }
        Ok(()) => {}
    }
    let may_hand_over = Party::of(actor, &session.life().session).is_some_and(|party| party.side().is_none());
    let mentor_id = of.filter(|_| may_hand_over).unwrap_or(session.mentor_id);
    let mentor = mentors::get(store, mentor_id).await.or_fail()?;
    let mentor = mentor.ok_or_else(|| Failure::not_found("mentor"))?;
    let going = moving_with(services, actor, &session, scope).await?;
    let (mentee_id, user_id) = (session.mentee_id, session.mentee_user_id);
    let asked = from_now_on(services);
    let mentee = MenteeCalendar::of_mentee(store, mentee_id, user_id, asked, &going).await?;
    let asker = mentee.asker(mentor_id);
    let mut open = list_for(services, &mentor, Some(&asker), &going, reader).await?;
    let now_at = (Instant::from(session.starts_at), Instant::from(session.ends_at));
    let is_now = |slot: &OpenSlot| slot.starts.at == now_at.0 && slot.ends.at == now_at.1;
    open.slots.retain(|slot| mentor_id != session.mentor_id || !is_now(slot));
    let others = match may_hand_over {
        true => find_alternatives(services, &session).await?.into_iter().map(OtherMentor::from).collect(),
        false => vec![],
    };
    Ok(MoveOptions { mentor_id, mentor_name: mentor.name, open, others })
}

/// The session and those of its series that would move along.
async fn moving_with(
    services: &Services,
    actor: &Actor,
    session: &SessionRow,
    scope: Scope,
) -> Result<Vec<SessionId>, Failure> {
    let Some(series) = session.series.filter(|_| scope != Scope::One) else {
        return Ok(vec![session.session_id]);
    };
    let now = services.now();
    let rows = sessions::list_of_series(&services.store, series.series_id).await.or_fail()?;
    let (meant, _) = touched(&rows, session, scope, now);
    let may_move = |row: &&SessionRow| check_move(services, actor, row, true, now).is_ok();
    Ok(meant.into_iter().filter(may_move).map(|row| row.session_id).collect())
}
