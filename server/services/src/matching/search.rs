//! A search under way: from a need that was understood to results that may be shown.

use std::sync::Arc;

use office_hours::Failure;
use office_hours::experiments::Retrieval;
use office_hours::ids::{MentorId, MentorMap, MentorSet};
use office_hours::language::Catalog;
use office_hours::matching::explain::{Question, ReadProfile};
use office_hours::matching::history::History;
use office_hours::matching::score::{self, Candidate, Ranked, Weights};
use office_hours::matching::{MatchFilters, MatchResult};
use office_hours::profile::Audience;
use office_hours::time::Timestamp;
use store::queries::mentors::{self, MentorVersion};

use super::facts::{Facts, facts_of};
use super::retrieve::{Retrieved, retrieve};
use super::stopwatch::Stopwatch;
use super::times::WantedTimes;
use super::understand::Understood;
use crate::Services;
use crate::failure::OrFail;

/// So many of the most relevant get their other signals: a fit never lifts further than this.
const CONSIDERED: usize = 50;
/// So many are first looked for in each way.
pub(super) const DEPTH: usize = 100;
/// How much deeper the next look goes.
const DEEPER: usize = 8;
/// Places in which no two should be of a kind.
const DIVERSE_PLACES: usize = 10;

/// Not ten of a kind: see [`score::diversify`].
pub(super) fn diversify(services: &Services, ranked: Vec<Ranked>, strength: f64) -> Vec<Ranked> {
    let directory = services.matching.directory();
    let member = |id| directory.as_ref()?.member(id);
    score::diversify(ranked, DIVERSE_PLACES, strength, member, |one, other| {
        one.zip(*other).map(|(one, other)| one.likeness(&other)).unwrap_or_default()
    })
}

/// A search under way.
pub(super) struct Search<'a> {
    pub(super) services: &'a Services,
    pub(super) understood: &'a Understood,
    pub(super) filters: &'a MatchFilters,
    /// In whose language reasons are said.
    pub(super) catalog: &'a Catalog,
    pub(super) times: WantedTimes<'a>,
    pub(super) audience: Audience,
    pub(super) weights: Weights,
    pub(super) history: &'a History,
}

