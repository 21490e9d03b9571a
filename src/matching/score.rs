//! From signals to an order. Every signal is in [0, 1]; a missing one is neutral.

use std::cmp::Ordering;

use super::Signals;
use crate::ids::MentorId;

/// What a missing signal counts as; one that is drawn to a prior counts as that, so that the first bad
/// rating cannot lift.
pub(super) const NEUTRAL: f64 = 0.5;
/// What a missing similarity counts as: a cosine that says neither yes nor no.
const NEUTRAL_SIMILARITY: f64 = 0.3;
/// The mean rating, in [0, 1], that few ratings are drawn to: 4.2 of 5.
pub(super) const RATING_PRIOR: f64 = 0.8;
/// How many ratings the prior is worth.
const RATING_PRIOR_WEIGHT: f64 = 5.0;
/// The share of sessions kept that few sessions are drawn to.
pub(super) const KEPT_PRIOR: f64 = 0.9;
/// How many sessions the prior is worth.
const KEPT_PRIOR_WEIGHT: f64 = 10.0;
/// Days after which activity counts half.
const RECENCY_HALF_LIFE_DAYS: f64 = 30.0;
/// Days after which a free slot counts half.
const AVAILABILITY_HALF_LIFE_DAYS: f64 = 7.0;

/// What free slots soon count for when it is urgent.
const URGENT_AVAILABILITY: f64 = 0.2;
/// How much of its score a result loses when it is just like one above it; the strength in use.
pub const DIVERSITY: f64 = 0.1;
/// The name that answers carry when [`Weights::CONTROL`] ordered them.
pub const CONTROL_NAME: &str = "control";

/// How much each signal counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// Relevance: closeness in meaning.
    pub similarity: f64,
    /// Relevance: closeness in words.
    pub text: f64,
    /// Relevance: the words of the topics that the need touches.
    pub topics: f64,
    /// Relevance: the mentor's areas.
    pub expertise: f64,
    /// Relevance: the industry that the need names.
    pub industry: f64,
    /// Relevance: the company stage that the need names.
    pub stage: f64,
    /// Ratings.
    pub feedback: f64,
    /// Free slots soon.
    pub availability: f64,
    /// Room left in the week.
    pub load: f64,
    /// Activity.
    pub recency: f64,
    /// Sessions that took place.
    pub responsiveness: f64,
    /// A chance for mentors whom few have rated.
    pub exploration: f64,
    /// The mentee's own past sessions.
    pub experience: f64,
    /// Those of others of the company.
    pub connection: f64,
}

impl Weights {
    /// The weights in use.
    pub const CONTROL: Self = Self {
        similarity: 0.38,
        text: 0.16,
        topics: 0.27,
        expertise: 0.04,
        industry: 0.03,
        stage: 0.02,
        feedback: 0.04,
        availability: 0.05,
        load: 0.03,
        recency: 0.03,
        responsiveness: 0.02,
        exploration: 0.02,
        experience: 0.04,
        connection: 0.02,
    };

    /// Relevance alone: what a judgement of relevance can measure.
    pub const RELEVANCE: Self = Self::CONTROL.relevance_alone();

    /// The same without what is not about relevance.
    pub const fn relevance_alone(self) -> Self {
        Self {
            feedback: 0.0,
            availability: 0.0,
            load: 0.0,
            recency: 0.0,
            responsiveness: 0.0,
            exploration: 0.0,
            experience: 0.0,
            connection: 0.0,
            ..self
        }
    }

    /// The weight of a signal by its name, which is that of the field; nothing for any other name.
    pub fn named(&mut self, signal: &str) -> Option<&mut f64> {
        let (_, weight) = WEIGHTS.iter().find(|(name, _)| *name == signal)?;
        Some(weight(self))
    }

    /// The names of all signals.
    pub fn names() -> impl Iterator<Item = &'static str> {
        WEIGHTS.iter().map(|(name, _)| *name)
    }

    /// The same with some weights replaced, by the names of their signals; other names change nothing.
    pub fn with<'a>(mut self, changes: impl IntoIterator<Item = (&'a str, f64)>) -> Self {
        for (signal, value) in changes {
            if let Some(weight) = self.named(signal) {
                *weight = value;
            }
        }
        self
    }

    /// What has to be replaced in those in use to come to these.
    pub fn changes(mut self) -> Vec<(String, f64)> {
        let mut usual = Self::CONTROL;
        let pairs = WEIGHTS.iter().map(|(name, weight)| (*name, *weight(&mut self), *weight(&mut usual)));
        pairs
            .filter(|(_, here, usual)| here != usual)
            .map(|(name, here, _)| (name.to_owned(), here))
            .collect()
    }

    /// The same for somebody in a hurry: free times soon count for more.
    pub fn in_a_hurry(self) -> Self {
        Self { availability: self.availability.max(URGENT_AVAILABILITY), ..self }
    }
}

