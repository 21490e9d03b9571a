//! The few right mentors for a need.

use std::collections::HashMap;

use office_hours::experiments::RankingSettings;
use office_hours::experiments::count::ShownSearch;
use office_hours::experiments::interleave::Team;
use office_hours::ids::{MentorId, MentorMap, SearchId};
use office_hours::matching::leaning::{Leaning, reorder};
use office_hours::matching::score::{self, Weights};
use office_hours::matching::window::Urgency;
use office_hours::matching::{DEFAULT_RESULTS, MAX_RESULTS, MatchRequest, MatchResponse};
use office_hours::text;
use office_hours::{Actor, Failure};

use super::filters::{check_filters, check_without};
use super::index::catch_up;
use super::journal::note_shown;
use super::known_answers::{Asked, KnownAnswer, keep, known_answer};
use super::personal::history_of;
use super::ranking::Ranking;
use super::search::{Search, Shown, diversify};
use super::stopwatch::Stopwatch;
use super::times::WantedTimes;
use super::understand::{Reading, Understood, understand};
use crate::policy::{self, Action};
use crate::ports::ModelState;
use crate::profile::audience;
use crate::saved::saved_among;
use crate::{Reader, Services};

/// Values of one facet.
const FACET_VALUES: usize = 50;

/// Ranked mentors, each with a score above 0 and at least one reason.
pub async fn match_mentors(
    services: &Services,
    actor: &Actor,
    request: &MatchRequest,
    reader: &Reader,
) -> Result<MatchResponse, Failure> {
    let mut watch = Stopwatch::start();
    policy::check(actor, Action::FindMentors)?;
    let leaning = check_leaning(&request.leaning)?;
    let request = check(request)?;
    let ranking = Ranking::of(services, actor, &request.query);
    let asked = Asked::new(services, actor, &request, reader, &ranking);
    let (answer, teams) = answer(services, actor, &request, reader, &ranking, asked, &mut watch).await?;
    let base =
        Weights::CONTROL.with(answer.weights.iter().map(|(signal, weight)| (signal.as_str(), *weight)));
    let mut results = reorder(&answer.results, base, Leaning::default(), leaning);
    let mentors: Vec<MentorId> = results.iter().map(|result| result.mentor_id).collect();
    if let Some(saved) = saved_among(services, actor, &mentors).await? {
        results.iter_mut().for_each(|result| result.saved = Some(saved.contains(&result.mentor_id)));
    }
    let (took_ms, stages) = watch.stop();
    let search_id = SearchId(services.new_id());
    let answer = MatchResponse { search_id, results, took_ms, stages, ..answer };

    let request = MatchRequest { leaning: leaning.told(), ..request };
    let trial = ranking.trial(&mentors, &teams);
    let shown = ShownSearch { request, variant: answer.variant.clone(), mentors, trial };
    note_shown(services, actor, answer.search_id, &shown);
    Ok(answer)
}

fn check_leaning(text: &str) -> Result<Leaning, Failure> {
    let wrong = || {
        Failure::invalid(
            "leaning",
            "Give six digits from 0 to 4, such as 242222, or nothing for the usual order.",
        )
    };
    Leaning::parse(text.trim()).ok_or_else(wrong)
}

/// The request with nothing in it that does nothing, and without a leaning: those who find the same are given
/// one answer, and lean on it in their own ways.
pub(super) fn check(request: &MatchRequest) -> Result<MatchRequest, Failure> {
    let limit = request.limit.unwrap_or(DEFAULT_RESULTS);
    if !(1..=MAX_RESULTS).contains(&limit) {
        return Err(Failure::invalid("limit", text!("Ask for 1 to {max} results.", max = MAX_RESULTS)));
    }
    check_without(&request.without)?;
    Ok(MatchRequest {
        query: request.query.trim().to_owned(),
        filters: check_filters(&request.filters)?,
        limit: Some(limit),
        without: request.without.clone(),
        facets: request.facets,
        leaning: String::new(),
    })
}

