//! What the order owes to mentors: those who fit share the first places, and nothing beside fitting
//! brings anybody there. Only tests: bounds that follow from the weights, tried on made-up signals,
//! and weeks of made-up searches and bookings.

use uuid::Uuid;

use super::Signals;
use super::history::History;
use super::metrics::measure;
use super::score::{
    Candidate, DIVERSITY, KEPT_PRIOR, NEUTRAL, RATING_PRIOR, Ranked, Weights, availability_signal, diversify,
    exploration_signal, feedback_signal, load_signal, rank, recency_signal, score,
};
use crate::experiments::chance::SplitMix64;
use crate::ids::MentorId;

/// What sums of floating-point numbers may be off by.
const ROUNDING: f64 = 1e-9;
/// So many results are shown, and no two of them should be of a kind.
const SHOWN: usize = 10;

/// Where a signal is.
type Place = fn(&mut Signals) -> &mut Option<f64>;

/// The signals that say nothing of the fit, by the names of their weights.
const BESIDE: [(&str, Place); 8] = [
    ("feedback", |signals| &mut signals.feedback),
    ("availability", |signals| &mut signals.availability),
    ("load", |signals| &mut signals.load),
    ("recency", |signals| &mut signals.recency),
    ("responsiveness", |signals| &mut signals.responsiveness),
    ("exploration", |signals| &mut signals.exploration),
    ("experience", |signals| &mut signals.experience),
    ("connection", |signals| &mut signals.connection),
];

/// What a signal counts as where it is missing.
fn neutral(name: &str) -> f64 {
    match name {
        "feedback" => RATING_PRIOR,
        "responsiveness" => KEPT_PRIOR,
        _ => NEUTRAL,
    }
}

fn id(number: usize) -> MentorId {
    MentorId(Uuid::from_u128(number as u128))
}

fn number(id: MentorId) -> usize {
    id.0.as_u128() as usize
}

fn between(chance: &mut SplitMix64, low: f64, high: f64) -> f64 {
    low + (high - low) * chance.fraction()
}

fn below(chance: &mut SplitMix64, end: usize) -> usize {
    (chance.draw() % end as u64) as usize
}

fn total(mut weights: Weights) -> f64 {
    Weights::names().map(|name| *weights.named(name).unwrap()).sum()
}

/// How much of all that is weighed a signal is.
fn share(mut weights: Weights, name: &str) -> f64 {
    *weights.named(name).unwrap() / total(weights)
}

/// What the worst of everything beside the fit leaves of a score, where the best leaves all of it.
fn least(weights: Weights) -> f64 {
    total(weights.relevance_alone()) / total(weights)
}

fn relevance(candidate: &Candidate) -> f64 {
    score(candidate, &Weights::RELEVANCE)
}

/// Somebody of whom anything may be known or not; extremes are frequent.
fn draw_candidate(mentor_id: MentorId, chance: &mut SplitMix64) -> Candidate {
    let mut draw = || match chance.draw() % 4 {
        0 => None,
        1 => Some(if chance.coin() { 1.0 } else { 0.0 }),
        _ => Some(chance.fraction()),
    };
    let mut signals = Signals {
        text: draw(),
        topics: draw(),
        expertise: draw(),
        industry: draw(),
        stage: draw(),
        ..Signals::default()
    };
    for (_, place) in BESIDE {
        *place(&mut signals) = draw();
    }
    signals.similarity = Some(between(chance, 0.05, 1.0));
    Candidate { mentor_id, fit: between(chance, 0.3, 1.0), signals }
}

fn with_everything_beside(candidate: &Candidate, value: f64) -> Candidate {
    let mut candidate = *candidate;
    for (_, place) in BESIDE {
        *place(&mut candidate.signals) = Some(value);
    }
    candidate
}

