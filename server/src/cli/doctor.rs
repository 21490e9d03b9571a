//! `office-hours doctor`.

use std::process::ExitCode;

use clap::Args;
use services::matching::{refresh_index, vector_coverage};
use services::ports::ModelState;

use super::CommandError;
use super::output::say;
use crate::settings::Settings;
use crate::{boot, worker};

/// Check every outside part and say what is missing. Ends with 1 when something is broken.
#[derive(Debug, Args)]
pub(super) struct Doctor {}

impl Doctor {
    pub(super) async fn run(self, settings: &Settings) -> Result<ExitCode, CommandError> {
        let boot::Booted { services, model } = boot::boot(settings).await?;
        say(format_args!("ok       settings   {settings:?}"));
        services.store.ping().await?;
        say(format_args!("ok       database   {:?}, the schema is up to date", services.store.edition()));
        model.wait_until_settled().await;
        match services.ports.embedder.state() {
            ModelState::Missing(reason) => {
                say(format_args!("missing  model      matching compares words only: {reason}"))
            }
            ModelState::Ready | ModelState::Loading => say("ok       model      all-MiniLM-L6-v2"),
        }
        refresh_index(&services).await?;
        let coverage = vector_coverage(&services).await?;
        let mark = if coverage.indexed >= coverage.mentors { "ok     " } else { "behind " };
        say(format_args!("{mark}  vectors    {} of {} mentors", coverage.indexed, coverage.mentors));
        let backlog = worker::backlog(&services.store).await?;
        let mark = if backlog.failed == 0 { "ok     " } else { "failed " };
        say(format_args!(
            "{mark}  jobs       {} waiting, {} failed for good",
            backlog.waiting, backlog.failed
        ));
        say(format_args!("ok       mail       files in {}", settings.data_dir.join("mail").display()));
        Ok(if backlog.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
