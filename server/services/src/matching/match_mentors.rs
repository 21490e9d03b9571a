//! The few right mentors for a need.

use std::collections::HashMap;
use std::time::Instant;

use jiff::SignedDuration;
use office_hours::ids::MentorId;
use office_hours::matching::need::Need;
use office_hours::matching::score::{self, Candidate, Weights};
use office_hours::matching::{
    DEFAULT_RESULTS, MAX_RESULTS, MatchFilters, MatchRequest, MatchResponse, MatchResult, explain,
};
use office_hours::profile::MentorProfile;
use office_hours::profile::rules::{MAX_LINE, optional};
use office_hours::time::Timestamp;
use office_hours::{Actor, Failure};
use store::queries::availability::SlotRow;
use store::queries::mentors;

use super::retrieve::{Retrieved, retrieve};
use super::understand::understand;
use crate::availability::{horizon, list_bookable, open_slot};
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::profile::audience;
use crate::{Services, ViewerZone};

/// So many of the most relevant get their other signals: a fit never lifts further than this.
const CONSIDERED: usize = 50;
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
    let understood = understand(services, &request.query).await?;
    let limit = limit as usize;
    let weights = Weights::CONTROL;

    let Retrieved { candidates, parts } = retrieve(services, &understood, &filters, audience(actor)).await?;
    let mut profiles = load_profiles(services, &candidates).await?;
    let candidates = with_profiles(candidates, &understood.need, &profiles);
    let mut by_relevance = score::rank(candidates, &Weights::RELEVANCE);
    by_relevance.truncate(limit.max(CONSIDERED));
    let ids: Vec<MentorId> = by_relevance.iter().map(|r| r.candidate.mentor_id).collect();
    let facts = Facts::load(services, &ids, &profiles).await?;
    let considered = by_relevance.into_iter().filter_map(|ranked| {
        let mentor_id = ranked.candidate.mentor_id;
        // Retrieval knows open slots; that the mentor's week has room is known only now.
        if !facts.is_free_within(mentor_id, filters.available_within_days) {
            return None;
        }
        let profile = profiles.get(&mentor_id)?;
        Some(facts.add_signals(ranked.candidate, profile))
    });
    let mut ranked = score::rank(considered.collect(), &weights);
    ranked.truncate(limit);

    let results = ranked
        .into_iter()
        .filter_map(|ranked| {
            let mentor_id = ranked.candidate.mentor_id;
            let profile = profiles.remove(&mentor_id)?;
            let reasons = explain::reasons(
                &understood.need,
                &understood.touches,
                &filters,
                &profile,
                parts.get(&mentor_id).copied(),
            );
            Some(MatchResult {
                mentor_id,
                name: profile.name,
                headline: profile.headline,
                company: profile.company,
                photo_url: profile.photo_url,
                score: ranked.score,
                signals: ranked.candidate.signals,
                reasons,
                next_slots: facts.slots_of(mentor_id).map(|row| open_slot(row, &zone.0)).collect(),
            })
        })
        .collect();
    Ok(MatchResponse {
        results,
        variant: weights.variant.to_owned(),
        semantic: understood.vector.is_some(),
        took_ms: started.elapsed().as_secs_f64() * 1_000.0,
    })
}

/// Trims the filters; an empty one does not narrow.
fn check_filters(filters: &MatchFilters) -> Result<MatchFilters, Failure> {
    let text =
        |field: &str, value: &Option<String>| optional(field, value.as_deref().unwrap_or_default(), MAX_LINE);
    if filters.available_within_days.is_some_and(|days| days == 0 || days > MAX_DAYS) {
        return Err(Failure::invalid("available_within_days", format!("Look 1 to {MAX_DAYS} days ahead.")));
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
        available_within_days: filters.available_within_days,
    })
}

pub(super) async fn load_profiles(
    services: &Services,
    candidates: &[Candidate],
) -> Result<HashMap<MentorId, MentorProfile>, Failure> {
    let ids: Vec<MentorId> = candidates.iter().map(|c| c.mentor_id).collect();
    let profiles = mentors::get_many(&services.store, &ids).await.or_fail()?;
    Ok(profiles.into_iter().map(|profile| (profile.mentor_id, profile)).collect())
}

/// Adds what only whole profiles tell: how their areas cover the need, and what its demands leave.
pub(super) fn with_profiles(
    mut candidates: Vec<Candidate>,
    need: &Need,
    profiles: &HashMap<MentorId, MentorProfile>,
) -> Vec<Candidate> {
    for candidate in &mut candidates {
        let Some(profile) = profiles.get(&candidate.mentor_id) else { continue };
        candidate.signals.expertise = score::expertise_signal(need, &profile.expertise);
        candidate.fit = need.wishes.fit(profile);
    }
    candidates
}

/// What the database knows of the considered mentors besides their profiles.
struct Facts {
    now: Timestamp,
    load: HashMap<MentorId, i64>,
    ratings: HashMap<MentorId, (i64, f64)>,
    last_active: HashMap<MentorId, Timestamp>,
    slots: HashMap<MentorId, Vec<SlotRow>>,
}

impl Facts {
    async fn load(
        services: &Services,
        ids: &[MentorId],
        profiles: &HashMap<MentorId, MentorProfile>,
    ) -> Result<Self, Failure> {
        let now = services.now();
        let store = &services.store;
        let week = now + SignedDuration::from_hours(24 * 7);
        let mut slots: HashMap<MentorId, Vec<SlotRow>> = HashMap::new();
        let mentors: Vec<&MentorProfile> = ids.iter().filter_map(|id| profiles.get(id)).collect();
        for row in list_bookable(services, &mentors, now, horizon(now), SLOTS_SHOWN).await? {
            slots.entry(row.mentor_id).or_default().push(row);
        }
        let ratings = mentors::get_ratings(store, ids).await.or_fail()?;
        Ok(Self {
            now,
            load: mentors::get_load(store, ids, now, week).await.or_fail()?.into_iter().collect(),
            ratings: ratings.into_iter().map(|(id, count, mean)| (id, (count, mean))).collect(),
            last_active: mentors::get_last_active(store, ids).await.or_fail()?.into_iter().collect(),
            slots,
        })
    }

    fn add_signals(&self, mut candidate: Candidate, profile: &MentorProfile) -> Candidate {
        let id = candidate.mentor_id;
        let next = self.slots_of(id).next().map(|row| days(self.now, row.starts_at));
        let signals = &mut candidate.signals;
        signals.availability = Some(score::availability_signal(next));
        signals.load = Some(score::load_signal(
            self.load.get(&id).copied().unwrap_or_default(),
            profile.load_cap_per_week,
        ));
        signals.feedback =
            self.ratings.get(&id).and_then(|(count, mean)| score::feedback_signal(*count, *mean));
        signals.recency = score::recency_signal(self.last_active.get(&id).map(|at| days(*at, self.now)));
        candidate
    }

    /// Whether the mentor can be booked in time; nothing asked is in time.
    fn is_free_within(&self, mentor_id: MentorId, within_days: Option<u32>) -> bool {
        within_days.is_none_or(|within| {
            self.slots_of(mentor_id)
                .next()
                .is_some_and(|next| days(self.now, next.starts_at) < f64::from(within))
        })
    }

    fn slots_of(&self, mentor_id: MentorId) -> impl Iterator<Item = &SlotRow> {
        self.slots.get(&mentor_id).into_iter().flatten()
    }
}

fn days(from: Timestamp, to: Timestamp) -> f64 {
    to.duration_since(from).as_secs_f64() / (24.0 * 3_600.0)
}