fn with_ratings(candidate: &Candidate, count: i64, mean: f64) -> Candidate {
    let (feedback, exploration) = (feedback_signal(count, mean), Some(exploration_signal(count)));
    Candidate { signals: Signals { feedback, exploration, ..candidate.signals }, ..*candidate }
}

/// Means of ratings from 1 to 5.
fn means() -> impl Iterator<Item = f64> {
    (10..=50).map(|tenths| f64::from(tenths) / 10.0)
}

#[test]
fn nobody_who_fits_clearly_worse_is_above() {
    for weights in [Weights::CONTROL, Weights::CONTROL.in_a_hurry()] {
        let least = least(weights);
        let mut chance = SplitMix64::new(1);
        for _ in 0..2_000 {
            let mut pair = [0, 1].map(|number| draw_candidate(id(number), &mut chance));
            pair.sort_by(|a, b| relevance(a).total_cmp(&relevance(b)));
            let [worse, better] = pair;
            let fitting = |part: f64| {
                let fit = worse.fit * part * relevance(&better) / relevance(&worse);
                Candidate { fit, ..worse }
            };
            let (worse, nearly) = (fitting(least - ROUNDING), fitting(least + ROUNDING));
            assert!(score(&worse, &weights) < score(&better, &weights), "{worse:?} {better:?}");
            // Nothing less would do: from there on all the rest can make up for the fit.
            let [nearly, better] = [(nearly, 1.0), (better, 0.0)]
                .map(|(one, value)| score(&with_everything_beside(&one, value), &weights));
            assert!(nearly > better, "{nearly} is not above {better}");
        }
    }
    assert!(least(Weights::CONTROL) > 0.75, "three quarters of a fit are clearly worse");
}

#[test]
fn what_is_alike_gives_way_to_nobody_who_fits_clearly_worse() {
    let least = least(Weights::CONTROL) * (1.0 - DIVERSITY);
    let mut chance = SplitMix64::new(2);
    for _ in 0..200 {
        let candidates: Vec<Candidate> =
            (0..2 * SHOWN).map(|number| draw_candidate(id(number), &mut chance)).collect();
        let kinds: Vec<usize> = candidates.iter().map(|_| below(&mut chance, 3)).collect();
        let alike = |a: &usize, b: &usize| if kinds[*a] == kinds[*b] { 1.0 } else { 0.0 };
        let order = diversify(rank(candidates, &Weights::CONTROL), SHOWN, DIVERSITY, number, alike);
        let fits: Vec<f64> = order.iter().map(|ranked| relevance(&ranked.candidate)).collect();
        for (place, fit) in fits.iter().enumerate() {
            let best_after = fits[place..].iter().copied().fold(0.0, f64::max);
            assert!(*fit >= least * best_after - ROUNDING, "{fit} is above {best_after}");
        }
    }
}

#[test]
fn a_signal_beside_the_fit_moves_a_score_by_its_weight_and_no_more() {
    let weights = Weights::CONTROL;
    let shares: f64 = BESIDE.iter().map(|(name, _)| share(weights, name)).sum();
    assert!((shares + least(weights) - 1.0).abs() < ROUNDING, "a signal is left out here");
    let mut chance = SplitMix64::new(3);
    for _ in 0..500 {
        let candidate = draw_candidate(id(0), &mut chance);
        for (name, place) in BESIDE {
            let of = |value: Option<f64>| {
                let mut candidate = candidate;
                *place(&mut candidate.signals) = value;
                score(&candidate, &weights)
            };
            let moved = of(Some(1.0)) - of(Some(0.0));
            let allowed = relevance(&candidate) * share(weights, name);
            assert!((moved - allowed).abs() < ROUNDING, "{name} moves by {moved}, not {allowed}");
            let missing = of(None) - of(Some(neutral(name)));
            assert!(missing.abs() < ROUNDING, "{name} is missing");
        }
    }
}

