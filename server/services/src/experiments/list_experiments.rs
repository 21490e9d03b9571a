//! Every experiment there was.

use office_hours::experiments::Experiment;
use office_hours::{Actor, Failure};
use store::queries::experiments;

use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// The latest first.
pub async fn list_experiments(services: &Services, actor: &Actor) -> Result<Vec<Experiment>, Failure> {
    policy::check(actor, Action::RunExperiments)?;
    experiments::list(&services.store).await.or_fail()
}
