//! What an experiment has shown so far.

use office_hours::experiments::Experiment;
use office_hours::experiments::count::count;
use office_hours::experiments::report::Report;
use office_hours::ids::ExperimentId;
use office_hours::{Actor, Failure};

use super::{acts, find};
use crate::Services;
use crate::policy::{self, Action};

/// The experiment and its figures up to now.
pub async fn report_experiment(
    services: &Services,
    actor: &Actor,
    id: ExperimentId,
) -> Result<(Experiment, Report), Failure> {
    policy::check(actor, Action::RunExperiments)?;
    let experiment = find(services, id).await?;
    let (searches, acts) = acts::read(services, &experiment).await?;
    let counts = count(&experiment, &searches, &acts);
    let report = Report::new(&experiment, &counts);
    Ok((experiment, report))
}