#[test]
fn what_a_mentee_has_met_moves_a_score_by_half_its_weight_at_most() {
    let weights = Weights::CONTROL;
    let mut chance = SplitMix64::new(4);
    for _ in 0..2_000 {
        let mut candidate = draw_candidate(id(0), &mut chance);
        (candidate.signals.experience, candidate.signals.connection) = (None, None);
        let before = score(&candidate, &weights);
        // Ratings out of range are no way around it.
        let extreme = [-90, 1, 5, 900][below(&mut chance, 4)];
        let history = History {
            rated: (0..below(&mut chance, 9)).map(|number| (id(number % 3), extreme)).collect(),
            colleagues: [(id(0), chance.draw() as u32 >> below(&mut chance, 32))].into(),
        };
        let likeness = between(&mut chance, -1.0, 2.0);
        candidate.signals.experience = history.experience(id(0), |_| likeness);
        candidate.signals.connection = history.connection(id(0));
        let moved = score(&candidate, &weights) - before;
        let half = |name| relevance(&candidate) * share(weights, name) / 2.0;
        let (own, colleagues) = (half("experience"), half("connection"));
        assert!((-own - ROUNDING..own + colleagues + ROUNDING).contains(&moved), "{history:?}: {moved}");
    }
}

#[test]
fn offering_less_time_never_helps() {
    for booked in 0..=60 {
        for cap in 1..=40 {
            assert!(load_signal(booked, cap - 1) <= load_signal(booked, cap), "{booked} of {cap}");
        }
    }
    let soon = |hours: u32| availability_signal(Some(f64::from(hours) / 24.0));
    assert!(
        (0..24 * 90).all(|hours| soon(hours + 1) <= soon(hours) && availability_signal(None) <= soon(hours))
    );
    let mut chance = SplitMix64::new(5);
    for _ in 0..2_000 {
        let candidate = draw_candidate(id(0), &mut chance);
        let (booked, cap, days) =
            (below(&mut chance, 20) as i64, below(&mut chance, 40) as i32, between(&mut chance, 0.0, 30.0));
        let of = |cap: i32, days: f64| {
            let (load, availability) =
                (Some(load_signal(booked, cap)), Some(availability_signal(Some(days))));
            let signals = Signals { load, availability, ..candidate.signals };
            score(&Candidate { signals, ..candidate }, &Weights::CONTROL)
        };
        let (more, later) = (below(&mut chance, 40) as i32, between(&mut chance, 0.0, 30.0));
        assert!(of(cap, days + later) <= of(cap + more, days), "{booked} of {cap} or {more} more");
    }
}

#[test]
fn few_perfect_ratings_say_less_than_many_good_ones() {
    let many_good = feedback_signal(20, 4.8).unwrap();
    assert!((1..=3).all(|few| feedback_signal(few, 5.0).unwrap() < many_good));
}

#[test]
fn one_bad_rating_costs_little() {
    let candidate = draw_candidate(id(0), &mut SplitMix64::new(6));
    for (count, mean) in (1..=50).flat_map(|count| means().map(move |mean| (count, mean))) {
        let with_bad = (mean * count as f64 + 1.0) / (count as f64 + 1.0);
        let lost = feedback_signal(count, mean).unwrap() - feedback_signal(count + 1, with_bad).unwrap();
        // It is one of all ratings and of the five that the prior is worth.
        assert!(lost <= 1.0 / (count as f64 + 6.0) + ROUNDING, "{lost} after {count} of {mean}");
        let of = |count, mean| score(&with_ratings(&candidate, count, mean), &Weights::CONTROL);
        let lost = of(count, mean) - of(count + 1, with_bad);
        assert!(lost <= relevance(&candidate) / 100.0, "{lost} after {count} of {mean}");
    }
}

