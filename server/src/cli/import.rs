//! `office-hours import`.

mod read;

pub(super) use read::mentors as read_mentors;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use office_hours::Actor;
use office_hours::availability::rules::parse_weekly_hours;
use services::{matching, profile};

use super::CommandError;
use super::output::{progress, say};
use crate::boot;
use crate::settings::Settings;

/// Add or update profiles from a file.
#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Mentors, from CSV or JSON Lines.
    Mentors(Mentors),
}

/// Mentors, from CSV (with a header) or JSON Lines, told apart by the file's name.
///
/// Fields: id (needed, stays the same), email, name, headline, title, company, bio, industry, stage,
/// country, languages, expertise, timezone, weekly_hours. In CSV, languages and expertise are
/// separated by `;` and an area may carry its weight after `=`. A mentor with a known id is
/// updated. Every bad line is reported by number and reason, and then nothing is changed.
#[derive(Debug, Args)]
struct Mentors {
    /// The file, ending in .csv, .jsonl or .ndjson.
    file: PathBuf,
    /// Check every line and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Leave bad lines out and take the good ones.
    #[arg(long)]
    skip_bad: bool,
    /// Weekly hours for new mentors whose record has none, such as "Mon-Fri 09:00-12:00".
    #[arg(long, value_name = "HOURS", default_value = "")]
    hours: String,
}

impl Import {
    pub(super) async fn run(self, settings: &Settings) -> Result<ExitCode, CommandError> {
        let What::Mentors(mentors) = self.what;
        mentors.run(settings).await
    }
}

impl Mentors {
    async fn run(self, settings: &Settings) -> Result<ExitCode, CommandError> {
        let hours = parse_weekly_hours(&self.hours)?;
        let read::Lines { drafts, mistakes } = read::mentors(&self.file)?;
        for mistake in &mistakes {
            say(mistake);
        }
        if self.dry_run {
            say(format_args!(
                "{} lines are good, {} are not. Nothing was changed.",
                drafts.len(),
                mistakes.len()
            ));
            return Ok(if mistakes.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        if !mistakes.is_empty() && !self.skip_bad {
            say(format_args!(
                "{} lines cannot be taken, so nothing was changed. Mend them, or leave them out with --skip-bad.",
                mistakes.len()
            ));
            return Ok(ExitCode::FAILURE);
        }

        let boot::Booted { services, model } = boot::boot(settings).await?;
        let all = drafts.len();
        profile::import_mentors(&services, &Actor::System, &drafts, &hours, &|done| {
            progress("Mentors", done, all)
        })
        .await?;
        say(format_args!("{all} mentors were imported."));
        model.wait_until_settled().await;
        match matching::reindex(&services, &Actor::System, &|done, all| {
            progress("Profiles read for matching", done, all)
        })
        .await
        {
            Ok(done) => say(format_args!("{} passages embedded.", done.embedded)),
            Err(failure) => {
                eprintln!("Matching compares words only for now: {failure} Run `office-hours reindex` later.")
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
