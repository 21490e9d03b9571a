//! Another time for sessions that repeat: one, one and all later ones, or all.

use office_hours::booking::rules::MAX_NOTE;
use office_hours::booking::series::{
    Move, MoveSeries, SeriesView, accepted, clashes, in_turn, still_as_shown,
};
use office_hours::profile::rules::optional;
use office_hours::{Actor, Failure};
use store::queries::sessions::{self, SessionRow};
use store::queries::{mentees, mentors};

use super::get_series::series_view;
use super::relocate_session::{Relocation, relocate_session};
use super::series_moves::{Asking, SeriesMoves, find_slot};
use crate::failure::OrFail;
use crate::jobs;
use crate::mail::{series as series_mails, sessions as mails};
use crate::policy::{self, Action};
use crate::waiting::offer_places;
use crate::{Reader, Services};

/// Moves the sessions that were accepted as the preview named them, each as one that is moved by itself, and in
/// one transaction. Where one of them is another one now, or cannot have its new time any more, nothing is moved
/// and the failure names it. Staff may choose the slot of another mentor, who then takes them over.
pub async fn move_series(
    services: &Services,
    actor: &Actor,
    input: &MoveSeries,
    reader: &Reader,
) -> Result<SeriesView, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let reason = optional("reason", &input.reason, MAX_NOTE)?;
    let accepted = accepted(&input.moves, input.session_id)?;
    let now = services.now();
    let no_session = || Failure::not_found("session");

    let tx = services.store.begin().await.or_fail()?;
    // First the mentors, then the sessions, then the mentee, as moving one does: nobody waits for the other.
    mentors::lock_both(&tx, input.slot_id, input.session_id).await.or_fail()?;
    let slot = find_slot(&tx, input.slot_id).await?;
    let rows = sessions::lock_series(&tx, input.series_id).await.or_fail()?;
    let asking = Asking { reader, actor, reason_given: reason.is_some(), now };
    let asked = SeriesMoves::new(services, asking, &input.preview(), rows, slot)?;
    let chosen = asked.row(input.session_id).ok_or_else(no_session)?;
    mentees::lock(&tx, chosen.mentee_id).await.or_fail()?;
    let moves = still_as_shown(&asked.moves, &accepted);
    let moves = moves.map_err(|shown| asked.changed(services, asking, &shown, reader))?;
    let mut desk = asked.desk(&tx, &moves, now).await?;
    let refused = clashes(&moves, |time, taken| desk.refusal_of(time, taken));
    if let Some((session_id, why)) = refused.first() {
        let to = moves.iter().find(|each| each.session_id == *session_id).map(|each| each.to.starts_at);
        return Err(asked.refused(
            why.failure_to_move(asked.party, &reader.zone),
            *session_id,
            to.unwrap_or(now),
            &reader.zone,
        ));
    }

    let scope = Some(asked.scope);
    let relocation = Relocation { actor, party: asked.party, reason: reason.as_deref(), scope };
    let mut moved: Vec<(SessionRow, &SessionRow)> = Vec::with_capacity(moves.len());
    for Move { session_id, to, .. } in in_turn(moves) {
        let before = asked.row(session_id).ok_or_else(no_session)?;
        let to = (asked.mentor_id(), to);
        let row = relocate_session(services, &tx, relocation, before, to, desk.offer()).await?;
        moved.push((row, before));
    }
    moved.sort_by_key(|(row, _)| row.starts_at);
    let by = relocation.by(chosen);
    let handed_over = asked.mentor_id() != chosen.mentor_id;
    let why = reason.as_deref();
    let letters = match (moved.as_slice(), handed_over) {
        ([(row, before)], true) => mails::handed_over(services, row, before, why),
        (moved, true) => series_mails::handed_over(services, moved, why),
        ([(row, before)], false) => mails::moved(services, row, before, by, why).into(),
        (moved, false) => series_mails::moved(services, moved, by, why),
    };
    jobs::enqueue_mails(services, &tx, letters).await?;
    offer_places(services, &tx, chosen.mentor_id).await?;
    let rows = sessions::list_of_series(&tx, input.series_id).await.or_fail()?;
    tx.commit().await.or_fail()?;

    tracing::info!(series.id = %input.series_id, sessions = moved.len(), "sessions of a series were moved");
    series_view(services, rows, actor, reader, now)
}