#[test]
fn whoever_has_themselves_rated_gains_a_fifth_of_the_weight_at_most_and_nothing_by_poor_ratings() {
    let weights = Weights::CONTROL;
    let mut chance = SplitMix64::new(7);
    for _ in 0..20 {
        let candidate = draw_candidate(id(0), &mut chance);
        let unrated = score(&with_ratings(&candidate, 0, 0.0), &weights);
        let most = relevance(&candidate) * share(weights, "feedback") * (1.0 - RATING_PRIOR);
        for (count, mean) in (1..=50).flat_map(|count| means().map(move |mean| (count, mean))) {
            let gained = score(&with_ratings(&candidate, count, mean), &weights) - unrated;
            assert!(gained <= most + ROUNDING, "{gained} by {count} of {mean}");
            // 4.2 is what is expected of somebody unrated.
            assert!(mean > 4.2 || gained <= ROUNDING, "{gained} by {count} of {mean}");
        }
    }
}

#[test]
fn a_newcomer_who_fits_best_stays_among_the_first() {
    let fitting = |number: usize, part: f64| {
        let said = Some(0.9 * part);
        let signals =
            Signals { similarity: said, text: said, topics: said, expertise: said, ..Signals::default() };
        let signals = Signals { industry: said, stage: said, ..signals };
        Candidate { mentor_id: id(number), fit: 1.0, signals }
    };
    // Each of those whom everybody praises fits a hundredth worse than the one before.
    let praised = |number: usize| {
        let praised = with_everything_beside(&fitting(number, 1.0 - number as f64 / 100.0), 1.0);
        let signals = Signals { exploration: Some(exploration_signal(200)), ..praised.signals };
        Candidate { signals, ..praised }
    };
    let newcomer = with_ratings(&fitting(0, 1.0), 0, 0.0);
    let ranked = rank((1..60).map(praised).chain([newcomer]).collect(), &Weights::CONTROL);
    let order = diversify(ranked, SHOWN, DIVERSITY, number, |_, _| 0.0);
    let place = order.iter().position(|ranked| ranked.candidate == newcomer).unwrap();
    assert!(place < SHOWN, "{place}");
}

#[test]
fn however_the_candidates_come_equals_stay_in_one_order() {
    let mut chance = SplitMix64::new(8);
    let mut candidates: Vec<Candidate> = (0..60)
        .map(|number| {
            let level = |levels: usize| Some((number % levels) as f64 / levels as f64);
            let signals = Signals { similarity: level(3), load: level(2), ..Signals::default() };
            Candidate { mentor_id: id(number), fit: 1.0, signals }
        })
        .collect();
    let alike = |a: &usize, b: &usize| if a % 4 == b % 4 { 1.0 } else { 0.0 };
    let order = |candidates: &[Candidate]| -> Vec<Ranked> {
        diversify(rank(candidates.to_vec(), &Weights::CONTROL), SHOWN, DIVERSITY, number, alike)
    };
    let first = order(&candidates);
    for _ in 0..50 {
        // Fisher and Yates.
        for end in (1..candidates.len()).rev() {
            candidates.swap(end, below(&mut chance, end + 1));
        }
        assert_eq!(order(&candidates), first);
    }
}

const MENTORS: usize = 60;
const TOPICS: usize = 8;
const WEEKS: usize = 6;
const SEARCHES_A_WEEK: usize = 100;
/// From here on a topic is one of the mentor's areas.
const STRONG: f64 = 0.6;

/// A made-up mentor.
struct Mentor {
    /// How well each topic is known, in [0, 1].
    strengths: [f64; TOPICS],
    /// Sessions a week at most.
    cap: i32,
    /// Sessions this week.
    booked: i64,
    /// The mean of what mentees would give, 1–5.
    worth: f64,
    ratings: i64,
    sum_of_ratings: f64,
    days_to_next: f64,
    days_since_active: f64,
}