/// Where the weight of a signal is.
type Place = fn(&mut Weights) -> &mut f64;

/// Every weight by its name, so that changes can be told in words.
const WEIGHTS: [(&str, Place); 14] = [
    ("similarity", |weights| &mut weights.similarity),
    ("text", |weights| &mut weights.text),
    ("topics", |weights| &mut weights.topics),
    ("expertise", |weights| &mut weights.expertise),
    ("industry", |weights| &mut weights.industry),
    ("stage", |weights| &mut weights.stage),
    ("feedback", |weights| &mut weights.feedback),
    ("availability", |weights| &mut weights.availability),
    ("load", |weights| &mut weights.load),
    ("recency", |weights| &mut weights.recency),
    ("responsiveness", |weights| &mut weights.responsiveness),
    ("exploration", |weights| &mut weights.exploration),
    ("experience", |weights| &mut weights.experience),
    ("connection", |weights| &mut weights.connection),
];

/// One mentor with what is known of the fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The mentor.
    pub mentor_id: MentorId,
    /// What the demands of the need leave of the relevance, in (0, 1]; see [`Wishes::fit`].
    ///
    /// [`Wishes::fit`]: super::wishes::Wishes::fit
    pub fit: f64,
    /// The numbers.
    pub signals: Signals,
}

/// A candidate in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// The candidate.
    pub candidate: Candidate,
    /// Above 0, at most 1.
    pub score: f64,
}

/// The weighted mean of the signals: `final = α·similarity + β·recency + γ·feedback + …`.
///
/// What is not about relevance is multiplied by relevance, so that no free calendar lifts a
/// mentor who does not fit.
pub fn score(candidate: &Candidate, weights: &Weights) -> f64 {
    let s = &candidate.signals;
    let relevance = [
        (weights.similarity, Some(s.similarity.unwrap_or(NEUTRAL_SIMILARITY))),
        (weights.text, s.text),
        (weights.topics, s.topics),
        (weights.expertise, s.expertise),
        (weights.industry, s.industry),
        (weights.stage, s.stage),
    ];
    let others = [
        (weights.feedback, Some(s.feedback.unwrap_or(RATING_PRIOR))),
        (weights.availability, s.availability),
        (weights.load, s.load),
        (weights.recency, s.recency),
        (weights.responsiveness, Some(s.responsiveness.unwrap_or(KEPT_PRIOR))),
        (weights.exploration, s.exploration),
        (weights.experience, s.experience),
        (weights.connection, s.connection),
    ];
    let sum = |signals: &[(f64, Option<f64>)]| -> f64 {
        signals.iter().map(|(weight, value)| weight * value.unwrap_or(NEUTRAL).clamp(0.0, 1.0)).sum()
    };
    let total = |signals: &[(f64, Option<f64>)]| -> f64 { signals.iter().map(|(weight, _)| weight).sum() };
    let whole = total(&relevance).max(f64::EPSILON);
    let relevant = candidate.fit * sum(&relevance) / whole;
    let final_score = relevant * (whole + sum(&others)) / (whole + total(&others));
    final_score.clamp(f64::MIN_POSITIVE, 1.0)
}

/// Scores and orders, best first; ties by id, so that the same input has the same order.
pub fn rank(candidates: Vec<Candidate>, weights: &Weights) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = candidates
        .into_iter()
        .map(|candidate| Ranked { candidate, score: score(&candidate, weights) })
        .collect();
    ranked.sort_by(|a, b| match b.score.total_cmp(&a.score) {
        Ordering::Equal => a.candidate.mentor_id.cmp(&b.candidate.mentor_id),
        other => other,
    });
    ranked
}

