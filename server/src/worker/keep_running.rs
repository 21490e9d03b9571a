//! A runner beside the other work of a process: when it fails it is started again, and whoever
//! asks is told how it is.

use std::time::Duration;

use services::Services;
use tokio::sync::watch;

use super::apart::{Panicked, apart};
use super::runner::run_and_tell;
use super::stop::Stop;

/// The pause before a runner that failed is started again.
const AFTER_FAILURE: Duration = Duration::from_secs(2);

/// How the job runner of this process is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunnerState {
    /// This process has none: jobs are left to others.
    Elsewhere,
    /// It waits for the model, or looks for its queue.
    Starting,
    /// It carries out jobs.
    Running,
    /// It failed, and is started again after a pause.
    Failing,
}

impl RunnerState {
    /// In one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Elsewhere => "elsewhere",
            Self::Starting => "starting",
            Self::Running => "running",
            Self::Failing => "failing",
        }
    }
}

/// Runs until `stop` is ready and the jobs in hand are finished, whatever fails meanwhile.
pub async fn keep_running(
    services: Services,
    state: watch::Sender<RunnerState>,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let (mut stop, when_asked) = Stop::when(stop);
    let keep = async {
        while let Err(reason) = run_once(&services, &state, &stop).await {
            tracing::error!(reason, "the job runner failed; jobs wait until it is started again");
            state.send_replace(RunnerState::Failing);
            if stop.within(AFTER_FAILURE).await {
                return;
            }
        }
    };
    tokio::join!(when_asked, keep);
}

/// One life of the runner, or why it ended too early.
async fn run_once(
    services: &Services,
    state: &watch::Sender<RunnerState>,
    stop: &Stop,
) -> Result<(), String> {
    let (mut stop, state) = (stop.clone(), state.clone());
    let started = move || {
        state.send_replace(RunnerState::Running);
    };
    match apart(run_and_tell(services.clone(), async move { stop.asked().await }, started)).await {
        Ok(ended) => ended.map_err(|error| error.to_string()),
        Err(Panicked) => Err("it panicked; the log says where".into()),
    }
}
