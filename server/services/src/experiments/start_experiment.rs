//! Starting an experiment.

use office_hours::experiments::{Experiment, StartExperiment};
use office_hours::ids::ExperimentId;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::{events, experiments};

use crate::Services;
use crate::failure::OrFail;
use crate::matching;
use crate::policy::{self, Action};

/// Starts it now; another one under the same key is its next version. Other processes follow within
/// seconds.
pub async fn start_experiment(
    services: &Services,
    actor: &Actor,
    input: StartExperiment,
) -> Result<Experiment, Failure> {
    policy::check(actor, Action::RunExperiments)?;
    let now = services.now();
    let tx = services.store.begin().await.or_fail()?;
    let starts = experiments::count_starts(&tx, &input.key).await.or_fail()?;
    let version = u32::try_from(starts).unwrap_or(u32::MAX).saturating_add(1);
    let experiment = Experiment::new(ExperimentId(services.new_id()), version, input, now)?;
    experiments::insert(&tx, &experiment).await.or_fail()?;
    let props = json!({ "key": experiment.key, "version": experiment.version });
    let id = experiment.id.to_string();
    events::insert(&tx, now, actor.user_id(), "experiment.started", "experiment", &id, props)
        .await
        .or_fail()?;
    tx.commit().await.or_fail()?;
    matching::refresh_experiment(services).await?;
    Ok(experiment)
}
