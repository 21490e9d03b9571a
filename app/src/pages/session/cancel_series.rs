//! Calling off a session that repeats: it alone, it and all later ones, or all.

use leptos::prelude::*;
use office_hours::booking::series::Scope;
use office_hours::ids::{SeriesId, SessionId};

use super::say_why::SayWhy;
use super::series::SCOPES;
use crate::api::booking::CancelSeries;
use crate::kit::button::DANGER;
use crate::kit::fold::Fold;
use crate::kit::radio::Radio;
use crate::parts::form_failure::derive_refusal;
use crate::state::language::say;

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
        <Fold label=say("Cancel this session…") open=refusal.with_untracked(Option::is_some)>
            <ActionForm action=cancel attr:class="grid gap-5">
                <input type="hidden" name="series_id" value=series_id.to_string() />
                <input type="hidden" name="session_id" value=session_id.to_string() />
                <fieldset>
                    <legend class="mb-1 font-medium">{say("Which ones")}</legend>
                    {SCOPES.map(scope).into_iter().collect_view()}
                </fieldset>
                <SayWhy refusal label=say("Cancel session") pending=cancel.pending() look=DANGER />
            </ActionForm>
        </Fold>
    }
}

fn scope((scope, words): (Scope, &'static str)) -> impl IntoView {
    let checked = scope == Scope::One;
    view! {
        <Radio name="scope" value=scope.as_str() checked>
            {say(words)}
        </Radio>
    }
}
