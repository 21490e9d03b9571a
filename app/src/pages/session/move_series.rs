//! Moving sessions that repeat: which ones, where to, and what becomes of each: what cannot move first, with
//! the choices, then the rest, then one button.

use leptos::prelude::*;
use office_hours::availability::OpenSlots;
use office_hours::booking::series::{MoveChoice, MoveConflict, MovedOccurrence, Scope, SeriesMovePreview};
use office_hours::ids::{MentorId, SeriesId, SessionId, SlotId};
use office_hours::language::Text;

use super::move_page::Times;
use super::say_why::SayWhy;
use super::series::SCOPES;
use crate::api::ApiError;
use crate::api::booking::MoveSeries;
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::{LINK, PRIMARY, SWITCH};
use crate::kit::get_form::GetForm;
use crate::kit::panel::QUESTION;
use crate::kit::radio::Radio;
use crate::parts::form_failure::{FormFailure, derive_refusal};
use crate::parts::links;
use crate::parts::time::TimeSpan;
use crate::state::language::{say, tell};

/// What is to be moved, before a time is chosen: the address of the page has it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The one whose page this is.
    pub session_id: SessionId,
    /// Which of its series are meant with it.
    pub scope: Scope,
    /// Who takes them over, where they do not stay with their mentor.
    pub taker: Option<MentorId>,
}

impl Wanted {
    /// The address at which a time is chosen for it.
    pub fn href(self) -> String {
        links::move_series(self.session_id, self.scope, self.taker)
    }
}

/// Which sessions are to move, as links: each leads to the times that can be chosen for it.
#[component]
pub fn Scopes(
    /// What is meant now.
    wanted: Wanted,
) -> impl IntoView {
    let links = SCOPES
        .into_iter()
        .map(|(of, words)| {
            let current = (of == wanted.scope).then_some("true");
            view! {
                <a
                    class=SWITCH
                    href=Wanted { scope: of, ..wanted }.href()
                    aria-current=current
                >
                    {say(words)}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav aria-label=say("Which ones") class="flex flex-wrap gap-2">
            {links}
        </nav>
    }
}

/// The times that can be chosen for the session; nothing is moved before it is shown what becomes of the others.
#[component]
pub fn ChooseForSeries(
    /// What is meant.
    wanted: Wanted,
    /// The times.
    open: OpenSlots,
) -> impl IntoView {
    view! {
        <GetForm action=links::move_session(wanted.session_id) class="grid gap-6">
            {wanted.taker.map(|taker| view! { <input type="hidden" name="mentor" value=taker.to_string() /> })}
            <input type="hidden" name="scope" value=wanted.scope.as_str() />
            <Times open name="slot" legend=say("Choose another time for this session") />
            <p class="text-muted">{say("The others move along by as much. Before anything is moved you see all of them.")}</p>
            <div>
                <button type="submit" class=PRIMARY>
                    {say("Show the new times")}
                </button>
            </div>
        </GetForm>
    }
}

/// What becomes of the sessions when this one gets the slot, or why that cannot be said.
#[component]
pub fn Outcome(
    /// What is meant.
    wanted: Wanted,
    /// The series.
    series_id: SeriesId,
    /// What was chosen.
    slot_id: SlotId,
    /// What becomes of them.
    preview: Result<SeriesMovePreview, ApiError>,
    /// Sends it.
    action: ServerAction<MoveSeries>,
) -> impl IntoView {
    let session_id = wanted.session_id;
    let body = match preview {
        Ok(preview) if preview.can_move(session_id) => {
            view! { <Moves series_id session_id slot_id preview action /> }.into_any()
        }
        Ok(preview) => view! { <Unfit session_id preview action /> }.into_any(),
        Err(error) => {
            let (title, text) = (say(error.0.title()), tell(error.0.text()));
            view! { <Alert tone=Tone::Problem title text /> }.into_any()
        }
    };
    view! {
        {body}
        <p>
            <a class=LINK href=wanted.href()>
                {say("Choose another time")}
            </a>
        </p>
    }
}

/// The time cannot be had for the session itself, so there is nothing to confirm.
#[component]
fn Unfit(
    session_id: SessionId,
    preview: SeriesMovePreview,
    action: ServerAction<MoveSeries>,
) -> impl IntoView {
    let refusal = derive_refusal(action);
    let own = preview.occurrences.into_iter().find(|occurrence| occurrence.session_id == session_id);
    let text = own.and_then(|own| own.conflict).map(|conflict| conflict.reason.message).unwrap_or_default();
    view! {
        <FormFailure refusal fields=&[] />
        <Alert tone=Tone::Note title=say("The session cannot have this time") text />
    }
}

#[component]
fn Moves(
    series_id: SeriesId,
    session_id: SessionId,
    slot_id: SlotId,
    preview: SeriesMovePreview,
    action: ServerAction<MoveSeries>,
) -> impl IntoView {
    let refusal = derive_refusal(action);
    let said = said(preview.conflicts(), preview.occurrences.len());
    let (conflicts, free): (Vec<_>, Vec<_>) = (0..)
        .zip(preview.occurrences)
        .partition(|(_, occurrence): &(usize, MovedOccurrence)| occurrence.conflict.is_some());
    view! {
        <ActionForm action attr:class="grid gap-5">
            <input type="hidden" name="series_id" value=series_id.to_string() />
            <input type="hidden" name="session_id" value=session_id.to_string() />
            <input type="hidden" name="slot_id" value=slot_id.to_string() />
            <input type="hidden" name="scope" value=preview.scope.as_str() />
            <p role="status" class="font-medium">
                {said}
            </p>
            {said_alone(preview.moved_alone).map(|words| view! { <p class="text-muted">{words}</p> })}
            {conflicts.into_iter().filter_map(conflict).collect_view()}
            <ul aria-label=say("New times") data-testid="series-free">
                {free.into_iter().map(line).collect_view()}
            </ul>
            <SayWhy refusal label=say("Move these sessions") pending=action.pending() />
        </ActionForm>
    }
}

fn said(conflicts: usize, count: usize) -> String {
    if conflicts == 0 {
        return tell(Text::counted(
            "{count} session can move.",
            "All {count} sessions can move.",
            count as i64,
        ));
    }
    let some = Text::counted(
        "{count} of {all} sessions cannot move. Choose what becomes of it.",
        "{count} of {all} sessions cannot move. Choose what becomes of each.",
        conflicts as i64,
    );
    tell(some.with("all", count))
}

fn said_alone(sessions: u32) -> Option<String> {
    let moved = Text::counted(
        "{count} more was moved by itself before and stays where it is.",
        "{count} more were moved by themselves before and stay where they are.",
        i64::from(sessions),
    );
    (sessions > 0).then(|| tell(moved))
}

/// The name of a field of one of the moves.
fn name(index: usize, field: &str) -> String {
    format!("moves[{index}][{field}]")
}

/// What was shown of a session, so that nothing else is moved than that.
fn shown(index: usize, occurrence: &MovedOccurrence) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name=name(index, "session_id") value=occurrence.session_id.to_string() />
        <input type="hidden" name=name(index, "from") value=occurrence.old_starts.at.to_string() />
        <input type="hidden" name=name(index, "to") value=occurrence.starts.at.to_string() />
    }
}

