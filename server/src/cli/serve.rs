//! `office-hours serve`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use leptos::config::{LeptosOptions, get_configuration};
use services::matching;
use tokio::sync::watch;

use super::CommandError;
use super::stop::stop_signal;
use crate::boot::{self, BootError};
use crate::demo;
use crate::http::{AppState, router, serve};
use crate::settings::Settings;
use crate::worker::{self, RunnerState};

/// Serve the site and carry out jobs.
///
/// The schema is brought up to date first. A development server whose database is empty loads the
/// demo programme. The embedding model is read in the background; until it is there, matching
/// compares words.
#[derive(Debug, Default, Args)]
pub(super) struct Serve {
    /// Start with an empty database also in development.
    #[arg(long)]
    no_demo: bool,
    /// Serve pages only; jobs are left to `office-hours worker`.
    #[arg(long)]
    no_worker: bool,
}

impl Serve {
    pub(super) async fn run(self, settings: &Settings) -> Result<ExitCode, CommandError> {
        let leptos = leptos_options(settings)?;
        let boot::Booted { services, model } = boot::boot(settings).await?;
        if settings.development() && !self.no_demo && demo::load_if_empty(&services).await? {
            tracing::info!(
                "the demo programme was loaded; sign in as one of the accounts on the sign-in page"
            );
        }

        let (stop, stopped) = watch::channel(false);
        let until_stopped = |mut stopped: watch::Receiver<bool>| async move {
            // A closed channel means stopped as well.
            let _ = stopped.wait_for(|stop| *stop).await;
        };
        let index = tokio::spawn(boot::keep_index(services.clone(), model.clone()));
        let journal = tokio::spawn(boot::keep_journal(services.clone(), until_stopped(stopped.clone())));
        let (runner, runner_state) = watch::channel(match self.no_worker {
            true => RunnerState::Elsewhere,
            false => RunnerState::Starting,
        });
        let jobs = (!self.no_worker).then(|| {
            let work = worker::keep_running(services.clone(), runner, until_stopped(stopped.clone()));
            // Jobs that need the model would only fail in its first moments.
            tokio::spawn(async move {
                model.wait_until_settled().await;
                work.await
            })
        });
        tokio::spawn(async move {
            stop_signal().await;
            stop.send_replace(true);
        });

        let app = router(AppState { services: services.clone(), leptos, runner: runner_state });
        tracing::info!(base_url = settings.base_url, "open this address in a browser");
        serve(settings.addr, app, until_stopped(stopped)).await.map_err(|error| {
            BootError(format!("LEPTOS_SITE_ADDR {} cannot be listened on: {error}.", settings.addr))
        })?;
        index.abort();
        if let Some(jobs) = jobs {
            jobs.await?;
        }
        journal.await?;
        // What was searched while the last requests were answered.
        if let Err(failure) = matching::write_journal(&services).await {
            tracing::warn!(%failure, "the last searches could not be noted");
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// `Leptos.toml` where there is one, overridden by `LEPTOS_*`; the environment alone elsewhere.
fn leptos_options(settings: &Settings) -> Result<LeptosOptions, CommandError> {
    let file = "Leptos.toml";
    let found = get_configuration(Path::new(file).exists().then_some(file))
        .map_err(|error| BootError(format!("{file} or a LEPTOS_ variable cannot be used: {error}.")))?;
    let mut options = found.leptos_options;
    options.site_addr = settings.addr;
    Ok(options)
}
