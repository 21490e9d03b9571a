//! The few right mentors for a need.

use std::collections::HashMap;
use std::time::Instant;

use jiff::SignedDuration;
use office_hours::availability::OpenSlot;
use office_hours::ids::MentorId;
use office_hours::matching::score::{self, Candidate, Ranked, Weights};
use office_hours::matching::{
    DEFAULT_RESULTS, MAX_RESULTS, MatchFilters, MatchRequest, MatchResponse, MatchResult, explain,
};
use office_hours::profile::rules::{MAX_LINE, optional};
use office_hours::profile::{Audience, MentorProfile};
use office_hours::time::Timestamp;
use office_hours::{Actor, Failure};
use store::queries::mentors;

use super::facts::{Facts, facts_of};
use super::index::catch_up;
use super::retrieve::{Retrieved, retrieve};
use super::understand::{Understood, understand};
use crate::availability::{horizon, list_bookable, open_slot};
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::profile::audience;
use crate::{Services, ViewerZone};

/// So many of the most relevant get their other signals: a fit never lifts further than this.
const CONSIDERED: usize = 50;
/// So many are first looked for in each way.
pub(super) const DEPTH: usize = 100;
/// How much deeper the next look goes.
const DEEPER: usize = 8;
/// Free times on a result.
const SLOTS_SHOWN: u64 = 3;
/// The farthest that `available_within_days` can look.
const MAX_DAYS: u32 = 28;
/// Areas that a result can be asked to have.
const MAX_AREAS: usize = 10;

/// Ranked mentors, each with a score above 0 and at least one reason.
pub async fn match_mentors(
    services: &Services,
    actor: &Actor,
    request: &MatchRequest,
    zone: &ViewerZone,
) -> Result<MatchResponse, Failure> {
    let started = Instant::now();
    policy::check(actor, Action::FindMentors)?;
    let limit = request.limit.unwrap_or(DEFAULT_RESULTS);
    if !(1..=MAX_RESULTS).contains(&limit) {
        return Err(Failure::invalid("limit", format!("Ask for 1 to {MAX_RESULTS} results.")));
    }
    let filters = check_filters(&request.filters)?;
    catch_up(services).await?;
    let understood = understand(services, &request.query).await?;
    let limit = limit as usize;
    let weights = Weights::CONTROL;
    let audience = audience(actor);

    let found = find(services, &understood, &filters, audience, limit).await?;
    let ranked = score::rank(found.candidates, &weights);
    let search = Search { services, understood: &understood, filters: &filters, audience, zone };
    let results = search.show(ranked, &found.parts, limit).await?;
    Ok(MatchResponse {
        results,
        variant: weights.variant.to_owned(),
        semantic: understood.vector.is_some(),
        took_ms: started.elapsed().as_secs_f64() * 1_000.0,
    })
}

/// The most relevant mentors that pass every filter, with all signals. Where filters leave too few
/// of the nearest, it looks deeper.
async fn find(
    services: &Services,
    understood: &Understood,
    filters: &MatchFilters,
    audience: Audience,
    limit: usize,
) -> Result<Retrieved, Failure> {
    let wanted = limit.max(CONSIDERED);
    let mut depth = DEPTH;
    loop {
        let retrieved = retrieve(services, understood, filters, audience, depth).await?;
        let by_relevance = score::rank(retrieved.candidates, &Weights::RELEVANCE);
        let mut candidates = Vec::with_capacity(wanted);
        for some in by_relevance.chunks(wanted) {
            let ids: Vec<MentorId> = some.iter().map(|ranked| ranked.candidate.mentor_id).collect();
            let facts = facts_of(services, &ids).await?;
            let passing = some.iter().filter_map(|ranked| {
                let facts = facts.get(&ranked.candidate.mentor_id)?;
                facts.pass(filters, services.now()).then(|| add_signals(services, ranked.candidate, facts))
            });
            candidates.extend(passing);
            if candidates.len() >= wanted {
                break;
            }
        }
        candidates.truncate(wanted);
        if candidates.len() == wanted || retrieved.is_all {
            return Ok(Retrieved { candidates, ..retrieved });
        }
        depth *= DEEPER;
    }
}

fn add_signals(services: &Services, mut candidate: Candidate, facts: &Facts) -> Candidate {
    let now = services.now();
    let directory = services.matching.directory();
    let member = directory.as_ref().and_then(|directory| directory.member(candidate.mentor_id));
    let signals = &mut candidate.signals;
    signals.availability = Some(score::availability_signal(facts.next_slot.map(|at| days(now, at))));
    signals.load = member.map(|member| score::load_signal(facts.booked, member.load_cap_per_week()));
    signals.feedback = score::feedback_signal(facts.ratings, facts.mean_rating);
    signals.recency = score::recency_signal(facts.last_active.map(|at| days(at, now)));
    candidate
}

