//! What the session is about, and the form in which both sides change it.
//!
//! Without a script the form is sent to the page itself, so that what is refused comes back on the page that answers and
//! stands in no address, which others may read later.

use leptos::prelude::*;
use office_hours::Failure;
use office_hours::booking::SessionView;
use office_hours::booking::party::Side;
use office_hours::booking::rules::MAX_NOTE;
use office_hours::text;
use serde::{Deserialize, Serialize};

use crate::api::ApiError;
use crate::api::booking::EditAgenda;
use crate::kit::button::{QUIET, Submit};
use crate::kit::fold::Fold;
use crate::kit::text_area::TextArea;
use crate::parts::form_failure::{FormFailure, Refusal, derive_field_error, derive_refusal};
use crate::parts::links;
use crate::state::address::use_param;
use crate::state::language::{say, tell};

/// What was sent to the page itself and not saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RefusedAgenda {
    /// As it was typed.
    pub typed: String,
    /// What would be right.
    pub failure: Failure,
}

/// The agenda as it is, also on paper, and where the viewer may change it, the form, folded.
#[component]
pub fn Agenda(
    /// The session.
    session: SessionView,
    /// A change that was sent without a script.
    refused: Option<RefusedAgenda>,
    /// Sends a change.
    edit: ServerAction<EditAgenda>,
) -> impl IntoView {
    let (param, pending) = (use_param("agenda"), edit.pending());
    let agenda = session.note.unwrap_or_default();
    let value = match &refused {
        // That one says what was typed, beside what somebody else has written meanwhile.
        None | Some(RefusedAgenda { failure: Failure::Conflict { .. }, .. }) => agenda.clone(),
        Some(refused) => refused.typed.clone(),
    };
    let sent = refused.map(|refused| ApiError(refused.failure));
    let of_action = derive_refusal(edit);
    let refusal: Refusal = Signal::derive(move || of_action.try_get().flatten().or_else(|| sent.clone()));
    // Not while the next change is on its way, so that it is said of each.
    let saved = move || {
        param.try_get().is_some_and(|param| param == "1")
            && pending.try_get() == Some(false)
            && refusal.try_with(Option::is_none).unwrap_or_default()
    };
    let by = session.agenda_by.map(|side| match side {
        Side::Mentee => session.mentee_name,
        Side::Mentor => session.mentor_name,
    });
    let form = if session.can_edit_agenda {
        let (session_id, version) = (session.session_id, session.agenda_version);
        view! {
            <div class="mt-3 print:hidden">
                <Fold label=say("Change the agenda…") open=refusal.with_untracked(Option::is_some)>
                    <ActionForm action=edit attr:class="grid gap-4">
                        <input type="hidden" name="session_id" value=session_id.to_string() />
                        <input type="hidden" name="version" value=version.to_string() />
                        <TextArea
                            name="agenda"
                            label=say("What it is about")
                            hint=say("Questions, links, what you want to leave with. Both of you see and change it until the session has ended.")
                            value
                            error=derive_field_error(refusal, "agenda")
                            optional=true
                            rows=5
                            max=MAX_NOTE as u32
                        />
                        <FormFailure refusal fields=&["agenda"] />
                        <div>
                            <Submit label=say("Save agenda") pending look=QUIET attr:formaction=links::session(session_id) />
                        </div>
                    </ActionForm>
                </Fold>
            </div>
        }
        .into_any()
    } else {
        // It may have ended while somebody was writing.
        view! { <FormFailure refusal fields=&[] /> }.into_any()
    };
    let text = if agenda.is_empty() {
        view! { <p class="text-muted">{say("Nothing is noted yet.")}</p> }.into_any()
    } else {
        view! {
            <p dir="auto" class="whitespace-pre-line">
                {agenda}
            </p>
        }
        .into_any()
    };
    view! {
        {text}
        {by.map(|by| view! { <p class="mt-1 text-xs text-muted">{tell(text!("Last changed by {name}", name = by))}</p> })}
        <p role="status" class="text-xs font-medium print:hidden">
            {move || saved().then(|| say("Agenda saved"))}
        </p>
        {form}
    }
}
