//! Calling off a session that repeats: it alone, it and all later ones, or all.

use leptos::prelude::*;
use office_hours::booking::series::Scope;
use office_hours::ids::{SeriesId, SessionId};

use super::series::SCOPES;
use crate::api::booking::CancelSeries;
use crate::kit::button::{DANGER, QUIET, Submit};
use crate::kit::text_area::TextArea;
use crate::parts::form_failure::{FormFailure, derive_field_error, derive_refusal};

/// The form, folded.
#[component]
pub fn CancelSeriesForm(
    /// The one whose page this is.
    session_id: SessionId,
    /// Its series.
    series_id: SeriesId,
    /// Sends it.
    cancel: ServerAction<CancelSeries>,
) -> impl IntoView {
    let refusal = derive_refusal(cancel);
    view! {
        <details open=refusal.with_untracked(Option::is_some)>
            <summary class=QUIET>"Cancel this session…"</summary>
            <ActionForm action=cancel attr:class="mt-5 grid gap-5">
                <input type="hidden" name="series_id" value=series_id.to_string() />
                <input type="hidden" name="session_id" value=session_id.to_string() />
                <fieldset>
                    <legend class="mb-1 font-medium">"Which ones"</legend>
                    {SCOPES.map(scope).into_iter().collect_view()}
                </fieldset>
                <TextArea
                    name="reason"
                    label="Reason"
                    hint="A line for the other side. It may stay empty, unless you act for the programme."
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

fn scope((scope, words): (Scope, &'static str)) -> impl IntoView {
    let checked = scope == Scope::One;
    view! {
        <label class="flex min-h-11 items-center gap-3">
            <input type="radio" name="scope" value=scope.as_str() checked=checked class="size-5 accent-(--accent)" />
            <span>{words}</span>
        </label>
    }
}
