//! Every ranking experiment there was.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::experiments::ExperimentView;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// The latest first, with times in the viewer's zone; for staff.
#[server(prefix = "/fn", endpoint = "list_experiments", input = GetUrl, output = Compact)]
pub async fn list_experiments() -> Result<Vec<ExperimentView>, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, reader) = asking();
    let all = answer(services::experiments::list_experiments(&services, &actor).await)?;
    Ok(all.into_iter().map(|experiment| ExperimentView::new(experiment, &reader)).collect())
}
