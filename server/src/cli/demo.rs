//! `office-hours demo`.

use std::process::ExitCode;

use clap::Args;

use super::CommandError;
use super::output::say;
use crate::settings::Settings;
use crate::{boot, demo};

/// Load the demo programme into an empty database: invented mentors with hours, mentees, sessions
/// past and to come, and one account a role.
#[derive(Debug, Args)]
pub(super) struct Demo {}

impl Demo {
    pub(super) async fn run(self, settings: &Settings) -> Result<ExitCode, CommandError> {
        let booted = boot::boot(settings).await?;
        if demo::load_if_empty(&booted.services).await? {
            say("The demo programme was loaded.");
        } else {
            say("The database has accounts already; nothing was changed.");
        }
        Ok(ExitCode::SUCCESS)
    }
}
