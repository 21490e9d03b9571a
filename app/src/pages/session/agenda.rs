//! What the session is about, and the form in which both sides change it.

use leptos::prelude::*;
use office_hours::booking::SessionView;
use office_hours::booking::party::Side;
use office_hours::booking::rules::MAX_NOTE;

use crate::api::booking::EditAgenda;
use crate::kit::button::{QUIET, Submit};
use crate::kit::fold::Fold;
use crate::kit::text_area::TextArea;
use crate::parts::form_failure::{FormFailure, derive_field_error, derive_refusal};
use crate::state::address::use_param;

/// The agenda as it is, also on paper, and where the viewer may change it, the form, folded.
#[component]
pub fn Agenda(
    /// The session.
    session: SessionView,
    /// Sends a change.
    edit: ServerAction<EditAgenda>,
) -> impl IntoView {
    let (param, refusal) = (use_param("agenda"), derive_refusal(edit));
    let saved = move || {
        param.try_get().is_some_and(|param| param == "1")
            && refusal.try_with(Option::is_none).unwrap_or_default()
    };
    let agenda = session.note.unwrap_or_default();
    let by = session.agenda_by.map(|side| match side {
        Side::Mentee => session.mentee_name,
        Side::Mentor => session.mentor_name,
    });
    let form = session.can_edit_agenda.then(|| {
        let (session_id, version, value) = (session.session_id, session.agenda_version, agenda.clone());
        view! {
            <div class="mt-3 print:hidden">
                <Fold label="Change the agenda…" open=refusal.with_untracked(Option::is_some)>
                    <ActionForm action=edit attr:class="grid gap-4">
                        <input type="hidden" name="session_id" value=session_id.to_string() />
                        <input type="hidden" name="version" value=version.to_string() />
                        <TextArea
                            name="agenda"
                            label="What it is about"
                            hint="Questions, links, what you want to leave with. Both of you see and change it until the session has ended."
                            value
                            error=derive_field_error(refusal, "agenda")
                            optional=true
                            rows=5
                            max=MAX_NOTE as u32
                        />
                        <FormFailure refusal fields=&["agenda"] />
                        <div>
                            <Submit label="Save agenda" pending=edit.pending() look=QUIET />
                        </div>
                    </ActionForm>
                </Fold>
            </div>
        }
    });
    let text = if agenda.is_empty() {
        view! { <p class="text-muted">"Nothing is noted yet."</p> }.into_any()
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
        {by.map(|by| view! { <p class="mt-1 text-xs text-muted">{format!("Last changed by {by}")}</p> })}
        <p role="status" class="text-xs font-medium print:hidden">
            {move || saved().then_some("Agenda saved")}
        </p>
        {form}
    }
}