impl Mentor {
    fn draw(chance: &mut SplitMix64) -> Self {
        let mut strengths = [0.0; TOPICS].map(|_| between(chance, 0.0, 0.3));
        for _ in 0..=below(chance, 3) {
            strengths[below(chance, TOPICS)] = between(chance, STRONG, 1.0);
        }
        let worth = between(chance, 3.5, 5.0);
        // One in five is new.
        let ratings = if chance.fraction() < 0.2 { 0 } else { 1 + below(chance, 20) as i64 };
        Self {
            strengths,
            cap: 2 + below(chance, 5) as i32,
            booked: 0,
            worth,
            ratings,
            sum_of_ratings: worth * ratings as f64,
            days_to_next: 0.0,
            days_since_active: 0.0,
        }
    }

    fn begin_week(&mut self, chance: &mut SplitMix64) {
        self.booked = 0;
        self.days_to_next = between(chance, 0.0, 7.0);
        self.days_since_active = between(chance, 0.0, 30.0);
    }

    fn is_full(&self) -> bool {
        self.booked >= i64::from(self.cap)
    }

    fn book(&mut self, luck: f64) {
        self.booked += 1;
        self.ratings += 1;
        self.sum_of_ratings += (self.worth + luck).round().clamp(1.0, 5.0);
    }

    /// The share of their areas that both have.
    fn likeness(&self, other: &Self) -> f64 {
        let count = |is_area: fn(bool, bool) -> bool| {
            let pairs = self.strengths.iter().zip(&other.strengths);
            pairs.filter(|(a, b)| is_area(**a >= STRONG, **b >= STRONG)).count() as f64
        };
        count(|a, b| a && b) / count(|a, b| a || b)
    }

    /// How well a need of a topic is met, in [0, 1]: no two needs of a topic are the same.
    fn draw_fit(&self, topic: usize, chance: &mut SplitMix64) -> f64 {
        0.7 * self.strengths[topic] + 0.3 * chance.fraction()
    }

    /// What a search sees of this mentor: the fit in a band as narrow as that of cosines, and all of
    /// it with noise.
    fn draw_signals(&self, topic: usize, fit: f64, chance: &mut SplitMix64) -> Signals {
        let mut seen =
            |value: f64, noise: f64| Some((value + between(chance, -noise, noise)).clamp(0.0, 1.0));
        let next_week = if self.is_full() { 7.0 } else { 0.0 };
        Signals {
            similarity: seen(0.2 + 0.5 * fit, 0.05),
            text: seen(fit, 0.2),
            topics: seen(self.strengths[topic], 0.1),
            expertise: Some(if self.strengths[topic] >= STRONG { 0.5 } else { 0.0 }),
            feedback: feedback_signal(self.ratings, self.sum_of_ratings / self.ratings as f64),
            availability: Some(availability_signal(Some(self.days_to_next + next_week))),
            load: Some(load_signal(self.booked, self.cap)),
            recency: recency_signal(Some(self.days_since_active)),
            exploration: Some(exploration_signal(self.ratings)),
            ..Signals::default()
        }
    }
}

/// The nth topic is asked for 1 / n times as often as the first.
fn draw_topic(chance: &mut SplitMix64) -> usize {
    let all: f64 = (1..=TOPICS).map(|nth| 1.0 / nth as f64).sum();
    let mut left = all * chance.fraction();
    let before = (1..TOPICS).take_while(|nth| {
        left -= 1.0 / *nth as f64;
        left >= 0.0
    });
    before.count()
}

fn grade(fit: f64) -> u8 {
    match fit {
        0.8.. => 3,
        0.6.. => 2,
        0.35.. => 1,
        _ => 0,
    }
}

/// How unequally something is shared: 0 where all have the same, near 1 where one has everything
/// (Gini 1912).
fn gini(parts: &[u32]) -> f64 {
    let mut parts = parts.to_vec();
    parts.sort_unstable();
    let count = parts.len() as f64;
    let all: f64 = parts.iter().copied().map(f64::from).sum();
    let by_rank: f64 = (1..).zip(&parts).map(|(rank, part)| f64::from(rank) * f64::from(*part)).sum();
    2.0 * by_rank / (count * all) - (count + 1.0) / count
}