impl Facts {
    fn pass(&self, filters: &MatchFilters, now: Timestamp) -> bool {
        let rated = filters.min_rating.is_none_or(|least| self.ratings > 0 && self.mean_rating >= least);
        let free = filters
            .available_within_days
            .is_none_or(|within| self.next_slot.is_some_and(|next| days(now, next) < f64::from(within)));
        rated && free
    }
}

/// What showing results takes.
struct Search<'a> {
    services: &'a Services,
    understood: &'a Understood,
    filters: &'a MatchFilters,
    audience: Audience,
    zone: &'a ViewerZone,
}

impl Search<'_> {
    /// The first `limit` mentors that may be shown now, with their profiles and free times of now:
    /// whatever the process knows may be a moment old.
    async fn show(
        &self,
        ranked: Vec<Ranked>,
        parts: &HashMap<MentorId, i32>,
        limit: usize,
    ) -> Result<Vec<MatchResult>, Failure> {
        let mut results = Vec::with_capacity(limit);
        let mut rest = ranked.into_iter();
        loop {
            let next: Vec<Ranked> = rest.by_ref().take(limit - results.len()).collect();
            if next.is_empty() {
                return Ok(results);
            }
            let ids: Vec<MentorId> = next.iter().map(|ranked| ranked.candidate.mentor_id).collect();
            let mut profiles = mentors::get_many(&self.services.store, &ids).await.or_fail()?;
            profiles.retain(|profile| profile.active && self.audience.sees(profile.visibility));
            let mut slots = self.slots_of(&profiles).await?;
            let mut profiles: HashMap<MentorId, MentorProfile> =
                profiles.into_iter().map(|profile| (profile.mentor_id, profile)).collect();
            for ranked in next {
                let mentor_id = ranked.candidate.mentor_id;
                let Some(profile) = profiles.remove(&mentor_id) else { continue };
                let slots = slots.remove(&mentor_id).unwrap_or_default();
                if slots.is_empty() && self.filters.available_within_days.is_some() {
                    continue;
                }
                results.push(self.result(ranked, profile, parts.get(&mentor_id).copied(), slots));
            }
        }
    }

    async fn slots_of(
        &self,
        profiles: &[MentorProfile],
    ) -> Result<HashMap<MentorId, Vec<OpenSlot>>, Failure> {
        let now = self.services.now();
        let within =
            self.filters.available_within_days.map(|days| SignedDuration::from_hours(24 * i64::from(days)));
        let until = within.map_or_else(|| horizon(now), |within| now + within);
        let profiles: Vec<&MentorProfile> = profiles.iter().collect();
        let mut slots: HashMap<MentorId, Vec<OpenSlot>> = HashMap::new();
        for row in list_bookable(self.services, &profiles, now, until, SLOTS_SHOWN).await? {
            slots.entry(row.mentor_id).or_default().push(open_slot(&row, &self.zone.0));
        }
        Ok(slots)
    }

    fn result(
        &self,
        ranked: Ranked,
        profile: MentorProfile,
        part: Option<i32>,
        next_slots: Vec<OpenSlot>,
    ) -> MatchResult {
        let touches = self.understood.topics();
        let reasons = explain::reasons(&self.understood.need, &touches, self.filters, &profile, part);
        MatchResult {
            mentor_id: profile.mentor_id,
            name: profile.name,
            headline: profile.headline,
            company: profile.company,
            photo_url: profile.photo_url,
            score: ranked.score,
            signals: ranked.candidate.signals,
            reasons,
            next_slots,
        }
    }
}

/// Trims the filters; an empty one does not narrow.
fn check_filters(filters: &MatchFilters) -> Result<MatchFilters, Failure> {
    let text =
        |field: &str, value: &Option<String>| optional(field, value.as_deref().unwrap_or_default(), MAX_LINE);
    if filters.available_within_days.is_some_and(|days| days == 0 || days > MAX_DAYS) {
        return Err(Failure::invalid("available_within_days", format!("Look 1 to {MAX_DAYS} days ahead.")));
    }
    if filters.min_rating.is_some_and(|least| !(1.0..=5.0).contains(&least)) {
        return Err(Failure::invalid("min_rating", "Ratings go from 1 to 5."));
    }
    let mut expertise: Vec<String> = Vec::new();
    for area in &filters.expertise {
        let area = optional("expertise", area, MAX_LINE)?;
        expertise.extend(area.filter(|area| !expertise.contains(area)));
    }
    if expertise.len() > MAX_AREAS {
        return Err(Failure::invalid("expertise", format!("Ask for {MAX_AREAS} areas at most.")));
    }
    Ok(MatchFilters {
        industry: text("industry", &filters.industry)?,
        stage: text("stage", &filters.stage)?,
        expertise,
        language: text("language", &filters.language)?,
        country: text("country", &filters.country)?,
        company: text("company", &filters.company)?,
        min_rating: filters.min_rating,
        available_within_days: filters.available_within_days,
    })
}

fn days(from: Timestamp, to: Timestamp) -> f64 {
    to.duration_since(from).as_secs_f64() / (24.0 * 3_600.0)
}
