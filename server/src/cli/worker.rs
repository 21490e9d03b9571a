//! `office-hours worker`.

use std::process::ExitCode;

use clap::Args;

use super::CommandError;
use super::stop::stop_signal;
use crate::boot;
use crate::settings::Settings;
use crate::worker;

/// Carry out jobs only: mails, vectors, the expansion of weekly hours.
///
/// Jobs are kept in the database, so servers and workers find each other there. On SQLite run one
/// process on one machine.
#[derive(Debug, Args)]
pub(super) struct Worker {}

impl Worker {
    pub(super) async fn run(self, settings: &Settings) -> Result<ExitCode, CommandError> {
        let boot::Booted { services, model } = boot::boot(settings).await?;
        model.wait_until_settled().await;
        let index = tokio::spawn(boot::keep_index(services.clone(), model));
        worker::run(services, stop_signal()).await?;
        index.abort();
        Ok(ExitCode::SUCCESS)
    }
}
