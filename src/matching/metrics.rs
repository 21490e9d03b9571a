//! Measuring an order against judgements of relevance.
//!
//! Grades are 0–3; a pair that is not judged counts as 0; 2 and above is relevant.

use std::collections::HashMap;

/// The lowest grade that counts as relevant.
const RELEVANT: u8 = 2;

/// The figures of one need, or their means over many.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Metrics {
    /// Normalised discounted cumulative gain of the first ten: gain `2^grade − 1`, discount
    /// `1 / log2(place + 1)`, against the best possible order of all judged (Järvelin and
    /// Kekäläinen 2002, with the exponential gain of Burges et al. 2005).
    pub ndcg_at_10: f64,
    /// 1 / place of the first relevant, 0 if there is none.
    pub mrr: f64,
    /// Share of the relevant within the first twenty.
    pub recall_at_20: f64,
}

/// The figures of one ranking; an id that comes twice counts at its first place.
pub fn measure(ranking: &[String], grades: &HashMap<String, u8>) -> Metrics {
    let mut seen = std::collections::HashSet::new();
    let order: Vec<u8> = ranking
        .iter()
        .filter(|id| seen.insert(id.as_str()))
        .map(|id| grades.get(id.as_str()).copied().unwrap_or(0))
        .collect();
    let mut ideal: Vec<u8> = grades.values().copied().collect();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let best = gain(&ideal);
    let relevant = ideal.iter().filter(|grade| **grade >= RELEVANT).count();
    let found = order.iter().take(20).filter(|grade| **grade >= RELEVANT).count();
    Metrics {
        ndcg_at_10: if best > 0.0 { gain(&order) / best } else { 0.0 },
        mrr: order.iter().position(|grade| *grade >= RELEVANT).map_or(0.0, |at| 1.0 / (at as f64 + 1.0)),
        recall_at_20: if relevant > 0 { found as f64 / relevant as f64 } else { 0.0 },
    }
}

/// The means over needs; all zero over none.
pub fn mean(all: &[Metrics]) -> Metrics {
    let n = all.len().max(1) as f64;
    let sum = |of: fn(&Metrics) -> f64| all.iter().map(of).sum::<f64>() / n;
    Metrics { ndcg_at_10: sum(|m| m.ndcg_at_10), mrr: sum(|m| m.mrr), recall_at_20: sum(|m| m.recall_at_20) }
}

/// The 95 % interval of the mean of `values`: percentile bootstrap over needs (Efron 1979), with
/// 2,000 resamples drawn by a fixed seed, so that the same run has the same interval.
pub fn interval(values: &[f64]) -> (f64, f64) {
    const RESAMPLES: usize = 2_000;
    if values.is_empty() {
        return (0.0, 0.0);
    }
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    // xorshift64* (Vigna 2016).
    let mut draw = || {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % values.len()
    };
    let mut means: Vec<f64> = (0..RESAMPLES)
        .map(|_| (0..values.len()).map(|_| values[draw()]).sum::<f64>() / values.len() as f64)
        .collect();
    means.sort_by(f64::total_cmp);
    (means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40])
}

fn gain(order: &[u8]) -> f64 {
    order
        .iter()
        .take(10)
        .enumerate()
        .map(|(at, grade)| (f64::from(*grade).exp2() - 1.0) / (at as f64 + 2.0).log2())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grades() -> HashMap<String, u8> {
        [("a", 3), ("b", 2), ("c", 1), ("d", 0)]
            .into_iter()
            .map(|(id, grade)| (id.to_owned(), grade))
            .collect()
    }

    fn ids(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn the_ideal_order_has_one() {
        let found = measure(&ids("a b c d"), &grades());
        assert_eq!(found, Metrics { ndcg_at_10: 1.0, mrr: 1.0, recall_at_20: 1.0 });
    }

    #[test]
    fn a_worse_order_has_less_and_repeats_count_once() {
        // (1/log2(2) + 7/log2(3)) / (7/log2(2) + 3/log2(3) + 1/log2(4)), by hand.
        let found = measure(&ids("c a a x"), &grades());
        let expected = (1.0 + 7.0 / 3f64.log2()) / (7.0 + 3.0 / 3f64.log2() + 0.5);
        assert!((found.ndcg_at_10 - expected).abs() < 1e-12);
        assert_eq!((found.mrr, found.recall_at_20), (0.5, 0.5));
    }

    #[test]
    fn an_interval_holds_the_mean_and_narrows_with_more_needs() {
        let few = interval(&[0.0, 1.0, 0.0, 1.0]);
        let many = interval(&[0.0, 1.0].repeat(100));
        assert!(few.0 < 0.5 && 0.5 < few.1 && many.0 < 0.5 && 0.5 < many.1);
        assert!(many.1 - many.0 < few.1 - few.0);
        assert_eq!((interval(&[0.5; 9]), interval(&[])), ((0.5, 0.5), (0.0, 0.0)));
    }

    #[test]
    fn nothing_found_is_zero() {
        assert_eq!(measure(&[], &grades()), Metrics::default());
        assert_eq!(measure(&ids("a"), &HashMap::new()), Metrics::default());
    }
}