/// The order of the first `places` mentors under some settings, for comparing them; nothing is noted.
pub(crate) async fn rank_as(
    services: &Services,
    request: &MatchRequest,
    reader: &Reader,
    settings: &RankingSettings,
    places: usize,
) -> Result<Vec<MentorId>, Failure> {
    let request = check(&MatchRequest { limit: u32::try_from(places).ok(), ..request.clone() })?;
    let ranking = Ranking::InUse(settings.clone());
    let mut watch = Stopwatch::start();
    let (answer, _) = answer(services, &Actor::System, &request, reader, &ranking, None, &mut watch).await?;
    Ok(answer.results.into_iter().map(|result| result.mentor_id).collect())
}

/// The answer to a request that was checked, not yet named and timed as this call's, and who supplied whom.
pub(super) async fn answer(
    services: &Services,
    actor: &Actor,
    request: &MatchRequest,
    reader: &Reader,
    ranking: &Ranking,
    asked: Option<Asked>,
    watch: &mut Stopwatch,
) -> Result<(MatchResponse, HashMap<MentorId, Team>), Failure> {
    let limit = request.limit.unwrap_or(DEFAULT_RESULTS) as usize;
    let filters = &request.filters;
    catch_up(services).await?;
    watch.lap("catch up");
    let revision = services.matching.revision();
    if let Some(asked) = &asked
        && let Some(known) = known_answer(services, asked).await?
    {
        watch.lap("known answer");
        return Ok((known.answer, known.teams));
    }
    let reading = Reading { zone: &reader.zone, without: &request.without, mend: true, translate: true };
    let understood = understand(services, &request.query, reading).await?;
    watch.lap("understand");

    let history = history_of(services, actor).await?;
    let mut search = Search {
        services,
        times: WantedTimes::new(filters, &understood.need, reader, services.now())?,
        understood: &understood,
        filters,
        catalog: reader.catalog,
        audience: audience(actor),
        weights: Weights::CONTROL,
        history: &history,
    };
    let mut parts = MentorMap::default();
    let mut orders = vec![];
    let mut semantic = understood.meaning.is_some();
    let mut base = None;
    for settings in ranking.settings() {
        search.weights = weights(settings, &understood);
        base.get_or_insert(search.weights);
        let found = search.find(limit, settings.retrieval, watch).await?;
        // The nearest passage of a mentor is the same in every arm that looks for one.
        parts.extend(found.parts);
        semantic &= !found.failed;
        let ranked = score::rank(found.candidates, &search.weights);
        orders.push(diversify(services, ranked, settings.diversity));
    }
    let (ranked, teams) = ranking.combine(orders);
    watch.lap("rank");
    let Shown { results, versions } = search.show(ranked, &parts, limit, watch).await?;
    watch.lap("reasons");
    let facets = match services.matching.directory().as_ref() {
        Some(directory) if request.facets => directory.count_facets(filters, search.audience, FACET_VALUES),
        _ => vec![],
    };
    watch.lap("facets");
    let answer = MatchResponse {
        search_id: SearchId(services.new_id()),
        results,
        facets,
        need: understood.need.told(&understood.topics().topics, reader.catalog),
        variant: ranking.name(),
        weights: base.unwrap_or(search.weights).changes(),
        semantic,
        took_ms: 0.0,
        stages: vec![],
    };
    // What was found by words alone, or without the language model, for the moment is soon not the answer.
    if let Some(asked) = asked
        && understood.is_whole
        && !search.times.is_wanted()
        && (semantic || matches!(services.ports.embedder.state(), ModelState::Missing(_)))
    {
        let known = KnownAnswer { answer: answer.clone(), teams: teams.clone() };
        keep(services, asked, known, versions, revision).await;
    }
    Ok((answer, teams))
}

fn weights(settings: &RankingSettings, understood: &Understood) -> Weights {
    let weights = settings.apply(Weights::CONTROL);
    match understood.need.urgency {
        Some(Urgency::Soon) => weights.in_a_hurry(),
        None => weights,
    }
}
