//! The order of the real pipeline by relevance alone, for measuring it against judgements.

use office_hours::experiments::Retrieval;
use office_hours::ids::MentorId;
use office_hours::matching::MatchFilters;
use office_hours::matching::score::{self, Candidate, DIVERSITY, Weights};
use office_hours::time::Zone;
use office_hours::{Actor, Failure};

use super::retrieve::retrieve;
use super::search::{DEPTH, diversify};
use super::stopwatch::Stopwatch;
use super::understand::{Reading, understand_by_rules};
use crate::Services;
use crate::policy::{self, Action};
use crate::profile::audience;

/// A step of the pipeline that can be left out, to see what it gains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reading needs in other languages.
    Translation,
    /// Mending slips.
    Spelling,
    /// Languages, places and what must not be.
    Wishes,
    /// The topics that a need touches.
    Topics,
    /// Comparing words.
    Words,
    /// Comparing meaning.
    Meaning,
    /// How the areas cover the need.
    Areas,
    /// The industry and the stage that the need names.
    Names,
    /// Not ten of a kind.
    Diversity,
}

impl Step {
    /// All of them, in the order in which they are taken.
    pub const ALL: [Self; 9] = [
        Self::Translation,
        Self::Spelling,
        Self::Wishes,
        Self::Topics,
        Self::Words,
        Self::Meaning,
        Self::Areas,
        Self::Names,
        Self::Diversity,
    ];
}

/// The mentors that might fit a need, before they are ordered.
pub struct Found {
    candidates: Vec<Candidate>,
}

/// Finds mentors for a need by relevance. Calendars, ratings and load are left out, in filters as well:
/// the judgements say nothing of them. `without` leaves a step out as well.
pub async fn find_for_evaluation(
    services: &Services,
    actor: &Actor,
    text: &str,
    filters: &MatchFilters,
    without: Option<Step>,
) -> Result<Found, Failure> {
    policy::check(actor, Action::FindMentors)?;
    let reading = Reading {
        zone: &Zone::utc(),
        without: &[],
        mend: without != Some(Step::Spelling),
        translate: without != Some(Step::Translation),
    };
    // A language model may answer too late once and in time the next time: runs could not be compared.
    let understood = understand_by_rules(services, text, reading).await?;
    let mut watch = Stopwatch::start();
    let retrieved =
        retrieve(services, &understood, filters, audience(actor), Retrieval::Both, DEPTH, &mut watch).await?;
    let mut candidates = retrieved.candidates;
    if without == Some(Step::Wishes) {
        candidates.iter_mut().for_each(|candidate| candidate.fit = 1.0);
    }
    Ok(Found { candidates })
}

/// Up to `limit` of those found with their scores, best first, by the signals of relevance among
/// `weights`; `without` leaves a step out.
pub fn rank_for_evaluation(
    services: &Services,
    found: &Found,
    weights: Weights,
    limit: usize,
    without: Option<Step>,
) -> Vec<(MentorId, f64)> {
    let mut weights = weights.relevance_alone();
    match without {
        Some(Step::Topics) => weights.topics = 0.0,
        Some(Step::Words) => weights.text = 0.0,
        Some(Step::Meaning) => weights.similarity = 0.0,
        Some(Step::Areas) => weights.expertise = 0.0,
        Some(Step::Names) => (weights.industry, weights.stage) = (0.0, 0.0),
        _ => {}
    }
    let mut ranked = score::rank(found.candidates.clone(), &weights);
    if without != Some(Step::Diversity) {
        ranked = diversify(services, ranked, DIVERSITY);
    }
    ranked.into_iter().take(limit).map(|r| (r.candidate.mentor_id, r.score)).collect()
}
