//! What somebody wants to count for more, or for less, when those who fit are put in order: six sliders.
//!
//! They act on mentors who were found already, and only within bounds: what is not about the fit stays
//! multiplied by it. The server and the browser put in order with the same function.

use super::MatchResult;
use super::score::{Candidate, Weights, score};
use super::tuning::LEARNT;

/// What can be leaned on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slider {
    /// Meaning, words, topics and all else that is relevance.
    Fit,
    /// A free time soon.
    Soon,
    /// Ratings.
    Ratings,
    /// Room left in the week.
    Room,
    /// Mentors whom few have met.
    NewFaces,
    /// Activity of late.
    Active,
}

impl Slider {
    /// All of them, in the order in which they are shown and written.
    pub const ALL: [Self; SLIDERS] =
        [Self::Fit, Self::Soon, Self::Ratings, Self::Room, Self::NewFaces, Self::Active];

    /// The signals whose weights it moves.
    fn signals(self) -> &'static [&'static str] {
        match self {
            Self::Fit => &LEARNT,
            Self::Soon => &["availability"],
            Self::Ratings => &["feedback"],
            Self::Room => &["load"],
            Self::NewFaces => &["exploration"],
            Self::Active => &["recency"],
        }
    }

    /// The weight of one of its signals at a level, of the usual weight. Relevance never goes; the small
    /// weights of the others would still be small four times over, so that the upper levels have a least one.
    fn weigh(self, usual: f64, level: u8) -> f64 {
        match (self, level) {
            (_, Leaning::USUAL) => usual,
            (Self::Fit, 0) => usual * 0.5,
            (Self::Fit, 1) => usual * 0.7,
            (Self::Fit, 3) => usual * 2.0,
            (Self::Fit, _) => usual * 4.0,
            (_, 0) => 0.0,
            (_, 1) => usual * 0.5,
            (_, 3) => (usual * 2.0).max(0.12),
            (_, _) => (usual * 4.0).max(0.3),
        }
    }
}

const SLIDERS: usize = 6;

/// A level for each slider. Written as one digit each; the usual one as nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaning([u8; SLIDERS]);

impl Default for Leaning {
    fn default() -> Self {
        Self([Self::USUAL; SLIDERS])
    }
}

impl Leaning {
    /// Where a slider stands that nobody has moved.
    pub const USUAL: u8 = 2;
    /// The highest level; the lowest is 0.
    pub const MOST: u8 = 4;

    /// As it was written; nothing where that is no leaning.
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::default());
        }
        let mut levels = [0; SLIDERS];
        let mut digits = text.bytes();
        for level in &mut levels {
            *level = digits.next()?.checked_sub(b'0').filter(|level| *level <= Self::MOST)?;
        }
        digits.next().is_none().then_some(Self(levels))
    }

    /// As it is written.
    pub fn told(self) -> String {
        if self == Self::default() {
            return String::new();
        }
        self.0.iter().map(|level| char::from(b'0' + level)).collect()
    }

    /// Where a slider stands.
    pub fn level(self, slider: Slider) -> u8 {
        self.0[slider as usize]
    }

    /// With one slider moved, as far as it goes.
    pub fn with(mut self, slider: Slider, level: u8) -> Self {
        self.0[slider as usize] = level.min(Self::MOST);
        self
    }

    /// The weights under it.
    pub fn weigh(self, base: Weights) -> Weights {
        let mut weights = base;
        for slider in Slider::ALL {
            for signal in slider.signals() {
                if let Some(weight) = weights.named(signal) {
                    *weight = slider.weigh(*weight, self.level(slider));
                }
            }
        }
        weights
    }
}

