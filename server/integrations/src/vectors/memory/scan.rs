//! The loops over rows, each compiled for the processor at hand.
//!
//! They are written out: what an iterator's own function does for many rows at once may stay a
//! function of its own, and is then compiled for any processor.

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
        // Of a known length, a row is compared without a loop.
        match sign_words(self.rows.dimension) {
            MINILM_WORDS => self.compare::<MINILM_WORDS>(),
            OPENAI_WORDS => self.compare::<OPENAI_WORDS>(),
            _ => self.compare_any(),
        }
    }
}

/// Words of signs of all-MiniLM-L6-v2, 384 components.
const MINILM_WORDS: usize = 6;
/// Words of signs of text-embedding-3-small, 1,536 components.
const OPENAI_WORDS: usize = 24;

impl SignScan<'_> {
    #[inline(always)]
    fn compare<const WORDS: usize>(self) -> Vec<u16> {
        let Self { rows, signs, chosen } = self;
        let (Some(query), None) = (signs.first_chunk::<WORDS>(), chosen) else { return self.compare_any() };
        let mut differences = vec![0; rows.rows.len()];
        for (segment, differences) in rows.segments.iter().zip(differences.chunks_mut(SEGMENT_ROWS)) {
            let (rows, _) = segment.signs.as_chunks::<WORDS>();
            for (row, difference) in rows.iter().zip(differences) {
                *difference = differing(row, query);
            }
        }
        differences
    }

    #[inline(always)]
    fn compare_any(self) -> Vec<u16> {
        let Self { rows, signs, chosen } = self;
        let words = sign_words(rows.dimension);
        let mut differences = Vec::with_capacity(chosen.map_or(rows.rows.len(), <[u32]>::len));
        match chosen {
            None => {
                for segment in &rows.segments {
                    for row in segment.signs.chunks_exact(words) {
                        differences.push(differing(row, signs));
                    }
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
        match sign_words(self.rows.dimension) {
            MINILM_WORDS => self.sum::<MINILM_WORDS>(),
            OPENAI_WORDS => self.sum::<OPENAI_WORDS>(),
            _ => self.sum_any(),
        }
    }
}

impl LevelScan<'_> {
    #[inline(always)]
    fn sum<const WORDS: usize>(self) -> Vec<i32> {
        let Self { rows, planes, chosen } = self;
        let mut known = [[0; WORDS]; PLANES];
        for (known, plane) in known.iter_mut().zip(planes) {
            let Some(plane) = plane.first_chunk() else { return self.sum_any() };
            *known = *plane;
        }
        let mut sums = vec![0; chosen.len()];
        for (&row, sum) in chosen.iter().zip(&mut sums) {
            let (signs, _) = rows.segments[row as usize / SEGMENT_ROWS].signs.as_chunks::<WORDS>();
            *sum = level_sum(&signs[row as usize % SEGMENT_ROWS], known.iter().map(<[u64; WORDS]>::as_slice));
        }
        sums
    }

    #[inline(always)]
    fn sum_any(self) -> Vec<i32> {
        let Self { rows, planes, chosen } = self;
        let words = sign_words(rows.dimension);
        let mut sums = Vec::with_capacity(chosen.len());
        for &row in chosen {
            let start = row as usize % SEGMENT_ROWS * words;
            let signs = &rows.segments[row as usize / SEGMENT_ROWS].signs[start..][..words];
            sums.push(level_sum(signs, planes.iter().map(Vec::as_slice)));
        }
        sums
    }
}

#[inline(always)]
fn level_sum<'a>(signs: &[u64], planes: impl DoubleEndedIterator<Item = &'a [u64]>) -> i32 {
    let mut levels: u32 = 0;
    for plane in planes.rev() {
        levels = (levels << 1).wrapping_add(shared(signs, plane));
    }
    levels as i32 - ZERO_LEVEL * shared(signs, signs) as i32
}

#[inline(always)]
fn shared(a: &[u64], b: &[u64]) -> u32 {
    a.iter().zip(b).fold(0, |sum: u32, (a, b)| sum.wrapping_add((a & b).count_ones()))
}

/// Chosen rows lie here and there, and memory is slow to answer but answers much at once: so many are asked for before
/// the first of them is needed.
const TOGETHER: usize = 16;
/// Bytes that memory gives at a time.
const LINE: usize = 64;

/// Lets memory begin to bring all of it.
#[inline(always)]
fn ask_for(bytes: &[i8]) {
    let (lines, _) = bytes.as_chunks::<LINE>();
    std::hint::black_box(lines.iter().fold(0, |all, line| all | line[0]));
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
                for some in chosen.chunks(TOGETHER) {
                    some.iter().for_each(|row| ask_for(rows.coarse(*row as usize)));
                    for row in some {
                        let row = *row as usize;
                        let dot = coarse_dot(rows.coarse(row), steps) as f32;
                        scores.push(dot * query.scale * rows.rows[row].scale);
                    }
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
        for some in near.chunks(TOGETHER) {
            for row in some {
                ask_for(rows.coarse(*row));
                ask_for(rows.fine(*row));
            }
            for row in some {
                scores.push(fine_dot(rows.coarse(*row), rows.fine(*row), query) * rows.rows[*row].scale);
            }
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
