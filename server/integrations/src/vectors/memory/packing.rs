//! A vector as it is kept and as it is asked for: its signs, a coarse and a fine byte a component.

use services::ports::PortError;

/// Largest value of either byte; symmetric, so that a vector and its opposite are kept alike.
const BYTE_MAX: f32 = 127.0;

/// How many fine steps make a coarse one: the fine byte covers half a coarse step to either side.
pub(super) const FINE_STEPS: f32 = 254.0;

/// `vector` at length one.
pub(super) fn unit(vector: &[f32]) -> Result<Vec<f32>, PortError> {
    let squares: f64 = vector.iter().map(|&value| f64::from(value) * f64::from(value)).sum();
    let length = squares.sqrt();
    if !length.is_finite() || length == 0.0 {
        return Err(PortError::GiveUp("a vector must have finite numbers and a direction".into()));
    }
    Ok(vector.iter().map(|&value| (f64::from(value) / length) as f32).collect())
}

/// A unit vector in two bytes a component: `scale * (coarse + fine / FINE_STEPS)`.
pub(super) struct PackedRow {
    pub(super) coarse: Vec<i8>,
    pub(super) fine: Vec<i8>,
    pub(super) signs: Vec<u64>,
    pub(super) scale: f32,
    /// Length of what the coarse bytes alone leave out: the farthest a coarse score can be off.
    pub(super) slack: f32,
}

impl PackedRow {
    pub(super) fn new(unit: &[f32]) -> Self {
        let largest = unit.iter().fold(0.0f32, |largest, value| largest.max(value.abs()));
        let scale = largest / BYTE_MAX;
        let steps = unit.iter().map(|value| value / scale);
        let coarse: Vec<i8> = steps.clone().map(|step| step.round() as i8).collect();
        let rest = steps.zip(&coarse).map(|(step, &coarse)| step - f32::from(coarse));
        let fine = rest.clone().map(|rest| (rest * FINE_STEPS).round() as i8).collect();
        let slack = scale * rest.map(|rest| rest * rest).sum::<f32>().sqrt();
        Self { coarse, fine, signs: signs(unit), scale, slack }
    }
}

/// A unit vector to compare with, and the same in integers for the coarse scan.
pub(super) struct Query {
    pub(super) exact: Vec<f32>,
    pub(super) signs: Vec<u64>,
    pub(super) planes: [Vec<u64>; PLANES],
    pub(super) steps: Vec<i16>,
    pub(super) scale: f32,
    /// How far a coarse score can be off because of `steps`.
    pub(super) slack: f32,
}

impl Query {
    pub(super) fn new(exact: Vec<f32>) -> Self {
        // As fine as a sum of `exact.len()` products with a byte stays inside 32 bits.
        let most = (i32::MAX as f32 / (BYTE_MAX * exact.len() as f32)).min(f32::from(i16::MAX)).floor();
        let largest = exact.iter().fold(0.0f32, |largest, value| largest.max(value.abs()));
        let scale = largest / most;
        let steps: Vec<i16> = exact.iter().map(|value| (value / scale).round() as i16).collect();
        let slack = exact
            .iter()
            .zip(&steps)
            .map(|(value, &step)| (value - scale * f32::from(step)).powi(2))
            .sum::<f32>()
            .sqrt();
        Self { signs: signs(&exact), planes: planes(&exact, largest), exact, steps, scale, slack }
    }
}

/// One bit a component: whether it is above zero.
fn signs(vector: &[f32]) -> Vec<u64> {
    let word = |part: &[f32]| part.iter().rev().fold(0, |bits, value| bits << 1 | u64::from(*value > 0.0));
    vector.chunks(u64::BITS as usize).map(word).collect()
}

/// Words of signs of one row.
pub(super) fn sign_words(dimension: usize) -> usize {
    dimension.div_ceil(u64::BITS as usize)
}

/// Bits of a component of a query that is compared with signs.
pub(super) const PLANES: usize = 4;
/// The level that stands for zero.
pub(super) const ZERO_LEVEL: i32 = 1 << (PLANES - 1);

/// Each component as one of sixteen levels, bit by bit: all lowest bits, then all second ones, …
fn planes(vector: &[f32], largest: f32) -> [Vec<u64>; PLANES] {
    let most = (ZERO_LEVEL - 1) as f32;
    let level = |value: &f32| (value / largest * most).round() as i32 + ZERO_LEVEL;
    std::array::from_fn(|plane| {
        let word = |part: &[f32]| {
            part.iter().rev().fold(0, |bits, value| bits << 1 | (level(value) >> plane & 1) as u64)
        };
        vector.chunks(u64::BITS as usize).map(word).collect()
    })
}
