//! Calling a session off.

use leptos::prelude::*;
use office_hours::ids::SessionId;

use crate::api::booking::CancelSession;
use crate::kit::button::{DANGER, QUIET, Submit};
use crate::kit::text_area::TextArea;
use crate::parts::form_failure::{FormFailure, derive_field_error, derive_refusal};

/// Folded away until it is wanted; open when it has been refused.
#[component]
pub fn Cancel(
    /// Which one.
    session_id: SessionId,
    /// Sends it.
    cancel: ServerAction<CancelSession>,
) -> impl IntoView {
    let refusal = derive_refusal(cancel);
    view! {
        <details open=refusal.with_untracked(Option::is_some)>
            <summary class=QUIET>"Cancel this session…"</summary>
            <ActionForm action=cancel attr:class="mt-5 grid gap-5">
                <input type="hidden" name="session_id" value=session_id.to_string() />
                <TextArea
                    name="reason"
                    label="Reason"
                    hint="A line for the other side. It may stay empty."
                    error=derive_field_error(refusal, "reason")
                    optional=true
                    rows=2
                    max=500
                />
                <FormFailure refusal fields=&["reason"] />
                <div>
                    <Submit label="Cancel session" pending=cancel.pending() look=DANGER />
                </div>
            </ActionForm>
        </details>
    }
}
