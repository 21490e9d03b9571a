//! Ending a ranking experiment.

use leptos::prelude::*;
use office_hours::ids::ExperimentId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Ends it and leads to its report; for staff.
#[server(prefix = "/fn", endpoint = "end_experiment", output = Compact)]
pub async fn end_experiment(experiment_id: ExperimentId) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::experiments::end_experiment(&services, &actor, experiment_id).await)?;
    leptos_axum::redirect(&format!("/programme/experiments/{experiment_id}?changed=ended"));
    Ok(())
}
