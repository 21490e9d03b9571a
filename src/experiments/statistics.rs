//! What counts allow to say: intervals for shares, their differences, and a test for wins.

use std::f64::consts::{LN_2, TAU};

use serde::{Deserialize, Serialize};

/// How many standard errors a 95 % interval reaches to each side.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// The same where one to five comparisons are made and 95 % are to hold for all of them at once
/// (Bonferroni).
pub const Z_95_OF_ALL: [f64; 5] =
    [Z_95, 2.241_402_727_605, 2.393_979_799_819, 2.497_705_474_412, 2.575_829_303_549];

/// What chi-square exceeds by chance once in a thousand times, for 1 to 5 degrees of freedom.
pub const CHI_SQUARE_0_001: [f64; 5] = [10.828, 13.816, 16.266, 18.467, 20.515];

/// A number that counts tell, and between which the true one is likely to be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Estimate {
    /// As counted.
    pub value: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Those that did.
    pub hits: u64,
    /// All; more hits than that count as all.
    pub of: u64,
}

impl Share {
    /// The share with its score interval, `z` standard errors wide; nothing of nobody.
    ///
    /// Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
    /// Journal of the American Statistical Association 22, 1927. Unlike the textbook interval it
    /// holds for few people and rare events.
    pub fn estimate(self, z: f64) -> Option<Estimate> {
        if self.of == 0 {
            return None;
        }
        let n = self.of as f64;
        let value = self.hits.min(self.of) as f64 / n;
        let middle = value + z * z / (2.0 * n);
        let reach = z * (value * (1.0 - value) / n + z * z / (4.0 * n * n)).sqrt();
        let whole = 1.0 + z * z / n;
        // Rounding must not leave the value outside.
        let low = ((middle - reach) / whole).clamp(0.0, value);
        let high = ((middle + reach) / whole).clamp(value, 1.0);
        Some(Estimate { value, low, high })
    }

    /// By how much it is larger than `other`, with an interval; nothing when one of them is of nobody.
    ///
    /// Source: Newcombe, "Interval Estimation for the Difference between Independent Proportions",
    /// Statistics in Medicine 17, 1998, method 10.
    pub fn minus(self, other: Self, z: f64) -> Option<Estimate> {
        let (mine, theirs) = (self.estimate(z)?, other.estimate(z)?);
        let value = mine.value - theirs.value;
        Some(Estimate {
            value,
            low: value - (mine.value - mine.low).hypot(theirs.high - theirs.value),
            high: value + (mine.high - mine.value).hypot(theirs.value - theirs.low),
        })
    }
}

/// How likely chance alone splits wins at least so unevenly, either way: the exact two-sided sign
/// test. Ties are left out before. Summed in logarithms from the largest term on, so that it is
/// neither 0 by underflow nor slow: right to nine digits up to a million wins.
pub fn sign_test(wins: u64, losses: u64) -> f64 {
    let n = wins + losses;
    let fewer = wins.min(losses);
    let ln_chosen = ln_factorial(n) - ln_factorial(fewer) - ln_factorial(n - fewer);
    let largest = (ln_chosen - n as f64 * LN_2).exp();
    let (mut term, mut tail) = (largest, largest);
    for k in (1..=fewer).rev() {
        // C(n, k − 1) = C(n, k) · k / (n − k + 1)
        term *= k as f64 / (n - k + 1) as f64;
        tail += term;
        if term < tail * f64::EPSILON / 16.0 {
            break;
        }
    }
    (2.0 * tail).min(1.0)
}

/// By Stirling's series, where its error is below 1e-12.
fn ln_factorial(n: u64) -> f64 {
    if n < 20 {
        return (2..=n).map(|k| (k as f64).ln()).sum();
    }
    let x = n as f64;
    let rest = 1.0 / (12.0 * x) - 1.0 / (360.0 * x.powi(3)) + 1.0 / (1_260.0 * x.powi(5));
    x * x.ln() - x + 0.5 * (TAU * x).ln() + rest
}