/// Orders the first `places` anew so that they do not all say the same: each place goes to the
/// candidate with the best score less `strength`, such as [`DIVERSITY`], times its likeness, in
/// [0, 1], to the most alike one above it. Scores become what was compared, and still fall from place to place.
/// What is `known` of each is looked up once.
///
/// Source: Carbonell and Goldstein, "The Use of MMR, Diversity-Based Reranking", SIGIR 1998.
pub fn diversify<Known>(
    ranked: Vec<Ranked>,
    places: usize,
    strength: f64,
    known: impl Fn(MentorId) -> Known,
    likeness: impl Fn(&Known, &Known) -> f64,
) -> Vec<Ranked> {
    let with_known = |ranked: Ranked| (ranked, 0.0, known(ranked.candidate.mentor_id));
    let mut rest: Vec<(Ranked, f64, Known)> = ranked.into_iter().map(with_known).collect();
    let mut placed: Vec<Ranked> = Vec::with_capacity(rest.len());
    let worth = |(ranked, alike, _): &(Ranked, f64, Known)| ranked.score * (1.0 - strength * alike);
    while placed.len() < places && !rest.is_empty() {
        // The first of equals is the best by score and id.
        let best =
            (1..rest.len()).fold(0, |best, at| if worth(&rest[at]) > worth(&rest[best]) { at } else { best });
        let chosen = rest.remove(best);
        for (_, alike, other) in &mut rest {
            *alike = alike.max(likeness(&chosen.2, other));
        }
        placed.push(Ranked { score: worth(&chosen), ..chosen.0 });
    }
    // Whoever comes after is not above the last one placed.
    let least = placed.last().map_or(1.0, |ranked| ranked.score);
    placed.extend(rest.into_iter().map(|(ranked, ..)| Ranked { score: ranked.score.min(least), ..ranked }));
    placed
}

/// Which signal keeps a candidate below another one the most, by its weight; nothing where it is
/// not below.
pub fn held_back_by(candidate: &Candidate, above: &Candidate, weights: &Weights) -> Option<&'static str> {
    let pairs = |weights: &Weights, s: &Signals| {
        [
            ("similarity", weights.similarity, Some(s.similarity.unwrap_or(NEUTRAL_SIMILARITY))),
            ("text", weights.text, s.text),
            ("topics", weights.topics, s.topics),
            ("expertise", weights.expertise, s.expertise),
            ("industry", weights.industry, s.industry),
            ("stage", weights.stage, s.stage),
            ("feedback", weights.feedback, Some(s.feedback.unwrap_or(RATING_PRIOR))),
            ("availability", weights.availability, s.availability),
            ("load", weights.load, s.load),
            ("recency", weights.recency, s.recency),
            ("responsiveness", weights.responsiveness, Some(s.responsiveness.unwrap_or(KEPT_PRIOR))),
            ("experience", weights.experience, s.experience),
        ]
    };
    if score(candidate, weights) >= score(above, weights) {
        return None;
    }
    let theirs = pairs(weights, &above.signals);
    let gaps =
        pairs(weights, &candidate.signals).into_iter().zip(theirs).map(|((name, weight, mine), theirs)| {
            (name, weight * (theirs.2.unwrap_or(NEUTRAL) - mine.unwrap_or(NEUTRAL)))
        });
    // Without its wishes met, a candidate loses that part of all it has.
    let fit = ("wishes", (above.fit - candidate.fit) * score(&Candidate { fit: 1.0, ..*candidate }, weights));
    let largest = gaps.chain([fit]).max_by(|a, b| a.1.total_cmp(&b.1))?;
    (largest.1 > 0.0).then_some(largest.0)
}

/// Cosine similarity as a signal: what is unrelated or opposed is 0.
pub fn similarity_signal(cosine: f32) -> f64 {
    f64::from(cosine).clamp(0.0, 1.0)
}

/// The share of the need's words that the areas cover, the best area's weight counting in full.
/// Nothing when there are no areas or no words: that says nothing about the fit. The need has so many
/// `terms`; each area comes with the places of those that are among its words, and with its weight.
pub fn expertise_signal<Places: Iterator<Item = usize>>(
    terms: usize,
    areas: impl Iterator<Item = (Places, f32)>,
) -> Option<f64> {
    let mut heaviest = 0.0_f32;
    let mut covered = vec![0.0_f32; terms];
    for (places, weight) in areas {
        heaviest = heaviest.max(weight);
        for place in places {
            covered[place] = covered[place].max(weight);
        }
    }
    if terms == 0 || heaviest <= 0.0 {
        return None;
    }
    // Two matched words are as good as it gets: needs are sentences, areas are not.
    Some((f64::from(covered.iter().sum::<f32>() / heaviest) / 2.0).min(1.0))
}

/// Whether a profile says the same as the need, of industry or stage; nothing where one of them
/// says nothing.
pub fn same_signal(need: Option<&str>, profile: Option<&str>) -> Option<f64> {
    let same = need?.to_lowercase() == profile?.to_lowercase();
    Some(if same { 1.0 } else { 0.0 })
}

