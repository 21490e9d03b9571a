//! What the arms of an experiment would answer to the needs that people had: before an arm is shown to
//! anybody, and without anybody noticing.

use std::collections::{HashMap, HashSet};

use jiff::SignedDuration;
use office_hours::experiments::Experiment;
use office_hours::experiments::count::ShownSearch;
use office_hours::ids::{MentorId, SearchId};
use office_hours::matching::MatchRequest;
use office_hours::{Actor, Failure};
use serde::Serialize;
use store::queries::events::{self, Event};

use crate::failure::OrFail;
use crate::matching::{self, SEARCH_OPENED, SEARCH_SHOWN};
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// Results that are compared.
const PLACES: usize = 10;

/// What was replayed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Replay {
    /// Distinct needs that were asked again.
    pub needs: usize,
    /// Those of them after which somebody opened or booked a mentor.
    pub chosen: usize,
    /// In the order of the experiment.
    pub arms: Vec<ArmReplay>,
}

/// What one arm would answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArmReplay {
    /// The arm.
    pub name: String,
    /// The mean share of the first ten that the control has there as well.
    pub overlap: f64,
    /// The mean reciprocal rank of the best placed mentor that was opened or booked, 0 where none is
    /// among the first ten; nothing without such needs.
    ///
    /// People choose from what they were shown: this favours the ranking that showed it, and tells
    /// whether an arm loses what served.
    pub chosen_rank: Option<f64>,
}

/// Asks the needs of the last `days` again, each in every arm, with profiles and calendars of now.
/// `experiment` need not have been started; nothing is noted.
pub async fn replay_experiment(
    services: &Services,
    actor: &Actor,
    experiment: &Experiment,
    days: u32,
) -> Result<Replay, Failure> {
    policy::check(actor, Action::RunExperiments)?;
    let needs = needs(services, days).await?;
    let mut sums = vec![(0.0, 0.0); experiment.arms.len()];
    let chosen = needs.iter().filter(|need| !need.chosen.is_empty()).count();
    for need in &needs {
        let mut control: Option<HashSet<MentorId>> = None;
        for (arm, (overlap, rank)) in experiment.arms.iter().zip(&mut sums) {
            let found =
                matching::rank_as(services, &need.request, &Reader::default(), &arm.settings, PLACES).await?;
            let control = control.get_or_insert_with(|| found.iter().copied().collect());
            let common = found.iter().filter(|mentor| control.contains(mentor)).count();
            // Two empty answers are the same.
            *overlap += if control.is_empty() { 1.0 } else { common as f64 / control.len() as f64 };
            let first = found.iter().position(|mentor| need.chosen.contains(mentor));
            *rank += first.map_or(0.0, |place| 1.0 / (place + 1) as f64);
        }
    }
    let mean = |sum: f64, of: usize| (of > 0).then(|| sum / of as f64);
    let arms = experiment.arms.iter().zip(sums).map(|(arm, (overlap, rank))| ArmReplay {
        name: arm.name.clone(),
        overlap: mean(overlap, needs.len()).unwrap_or(1.0),
        chosen_rank: mean(rank, chosen),
    });
    Ok(Replay { needs: needs.len(), chosen, arms: arms.collect() })
}

struct LoggedNeed {
    request: MatchRequest,
    chosen: HashSet<MentorId>,
}

/// The same need asked by many is one.
async fn needs(services: &Services, days: u32) -> Result<Vec<LoggedNeed>, Failure> {
    let store = &services.store;
    let from = services.now() - SignedDuration::from_hours(24 * i64::from(days));
    let mut opened: HashMap<SearchId, HashSet<MentorId>> = HashMap::new();
    let mentor = |event: &Event| event.props["mentor_id"].as_str()?.parse::<MentorId>().ok();
    let mut choose = |search: Option<SearchId>, event: &Event| {
        if let (Some(search), Some(mentor)) = (search, mentor(event)) {
            opened.entry(search).or_default().insert(mentor);
        }
    };
    events::for_each(store, SEARCH_OPENED, from, None, |event| choose(event.entity_id.parse().ok(), &event))
        .await
        .or_fail()?;
    let of_booking = |event: &Event| event.props["search_id"].as_str().and_then(|id| id.parse().ok());
    events::for_each(store, "session.booked", from, None, |event| choose(of_booking(&event), &event))
        .await
        .or_fail()?;
    let mut needs: Vec<LoggedNeed> = vec![];
    let mut places: HashMap<String, usize> = HashMap::new();
    events::for_each(store, SEARCH_SHOWN, from, None, |event| {
        let Ok(ShownSearch { request, .. }) = serde_json::from_value(event.props) else { return };
        // The words of those who were erased are gone.
        if request.query.is_empty() {
            return;
        }
        let request = MatchRequest { facets: false, limit: None, ..request };
        let chosen = event.entity_id.parse().ok().and_then(|id| opened.remove(&id)).unwrap_or_default();
        let key = serde_json::to_string(&request).unwrap_or_default();
        match places.get(&key) {
            Some(place) => needs[*place].chosen.extend(chosen),
            None => {
                places.insert(key, needs.len());
                needs.push(LoggedNeed { request, chosen });
            }
        }
    })
    .await
    .or_fail()?;
    Ok(needs)
}
