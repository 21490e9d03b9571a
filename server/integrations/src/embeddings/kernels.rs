//! What a transformer does between its matrix products, one row at a time and in place.
//!
//! Plain loops, each compiled for the vector instructions of the processor at hand. candle's own
//! versions call the C library for every single element and make a new tensor for every step, which
//! took more time than the matrix products.

use pulp::{Arch, NullaryFnOnce};

/// Sums kept side by side, because the order of float additions is not LLVM's to change.
const LANES: usize = 8;

/// Adds `bias` to every row.
pub fn add_bias(values: &mut [f32], bias: &[f32]) {
    dispatch(|| {
        for row in values.chunks_exact_mut(bias.len()) {
            for (value, bias) in row.iter_mut().zip(bias) {
                *value += bias;
            }
        }
    });
}

/// Adds `bias` to every row, then the Gaussian error linear unit, in the exact form.
pub fn add_bias_gelu(values: &mut [f32], bias: &[f32]) {
    dispatch(|| {
        for row in values.chunks_exact_mut(bias.len()) {
            for (value, bias) in row.iter_mut().zip(bias) {
                *value = gelu(*value + bias);
            }
        }
    });
}

/// Turns every row of `width` into weights that sum to one.
pub fn softmax(values: &mut [f32], width: usize) {
    dispatch(|| {
        for row in values.chunks_exact_mut(width) {
            let largest =
                fold(row, f32::NEG_INFINITY, |largest, value| if value > largest { value } else { largest });
            row.iter_mut().for_each(|value| *value = exp(*value - largest));
            let scale = 1.0 / fold(row, 0.0, |sum, value| sum + value);
            row.iter_mut().for_each(|value| *value *= scale);
        }
    });
}

/// A learned scale and shift for rows of mean zero and variance one.
pub struct Norm {
    /// Scale of each column.
    pub weight: Vec<f32>,
    /// Shift of each column.
    pub bias: Vec<f32>,
    /// Keeps a row without variance finite.
    pub epsilon: f32,
}

impl Norm {
    /// Normalises every row.
    pub fn apply(&self, values: &mut [f32]) {
        let width = self.weight.len();
        dispatch(|| {
            for row in values.chunks_exact_mut(width) {
                let mean = fold(row, 0.0, |sum, value| sum + value) / width as f32;
                row.iter_mut().for_each(|value| *value -= mean);
                let variance = sum_of_squares(row) / width as f32;
                let scale = 1.0 / (variance + self.epsilon).sqrt();
                for ((value, weight), bias) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
                    *value = *value * scale * weight + bias;
                }
            }
        });
    }

    /// Adds `bias` to every row and `others` to everything, then normalises.
    pub fn add_and_apply(&self, values: &mut [f32], bias: &[f32], others: &[f32]) {
        dispatch(|| {
            let rows = values.chunks_exact_mut(bias.len()).zip(others.chunks_exact(bias.len()));
            for (row, others) in rows {
                for ((value, bias), other) in row.iter_mut().zip(bias).zip(others) {
                    *value += bias + other;
                }
            }
        });
        self.apply(values);
    }
}

/// Runs `work` compiled for the best instructions there are.
fn dispatch(work: impl FnOnce()) {
    struct Work<F>(F);
    impl<F: FnOnce()> NullaryFnOnce for Work<F> {
        type Output = ();
        #[inline(always)]
        fn call(self) {
            (self.0)();
        }
    }
    Arch::new().dispatch(Work(work));
}

/// Joins a row to one number; `join` takes numbers of the row and joined ones alike.
#[inline(always)]
fn fold(row: &[f32], start: f32, join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut lanes = [start; LANES];
    let (blocks, rest) = row.as_chunks::<LANES>();
    for block in blocks {
        for lane in 0..LANES {
            lanes[lane] = join(lanes[lane], block[lane]);
        }
    }
    // For a sum the start is zero, for a maximum it is below everything: either may be met twice.
    rest.iter().chain(&lanes).fold(start, |total, &value| join(total, value))
}

#[inline(always)]
fn sum_of_squares(row: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let (blocks, rest) = row.as_chunks::<LANES>();
    for block in blocks {
        for lane in 0..LANES {
            lanes[lane] += block[lane] * block[lane];
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|value| value * value).sum::<f32>()
}

/// `x · Φ(x)`, with the error function of Abramowitz and Stegun 7.1.26 (off by 1.5e-7 at most).
#[inline(always)]
fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let series =
        t * (0.254_829_6 + t * (-0.284_496_74 + t * (1.421_413_7 + t * (-1.453_152 + t * 1.061_405_4))));
    let erf = 1.0 - series * exp(-z * z);
    0.5 * (x + x.abs() * erf)
}