/// Ratings as a signal: the mean of `count` ratings from 1 to 5, drawn to the prior while few.
pub fn feedback_signal(count: i64, mean: f64) -> Option<f64> {
    (count > 0).then(|| {
        let count = count as f64;
        let mean = ((mean - 1.0) / 4.0).clamp(0.0, 1.0);
        (mean * count + RATING_PRIOR * RATING_PRIOR_WEIGHT) / (count + RATING_PRIOR_WEIGHT)
    })
}

/// How soon the next free slot is: 1 now, halved every week, 0 when there is none.
pub fn availability_signal(days_to_next: Option<f64>) -> f64 {
    days_to_next.map_or(0.0, |days| half_life(days, AVAILABILITY_HALF_LIFE_DAYS))
}

/// How much of the week's cap is left; 0 when it is used up.
pub fn load_signal(booked: i64, cap: i32) -> f64 {
    if cap <= 0 { 0.0 } else { (1.0 - booked as f64 / f64::from(cap)).clamp(0.0, 1.0) }
}

/// Whether sessions with the mentor take place: the share of them that the mentor did not call off, drawn
/// to the prior while they are few. Nothing without any.
pub fn responsiveness_signal(kept: i64, called_off: i64) -> Option<f64> {
    let (kept, all) = (kept.max(0) as f64, (kept.max(0) + called_off.max(0)) as f64);
    (all > 0.0).then(|| (kept + KEPT_PRIOR * KEPT_PRIOR_WEIGHT) / (all + KEPT_PRIOR_WEIGHT))
}

/// How lately the mentor was active: 1 today, halved every month.
pub fn recency_signal(days_since: Option<f64>) -> Option<f64> {
    days_since.map(|days| half_life(days, RECENCY_HALF_LIFE_DAYS))
}

/// A chance for whom few have rated: 1 without ratings, half after one.
pub fn exploration_signal(ratings: i64) -> f64 {
    1.0 / (1.0 + ratings.max(0) as f64)
}

