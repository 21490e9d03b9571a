//! Ending an experiment.

use leptos::prelude::*;
use office_hours::ids::ExperimentId;

use crate::api::experiments::EndExperiment;
use crate::kit::button::{DANGER, Submit};
use crate::kit::fold::Fold;
use crate::parts::form_failure::{FormFailure, derive_refusal};
use crate::state::language::say;

/// The form, folded: an experiment that has ended cannot go on.
#[component]
pub fn End(
    /// Which one.
    experiment_id: ExperimentId,
    /// Sends it.
    end: ServerAction<EndExperiment>,
) -> impl IntoView {
    let refusal = derive_refusal(end);
    view! {
        <Fold label=say("End this experiment…") open=refusal.with_untracked(Option::is_some)>
            <ActionForm action=end attr:class="grid max-w-prose justify-items-start gap-5">
                <input type="hidden" name="experiment_id" value=experiment_id.to_string() />
                <p class="text-muted">
                    {say(
                        "Everybody sees the ranking in use again. It cannot go on afterwards; started again it is the next version, and founders are dealt to the arms anew.",
                    )}
                </p>
                <FormFailure refusal fields=&[] />
                <Submit label=say("End experiment") pending=end.pending() look=DANGER />
            </ActionForm>
        </Fold>
    }
}