impl Search<'_> {
    /// The most relevant mentors that pass every filter, with all signals. Where filters leave too
    /// few of the nearest, it looks deeper.
    pub(super) async fn find(
        &self,
        limit: usize,
        ways: Retrieval,
        watch: &mut Stopwatch,
    ) -> Result<Retrieved, Failure> {
        let wanted = limit.max(CONSIDERED);
        // Where times or ratings leave few, finding more of them to order costs more than it gives.
        let enough = if self.is_sieved() { limit } else { wanted };
        let mut candidates: Vec<Candidate> = Vec::with_capacity(wanted);
        // Whom a filter kept out once it keeps out at any depth.
        let mut looked_at: MentorSet = MentorSet::default();
        let mut depth = DEPTH;
        loop {
            let retrieved =
                retrieve(self.services, self.understood, self.filters, self.audience, ways, depth, watch)
                    .await?;
            watch.lap("candidates");
            let mut by_relevance = score::rank(retrieved.candidates, &self.weights.relevance_alone());
            by_relevance.retain(|ranked| looked_at.insert(ranked.candidate.mentor_id));
            for some in by_relevance.chunks(wanted) {
                candidates.extend(self.passing(some).await?);
                if candidates.len() >= enough {
                    break;
                }
            }
            watch.lap("signals");
            candidates.truncate(wanted);
            if candidates.len() >= enough || retrieved.is_all {
                return Ok(Retrieved { candidates, ..retrieved });
            }
            depth *= DEEPER;
        }
    }

    /// Whether there are filters which a profile does not tell.
    fn is_sieved(&self) -> bool {
        self.times.is_wanted() || self.filters.min_rating.is_some()
    }

    /// Those that pass the filters which a profile does not tell, with their other signals.
    async fn passing(&self, some: &[Ranked]) -> Result<Vec<Candidate>, Failure> {
        let ids: Vec<MentorId> = some.iter().map(|ranked| ranked.candidate.mentor_id).collect();
        let facts = facts_of(self.services, &ids).await?;
        let passes =
            |id: &MentorId| facts.get(id).is_some_and(|facts| facts.is_rated(self.filters.min_rating));
        let mut passing: MentorSet = ids.into_iter().filter(passes).collect();
        if self.times.is_wanted() && !passing.is_empty() {
            let ids: Vec<MentorId> = passing.iter().copied().collect();
            let seen = self.see(&ids).await?;
            let free = self.times.free_slots(self.services, &versions_of(&seen)).await?;
            passing.retain(|id| free.contains_key(id));
        }
        let passing =
            some.iter().map(|ranked| ranked.candidate).filter(|one| passing.contains(&one.mentor_id));
        Ok(passing.filter_map(|one| Some(self.add_signals(one, facts.get(&one.mentor_id)?))).collect())
    }

    fn add_signals(&self, mut candidate: Candidate, facts: &Facts) -> Candidate {
        let now = self.services.now();
        let directory = self.services.matching.directory();
        let member = directory.as_ref().and_then(|directory| directory.member(candidate.mentor_id));
        let signals = &mut candidate.signals;
        signals.availability = Some(score::availability_signal(facts.next_slot.map(|at| days(now, at))));
        signals.load = member.map(|member| score::load_signal(facts.booked, member.load_cap_per_week()));
        signals.feedback = score::feedback_signal(facts.ratings, facts.mean_rating);
        signals.recency = score::recency_signal(facts.last_active.map(|at| days(at, now)));
        signals.responsiveness = score::responsiveness_signal(facts.kept, facts.called_off);
        signals.exploration = Some(score::exploration_signal(facts.ratings));
        let likeness = |other| {
            let (one, other) = (member.as_ref()?, directory.as_ref()?.member(other)?);
            Some(one.likeness(&other))
        };
        let likeness = |other| likeness(other).unwrap_or_default();
        signals.experience = self.history.experience(candidate.mentor_id, likeness);
        signals.connection = self.history.connection(candidate.mentor_id);
        candidate
    }

    /// The first `limit` mentors that may be shown now, with their profiles and free times of now:
    /// whatever the process knows may be a moment old.
    pub(super) async fn show(
        &self,
        ranked: Vec<Ranked>,
        parts: &MentorMap<i32>,
        limit: usize,
        watch: &mut Stopwatch,
    ) -> Result<Shown, Failure> {
        let touches = self.understood.topics();
        let question = Question::new(&self.understood.need, &touches, self.filters, self.catalog);
        let mut results: Vec<MatchResult> = Vec::with_capacity(limit);
        let mut versions: Vec<MentorVersion> = Vec::with_capacity(limit);
        let mut above: Option<Candidate> = None;
        let mut rest = ranked.into_iter();
        loop {
            let next: Vec<Ranked> = rest.by_ref().take(limit - results.len()).collect();
            if next.is_empty() {
                return Ok(Shown { results, versions });
            }
            let ids: Vec<MentorId> = next.iter().map(|ranked| ranked.candidate.mentor_id).collect();
            let seen = self.see(&ids).await?;
            watch.lap("profiles");
            let mut slots = self.times.free_slots(self.services, &versions_of(&seen)).await?;
            watch.lap("slots");
            for Ranked { candidate, score } in next {
                let mentor_id = candidate.mentor_id;
                let Some(Seen { read, version }) = seen.get(&mentor_id).filter(|seen| self.may_show(seen))
                else {
                    continue;
                };
                let slots = slots.remove(&mentor_id).unwrap_or_default();
                if slots.is_empty() && self.times.is_wanted() {
                    continue;
                }
                let held_back_by =
                    above.as_ref().and_then(|above| score::held_back_by(&candidate, above, &self.weights));
                above = Some(candidate);
                versions.push(*version);
                results.push(MatchResult {
                    mentor_id,
                    name: read.profile.name.clone(),
                    headline: read.profile.headline.clone(),
                    company: read.profile.company.clone(),
                    photo_url: read.profile.photo_url.clone(),
                    score,
                    signals: candidate.signals,
                    reasons: question.reasons(read, parts.get(&mentor_id).copied()),
                    next_slots: slots,
                    held_back_by: held_back_by.map(str::to_owned),
                    // A matter of whoever asks, and of this moment.
                    saved: None,
                });
            }
        }
    }

    /// Between asking who may be seen and reading the profiles, one may have been hidden.
    fn may_show(&self, seen: &Seen) -> bool {
        seen.read.profile.active && self.audience.sees(seen.read.profile.visibility)
    }

    /// Those that the audience may see at this moment, with their words.
    async fn see(&self, ids: &[MentorId]) -> Result<MentorMap<Seen>, Failure> {
        let store = &self.services.store;
        let cache = &self.services.matching.profiles;
        let now = self.services.now();
        let mut seen = MentorMap::with_capacity_and_hasher(ids.len(), <_>::default());
        let mut missing: MentorMap<MentorVersion> = MentorMap::default();
        for version in mentors::list_seen(store, self.audience, ids).await.or_fail()? {
            match cache.get(&(version.mentor_id, version.saved_at)).await {
                Some(read) => drop(seen.insert(version.mentor_id, Seen { version, read })),
                None => drop(missing.insert(version.mentor_id, version)),
            }
        }
        let ids: Vec<MentorId> = missing.keys().copied().collect();
        for profile in mentors::get_many(store, &ids).await.or_fail()? {
            let Some(version) = missing.remove(&profile.mentor_id) else { continue };
            let read = Arc::new(ReadProfile::new(profile));
            // What was saved at this very moment may be saved again in it.
            if version.saved_at < now {
                cache.insert((version.mentor_id, version.saved_at), Arc::clone(&read)).await;
            }
            seen.insert(version.mentor_id, Seen { version, read });
        }
        Ok(seen)
    }
}

/// What may be shown.
pub(super) struct Shown {
    /// Best first.
    pub(super) results: Vec<MatchResult>,
    /// Of what each result tells.
    pub(super) versions: Vec<MentorVersion>,
}

/// A mentor whom the audience may see.
struct Seen {
    version: MentorVersion,
    read: Arc<ReadProfile>,
}

fn versions_of(seen: &MentorMap<Seen>) -> Vec<MentorVersion> {
    seen.values().map(|seen| seen.version).collect()
}

impl Facts {
    fn is_rated(&self, least: Option<f64>) -> bool {
        least.is_none_or(|least| self.ratings > 0 && self.mean_rating >= least)
    }
}

fn days(from: Timestamp, to: Timestamp) -> f64 {
    to.duration_since(from).as_secs_f64() / (24.0 * 3_600.0)
}