fn conflict((index, occurrence): (usize, MovedOccurrence)) -> Option<impl IntoView> {
    let shown = shown(index, &occurrence);
    let MovedOccurrence { number, old_starts, old_ends, starts, ends, conflict, .. } = occurrence;
    let MoveConflict { reason, choices } = conflict?;
    let radio = move |choice: MoveChoice| {
        let words = match choice {
            MoveChoice::Keep => say("Leave this one as it is"),
            MoveChoice::Stop => say("Leave this and all later ones as they are"),
            MoveChoice::Move => return None,
        };
        let checked = choice == MoveChoice::Keep;
        Some(view! {
            <Radio name=name(index, "choice") value=choice.as_str() checked>
                {words}
            </Radio>
        })
    };
    Some(view! {
        <fieldset data-testid="series-conflict" class=QUESTION>
            <legend class="px-1 font-semibold">
                {format!("{number}. ")} <TimeSpan starts=old_starts ends=old_ends />
            </legend>
            {shown}
            <p class="text-muted">
                {say("Not on")} " " <TimeSpan starts ends /> {format!(": {}", reason.message)}
            </p>
            {choices.into_iter().filter_map(radio).collect_view()}
        </fieldset>
    })
}

/// One that can move.
fn line((index, occurrence): (usize, MovedOccurrence)) -> impl IntoView {
    let shown = shown(index, &occurrence);
    let MovedOccurrence { number, old_starts, old_ends, starts, ends, .. } = occurrence;
    view! {
        <li class="flex flex-wrap gap-x-2 border-b border-line py-2 last:border-b-0">
            {shown} <span class="text-muted">{format!("{number}.")}</span>
            <span class="text-muted">
                <TimeSpan starts=old_starts ends=old_ends />
            </span>
            <span>{say("moves to")}</span>
            <span class="font-medium">
                <TimeSpan starts ends />
            </span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::{said, said_alone};

    #[test]
    fn what_cannot_move_is_said_in_words() {
        assert_eq!(said(0, 4), "All 4 sessions can move.");
        assert_eq!(said(0, 1), "1 session can move.");
        assert!(said(1, 4).starts_with("1 of 4 sessions cannot move. Choose what becomes of it"));
        assert!(said(3, 4).ends_with("of each."));
        assert_eq!(said_alone(0), None);
        assert!(said_alone(1).unwrap().starts_with("1 more was moved"));
        assert!(said_alone(2).unwrap().starts_with("2 more were moved"));
    }
}
