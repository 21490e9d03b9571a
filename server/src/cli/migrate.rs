//! `office-hours migrate`.

use std::process::ExitCode;

use clap::Args;
use migrations::{Migrator, MigratorTrait};
use store::Store;

use super::CommandError;
use super::output::say;
use crate::boot::{BootError, open_store};
use crate::settings::Settings;

/// Bring the database's schema up to date; every other command does so as well when it starts.
#[derive(Debug, Args)]
pub(super) struct Migrate {
    /// Undo so many steps instead. Data in what a step made is lost.
    #[arg(long, value_name = "STEPS")]
    down: Option<u32>,
}

impl Migrate {
    pub(super) async fn run(self, settings: &Settings) -> Result<ExitCode, CommandError> {
        match self.down {
            None => {
                open_store(settings).await?;
                say("The schema is up to date.");
            }
            Some(steps) => {
                let store = Store::connect(&settings.database_url).await?;
                Migrator::down(store.connection(), Some(steps))
                    .await
                    .map_err(|error| BootError(format!("The schema could not be taken down: {error}.")))?;
                say(format_args!("{steps} steps were undone."));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
