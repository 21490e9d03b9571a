//! Finding weights that order better, and folds to see whether that holds on needs never seen.

use super::score::Weights;
use crate::experiments::chance::hash;

/// What a weight is multiplied by to see whether that is better.
const STEPS: [f64; 5] = [0.0, 0.5, 0.75, 1.5, 2.0];
/// Times that all weights are gone through at most.
const ROUNDS: usize = 3;
/// What a change must gain: less than that is chance.
const LEAST_GAIN: f64 = 1e-4;

/// The signals of relevance: what judgements can teach.
pub const LEARNT: [&str; 6] = ["similarity", "text", "topics", "expertise", "industry", "stage"];

/// Changes one weight of [`LEARNT`] after the other as long as `quality`, which is better when larger,
/// grows: coordinate ascent. It ends after [`ROUNDS`] rounds; where no change helps, `start` comes back.
pub fn ascend(start: Weights, mut quality: impl FnMut(&Weights) -> f64) -> Weights {
    let mut best = (start, quality(&start));
    for _ in 0..ROUNDS {
        let before = best.1;
        for name in LEARNT {
            let from = best.0;
            for step in STEPS {
                let mut tried = from;
                if let Some(weight) = tried.named(name) {
                    *weight *= step;
                }
                let found = quality(&tried);
                if found > best.1 + LEAST_GAIN {
                    best = (tried, found);
                }
            }
        }
        if best.1 <= before {
            break;
        }
    }
    best.0
}

/// The fold, below `folds`, of each item: items of one group are spread evenly, and the order in which
/// they come does not matter.
pub fn folds(items: &[(&str, &str)], folds: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    // By a hash of the name: names that follow one another may be alike.
    order.sort_by_key(|&at| {
        let (group, name) = items[at];
        (group, hash(&[name.as_bytes()]), name)
    });
    let mut fold_of = vec![0; items.len()];
    for (place, at) in order.into_iter().enumerate() {
        fold_of[at] = place % folds.max(1);
    }
    fold_of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_climbs_to_where_no_change_helps() {
        // Best where words count three times what they do, and nothing else matters.
        let target = Weights::CONTROL.text * 3.0;
        let found = ascend(Weights::CONTROL, |weights| -(weights.text - target).abs());
        assert!((found.text - target).abs() < 0.1 * target, "{found:?}");
        assert_eq!(Weights { text: Weights::CONTROL.text, ..found }, Weights::CONTROL);
        assert_eq!(ascend(Weights::CONTROL, |_| 1.0), Weights::CONTROL, "nothing helps");
    }

    #[test]
    fn folds_are_even_in_every_group_and_do_not_depend_on_the_order() {
        let names: Vec<String> = (0..47).map(|n| format!("q{n}")).collect();
        let items: Vec<(&str, &str)> = names
            .iter()
            .enumerate()
            .map(|(n, name)| (if n < 20 { "easy" } else { "hard" }, &**name))
            .collect();
        let fold_of = folds(&items, 5);
        for (group, of_all) in [("easy", 20), ("hard", 27)] {
            for fold in 0..5 {
                let count =
                    items.iter().zip(&fold_of).filter(|((g, _), f)| *g == group && **f == fold).count();
                assert!((of_all / 5..=of_all / 5 + 1).contains(&count), "{group} {fold}: {count}");
            }
        }
        let turned: Vec<(&str, &str)> = items.iter().rev().copied().collect();
        let mut fold_of_turned = folds(&turned, 5);
        fold_of_turned.reverse();
        assert_eq!(fold_of_turned, fold_of);
    }
}
