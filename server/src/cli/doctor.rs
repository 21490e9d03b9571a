//! `office-hours doctor`.

use std::process::ExitCode;

use clap::Args;
use services::Services;
use services::matching::{refresh_index, vector_coverage};
use services::ports::{ModelState, PortError};

use super::CommandError;
use super::output::say;
use crate::settings::{Embeddings, Settings};
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
        let mut is_well = check_embedder(&services, settings).await;
        is_well &= check_need_model(&services).await;
        is_well &= check_vectors(&services, settings).await?;
        let backlog = worker::backlog(&services.store).await?;
        let mark = if backlog.failed == 0 { "ok     " } else { "failed " };
        say(format_args!(
            "{mark}  jobs       {} waiting, {} failed for good",
            backlog.waiting, backlog.failed
        ));
        say(format_args!("ok       mail       files in {}", settings.data_dir.join("mail").display()));
        say(format_args!("ok       photos     files in {}", settings.data_dir.join("photos").display()));
        is_well &= backlog.failed == 0;
        Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// Whether it embeds, or is known to be missing.
async fn check_embedder(services: &Services, settings: &Settings) -> bool {
    let embedder = &services.ports.embedder;
    let place = match (&settings.openai, settings.embeddings) {
        (Some(account), Embeddings::OpenAi) => account.base_url.as_str(),
        _ => "in process",
    };
    if let ModelState::Missing(reason) = embedder.state() {
        say(format_args!("missing  model      matching compares words only: {reason}"));
        return true;
    }
    match embedder.embed(vec!["Help with pricing".to_owned()]).await {
        Ok(_) => {
            say(format_args!("ok       model      {}, {place}", embedder.model()));
            true
        }
        Err(error) => {
            say(format_args!("failed   model      {}, {place}: {}", embedder.model(), sentence(&error)));
            false
        }
    }
}

async fn check_need_model(services: &Services) -> bool {
    let Some(model) = &services.ports.need_model else {
        say("ok       needs      read by rules");
        return true;
    };
    match model.read("Help with pricing").await {
        Ok(_) => {
            say(format_args!("ok       needs      read by rules and {}", model.model()));
            true
        }
        Err(error) => {
            say(format_args!(
                "failed   needs      read by rules alone, {}: {}",
                model.model(),
                sentence(&error)
            ));
            false
        }
    }
}

async fn check_vectors(services: &Services, settings: &Settings) -> Result<bool, CommandError> {
    let place = settings.upstash_vector.as_ref().map_or("in process", |index| index.url.as_str());
    if let Err(error) = services.ports.vectors.open().await {
        say(format_args!("failed   vectors    {place}: {}", sentence(&error)));
        return Ok(false);
    }
    refresh_index(services).await?;
    let coverage = vector_coverage(services).await?;
    let mark = if coverage.indexed >= coverage.mentors { "ok     " } else { "behind " };
    say(format_args!("{mark}  vectors    {} of {} mentors, {place}", coverage.indexed, coverage.mentors));
    Ok(true)
}

/// Why it failed, and what to do.
fn sentence(error: &PortError) -> String {
    match error {
        PortError::Retry(why) => format!("{why}; try again later"),
        PortError::GiveUp(why) => format!("{why}; the settings above are not right for it"),
    }
}
