//! `office-hours evaluate`.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use office_hours::Actor;
use office_hours::ids::MentorId;
use office_hours::matching::metrics::{self, Metrics};
use serde::Deserialize;
use services::{Services, matching, profile};
use store::queries::mentors;

use super::CommandError;
use super::import::read_mentors;
use super::output::{percentile, progress, say};
use crate::boot::{self, BootError};
use crate::settings::Settings;

/// Results of one need in the run file.
const DEPTH: usize = 100;

/// Measure the matching: profiles go into a scratch database, every need runs through the real
/// pipeline, and with judgements nDCG@10, MRR and Recall@20 are printed, overall and per stratum.
#[derive(Debug, Args)]
pub(super) struct Evaluate {
    /// Mentors, as for `import mentors`.
    #[arg(long, value_name = "FILE")]
    profiles: PathBuf,
    /// Needs as JSON Lines: {"qid", "text", "stratum"}.
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// Judgements: qid, id and grade 0–3, separated by tabs.
    #[arg(long, value_name = "FILE")]
    qrels: Option<PathBuf>,
    /// Where to write the ranking: qid, id, rank and score, separated by tabs.
    #[arg(long, value_name = "FILE")]
    run: Option<PathBuf>,
}

#[derive(Debug, Deserialize)]
struct Query {
    qid: String,
    text: String,
    #[serde(default)]
    stratum: String,
}

/// The grades of each need's mentors.
type Judgements = HashMap<String, HashMap<String, u8>>;

impl Evaluate {
    pub(super) async fn run(self, settings: &Settings) -> Result<ExitCode, CommandError> {
        let queries = read_queries(&self.queries)?;
        let judgements = self.qrels.as_deref().map(read_judgements).transpose()?;
        let scratch = Scratch::new()?;
        let services = prepare(settings, &scratch, &self.profiles).await?;

        let names: HashMap<MentorId, String> =
            mentors::list_external_ids(&services.store).await?.into_iter().collect();
        let mut run = String::new();
        let mut times = Vec::with_capacity(queries.len());
        let mut measured: BTreeMap<&str, Vec<Metrics>> = BTreeMap::new();
        for (done, query) in (1..).zip(&queries) {
            let started = Instant::now();
            let ranked = matching::rank_for_evaluation(&services, &Actor::System, &query.text, DEPTH).await?;
            times.push(started.elapsed());
            let ids: Vec<String> = ranked.iter().filter_map(|(id, _)| names.get(id).cloned()).collect();
            for ((rank, id), (_, score)) in (1..).zip(&ids).zip(&ranked) {
                writeln!(run, "{}\t{id}\t{rank}\t{score:.6}", query.qid)?;
            }
            if let Some(judgements) = &judgements {
                let none = HashMap::new();
                let found = metrics::measure(&ids, judgements.get(&query.qid).unwrap_or(&none));
                measured.entry(query.stratum.as_str()).or_default().push(found);
            }
            progress("Needs", done, queries.len());
        }
        if let Some(path) = &self.run {
            std::fs::write(path, run)
                .map_err(|error| BootError(format!("{} cannot be written: {error}.", path.display())))?;
        }
        report(&measured, &mut times);
        Ok(ExitCode::SUCCESS)
    }
}

fn report(measured: &BTreeMap<&str, Vec<Metrics>>, times: &mut [Duration]) {
    let line = |name: &str, all: &[Metrics]| {
        let m = metrics::mean(all);
        say(format_args!(
            "{name:<16} {:>4} needs  nDCG@10 {:.4}  MRR {:.4}  Recall@20 {:.4}",
            all.len(),
            m.ndcg_at_10,
            m.mrr,
            m.recall_at_20
        ));
    };
    if !measured.is_empty() {
        let all: Vec<Metrics> = measured.values().flatten().copied().collect();
        line("overall", &all);
        for (stratum, found) in measured {
            line(if stratum.is_empty() { "(no stratum)" } else { stratum }, found);
        }
    }
    say(format_args!(
        "per need: p50 {:.1} ms, p95 {:.1} ms",
        percentile(times, 0.5),
        percentile(times, 0.95)
    ));
}

async fn prepare(settings: &Settings, scratch: &Scratch, profiles: &Path) -> Result<Services, CommandError> {
    let lines = read_mentors(profiles)?;
    if let Some(mistake) = lines.mistakes.first() {
        return Err(BootError(format!("{}: {mistake}", profiles.display())).into());
    }
    let settings = Settings {
        data_dir: scratch.0.clone(),
        database_url: format!("sqlite://{}/evaluate.db?mode=rwc", scratch.0.display()),
        ..settings.clone()
    };
    let boot::Booted { services, model } = boot::boot(&settings).await?;
    model.wait_until_settled().await;
    let all = lines.drafts.len();
    profile::import_mentors(&services, &Actor::System, &lines.drafts, &[], &|done| {
        progress("Mentors", done, all)
    })
    .await?;
    matching::reindex(&services, &Actor::System, &|done, all| progress("Profiles", done, all)).await?;
    Ok(services)
}

fn read_queries(path: &Path) -> Result<Vec<Query>, BootError> {
    let text = read(path)?;
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            serde_json::from_str(line)
                .map_err(|error| BootError(format!("{}, line {number}: {error}.", path.display())))
        })
        .collect()
}

fn read_judgements(path: &Path) -> Result<Judgements, BootError> {
    let mut judgements = Judgements::new();
    for (number, line) in (1..).zip(read(path)?.lines()) {
        let wrong = || {
            BootError(format!(
                "{}, line {number}: give qid, id and grade, separated by tabs.",
                path.display()
            ))
        };
        let mut parts = line.split('\t');
        let (Some(qid), Some(id), Some(grade)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(wrong());
        };
        let grade: u8 = grade.trim().parse().map_err(|_| wrong())?;
        judgements.entry(qid.to_owned()).or_default().insert(id.to_owned(), grade);
    }
    Ok(judgements)
}

fn read(path: &Path) -> Result<String, BootError> {
    std::fs::read_to_string(path)
        .map_err(|error| BootError(format!("{} cannot be read: {error}.", path.display())))
}

/// A folder that is gone when the command ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self, BootError> {
        let path = std::env::temp_dir().join(format!("office-hours-evaluate-{}", std::process::id()));
        std::fs::create_dir_all(&path)
            .map_err(|error| BootError(format!("{} cannot be made: {error}.", path.display())))?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is in the system's folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
