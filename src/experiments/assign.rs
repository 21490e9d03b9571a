//! Who sees which arm: by a hash, so that nothing has to be kept and everybody stays where they are.

use super::Experiment;
use super::chance::hash;

/// Which arm of a split experiment `unit` sees, as its place among the arms. `unit` is the id of a
/// person, or of a browser that nobody is signed in with.
///
/// Key and version are hashed with it, so that experiments deal independently of each other and a
/// new version deals anew.
pub fn arm_for(experiment: &Experiment, unit: &[u8]) -> usize {
    let shares = experiment.arms.iter().map(|arm| u64::from(arm.share));
    let sum: u64 = shares.clone().sum();
    let drawn = hash(&[experiment.key.as_bytes(), &experiment.version.to_le_bytes(), unit]);
    // The upper half of the product is `drawn` scaled down to 0..sum (Lemire 2019).
    let mut place = ((u128::from(drawn) * u128::from(sum)) >> 64) as u64;
    for (at, share) in shares.enumerate() {
        if place < share {
            return at;
        }
        place -= share;
    }
    0
}

/// The seed by which the arms of an interleaved experiment are mixed for `unit` and a need: whoever
/// asks the same again sees the same order.
pub fn mix_for(experiment: &Experiment, unit: &[u8], need: &str) -> u64 {
    hash(&[experiment.key.as_bytes(), &experiment.version.to_le_bytes(), unit, need.as_bytes()])
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::experiments::Mode;
    use crate::experiments::statistics::{CHI_SQUARE_0_001, chi_square};
    use crate::experiments::tests::experiment;

    const PEOPLE: u128 = 20_000;

    /// Ids in a row: as alike as ids can be.
    fn people() -> impl DoubleEndedIterator<Item = Uuid> {
        (0..PEOPLE).map(Uuid::from_u128)
    }

    fn arm(experiment: &Experiment, person: Uuid) -> usize {
        arm_for(experiment, person.as_bytes())
    }

    /// How many people are in each pair of arms, row by row.
    fn pairs(a: &Experiment, b: &Experiment) -> Vec<u64> {
        let mut counts = vec![0; a.arms.len() * b.arms.len()];
        for person in people() {
            counts[arm(a, person) * b.arms.len() + arm(b, person)] += 1;
        }
        counts
    }

    #[test]
    fn an_arm_is_kept_in_whatever_order_people_come() {
        let tried = experiment("more-words", 1, Mode::Split, &[1, 1, 1]);
        let forth: Vec<usize> = people().map(|person| arm(&tried, person)).collect();
        let mut back: Vec<usize> = people().rev().map(|person| arm(&tried, person)).collect();
        back.reverse();
        assert_eq!(forth, back);
    }

    /// A change of the hash would move everybody in every experiment that runs.
    #[test]
    fn arms_stay_over_releases() {
        let tried = experiment("more-words", 1, Mode::Split, &[1, 1, 1]);
        let first: Vec<usize> = people().take(12).map(|person| arm(&tried, person)).collect();
        assert_eq!(first, [1, 2, 2, 1, 0, 0, 1, 1, 2, 1, 0, 0]);
    }

    #[test]
    fn shares_are_met() {
        for shares in [vec![1, 1], vec![1, 2, 7], vec![9_500, 500], vec![1; 6]] {
            let tried = experiment("more-words", 1, Mode::Split, &shares);
            let mut counts = vec![0; shares.len()];
            people().for_each(|person| counts[arm(&tried, person)] += 1);
            let off = chi_square(&counts, &shares).unwrap();
            assert!(off < CHI_SQUARE_0_001[shares.len() - 2], "{counts:?} for {shares:?}: {off}");
        }
    }

    #[test]
    fn experiments_and_versions_deal_independently() {
        let tried = experiment("more-words", 1, Mode::Split, &[1, 1]);
        for other in [
            experiment("more-words", 2, Mode::Split, &[1, 1]),
            experiment("more-wordt", 1, Mode::Split, &[1, 1]),
            experiment("fewer-words", 1, Mode::Split, &[1, 1]),
        ] {
            let counts = pairs(&tried, &other);
            let off = chi_square(&counts, &[1, 1, 1, 1]).unwrap();
            assert!(off < CHI_SQUARE_0_001[2], "{counts:?}: {off}");
        }
    }

    #[test]
    fn mixes_go_by_person_and_need() {
        let tried = experiment("mix", 1, Mode::Interleaved, &[1, 1]);
        let mix = mix_for(&tried, b"noor", "pricing");
        assert_eq!(mix, mix_for(&tried, b"noor", "pricing"));
        assert_ne!(mix, mix_for(&tried, b"noor", "hiring"));
        assert_ne!(mix, mix_for(&tried, b"ana", "pricing"));
    }

    #[test]
    fn without_arms_nobody_panics() {
        let tried = Experiment { arms: vec![], ..experiment("more-words", 1, Mode::Split, &[1, 1]) };
        assert_eq!(arm_for(&tried, b"noor"), 0);
    }
}
