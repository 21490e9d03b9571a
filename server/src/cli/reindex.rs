//! `office-hours reindex`.

use std::process::ExitCode;

use clap::Args;
use office_hours::Actor;
use services::matching;

use super::CommandError;
use super::output::{progress, say};
use crate::boot;
use crate::settings::Settings;

/// Compute the vectors of every profile that changed. It can be stopped and called again: what is
/// done stays done. Running servers see the new vectors within seconds.
#[derive(Debug, Args)]
pub(super) struct Reindex {}

impl Reindex {
    pub(super) async fn run(self, settings: &Settings) -> Result<ExitCode, CommandError> {
        let boot::Booted { services, model } = boot::boot(settings).await?;
        model.wait_until_settled().await;
        let done = matching::reindex(&services, &Actor::System, &|done, all| progress("Profiles", done, all))
            .await?;
        say(format_args!("{} profiles looked at, {} passages embedded.", done.mentors, done.embedded));
        Ok(ExitCode::SUCCESS)
    }
}
