//! Joining two rankings of one need into one.

use std::collections::HashMap;
use std::hash::Hash;

/// How fast a place in a ranking loses weight; the constant of the method's paper.
const K: f64 = 60.0;

/// Reciprocal rank fusion: the sum over the rankings of 1 / (60 + place), places from 1.
///
/// Returned best first, ties by `T`'s order, scaled so that the first of every ranking has 1.
/// Source: Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and
/// individual Rank Learning Methods", SIGIR 2009.
pub fn reciprocal_rank<T: Copy + Eq + Hash + Ord>(rankings: &[&[T]]) -> Vec<(T, f64)> {
    let best = rankings.len() as f64 / (K + 1.0);
    let mut scores: HashMap<T, f64> = HashMap::new();
    for ranking in rankings {
        for (place, item) in (1u32..).zip(ranking.iter()) {
            *scores.entry(*item).or_default() += 1.0 / (K + f64::from(place));
        }
    }
    let mut fused: Vec<(T, f64)> = scores.into_iter().map(|(item, score)| (item, score / best)).collect();
    fused.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    fused
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_rankings_hold_comes_first() {
        let fused = reciprocal_rank(&[&[1, 2, 3], &[2, 4]]);
        let order: Vec<i32> = fused.iter().map(|(item, _)| *item).collect();
        assert_eq!(order, [2, 1, 4, 3]);
        assert!(fused.iter().all(|(_, score)| *score > 0.0 && *score <= 1.0));
    }

    #[test]
    fn the_first_of_every_ranking_has_one_and_nothing_gives_nothing() {
        assert_eq!(reciprocal_rank(&[&[7], &[7]]), [(7, 1.0)]);
        assert!(reciprocal_rank::<i32>(&[&[], &[]]).is_empty());
    }
}
