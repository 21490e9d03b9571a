//! Ranking experiments: starting and ending one, what it has shown, and what its arms would have
//! answered. Who sees which arm is decided where mentors are matched.

mod acts;
mod end_experiment;
mod list_experiments;
mod replay_experiment;
mod report_experiment;
mod start_experiment;

pub use end_experiment::end_experiment;
pub use list_experiments::list_experiments;
pub use replay_experiment::{ArmReplay, Replay, replay_experiment};
pub use report_experiment::report_experiment;
pub use start_experiment::start_experiment;

use office_hours::Failure;
use office_hours::experiments::Experiment;
use office_hours::ids::ExperimentId;
use store::queries::experiments;

use crate::Services;
use crate::failure::OrFail;

async fn find(services: &Services, id: ExperimentId) -> Result<Experiment, Failure> {
    let found = experiments::get(&services.store, id).await.or_fail()?;
    found.ok_or_else(|| Failure::not_found("experiment"))
}
