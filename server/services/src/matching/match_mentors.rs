//! The few right mentors for a need.

use office_hours::matching::score::{self, CONTROL_NAME, DIVERSITY, Weights};
use office_hours::matching::window::Urgency;
use office_hours::matching::{DEFAULT_RESULTS, MAX_RESULTS, MatchRequest, MatchResponse};
use office_hours::{Actor, Failure};

use super::filters::{check_filters, check_without};
use super::index::catch_up;
use super::known_answers::{Asked, keep, known_answer};
use super::search::{Search, Shown, diversify};
use super::stopwatch::Stopwatch;
use super::times::WantedTimes;
use super::understand::{Reading, understand};
use crate::policy::{self, Action};
use crate::ports::ModelState;
use crate::profile::audience;
use crate::{Services, ViewerZone};

/// Values of one facet.
const FACET_VALUES: usize = 50;

/// Ranked mentors, each with a score above 0 and at least one reason.
pub async fn match_mentors(
    services: &Services,
    actor: &Actor,
    request: &MatchRequest,
    zone: &ViewerZone,
) -> Result<MatchResponse, Failure> {
    let mut watch = Stopwatch::start();
    policy::check(actor, Action::FindMentors)?;
    let limit = request.limit.unwrap_or(DEFAULT_RESULTS);
    if !(1..=MAX_RESULTS).contains(&limit) {
        return Err(Failure::invalid("limit", format!("Ask for 1 to {MAX_RESULTS} results.")));
    }
    let limit = limit as usize;
    let filters = check_filters(&request.filters)?;
    check_without(&request.without)?;

    catch_up(services).await?;
    watch.lap("catch up");
    let asked = services.config.keep_answers.then(|| Asked::new(actor, request, zone));
    let revision = services.matching.revision();
    if let Some(asked) = &asked
        && let Some(answer) = known_answer(services, asked).await?
    {
        watch.lap("known answer");
        let (took_ms, stages) = watch.stop();
        return Ok(MatchResponse { took_ms, stages, ..answer });
    }
    let reading = Reading { zone: &zone.0, without: &request.without, mend: true, translate: true };
    let understood = understand(services, &request.query, reading).await?;
    watch.lap("understand");

    let weights = match understood.need.urgency {
        Some(Urgency::Soon) => Weights::CONTROL.in_a_hurry(),
        None => Weights::CONTROL,
    };
    let search = Search {
        services,
        times: WantedTimes::new(&filters, &understood.need, &zone.0, services.now())?,
        understood: &understood,
        filters: &filters,
        audience: audience(actor),
        zone: &zone.0,
        weights: &weights,
    };
    let found = search.find(limit, &mut watch).await?;
    let ranked = diversify(services, score::rank(found.candidates, &weights), DIVERSITY);
    watch.lap("rank");
    let Shown { results, versions } = search.show(ranked, &found.parts, limit, &mut watch).await?;
    watch.lap("reasons");
    let facets = match services.matching.directory().as_ref() {
        Some(directory) if request.facets => directory.count_facets(&filters, search.audience, FACET_VALUES),
        _ => vec![],
    };
    watch.lap("facets");
    let (took_ms, stages) = watch.stop();
    let answer = MatchResponse {
        results,
        facets,
        need: understood.need.told(&understood.topics().topics),
        variant: CONTROL_NAME.to_owned(),
        semantic: understood.meaning.is_some(),
        took_ms,
        stages,
    };
    // What was found by words alone, because the model is not there yet, is soon not the answer.
    if let Some(asked) = asked
        && !search.times.is_wanted()
        && (answer.semantic || services.ports.embedder.state() != ModelState::Loading)
    {
        keep(services, asked, &answer, versions, revision).await;
    }
    Ok(answer)
}