/// `e^x` to the last few bits of an `f32`, for `x` up to 88.
#[inline(always)]
fn exp(x: f32) -> f32 {
    /// Adding it rounds to a whole number, which then stands in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    // Below this the result is as good as zero, and its exponent would not fit.
    let x = if x < -87.0 { -87.0 } else { x };
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let whole = rounded - ROUND;
    // ln 2 in two parts, so that the rest is exact.
    let rest = x - whole * 0.693_359_4 + whole * 2.121_944_4e-4;
    let power = 1.0
        + rest
            * (1.0
                + rest
                    * (0.5
                        + rest
                            * (0.166_666_66
                                + rest * (0.041_666_46 + rest * (0.008_333_453 + rest * 0.001_393_46)))));
    // Multiplying by a power of two is adding to the exponent.
    f32::from_bits(power.to_bits().wrapping_add(rounded.to_bits() << 23))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: f32, to: f32) -> Vec<f32> {
        (0..=10_000).map(|step| from + (to - from) * step as f32 / 10_000.0).collect()
    }

    #[test]
    fn exp_is_that_of_the_library() {
        for x in range(-86.0, 20.0) {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-6, "{x}: {} is not {}", exp(x), x.exp());
        }
        assert!(exp(-1e30) < 1e-37 && exp(f32::NEG_INFINITY) < 1e-37);
    }

    #[test]
    fn gelu_is_the_integral_of_the_bell_curve() {
        // x · Φ(x) in double precision: Φ by Simpson's rule from zero.
        let exact = |x: f64| {
            let bell = |t: f64| (-t * t / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
            let step = x / 1_000.0;
            let middle = |n: u32| if n % 2 == 1 { 4.0 } else { 2.0 };
            let inner: f64 = (1..1_000).map(|n| middle(n) * bell(f64::from(n) * step)).sum();
            x * (0.5 + (bell(0.0) + inner + bell(x)) * step / 3.0)
        };
        for x in range(-8.0, 8.0).into_iter().step_by(10) {
            assert!((f64::from(gelu(x)) - exact(f64::from(x))).abs() < 2e-6, "{x}: {}", gelu(x));
        }
        assert_eq!((gelu(50.0), gelu(-50.0)), (50.0, 0.0));
    }

    #[test]
    fn a_softmax_row_sums_to_one_and_keeps_its_order() {
        let mut rows: Vec<f32> = (0..33).map(|n| n as f32 * 0.3 - 200.0).chain([0.0; 33]).collect();
        softmax(&mut rows, 33);
        for row in rows.chunks(33) {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            assert!(row.is_sorted());
        }
        assert!((rows[33] - 1.0 / 33.0).abs() < 1e-6);
    }

    /// Once the sums kept side by side were squared again when they were put together.
    #[test]
    fn the_squares_of_a_row_of_any_length_are_summed_once() {
        for length in 1..40 {
            let row: Vec<f32> = (1..=length).map(|n| n as f32).collect();
            let n = length as f32;
            assert_eq!(sum_of_squares(&row), n * (n + 1.0) * (2.0 * n + 1.0) / 6.0);
            assert_eq!(fold(&row, 0.0, |one, other| one + other), n * (n + 1.0) / 2.0);
        }
    }

    #[test]
    fn a_normalised_row_has_the_asked_mean_and_spread() {
        let norm = Norm { weight: vec![2.0; 20], bias: vec![5.0; 20], epsilon: 1e-12 };
        let mut row: Vec<f32> = (0..20).map(|n| (n * n) as f32).collect();
        let (bias, others) = ([1.0; 20], [3.0; 20]);
        norm.add_and_apply(&mut row, &bias, &others);
        let mean = row.iter().sum::<f32>() / 20.0;
        let variance = row.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / 20.0;
        assert!((mean - 5.0).abs() < 1e-4 && (variance - 4.0).abs() < 1e-3, "{mean} {variance}");
    }

    #[test]
    fn biases_are_added_to_every_row() {
        let mut rows = [1.0, 2.0, 3.0, 4.0];
        add_bias(&mut rows, &[10.0, 20.0]);
        assert_eq!(rows, [11.0, 22.0, 13.0, 24.0]);
        let mut rows = [0.0, 20.0, 40.0, -40.0];
        add_bias_gelu(&mut rows, &[0.0, 30.0]);
        assert_eq!(&rows[..3], [0.0, 50.0, 40.0]);
    }
}
