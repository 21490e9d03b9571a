//! Ending an experiment.

use office_hours::experiments::Experiment;
use office_hours::ids::ExperimentId;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::{events, experiments};

use super::find;
use crate::Services;
use crate::failure::OrFail;
use crate::matching;
use crate::policy::{self, Action};

/// Ends it now: everybody sees the ranking in use again. One that has ended stays as it is.
pub async fn end_experiment(
    services: &Services,
    actor: &Actor,
    id: ExperimentId,
) -> Result<Experiment, Failure> {
    policy::check(actor, Action::RunExperiments)?;
    let now = services.now();
    let tx = services.store.begin().await.or_fail()?;
    if experiments::end(&tx, id, now).await.or_fail()? {
        let id = id.to_string();
        events::insert(&tx, now, actor.user_id(), "experiment.ended", "experiment", &id, json!({}))
            .await
            .or_fail()?;
    }
    tx.commit().await.or_fail()?;
    matching::refresh_experiment(services).await?;
    find(services, id).await
}