/// The results of one answer in the order of `to`, when they came in that of `from`. What each score owes to
/// demands, to likeness and to colleagues is a factor that no slider moves. Where both are the same nothing
/// changes; otherwise nobody says any more what holds a result back, since somebody else stands before it.
pub fn reorder(results: &[MatchResult], base: Weights, from: Leaning, to: Leaning) -> Vec<MatchResult> {
    let mut results = results.to_vec();
    if from == to {
        return results;
    }
    let (before, after) = (from.weigh(base), to.weigh(base));
    for result in &mut results {
        let mut signals = result.signals;
        // Only the server knows it: both are to find the same order.
        signals.connection = None;
        let candidate = Candidate { mentor_id: result.mentor_id, fit: 1.0, signals };
        let factor = score(&candidate, &after) / score(&candidate, &before);
        result.score = (result.score * factor).clamp(f64::MIN_POSITIVE, 1.0);
        result.held_back_by = None;
    }
    // Of equals the first stays first.
    results.sort_by(|a, b| b.score.total_cmp(&a.score));
    results
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::experiments::chance::SplitMix64;
    use crate::ids::MentorId;
    use crate::matching::Signals;
    use crate::matching::score::{DIVERSITY, diversify, rank};

    /// An answer as the server gives it: scored, mixed, best first.
    fn answer(seed: u64, base: &Weights) -> Vec<MatchResult> {
        let mut chance = SplitMix64::new(seed);
        let candidates = (0..10).map(|number| {
            let mut some = || (chance.fraction() < 0.9).then(|| chance.fraction());
            let signals = Signals {
                similarity: some(),
                text: some(),
                topics: some(),
                expertise: some(),
                feedback: some(),
                availability: some(),
                load: some(),
                recency: some(),
                responsiveness: some(),
                industry: some(),
                stage: some(),
                exploration: some(),
                experience: some(),
                connection: some(),
            };
            let fit = if number % 3 == 0 { 0.5 } else { 1.0 };
            Candidate { mentor_id: MentorId(Uuid::from_u128(number)), fit, signals }
        });
        let alike =
            |a: &MentorId, b: &MentorId| if a.0.as_u128() % 4 == b.0.as_u128() % 4 { 1.0 } else { 0.0 };
        let order = diversify(rank(candidates.collect(), base), 10, DIVERSITY, |id| id, alike);
        let result = |ranked: crate::matching::score::Ranked| MatchResult {
            mentor_id: ranked.candidate.mentor_id,
            name: String::new(),
            headline: None,
            company: None,
            photo_url: None,
            score: ranked.score,
            signals: ranked.candidate.signals,
            reasons: vec![],
            next_slots: vec![],
            held_back_by: Some("text".into()),
            saved: None,
        };
        order.into_iter().map(result).collect()
    }

    fn ids(results: &[MatchResult]) -> Vec<MentorId> {
        results.iter().map(|result| result.mentor_id).collect()
    }

    fn draw(chance: &mut SplitMix64) -> Leaning {
        Slider::ALL
            .into_iter()
            .fold(Leaning::default(), |leaning, slider| leaning.with(slider, (chance.draw() % 5) as u8))
    }

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        assert_eq!(Leaning::parse(""), Some(Leaning::default()));
        assert_eq!(Leaning::parse("222222"), Some(Leaning::default()));
        assert_eq!(Leaning::default().told(), "");
        let leaning = Leaning::default().with(Slider::Soon, 4).with(Slider::Active, 9);
        assert_eq!(leaning.told(), "242224");
        assert_eq!(Leaning::parse("242224"), Some(leaning));
        for strange in ["2", "22222", "2222222", "252222", "-22222", "22222x", "２２２２２２", " 222222"]
        {
            assert_eq!(Leaning::parse(strange), None, "{strange}");
        }
    }

    #[test]
    fn sliders_that_nobody_moved_keep_the_order_and_the_weights_of_any_arm() {
        let arm = Weights { text: 0.5, load: 0.0, ..Weights::CONTROL };
        for base in [Weights::CONTROL, Weights::CONTROL.in_a_hurry(), arm] {
            assert_eq!(Leaning::default().weigh(base), base);
            for seed in 0..50 {
                let answer = answer(seed, &base);
                assert_eq!(reorder(&answer, base, Leaning::default(), Leaning::default()), answer);
            }
        }
    }

    #[test]
    fn it_is_the_formula_of_the_server() {
        // Without what is a factor, putting in order is ranking with the other weights.
        let leaning = Leaning::default().with(Slider::Soon, 4).with(Slider::Fit, 1);
        for seed in 0..50 {
            let mut answer = answer(seed, &Weights::CONTROL);
            for result in &mut answer {
                result.signals.connection = None;
                let candidate = Candidate { mentor_id: result.mentor_id, fit: 1.0, signals: result.signals };
                result.score = score(&candidate, &Weights::CONTROL);
            }
            let candidates = answer.iter().map(|result| Candidate {
                mentor_id: result.mentor_id,
                fit: 1.0,
                signals: result.signals,
            });
            let ranked = rank(candidates.collect(), &leaning.weigh(Weights::CONTROL));
            let expected: Vec<MentorId> = ranked.iter().map(|one| one.candidate.mentor_id).collect();
            let reordered = reorder(&answer, Weights::CONTROL, Leaning::default(), leaning);
            assert_eq!(ids(&reordered), expected);
        }
    }

    #[test]
    fn the_way_back_leads_to_where_one_came_from() {
        let mut chance = SplitMix64::new(7);
        for seed in 0..50 {
            let (there, usual) = (draw(&mut chance), Leaning::default());
            let answer = answer(seed, &Weights::CONTROL);
            let moved = reorder(&answer, Weights::CONTROL, usual, there);
            assert!(moved.is_sorted_by(|a, b| a.score >= b.score));
            assert_eq!(ids(&reorder(&moved, Weights::CONTROL, there, usual)), ids(&answer));
        }
    }

    #[test]
    fn what_colleagues_did_moves_nothing() {
        let leaning = Leaning::default().with(Slider::Fit, 0).with(Slider::Ratings, 4);
        for seed in 0..50 {
            let answer = answer(seed, &Weights::CONTROL);
            let mut told = answer.clone();
            told.iter_mut().for_each(|result| result.signals.connection = None);
            let order = |results: &[MatchResult]| {
                ids(&reorder(results, Weights::CONTROL, Leaning::default(), leaning))
            };
            assert_eq!(order(&answer), order(&told));
        }
    }

    #[test]
    fn each_slider_lifts_what_it_is_about_more_and_more() {
        let with = |slider: Slider| {
            let mut signals =
                Signals { similarity: Some(0.5), availability: Some(0.2), ..Signals::default() };
            match slider {
                Slider::Fit => signals.text = Some(1.0),
                Slider::Soon => signals.availability = Some(1.0),
                Slider::Ratings => signals.feedback = Some(1.0),
                Slider::Room => signals.load = Some(1.0),
                Slider::NewFaces => signals.exploration = Some(1.0),
                Slider::Active => signals.recency = Some(1.0),
            }
            Candidate { mentor_id: MentorId(Uuid::nil()), fit: 1.0, signals }
        };
        let plain = Candidate {
            mentor_id: MentorId(Uuid::nil()),
            fit: 1.0,
            signals: Signals {
                similarity: Some(0.5),
                availability: Some(0.2),
                feedback: Some(0.5),
                ..Signals::default()
            },
        };
        for slider in Slider::ALL.into_iter().skip(1) {
            let lead = |level| {
                let weights = Leaning::default().with(slider, level).weigh(Weights::CONTROL);
                score(&with(slider), &weights) / score(&plain, &weights)
            };
            assert!((0..Leaning::MOST).all(|level| lead(level) < lead(level + 1)), "{slider:?}");
        }
    }

    /// How much of another's relevance somebody needs to come before them, when all else speaks for them.
    fn least_relevance(leaning: Leaning) -> f64 {
        let candidate = |relevance, rest| Candidate {
            mentor_id: MentorId(Uuid::nil()),
            fit: 1.0,
            signals: Signals {
                similarity: Some(relevance),
                text: Some(relevance),
                topics: Some(relevance),
                expertise: Some(relevance),
                industry: Some(relevance),
                stage: Some(relevance),
                feedback: Some(rest),
                availability: Some(rest),
                load: Some(rest),
                recency: Some(rest),
                responsiveness: Some(rest),
                exploration: Some(rest),
                experience: Some(rest),
                connection: Some(rest),
            },
        };
        let weights = leaning.weigh(Weights::CONTROL);
        score(&candidate(1.0, 0.0), &weights) / score(&candidate(1.0, 1.0), &weights)
    }

    #[test]
    fn no_slider_lifts_what_does_not_fit() {
        for slider in Slider::ALL {
            for level in 0..=Leaning::MOST {
                let least = least_relevance(Leaning::default().with(slider, level));
                assert!(least > 0.6, "{slider:?} {level}: {least}");
            }
        }
        let mut chance = SplitMix64::new(3);
        let worst = Slider::ALL.into_iter().skip(1).fold(Leaning::default(), |all, one| all.with(one, 4));
        assert!(least_relevance(worst.with(Slider::Fit, 0)) > 0.2);
        for _ in 0..200 {
            assert!(least_relevance(draw(&mut chance)) > 0.2);
        }
    }
}
