//! The command line: one subcommand a file.

mod admin;
mod demo;
mod doctor;
mod evaluate;
mod experiment;
mod import;
mod logging;
mod match_need;
mod migrate;
mod output;
mod reindex;
mod serve;
mod stop;
mod worker;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::boot::BootError;
use crate::settings::Settings;

/// Mentor office hours: match founders with mentors and book sessions.
///
/// Without a subcommand the server starts. Settings come from the environment and `.env`:
/// DATABASE_URL, DATA_DIR, LEPTOS_SITE_ADDR, BASE_URL, APP_ENV, SECRET_KEY, MODEL_DIR, MAIL_FROM,
/// EMBEDDINGS, OPENAI_API_KEY, OPENAI_BASE_URL, UPSTASH_VECTOR_REST_URL, UPSTASH_VECTOR_REST_TOKEN.
#[derive(Debug, Parser)]
#[command(name = "office-hours", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site and carry out jobs (the default).
    Serve(serve::Serve),
    /// Carry out jobs only; any number of workers may run beside servers on PostgreSQL.
    Worker(worker::Worker),
    /// Bring the database's schema up to date, or take it down.
    Migrate(migrate::Migrate),
    /// Load the demo programme: invented mentors, mentees, sessions and one account a role.
    Demo(demo::Demo),
    /// Add or update profiles from a file.
    Import(import::Import),
    /// Compute the vectors of every profile that changed.
    Reindex(reindex::Reindex),
    /// Match a need from the command line.
    Match(match_need::Match),
    /// Measure the matching against judgements of relevance.
    Evaluate(evaluate::Evaluate),
    /// Compare rankings on the people who search, and read what it has shown.
    Experiment(experiment::Experiment),
    /// Check every outside part and say what is missing.
    Doctor(doctor::Doctor),
    /// Make somebody a programme manager or administrator, and list who is.
    Admin(admin::Admin),
}

/// Reads the arguments, runs the subcommand, and tells failures in one sentence.
pub fn run() -> ExitCode {
    let command = Arguments::parse().command.unwrap_or_else(|| Command::Serve(serve::Serve::default()));
    match start(command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Why a command failed, in sentences.
type CommandError = Box<dyn std::error::Error + Send + Sync>;

fn start(command: Command) -> Result<ExitCode, CommandError> {
    let settings = Settings::from_env()?;
    logging::start(&settings, matches!(command, Command::Serve(_) | Command::Worker(_)));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| BootError(format!("The process could not start its threads: {error}.")))?;
    runtime.block_on(async {
        match command {
            Command::Serve(command) => command.run(&settings).await,
            Command::Worker(command) => command.run(&settings).await,
            Command::Migrate(command) => command.run(&settings).await,
            Command::Demo(command) => command.run(&settings).await,
            Command::Import(command) => command.run(&settings).await,
            Command::Reindex(command) => command.run(&settings).await,
            Command::Match(command) => command.run(&settings).await,
            Command::Evaluate(command) => command.run(&settings).await,
            Command::Experiment(command) => command.run(&settings).await,
            Command::Doctor(command) => command.run(&settings).await,
            Command::Admin(command) => command.run(&settings).await,
        }
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_subcommand_has_help_worth_reading() {
        for command in Arguments::command().get_subcommands() {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(about.len() > 20, "{}: {about:?}", command.get_name());
        }
    }
}
