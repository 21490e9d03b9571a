//! `office-hours evaluate`.

mod cross_validation;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use office_hours::Actor;
use office_hours::ids::MentorId;
use office_hours::matching::MatchFilters;
use office_hours::matching::metrics::{self, Metrics};
use office_hours::matching::score::Weights;
use serde::Deserialize;
use services::matching::Step;
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
    /// Filters for every need, as `POST /api/match` takes them: '{"language": "es"}'.
    #[arg(long, value_name = "JSON", value_parser = read_filters, default_value = "{}")]
    filters: MatchFilters,
    /// Also measure the pipeline without each of its steps, to see what each gains.
    #[arg(long, requires = "qrels")]
    ablate: bool,
    /// Also learn the weights on four fifths of the needs and measure them on the fifth not seen, five
    /// times: what learning them is worth, and whether it holds.
    #[arg(long, requires = "qrels")]
    cross_validate: bool,
}

fn read_filters(text: &str) -> Result<MatchFilters, String> {
    serde_json::from_str(text).map_err(|error| format!("Filters are JSON as the API takes them: {error}."))
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
        let rankings = rank(&services, &names, &queries, &self.filters, None).await?;
        if let Some(path) = &self.run {
            std::fs::write(path, run_file(&queries, &rankings)?)
                .map_err(|error| BootError(format!("{} cannot be written: {error}.", path.display())))?;
        }
        let mut times: Vec<Duration> = rankings.iter().map(|ranking| ranking.time).collect();
        if let Some(judgements) = &judgements {
            let whole = measure(&queries, &rankings, judgements);
            report(&whole);
            if self.cross_validate {
                cross_validation::run(&services, &names, &queries, &self.filters, judgements).await?;
            }
            if self.ablate {
                say("\nnDCG@10 without each step, and what the step gains");
                for step in Step::ALL {
                    let rankings = rank(&services, &names, &queries, &self.filters, Some(step)).await?;
                    report_step(step, &whole, &measure(&queries, &rankings, judgements));
                }
            }
        }
        say(format_args!(
            "\nper need: p50 {:.1} ms, p95 {:.1} ms",
            percentile(&mut times, 0.5),
            percentile(&mut times, 0.95)
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// The order found for one need, as ids of the file with their scores.
struct Ranking {
    mentors: Vec<(String, f64)>,
    time: Duration,
}

async fn rank(
    services: &Services,
    names: &HashMap<MentorId, String>,
    queries: &[Query],
    filters: &MatchFilters,
    without: Option<Step>,
) -> Result<Vec<Ranking>, CommandError> {
    let mut rankings = Vec::with_capacity(queries.len());
    for query in queries {
        let started = Instant::now();
        let found =
            matching::find_for_evaluation(services, &Actor::System, &query.text, filters, without).await?;
        let ranked = matching::rank_for_evaluation(services, &found, Weights::CONTROL, DEPTH, without);
        let time = started.elapsed();
        rankings.push(Ranking { mentors: named(names, ranked), time });
        let doing = without.map_or_else(|| "Needs".to_owned(), |step| format!("Needs without {step:?}"));
        progress(&doing, rankings.len(), queries.len());
    }
    Ok(rankings)
}

/// Those that came from the file, by their ids there.
fn named(names: &HashMap<MentorId, String>, ranked: Vec<(MentorId, f64)>) -> Vec<(String, f64)> {
    let named = |(mentor_id, score)| Some((names.get(&mentor_id)?.clone(), score));
    ranked.into_iter().filter_map(named).collect()
}

fn run_file(queries: &[Query], rankings: &[Ranking]) -> Result<String, std::fmt::Error> {
    let mut run = String::new();
    for (query, ranking) in queries.iter().zip(rankings) {
        for (place, (id, score)) in (1..).zip(&ranking.mentors) {
            writeln!(run, "{}\t{id}\t{place}\t{score:.6}", query.qid)?;
        }
    }
    Ok(run)
}

/// The figures of each need with its stratum, in the order of the needs.
fn measure<'q>(
    queries: &'q [Query],
    rankings: &[Ranking],
    judgements: &Judgements,
) -> Vec<(&'q str, Metrics)> {
    let none = HashMap::new();
    let of = |(query, ranking): (&'q Query, &Ranking)| {
        let ids: Vec<String> = ranking.mentors.iter().map(|(id, _)| id.clone()).collect();
        let found = metrics::measure(&ids, judgements.get(&query.qid).unwrap_or(&none));
        (query.stratum.as_str(), found)
    };
    queries.iter().zip(rankings).map(of).collect()
}

/// The figures of all needs, then of each stratum.
fn by_stratum<'q>(measured: &[(&'q str, Metrics)]) -> Vec<(&'q str, Vec<Metrics>)> {
    let mut strata: BTreeMap<&str, Vec<Metrics>> = BTreeMap::new();
    for (stratum, found) in measured {
        strata.entry(if stratum.is_empty() { "(no stratum)" } else { stratum }).or_default().push(*found);
    }
    let all = measured.iter().map(|(_, found)| *found).collect();
    [("overall", all)].into_iter().chain(strata).collect()
}

fn report(measured: &[(&str, Metrics)]) {
    for (name, found) in by_stratum(measured) {
        let mean = metrics::mean(&found);
        let interval = |of: fn(&Metrics) -> f64| {
            let (low, high) = metrics::interval(&found.iter().map(of).collect::<Vec<f64>>());
            format!("({low:.3}–{high:.3})")
        };
        say(format_args!(
            "{name:<14} {:>4} needs  nDCG@10 {:.4} {}  MRR {:.4} {}  Recall@20 {:.4} {}",
            found.len(),
            mean.ndcg_at_10,
            interval(|m| m.ndcg_at_10),
            mean.mrr,
            interval(|m| m.mrr),
            mean.recall_at_20,
            interval(|m| m.recall_at_20)
        ));
    }
}

/// What is lost without a step: need by need, so that the interval is of the difference.
fn report_step(step: Step, whole: &[(&str, Metrics)], without: &[(&str, Metrics)]) {
    let gains: Vec<f64> =
        whole.iter().zip(without).map(|((_, a), (_, b))| a.ndcg_at_10 - b.ndcg_at_10).collect();
    let (low, high) = metrics::interval(&gains);
    let strata = by_stratum(without);
    let all = strata.first().map(|(_, found)| metrics::mean(found).ndcg_at_10).unwrap_or_default();
    let name = format!("{step:?}");
    let mut line = format!(
        "{name:<12} {all:.4}  gain {:+.4} ({low:+.3} to {high:+.3})",
        gains.iter().sum::<f64>() / gains.len().max(1) as f64
    );
    for (stratum, found) in strata.iter().skip(1) {
        line.push_str(&format!("  {stratum} {:.3}", metrics::mean(found).ndcg_at_10));
    }
    say(line);
}

async fn prepare(settings: &Settings, scratch: &Scratch, profiles: &Path) -> Result<Services, CommandError> {
    let lines = read_mentors(profiles)?;
    if let Some(mistake) = lines.mistakes.first() {
        return Err(BootError(format!("{}: {mistake}", profiles.display())).into());
    }
    let settings = Settings {
        // The index of the programme is no place for these mentors.
        upstash_vector: None,
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
    matching::load_topics(&services).await?;
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
