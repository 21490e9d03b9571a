//! The loops over rows, each compiled for the processor at hand.

use pulp::NullaryFnOnce;

use super::packing::{FINE_STEPS, PLANES, Query, ZERO_LEVEL, sign_words};
use super::{Rows, SEGMENT_ROWS};

/// The number of components of different sign, of every row or of the chosen ones.
pub(super) struct SignScan<'a> {
    pub(super) rows: &'a Rows,
    pub(super) signs: &'a [u64],
    pub(super) chosen: Option<&'a [u32]>,
}

impl NullaryFnOnce for SignScan<'_> {
    type Output = Vec<u16>;

    #[inline(always)]
    fn call(self) -> Vec<u16> {
        let Self { rows, signs, chosen } = self;
        let words = sign_words(rows.dimension);
        let mut differences = Vec::with_capacity(chosen.map_or(rows.rows.len(), <[u32]>::len));
        match chosen {
            None => {
                for segment in &rows.segments {
                    differences.extend(segment.signs.chunks_exact(words).map(|row| differing(row, signs)));
                }
            }
            Some(chosen) => {
                for &row in chosen {
                    let start = row as usize % SEGMENT_ROWS * words;
                    let row = &rows.segments[row as usize / SEGMENT_ROWS].signs[start..][..words];
                    differences.push(differing(row, signs));
                }
            }
        }
        differences
    }
}

#[inline(always)]
fn differing(row: &[u64], query: &[u64]) -> u16 {
    row.iter()
        .zip(query)
        .fold(0, |sum: u16, (row, query)| sum.wrapping_add((row ^ query).count_ones() as u16))
}

/// The sum of the query's components by the signs of each of the chosen rows, in levels: closer to the
/// cosine than signs on both sides, and as fast.
///
/// Source: Gao and Long, "RaBitQ: Quantizing High-Dimensional Vectors with a Theoretical Error Bound
/// for Approximate Nearest Neighbor Search", SIGMOD 2024, section 3.3.2, without the rotation.
pub(super) struct LevelScan<'a> {
    pub(super) rows: &'a Rows,
    pub(super) planes: &'a [Vec<u64>; PLANES],
    pub(super) chosen: &'a [u32],
}

impl NullaryFnOnce for LevelScan<'_> {
    type Output = Vec<i32>;

    #[inline(always)]
    fn call(self) -> Vec<i32> {
        let Self { rows, planes, chosen } = self;
        let words = sign_words(rows.dimension);
        let sum = |row: &u32| {
            let start = *row as usize % SEGMENT_ROWS * words;
            let signs = &rows.segments[*row as usize / SEGMENT_ROWS].signs[start..][..words];
            let shared = |plane: &[u64]| {
                signs.iter().zip(plane).fold(0, |sum: u32, (a, b)| sum.wrapping_add((a & b).count_ones()))
            };
            let levels =
                planes.iter().rev().fold(0, |sum: u32, plane| (sum << 1).wrapping_add(shared(plane)));
            levels as i32 - ZERO_LEVEL * shared(signs) as i32
        };
        chosen.iter().map(sum).collect()
    }
}

/// The coarse score of every row, or of the chosen ones.
pub(super) struct CoarseScan<'a> {
    pub(super) rows: &'a Rows,
    pub(super) query: &'a Query,
    pub(super) chosen: Option<&'a [u32]>,
}

impl NullaryFnOnce for CoarseScan<'_> {
    type Output = Vec<f32>;

    // Inlined into a function compiled for the processor at hand, and only there vectorised for it.
    #[inline(always)]
    fn call(self) -> Vec<f32> {
        let Self { rows, query, chosen } = self;
        let steps = query.steps.as_slice();
        let mut scores = Vec::with_capacity(chosen.map_or(rows.rows.len(), <[u32]>::len));
        match chosen {
            None => {
                for segment in &rows.segments {
                    for row in segment.coarse.chunks_exact(rows.dimension) {
                        scores.push(coarse_dot(row, steps) as f32);
                    }
                }
                for (score, row) in scores.iter_mut().zip(&rows.rows) {
                    *score *= query.scale * row.scale;
                }
            }
            Some(chosen) => {
                for &row in chosen {
                    let row = row as usize;
                    let start = row % SEGMENT_ROWS * rows.dimension;
                    let bytes = &rows.segments[row / SEGMENT_ROWS].coarse[start..][..rows.dimension];
                    scores.push(coarse_dot(bytes, steps) as f32 * query.scale * rows.rows[row].scale);
                }
            }
        }
        scores
    }
}

/// The exact score of a few rows.
pub(super) struct FineScan<'a> {
    pub(super) rows: &'a Rows,
    pub(super) query: &'a [f32],
    pub(super) near: &'a [usize],
}

impl NullaryFnOnce for FineScan<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn call(self) -> Vec<f32> {
        let Self { rows, query, near } = self;
        let mut scores = Vec::with_capacity(near.len());
        for &row in near {
            let segment = &rows.segments[row / SEGMENT_ROWS];
            let start = row % SEGMENT_ROWS * rows.dimension;
            let coarse = &segment.coarse[start..][..rows.dimension];
            let fine = &segment.fine[start..][..rows.dimension];
            scores.push(fine_dot(coarse, fine, query) * rows.rows[row].scale);
        }
        scores
    }
}

/// Cannot overflow, see [`Query::new`]; the wrapping form lets LLVM use multiply-and-add pairs.
#[inline(always)]
fn coarse_dot(row: &[i8], query: &[i16]) -> i32 {
    row.iter()
        .zip(query)
        .fold(0, |sum: i32, (&row, &query)| sum.wrapping_add(i32::from(row).wrapping_mul(i32::from(query))))
}

/// Eight sums side by side, because the order of float additions is not LLVM's to change.
#[inline(always)]
fn fine_dot(coarse: &[i8], fine: &[i8], query: &[f32]) -> f32 {
    const LANES: usize = 8;
    let mut sums = [0.0f32; LANES];
    let (coarse, coarse_rest) = coarse.as_chunks::<LANES>();
    let (fine, fine_rest) = fine.as_chunks::<LANES>();
    let (query, query_rest) = query.as_chunks::<LANES>();
    for ((coarse, fine), query) in coarse.iter().zip(fine).zip(query) {
        for lane in 0..LANES {
            sums[lane] += component(coarse[lane], fine[lane]) * query[lane];
        }
    }
    let rest = coarse_rest.iter().zip(fine_rest).zip(query_rest);
    let rest: f32 = rest.map(|((&coarse, &fine), query)| component(coarse, fine) * query).sum();
    sums.iter().sum::<f32>() + rest
}

/// A component in coarse steps.
#[inline(always)]
fn component(coarse: i8, fine: i8) -> f32 {
    f32::from(coarse) + f32::from(fine) * (1.0 / FINE_STEPS)
}
