//! What somebody's own sessions, and those of their company, say about mentors.
//!
//! Both are small nudges among mentors who fit: signals around the neutral half, with small weights.

use std::collections::{HashMap, HashSet};

use crate::ids::MentorId;

/// A rating, 1–5, that says neither yes nor no.
const MIDDLE_RATING: f64 = 3.0;

/// What is known of a mentee's past.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// The mentors whom the mentee has rated, with the rating, 1–5, the last one first.
    pub rated: Vec<(MentorId, i32)>,
    /// How many others of the mentee's company have met each mentor and were content.
    pub colleagues: HashMap<MentorId, u32>,
}

impl History {
    /// How sessions with this mentor, and with mentors alike, were for the mentee: 0.5 says nothing, 1
    /// is the best. A session counts by `likeness` of its mentor, in [0, 1], which is 1 for the same
    /// one; one session of doubt is added, so that a single rating does not say everything. Nothing
    /// where no mentor is alike.
    pub fn experience(&self, mentor: MentorId, likeness: impl Fn(MentorId) -> f64) -> Option<f64> {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (rated, rating) in &self.rated {
            let weight = if *rated == mentor { 1.0 } else { likeness(*rated).clamp(0.0, 1.0) };
            sum += weight * (f64::from(*rating) - MIDDLE_RATING) / 2.0;
            weights += weight;
        }
        (weights > 0.0).then(|| (0.5 + 0.5 * sum / (1.0 + weights)).clamp(0.0, 1.0))
    }

    /// The mentors with whom it went at least so well each time, 1–5, the last one first.
    pub fn went_well(&self, least: i32) -> impl Iterator<Item = MentorId> {
        let liked = move |mentor: &MentorId| {
            self.rated.iter().all(|(rated, rating)| rated != mentor || *rating >= least)
        };
        let mut told = HashSet::new();
        let mentors = self.rated.iter().map(|(mentor, _)| *mentor);
        mentors.filter(liked).filter(move |mentor| told.insert(*mentor))
    }

    /// Whether others of the mentee's company have met the mentor and were content: 0.75 for two, half
    /// the rest for each other one. Nothing below two: one person's content is theirs to tell.
    pub fn connection(&self, mentor: MentorId) -> Option<f64> {
        let colleagues = self.colleagues.get(&mentor).copied().filter(|count| *count > 1)?;
        Some(1.0 - 0.5_f64.powi(colleagues.min(16) as i32))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::experiments::chance::SplitMix64;
    use crate::matching::Signals;
    use crate::matching::score::{Candidate, Weights, rank};

    fn id(number: u128) -> MentorId {
        MentorId(Uuid::from_u128(number))
    }

    fn rated(pairs: &[(u128, i32)]) -> History {
        let rated = pairs.iter().map(|(mentor, rating)| (id(*mentor), *rating)).collect();
        History { rated, ..History::default() }
    }

    #[test]
    fn a_session_counts_by_how_alike_its_mentor_is() {
        let alike = |other: MentorId| if other == id(2) { 0.5 } else { 0.0 };
        let said = |pairs: &[(u128, i32)]| rated(pairs).experience(id(1), alike);
        assert_eq!(said(&[]), None);
        assert_eq!(said(&[(3, 1)]), None, "nobody alike");
        assert_eq!(said(&[(1, 3)]), Some(0.5));
        assert_eq!(said(&[(1, 5)]), Some(0.75));
        assert_eq!(said(&[(1, 1)]), Some(0.25));
        assert!(said(&[(2, 5)]).unwrap() < 0.75 && said(&[(2, 5)]).unwrap() > 0.5);
        assert!(said(&[(1, 5), (1, 5), (1, 5)]).unwrap() > 0.8);
        assert!(said(&[(1, 900)]).unwrap() <= 1.0);
    }

    #[test]
    fn whoever_disappointed_once_did_not_go_well() {
        let history = rated(&[(1, 5), (2, 3), (3, 4), (1, 4), (3, 2), (4, 4)]);
        assert_eq!(history.went_well(4).collect::<Vec<_>>(), [id(1), id(4)]);
        assert_eq!(History::default().went_well(4).count(), 0);
    }

    #[test]
    fn colleagues_lift_and_never_lower() {
        let history =
            History { colleagues: [(id(1), 2), (id(2), 9), (id(3), 1)].into(), ..History::default() };
        assert_eq!(history.connection(id(1)), Some(0.75));
        assert!(history.connection(id(2)).unwrap() > 0.99);
        assert_eq!((history.connection(id(3)), history.connection(id(4))), (None, None));
    }

    /// Mentees of hidden taste rate who they meet and search again, with the signal and without.
    ///
    /// Taste is about a kind of mentor; relevance, which everybody sees alike, is independent of it.
    /// What comes out: how content people are with the first three, from -1 to 1, and how relevant
    /// these are.
    fn content_after(sessions: usize, weight: f64) -> (f64, f64) {
        const KINDS: u64 = 6;
        const MENTORS: u64 = 60;
        const PEOPLE: u64 = 400;
        let (mut content, mut relevance, mut count) = (0.0, 0.0, 0.0);
        let kind = |mentor: MentorId| mentor.0.as_u128() as u64 % KINDS;
        for person in 0..PEOPLE {
            let mut chance = SplitMix64::new(person);
            let taste: Vec<f64> = (0..KINDS).map(|_| 2.0 * chance.fraction() - 1.0).collect();
            let of = |mentor: MentorId| taste[kind(mentor) as usize];
            let history = History {
                rated: (0..sessions)
                    .map(|_| {
                        let mentor = id(u128::from(chance.draw() % MENTORS));
                        let luck = chance.fraction() - 0.5;
                        (mentor, (3.0 + 2.0 * of(mentor) + luck).round().clamp(1.0, 5.0) as i32)
                    })
                    .collect(),
                ..History::default()
            };
            let candidates = (0..MENTORS).map(|mentor| {
                let mentor_id = id(u128::from(mentor));
                let alike = |other| if kind(other) == kind(mentor_id) { 1.0 } else { 0.0 };
                let signals = Signals {
                    similarity: Some(chance.fraction()),
                    experience: history.experience(mentor_id, alike),
                    ..Signals::default()
                };
                Candidate { mentor_id, fit: 1.0, signals }
            });
            let weights = Weights { experience: weight, ..Weights::CONTROL };
            for ranked in rank(candidates.collect(), &weights).iter().take(3) {
                content += of(ranked.candidate.mentor_id);
                relevance += ranked.candidate.signals.similarity.unwrap_or_default();
                count += 1.0;
            }
        }
        (content / count, relevance / count)
    }

    #[test]
    fn what_people_liked_comes_first_and_relevance_stays() {
        let weight = Weights::CONTROL.experience;
        let (off, before) = content_after(6, 0.0);
        let (on, after) = content_after(6, weight);
        let (new, unchanged) = content_after(0, weight);
        println!(
            "content with the first three: {off:.3} without the signal, {on:.3} with it; relevance {before:.3}, {after:.3}"
        );
        assert!(off.abs() < 0.05 && on > off + 0.05, "without {off:.3}, with {on:.3}");
        assert!(before - after < 0.03, "relevance {before:.3}, {after:.3}");
        assert_eq!((new, unchanged), content_after(0, 0.0), "nothing is known of somebody new");
    }
}
