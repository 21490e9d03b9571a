//! Where sessions of a series would be if one of them were moved, before anything is.

use office_hours::availability::Reason;
use office_hours::booking::series::{
    Move, MoveChoice, MoveConflict, MovedOccurrence, PreviewMove, SeriesMovePreview, clashes,
};
use office_hours::time::{LocalTime, Timestamp};
use office_hours::{Actor, Failure};
use store::queries::sessions;

use super::series_moves::{Asking, SeriesMoves, find_slot};
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// All sessions that would move, with their old and new times, those that cannot first, each with the reason
/// that moving it would be refused with and what can be chosen. What cannot move keeps its time; the others are
/// asked for with that.
pub async fn preview_move(
    services: &Services,
    actor: &Actor,
    input: &PreviewMove,
    reader: &Reader,
) -> Result<SeriesMovePreview, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let (store, now) = (&services.store, services.now());
    let rows = sessions::list_of_series(store, input.series_id).await.or_fail()?;
    let slot = find_slot(store, input.slot_id).await?;
    // Staff say why only when they move them.
    let asking = Asking { reader, actor, reason_given: true, now };
    let asked = SeriesMoves::new(services, asking, input, rows, slot)?;
    let chosen = asked.row(input.session_id).ok_or_else(|| Failure::not_found("session"))?;

    let mut going = asked.moves.clone();
    let mut staying: Vec<(Move, Reason)> = asked.barred.clone();
    // What stays keeps its time, which may be where another one was to go: until nothing more has to stay.
    while !going.is_empty() {
        let mut desk = asked.desk(store, &going, now).await?;
        let refused = clashes(&going, |time, taken| desk.refusal_of(time, taken));
        if refused.is_empty() {
            break;
        }
        for (session_id, why) in refused {
            let stays = going.iter().position(|each| each.session_id == session_id);
            staying.extend(stays.map(|index| (going.remove(index), Reason::new(&why, reader))));
        }
    }

    let said = |at: Timestamp| LocalTime::new(at, reader);
    let occurrence = |each: &Move, conflict: Option<MoveConflict>| MovedOccurrence {
        session_id: each.session_id,
        number: asked.number(each.session_id),
        old_starts: said(each.from.starts_at),
        old_ends: said(each.from.ends_at),
        starts: said(each.to.starts_at),
        ends: said(each.to.ends_at),
        conflict,
    };
    let choices = |each: &Move| {
        if each.session_id == input.session_id {
            return vec![];
        }
        // The chosen one moves in any case, so nothing can end before it.
        let later = each.from.starts_at > chosen.starts_at
            && going.iter().any(|other| other.from.starts_at > each.from.starts_at);
        [Some(MoveChoice::Keep), later.then_some(MoveChoice::Stop)].into_iter().flatten().collect()
    };
    staying.sort_by_key(|(each, _)| each.from);
    let conflicts = staying.iter().map(|(each, why)| {
        occurrence(each, Some(MoveConflict { reason: why.clone(), choices: choices(each) }))
    });
    let occurrences = conflicts.chain(going.iter().map(|each| occurrence(each, None))).collect();
    Ok(SeriesMovePreview {
        scope: asked.scope,
        zone: reader.zone.name().to_owned(),
        occurrences,
        moved_alone: u32::try_from(asked.moved_alone).unwrap_or(u32::MAX),
    })
}
