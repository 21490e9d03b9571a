//! Starting a ranking experiment.

use leptos::prelude::*;
use office_hours::experiments::EnteredExperiment;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Starts it and leads to its report; for staff.
#[server(prefix = "/fn", endpoint = "start_experiment", output = Compact)]
pub async fn start_experiment(experiment: EnteredExperiment) -> Result<(), ApiError> {
    use crate::api::request::{answer, answer_at, asking};
    use crate::kit::url::with_params;
    let (services, actor, _) = asking();
    // Strangers are asked to sign in before they are told what to correct.
    answer(actor.person().map(drop))?;
    let form = with_params("/programme/experiments?start=1", &experiment.fields());
    let input = answer_at::<StartExperiment, _>(experiment.parse(), &form)?;
    let started = services::experiments::start_experiment(&services, &actor, input).await;
    let started = answer_at::<StartExperiment, _>(started, &form)?;
    leptos_axum::redirect(&format!("/programme/experiments/{}?changed=started", started.id));
    Ok(())
}
