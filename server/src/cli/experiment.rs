//! `office-hours experiment`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use office_hours::experiments::report::{ArmReport, PeopleReport, Report};
use office_hours::experiments::statistics::Estimate;
use office_hours::experiments::{Experiment as Tried, Mode, StartExperiment};
use office_hours::ids::ExperimentId;
use office_hours::{Actor, Failure};
use services::experiments::{self, Replay};
use services::{Services, matching};

use super::CommandError;
use super::output::say;
use crate::boot::{self, BootError};
use crate::settings::Settings;

/// Compare rankings on the people who search, and read what it has shown.
#[derive(Debug, Args)]
pub(super) struct Experiment {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Start an experiment: {"key": …, "mode": "split" or "interleaved", "arms": [{"name", "share", "settings"}, …]}.
    Start {
        /// A JSON file that describes it; the first arm is the control.
        file: PathBuf,
    },
    /// End the experiment that runs.
    End,
    /// List every experiment, the latest first.
    List,
    /// What an experiment has shown so far.
    Report {
        /// Its key; the latest start of it.
        key: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Ask the needs that people had again, in every arm, without showing anybody.
    Replay {
        /// A JSON file as for `start`; it need not have been started.
        file: PathBuf,
        /// Needs of so many days.
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=3_650))]
        days: u32,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

impl Experiment {
    pub(super) async fn run(self, settings: &Settings) -> Result<ExitCode, CommandError> {
        let boot::Booted { services, model } = boot::boot(settings).await?;
        match self.what {
            What::Start { file } => {
                let input = read(&file)?;
                let started = experiments::start_experiment(&services, &Actor::System, input)
                    .await
                    .map_err(with_field)?;
                say(format_args!("{} runs, version {}.", started.key, started.version));
            }
            What::End => match experiments::list_experiments(&services, &Actor::System).await?.first() {
                Some(running) if running.ended_at.is_none() => {
                    experiments::end_experiment(&services, &Actor::System, running.id).await?;
                    say(format_args!("{} has ended.", running.key));
                }
                _ => say("No experiment runs."),
            },
            What::List => list(&services).await?,
            What::Report { key, json } => {
                let all = experiments::list_experiments(&services, &Actor::System).await?;
                let Some(found) = all.into_iter().find(|one| one.key == key) else {
                    return Err(BootError(format!(
                        "There is no experiment {key}; `experiment list` names them."
                    ))
                    .into());
                };
                let (tried, report) =
                    experiments::report_experiment(&services, &Actor::System, found.id).await?;
                if json {
                    say(serde_json::to_string_pretty(&report)?);
                } else {
                    print(&tried, &report);
                }
            }
            What::Replay { file, days, json } => {
                model.wait_until_settled().await;
                matching::refresh_index(&services).await?;
                matching::load_topics(&services).await?;
                let id = ExperimentId(services.new_id());
                let tried = Tried::new(id, 1, read(&file)?, services.now()).map_err(with_field)?;
                let replay = experiments::replay_experiment(&services, &Actor::System, &tried, days).await?;
                if json {
                    say(serde_json::to_string_pretty(&replay)?);
                } else {
                    print_replay(&replay);
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn read(file: &PathBuf) -> Result<StartExperiment, CommandError> {
    let shown = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| BootError(format!("{shown} cannot be read: {error}.")))?;
    let input = serde_json::from_str(&text)
        .map_err(|error| BootError(format!("{shown} does not describe an experiment: {error}.")))?;
    Ok(input)
}

/// A file has many fields: which one is to be corrected?
fn with_field(failure: Failure) -> CommandError {
    match failure {
        Failure::Invalid { field, message } => BootError(format!("{field}: {message}")).into(),
        other => other.into(),
    }
}

async fn list(services: &Services) -> Result<(), CommandError> {
    let all = experiments::list_experiments(services, &Actor::System).await?;
    for one in &all {
        let until = one.ended_at.map_or("runs".to_owned(), |ended| format!("until {ended:.0}"));
        let arms: Vec<&str> = one.arms.iter().map(|arm| arm.name.as_str()).collect();
        say(format_args!(
            "{} {}  {}  since {:.0}, {until}",
            one.key,
            one.version,
            arms.join(" / "),
            one.started_at
        ));
    }
    if all.is_empty() {
        say("There was no experiment yet.");
    }
    Ok(())
}

fn print(tried: &Tried, report: &Report) {
    say(format_args!("{} {}", tried.key, tried.version));
    for arm in &report.arms {
        print_arm(arm);
    }
    if let Some(preference) = &report.preference {
        let rate = said(preference.win_rate);
        say(format_args!(
            "people who prefer the second arm: {rate}, p = {:.3}: {:?}",
            preference.p_value, preference.verdict
        ));
    }
    if report.shares_missed {
        say("People per arm are not as the shares say: do not trust the figures.");
    }
    if tried.mode == Mode::Split {
        say("Intervals hold for one look at a moment chosen beforehand.");
    }
}

fn print_arm(arm: &ArmReport) {
    let counts = &arm.counts;
    say(format_args!(
        "{}: {} people, {} searches, {} results shown; opened after {}, booked after {}",
        arm.name,
        counts.people,
        counts.searches,
        counts.impressions,
        said(arm.click_rate),
        said(arm.booking_rate)
    ));
    for PeopleReport { metric, rate, to_control } in &arm.of_people {
        let compared = to_control.map_or(String::new(), |compared| {
            let difference = compared.difference;
            format!(
                ", {:+.1} points ({:+.1} to {:+.1}): {:?}",
                100.0 * difference.value,
                100.0 * difference.low,
                100.0 * difference.high,
                compared.verdict
            )
        });
        say(format_args!("  people who {}: {}{compared}", format!("{metric:?}").to_lowercase(), said(*rate)));
    }
}

fn said(rate: Option<Estimate>) -> String {
    let percent = |share: f64| 100.0 * share;
    rate.map_or("–".to_owned(), |rate| {
        format!("{:.1} % ({:.1}–{:.1})", percent(rate.value), percent(rate.low), percent(rate.high))
    })
}

fn print_replay(replay: &Replay) {
    say(format_args!(
        "{} needs, after {} of which somebody was opened or booked",
        replay.needs, replay.chosen
    ));
    for arm in &replay.arms {
        let rank = arm.chosen_rank.map_or("–".to_owned(), |rank| format!("{rank:.3}"));
        say(format_args!(
            "{}: {:.0} % of the control's first ten; those chosen at a mean reciprocal rank of {rank}",
            arm.name,
            100.0 * arm.overlap
        ));
    }
}
