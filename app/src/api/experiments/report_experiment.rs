//! What a ranking experiment has shown.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::experiments::ExperimentView;
use office_hours::experiments::report::Report;
use office_hours::ids::ExperimentId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// The experiment and its figures up to now; for staff.
#[server(prefix = "/fn", endpoint = "report_experiment", input = GetUrl, output = Compact)]
pub async fn report_experiment(experiment_id: ExperimentId) -> Result<(ExperimentView, Report), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, reader) = asking();
    let (experiment, report) =
        answer(services::experiments::report_experiment(&services, &actor, experiment_id).await)?;
    Ok((ExperimentView::new(experiment, &reader), report))
}