/// How far counts are from what `shares` of their sum expect: Pearson's chi-square, with one degree
/// of freedom less than there are shares. Nothing where fewer than five are expected anywhere, as
/// then it is no measure.
pub fn chi_square(counts: &[u64], shares: &[u32]) -> Option<f64> {
    let total = counts.iter().sum::<u64>() as f64;
    let parts: f64 = shares.iter().copied().map(f64::from).sum();
    counts.iter().zip(shares).try_fold(0.0, |sum, (count, share)| {
        let expected = total * f64::from(*share) / parts;
        (expected >= 5.0).then(|| sum + (*count as f64 - expected).powi(2) / expected)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(hits: u64, of: u64) -> Share {
        Share { hits, of }
    }

    #[test]
    fn intervals_of_a_share_are_those_published() {
        // Newcombe, "Two-Sided Confidence Intervals for the Single Proportion", 1998, table I;
        // the last is the third the other way round.
        for (hits, of, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
            (20, 20, 0.8389, 1.0),
        ] {
            let told = share(hits, of).estimate(Z_95).unwrap();
            assert!(
                (told.low - low).abs() < 6e-5 && (told.high - high).abs() < 6e-5,
                "{hits}/{of}: {told:?}"
            );
            assert!(told.low <= told.value && told.value <= told.high, "{told:?}");
        }
        assert_eq!(share(0, 0).estimate(Z_95), None);
        assert_eq!(share(5, 3).estimate(Z_95).unwrap().value, 1.0);
    }

    #[test]
    fn intervals_of_a_difference_are_those_published() {
        // Newcombe 1998, table II, method 10.
        for ((a, m), (b, n), low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((6, 7), (2, 7), 0.0582, 0.8062),
            ((5, 56), (0, 29), -0.0381, 0.1926),
            ((0, 10), (0, 20), -0.1611, 0.2775),
            ((0, 10), (0, 10), -0.2775, 0.2775),
            ((10, 10), (0, 20), 0.6791, 1.0),
            ((10, 10), (0, 10), 0.6075, 1.0),
        ] {
            let told = share(a, m).minus(share(b, n), Z_95).unwrap();
            assert!(
                (told.low - low).abs() < 6e-5 && (told.high - high).abs() < 6e-5,
                "{a}/{m}, {b}/{n}: {told:?}"
            );
            let turned = share(b, n).minus(share(a, m), Z_95).unwrap();
            assert!((turned.low + told.high).abs() < 1e-12 && (turned.high + told.low).abs() < 1e-12);
        }
        assert_eq!(share(1, 2).minus(share(0, 0), Z_95), None);
    }

    #[test]
    fn wins_are_tested_exactly() {
        // Summed in whole numbers.
        for (wins, losses, expected) in [
            (0, 0, 1.0),
            (5, 5, 1.0),
            (9, 1, 0.021484375),
            (2, 8, 0.109375),
            (17, 3, 0.0025768280029296875),
            (60, 40, 0.05688793364098079),
            (5_200, 4_800, 6.593515598672442e-5),
            (50_400, 49_600, 0.011514925490228948),
            (52_000, 48_000, 1.1530938666722977e-36),
            (30, 0, 1.862645149230957e-9),
        ] {
            let told = sign_test(wins, losses);
            assert!((told / expected - 1.0).abs() < 1e-9, "{wins}:{losses}: {told}");
            assert_eq!(told, sign_test(losses, wins));
        }
        assert!((0.0..=1.0).contains(&sign_test(1_000_000, 999_000)));
    }

    #[test]
    fn factorials_meet_where_the_series_begins() {
        let summed: f64 = (2..=20).map(|k| f64::from(k).ln()).sum();
        assert!((ln_factorial(20) - summed).abs() < 1e-11);
        assert_eq!((ln_factorial(0), ln_factorial(1)), (0.0, 0.0));
    }

    #[test]
    fn counts_are_held_against_shares() {
        assert_eq!(chi_square(&[50, 50], &[1, 1]), Some(0.0));
        // Mendel's peas: 315, 108, 101 and 32 where 9:3:3:1 is expected give 0.470.
        let peas = chi_square(&[315, 108, 101, 32], &[9, 3, 3, 1]).unwrap();
        assert!((peas - 0.470).abs() < 5e-4, "{peas}");
        assert_eq!(chi_square(&[4, 4], &[1, 1]), None);
        assert_eq!(chi_square(&[0, 0], &[1, 1]), None);
    }
}