fn half_life(days: f64, half: f64) -> f64 {
    0.5_f64.powf(days.max(0.0) / half)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn candidate(id: u128, relevance: f64, fit: Option<f64>) -> Candidate {
        Candidate {
            mentor_id: MentorId(Uuid::from_u128(id)),
            fit: 1.0,
            signals: Signals {
                similarity: Some(relevance),
                text: Some(relevance),
                topics: Some(relevance),
                expertise: Some(relevance),
                feedback: fit,
                availability: fit,
                load: fit,
                recency: fit,
                responsiveness: fit,
                industry: Some(relevance),
                stage: Some(relevance),
                exploration: fit,
                experience: fit,
                connection: fit,
            },
        }
    }

    #[test]
    fn weights_are_told_by_what_differs_from_those_in_use() {
        assert!(Weights::CONTROL.changes().is_empty());
        let others = Weights { text: 0.5, load: 0.0, ..Weights::CONTROL };
        let changes = others.changes();
        assert_eq!(changes, [("text".to_owned(), 0.5), ("load".to_owned(), 0.0)]);
        let named = changes.iter().map(|(name, value)| (name.as_str(), *value)).chain([("luck", 9.0)]);
        assert_eq!(Weights::CONTROL.with(named), others);
    }

    #[test]
    fn the_same_input_has_the_same_order_and_ties_go_by_id() {
        let ranked = rank(
            vec![candidate(3, 0.5, None), candidate(1, 0.5, None), candidate(2, 0.9, None)],
            &Weights::CONTROL,
        );
        let order: Vec<u128> = ranked.iter().map(|r| r.candidate.mentor_id.0.as_u128()).collect();
        assert_eq!(order, [2, 1, 3]);
    }

    #[test]
    fn no_free_calendar_lifts_the_irrelevant() {
        let irrelevant = score(&candidate(1, 0.1, Some(1.0)), &Weights::CONTROL);
        let relevant = score(&candidate(2, 0.5, Some(0.0)), &Weights::CONTROL);
        assert!(irrelevant < relevant, "{irrelevant} is not below {relevant}");
    }

    #[test]
    fn a_missing_signal_is_neutral() {
        let missing = score(&candidate(1, 0.5, None), &Weights::CONTROL);
        let mut neutral = candidate(1, 0.5, Some(NEUTRAL));
        (neutral.signals.feedback, neutral.signals.responsiveness) = (Some(RATING_PRIOR), Some(KEPT_PRIOR));
        let neutral = score(&neutral, &Weights::CONTROL);
        assert_eq!(missing, neutral);
        assert!(missing > score(&candidate(1, 0.5, Some(0.0)), &Weights::CONTROL));
    }

    #[test]
    fn scores_stay_above_zero_and_at_most_one() {
        assert!(score(&candidate(1, 0.0, Some(0.0)), &Weights::CONTROL) > 0.0);
        assert!(score(&candidate(1, 7.0, Some(7.0)), &Weights::CONTROL) <= 1.0);
        assert_eq!(score(&candidate(1, 1.0, Some(1.0)), &Weights::CONTROL), 1.0);
    }

    #[test]
    fn every_weight_has_one_name() {
        let mut weights = Weights::CONTROL.relevance_alone();
        for (at, name) in Weights::names().enumerate() {
            *weights.named(name).unwrap() = at as f64;
        }
        // Two names of one weight would leave another one as it was.
        let told = format!("{weights:?}");
        for (at, name) in Weights::names().enumerate() {
            assert!(told.contains(&format!("{name}: {at}.0")), "{name} in {told}");
        }
        assert_eq!(weights.named("variant"), None);
    }

    #[test]
    fn areas_cover_words_by_weight() {
        // Each area with the only word that it names of a need of three.
        let signal = |areas: &[(Option<usize>, f32)]| {
            expertise_signal(3, areas.iter().map(|(place, weight)| (place.iter().copied(), *weight)))
        };
        assert_eq!(signal(&[(Some(0), 2.0), (Some(2), 2.0)]), Some(1.0));
        assert_eq!(signal(&[(Some(0), 2.0), (Some(2), 1.0)]), Some(0.75));
        assert_eq!(signal(&[(None, 1.0)]), Some(0.0));
        assert_eq!(signal(&[]), None);
    }

    #[test]
    fn what_is_alike_gives_way_and_scores_still_fall() {
        let ranked = rank(
            (1..=4).map(|id| candidate(id, 1.0 - id as f64 / 50.0, None)).collect(),
            &Weights::RELEVANCE,
        );
        let alike = |a: &u128, b: &u128| if *a <= 2 && *b <= 2 { 1.0 } else { 0.0 };
        let order = |ranked: &[Ranked]| -> Vec<u128> {
            ranked.iter().map(|ranked| ranked.candidate.mentor_id.0.as_u128()).collect()
        };
        let number = |id: MentorId| id.0.as_u128();
        let diverse = diversify(ranked.clone(), 3, DIVERSITY, number, alike);
        assert_eq!((order(&ranked), order(&diverse)), (vec![1, 2, 3, 4], vec![1, 3, 4, 2]));
        assert!(diverse.is_sorted_by(|a, b| a.score >= b.score), "{diverse:?}");
        assert_eq!(diversify(ranked.clone(), 3, DIVERSITY, number, |_, _| 0.0), ranked);
        assert_eq!(diversify(ranked.clone(), 3, 0.0, number, alike), ranked);
    }

    #[test]
    fn the_largest_gap_is_what_holds_back() {
        let (above, below) = (candidate(1, 0.9, Some(0.2)), candidate(2, 0.5, Some(1.0)));
        assert_eq!(held_back_by(&below, &above, &Weights::CONTROL), Some("similarity"));
        assert_eq!(held_back_by(&above, &above, &Weights::CONTROL), None);
        let elsewhere = Candidate { fit: 0.5, ..above };
        assert_eq!(held_back_by(&elsewhere, &above, &Weights::CONTROL), Some("wishes"));
    }

    #[test]
    fn few_ratings_are_drawn_to_the_prior() {
        assert_eq!(feedback_signal(0, 0.0), None);
        let one_bad = feedback_signal(1, 1.0).unwrap();
        let many_bad = feedback_signal(50, 1.0).unwrap();
        assert!(many_bad < one_bad && one_bad < RATING_PRIOR);
        assert!(feedback_signal(50, 5.0).unwrap() > 0.95);
    }

    #[test]
    fn whoever_calls_off_sinks_and_one_time_is_forgiven() {
        let signal = |kept, called_off| responsiveness_signal(kept, called_off).unwrap();
        assert_eq!(responsiveness_signal(0, 0), None);
        assert!(signal(40, 0) > 0.97 && signal(0, 40) < 0.2);
        assert!(signal(9, 1) > 0.89, "one in ten is what is expected");
        assert!(signal(0, 1) > 0.8);
    }

    #[test]
    fn signals_fall_with_time_and_load() {
        assert_eq!(availability_signal(Some(7.0)), 0.5);
        assert_eq!(availability_signal(None), 0.0);
        assert_eq!(recency_signal(Some(30.0)), Some(0.5));
        assert_eq!(recency_signal(None), None);
        assert_eq!(load_signal(5, 5), 0.0);
        assert_eq!(load_signal(0, 0), 0.0);
        assert_eq!(load_signal(1, 4), 0.75);
    }
}