/// What comes of some weeks.
#[derive(Debug)]
struct Weeks {
    /// How unequally the first three places are shared.
    gini: f64,
    /// The mean over searches.
    ndcg_at_10: f64,
    /// How often somebody was chosen who takes no more that week.
    full: u32,
}

/// Weeks of searches and bookings. The same seed makes the same mentors, needs and tempers, whatever
/// the weights.
fn pass_weeks(weights: &Weights, seed: u64) -> Weeks {
    let mut chance = SplitMix64::new(seed);
    let mut mentors: Vec<Mentor> = (0..MENTORS).map(|_| Mentor::draw(&mut chance)).collect();
    let mut seen_first = [0; MENTORS];
    let (mut gain, mut full) = (0.0, 0);
    for search in 0..WEEKS * SEARCHES_A_WEEK {
        if search % SEARCHES_A_WEEK == 0 {
            mentors.iter_mut().for_each(|mentor| mentor.begin_week(&mut chance));
        }
        let topic = draw_topic(&mut chance);
        let fits: Vec<f64> = mentors.iter().map(|mentor| mentor.draw_fit(topic, &mut chance)).collect();
        let candidates = mentors.iter().zip(&fits).enumerate().map(|(at, (mentor, fit))| {
            let signals = mentor.draw_signals(topic, *fit, &mut chance);
            Candidate { mentor_id: id(at), fit: 1.0, signals }
        });
        let ranked = rank(candidates.collect(), weights);
        let alike = |a: &usize, b: &usize| mentors[*a].likeness(&mentors[*b]);
        let order = diversify(ranked, SHOWN, DIVERSITY, number, alike);
        let order: Vec<usize> =
            order.iter().take(SHOWN).map(|ranked| number(ranked.candidate.mentor_id)).collect();
        order[..3].iter().for_each(|at| seen_first[*at] += 1);
        let names: Vec<String> = order.iter().map(usize::to_string).collect();
        let grades = fits.iter().enumerate().map(|(at, fit)| (at.to_string(), grade(*fit)));
        gain += measure(&names, &grades.collect()).ndcg_at_10;
        // People look less the further down, and take the first who fits and has time. Chance is
        // drawn for all places, so that it stays the same in another order.
        let looks: Vec<f64> = order.iter().map(|_| chance.fraction()).collect();
        let luck = between(&mut chance, -1.0, 1.0);
        let wanted = order.iter().zip(&looks).enumerate();
        let wanted = wanted.filter(|(place, (at, look))| **look < fits[**at] / (*place as f64 + 1.5));
        for (_, (at, _)) in wanted {
            if mentors[*at].is_full() {
                full += 1;
            } else {
                mentors[*at].book(luck);
                break;
            }
        }
    }
    Weeks { gini: gini(&seen_first), ndcg_at_10: gain / (WEEKS * SEARCHES_A_WEEK) as f64, full }
}

#[test]
fn what_one_has_alone_is_shared_least() {
    assert!(gini(&[7; 9]).abs() < ROUNDING);
    assert!((gini(&[0, 0, 0, 5]) - 0.75).abs() < ROUNDING);
    assert!((gini(&[3, 1]) - 0.25).abs() < ROUNDING);
}

#[test]
fn the_first_places_are_shared_by_more_and_the_order_stays_as_good() {
    let unbalanced = Weights { load: 0.0, exploration: 0.0, ..Weights::CONTROL };
    for seed in 1..=3 {
        let (on, off) = (pass_weeks(&Weights::CONTROL, seed), pass_weeks(&unbalanced, seed));
        let told = format!("with {on:?}, without {off:?}");
        assert!(on.gini < off.gini - 0.01, "{told}");
        assert!(on.ndcg_at_10 > off.ndcg_at_10 - 0.01, "{told}");
        assert!(on.full < off.full, "{told}");
    }
}
