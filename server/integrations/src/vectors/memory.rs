//! Every passage in memory, every search a scan of all of them: exact, nothing to train or tune.
//!
//! A scan is as fast as memory is read, so a component is kept in two bytes instead of four: a
//! coarse one, which is scanned, and a fine one, which is read only for the passages that the coarse
//! scan cannot rule out. How far a coarse score can be off is known for each row when it is put
//! in, so nothing near enough is ever ruled out. The two bytes together give a similarity to about
//! 0.00001, which is finer than the model means anything.
//!
//! Rows lie in segments, so that growing never copies what is there. A writer holds the lock for the
//! microseconds it takes to move a few rows, a reader for one scan.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use async_trait::async_trait;
use office_hours::ids::MentorId;
use pulp::{Arch, NullaryFnOnce};
use services::ports::{Hit, PortError, VectorIndex};

/// Rows in one segment: 1.5 MB of coarse bytes for MiniLM.
const SEGMENT_ROWS: usize = 4_096;

/// Largest value of either byte; symmetric, so that a vector and its opposite are kept alike.
const BYTE_MAX: f32 = 127.0;

/// How many fine steps make a coarse one: the fine byte covers half a coarse step to either side.
const FINE_STEPS: f32 = 254.0;

/// The embedded [`VectorIndex`], for one server process.
#[derive(Debug, Default)]
pub struct MemoryIndex {
    rows: RwLock<Rows>,
}

impl MemoryIndex {
    /// An empty index; the first vector decides the dimension.
    pub fn new() -> Self {
        Self::default()
    }

    // A panic while the lock was held is a defect of this file; the index is rebuilt at start, and
    // answering from what is there beats failing every search until then.
    fn read(&self) -> RwLockReadGuard<'_, Rows> {
        self.rows.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Rows> {
        self.rows.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl VectorIndex for MemoryIndex {
    async fn replace(&self, mentor_id: MentorId, passages: Vec<(i32, Vec<f32>)>) -> Result<(), PortError> {
        let mut packed = Vec::with_capacity(passages.len());
        for (part, vector) in &passages {
            packed.push((*part, PackedRow::new(&unit(vector)?)));
        }
        self.write().replace(mentor_id, &packed)
    }

    async fn search(
        &self,
        vector: &[f32],
        limit: usize,
        allowed: Option<&HashSet<MentorId>>,
    ) -> Result<Vec<Hit>, PortError> {
        let query = Query::new(unit(vector)?);
        self.read().search(&query, limit, allowed)
    }

    fn len(&self) -> usize {
        self.read().mentors.len()
    }
}

/// `vector` at length one.
fn unit(vector: &[f32]) -> Result<Vec<f32>, PortError> {
    let squares: f64 = vector.iter().map(|&value| f64::from(value) * f64::from(value)).sum();
    let length = squares.sqrt();
    if !length.is_finite() || length == 0.0 {
        return Err(PortError::GiveUp("a vector must have finite numbers and a direction".into()));
    }
    Ok(vector.iter().map(|&value| (f64::from(value) / length) as f32).collect())
}

/// A unit vector in two bytes a component: `scale * (coarse + fine / FINE_STEPS)`.
struct PackedRow {
    coarse: Vec<i8>,
    fine: Vec<i8>,
    scale: f32,
    /// Length of what the coarse bytes alone leave out: the farthest a coarse score can be off.
    slack: f32,
}

impl PackedRow {
    fn new(unit: &[f32]) -> Self {
        let largest = unit.iter().fold(0.0f32, |largest, value| largest.max(value.abs()));
        let scale = largest / BYTE_MAX;
        let steps = unit.iter().map(|value| value / scale);
        let coarse: Vec<i8> = steps.clone().map(|step| step.round() as i8).collect();
        let rest = steps.zip(&coarse).map(|(step, &coarse)| step - f32::from(coarse));
        let fine = rest.clone().map(|rest| (rest * FINE_STEPS).round() as i8).collect();
        let slack = scale * rest.map(|rest| rest * rest).sum::<f32>().sqrt();
        Self { coarse, fine, scale, slack }
    }
}

/// A unit vector to compare with, and the same in integers for the coarse scan.
struct Query {
    exact: Vec<f32>,
    steps: Vec<i16>,
    scale: f32,
    /// How far a coarse score can be off because of `steps`.
    slack: f32,
}

impl Query {
    fn new(exact: Vec<f32>) -> Self {
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
        Self { exact, steps, scale, slack }
    }
}

#[derive(Debug)]
struct Segment {
    coarse: Vec<i8>,
    fine: Vec<i8>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    /// Place in `Rows::mentors`.
    owner: u32,
    part: i32,
    scale: f32,
}

#[derive(Debug)]
struct Mentor {
    id: MentorId,
    rows: Vec<u32>,
}

/// Rows and mentors are in no order; a removed one is filled with the last one.
#[derive(Debug, Default)]
struct Rows {
    dimension: usize,
    segments: Vec<Segment>,
    rows: Vec<Row>,
    mentors: Vec<Mentor>,
    places: HashMap<MentorId, u32>,
    /// The largest slack seen since the index was empty.
    slack: f32,
}

impl Rows {
    fn replace(&mut self, id: MentorId, passages: &[(i32, PackedRow)]) -> Result<(), PortError> {
        // Everything is checked before anything is changed.
        let dimension = match passages.first() {
            Some((_, first)) if self.rows.is_empty() => first.coarse.len(),
            _ => self.dimension,
        };
        for (_, row) in passages {
            same_dimension(row.coarse.len(), dimension)?;
        }
        self.remove(id);
        if passages.is_empty() {
            return Ok(());
        }
        if self.rows.is_empty() {
            (self.dimension, self.slack) = (dimension, 0.0);
            self.segments.clear();
        }
        let owner = self.mentors.len() as u32;
        let rows = passages.iter().map(|(part, row)| self.push(owner, *part, row)).collect();
        self.mentors.push(Mentor { id, rows });
        self.places.insert(id, owner);
        Ok(())
    }

    fn push(&mut self, owner: u32, part: i32, row: &PackedRow) -> u32 {
        let place = self.rows.len();
        if place == self.segments.len() * SEGMENT_ROWS {
            let bytes = SEGMENT_ROWS * self.dimension;
            self.segments
                .push(Segment { coarse: Vec::with_capacity(bytes), fine: Vec::with_capacity(bytes) });
        }
        let segment = &mut self.segments[place / SEGMENT_ROWS];
        segment.coarse.extend_from_slice(&row.coarse);
        segment.fine.extend_from_slice(&row.fine);
        self.slack = self.slack.max(row.slack);
        self.rows.push(Row { owner, part, scale: row.scale });
        place as u32
    }

    fn remove(&mut self, id: MentorId) {
        let Some(place) = self.places.remove(&id) else { return };
        let mut rows = self.mentors[place as usize].rows.clone();
        // From the back, so that the row that fills a hole is never one about to be removed.
        rows.sort_unstable_by_key(|&row| Reverse(row));
        for row in rows {
            self.remove_row(row as usize);
        }
        self.mentors.swap_remove(place as usize);
        if let Some(moved) = self.mentors.get(place as usize) {
            self.places.insert(moved.id, place);
            for &row in &moved.rows {
                self.rows[row as usize].owner = place;
            }
        }
    }

    fn remove_row(&mut self, hole: usize) {
        let last = self.rows.len() - 1;
        let dimension = self.dimension;
        let Some(mut tail) = self.segments.pop() else { return };
        let start = tail.coarse.len() - dimension;
        if hole != last {
            let offset = hole % SEGMENT_ROWS * dimension;
            if let Some(segment) = self.segments.get_mut(hole / SEGMENT_ROWS) {
                segment.coarse[offset..][..dimension].copy_from_slice(&tail.coarse[start..]);
                segment.fine[offset..][..dimension].copy_from_slice(&tail.fine[start..]);
            } else {
                tail.coarse.copy_within(start.., offset);
                tail.fine.copy_within(start.., offset);
            }
            let owner = &mut self.mentors[self.rows[last].owner as usize];
            if let Some(row) = owner.rows.iter_mut().find(|row| **row as usize == last) {
                *row = hole as u32;
            }
        }
        tail.coarse.truncate(start);
        tail.fine.truncate(start);
        if !tail.coarse.is_empty() {
            self.segments.push(tail);
        }
        self.rows.swap_remove(hole);
    }

    fn search(
        &self,
        query: &Query,
        limit: usize,
        allowed: Option<&HashSet<MentorId>>,
    ) -> Result<Vec<Hit>, PortError> {
        if limit == 0 || self.rows.is_empty() {
            return Ok(Vec::new());
        }
        same_dimension(query.exact.len(), self.dimension)?;
        let chosen = allowed.map(|allowed| self.rows_of(allowed));
        let arch = Arch::new();
        let scores = arch.dispatch(CoarseScan { rows: self, query, chosen: chosen.as_deref() });
        let row_at = |place: usize| chosen.as_ref().map_or(place, |chosen| chosen[place] as usize);
        let threshold = self.threshold(&scores, row_at, limit) - 2.0 * (self.slack + query.slack);

        let near: Vec<usize> = scores
            .iter()
            .enumerate()
            .filter(|&(_, &score)| score >= threshold)
            .map(|(place, _)| row_at(place))
            .collect();
        let exact = arch.dispatch(FineScan { rows: self, query: &query.exact, near: &near });
        let mut hits: Vec<Hit> = near.iter().zip(exact).map(|(&row, score)| self.hit(row, score)).collect();
        // By mentor, the best passage first; that one is kept.
        hits.sort_unstable_by(|a, b| {
            a.mentor_id
                .cmp(&b.mentor_id)
                .then(b.similarity.total_cmp(&a.similarity))
                .then(a.part.cmp(&b.part))
        });
        hits.dedup_by_key(|hit| hit.mentor_id);
        hits.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then(a.mentor_id.cmp(&b.mentor_id)));
        hits.truncate(limit);
        Ok(hits)
    }

    /// In the order of memory.
    fn rows_of(&self, allowed: &HashSet<MentorId>) -> Vec<u32> {
        let mut rows: Vec<u32> = if allowed.len() < self.mentors.len() {
            allowed
                .iter()
                .filter_map(|id| self.places.get(id))
                .flat_map(|&place| self.mentors[place as usize].rows.iter().copied())
                .collect()
        } else {
            let mentors = self.mentors.iter().filter(|mentor| allowed.contains(&mentor.id));
            mentors.flat_map(|mentor| mentor.rows.iter().copied()).collect()
        };
        rows.sort_unstable();
        rows
    }

    /// The coarse score that the `limit` best mentors reach.
    fn threshold(&self, scores: &[f32], row_at: impl Fn(usize) -> usize, limit: usize) -> f32 {
        let mut best = vec![f32::NEG_INFINITY; self.mentors.len()];
        for (place, &score) in scores.iter().enumerate() {
            let best = &mut best[self.rows[row_at(place)].owner as usize];
            *best = best.max(score);
        }
        if limit >= best.len() {
            return f32::NEG_INFINITY;
        }
        *best.select_nth_unstable_by(limit - 1, |a, b| b.total_cmp(a)).1
    }

    fn hit(&self, row: usize, similarity: f32) -> Hit {
        let Row { owner, part, .. } = self.rows[row];
        // Rounding can lead a hair beyond one.
        let similarity = similarity.clamp(-1.0, 1.0);
        Hit { mentor_id: self.mentors[owner as usize].id, part, similarity }
    }
}

fn same_dimension(given: usize, expected: usize) -> Result<(), PortError> {
    if given == expected {
        return Ok(());
    }
    Err(PortError::GiveUp(format!("the index holds vectors of {expected} numbers, this one has {given}")))
}

/// The coarse score of every row, or of the chosen ones.
struct CoarseScan<'a> {
    rows: &'a Rows,
    query: &'a Query,
    chosen: Option<&'a [u32]>,
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
struct FineScan<'a> {
    rows: &'a Rows,
    query: &'a [f32],
    near: &'a [usize],
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

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use uuid::Uuid;

    use super::*;

    /// Small, repeatable, good enough to scatter vectors (xorshift64*).
    struct Dice(u64);

    impl Dice {
        fn next(&mut self) -> u64 {
            self.0 ^= self.0 >> 12;
            self.0 ^= self.0 << 25;
            self.0 ^= self.0 >> 27;
            self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
        }

        fn below(&mut self, bound: u64) -> u64 {
            (self.next() >> 33) % bound
        }

        fn vector(&mut self, dimension: usize) -> Vec<f32> {
            (0..dimension).map(|_| (self.next() >> 40) as f32 / (1u32 << 23) as f32 - 1.0).collect()
        }
    }

    fn mentor(number: u128) -> MentorId {
        MentorId(Uuid::from_u128(number))
    }

    fn hits(
        index: &MemoryIndex,
        vector: &[f32],
        limit: usize,
        allowed: Option<&HashSet<MentorId>>,
    ) -> Vec<Hit> {
        now(index.search(vector, limit, allowed)).unwrap()
    }

    fn put(index: &MemoryIndex, id: MentorId, passages: Vec<(i32, Vec<f32>)>) {
        now(index.replace(id, passages)).unwrap();
    }

    /// The futures of this adapter never wait.
    fn now<T>(future: impl Future<Output = T>) -> T {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match std::pin::pin!(future).poll(&mut context) {
            std::task::Poll::Ready(done) => done,
            std::task::Poll::Pending => panic!("the index waited"),
        }
    }

    type Naive = HashMap<MentorId, Vec<(i32, Vec<f32>)>>;

    fn cosine(a: &[f32], b: &[f32]) -> f64 {
        let dot =
            |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum::<f64>();
        dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
    }

    /// Best passage of each mentor, all of them, nearest first.
    fn naive(mentors: &Naive, vector: &[f32], allowed: Option<&HashSet<MentorId>>) -> Vec<(MentorId, f64)> {
        let mut all: Vec<(MentorId, f64)> = mentors
            .iter()
            .filter(|(id, _)| allowed.is_none_or(|allowed| allowed.contains(id)))
            .map(|(id, passages)| {
                (*id, passages.iter().map(|(_, p)| cosine(p, vector)).fold(f64::NEG_INFINITY, f64::max))
            })
            .collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all
    }

    #[test]
    fn agrees_with_a_naive_search_through_every_change() {
        for (seed, dimension) in [(1, 3), (2, 8), (3, 19), (4, 384), (5, 1536)] {
            let mut dice = Dice(seed);
            let index = MemoryIndex::new();
            let mut mentors = Naive::new();
            for step in 0..400 {
                let id = mentor(u128::from(dice.below(60)));
                let passages: Vec<_> =
                    (0..dice.below(5) as i32).map(|part| (part, dice.vector(dimension))).collect();
                put(&index, id, passages.clone());
                if passages.is_empty() {
                    mentors.remove(&id)
                } else {
                    mentors.insert(id, passages)
                };
                assert_eq!(index.len(), mentors.len());
                if step % 5 != 0 {
                    continue;
                }
                let query = dice.vector(dimension);
                let limit = dice.below(70) as usize;
                let some: HashSet<MentorId> = (0..60).filter(|_| dice.below(3) == 0).map(mentor).collect();
                let allowed = (dice.below(2) == 0).then_some(&some);
                let found = hits(&index, &query, limit, allowed);
                let expected = naive(&mentors, &query, allowed);
                assert_eq!(found.len(), expected.len().min(limit));
                for (hit, (_, best)) in found.iter().zip(&expected) {
                    assert!((f64::from(hit.similarity) - best).abs() < 1e-4, "{hit:?} is not {best}");
                    let passages = &mentors[&hit.mentor_id];
                    let (_, passage) = passages.iter().find(|(part, _)| *part == hit.part).unwrap();
                    assert!((cosine(passage, &query) - f64::from(hit.similarity)).abs() < 1e-4);
                }
                assert!(found.is_sorted_by(|a, b| a.similarity >= b.similarity));
                let distinct: HashSet<_> = found.iter().map(|hit| hit.mentor_id).collect();
                assert_eq!(distinct.len(), found.len(), "one passage a mentor");
            }
        }
    }

    #[test]
    fn grows_and_shrinks_across_segments() {
        let mut dice = Dice(7);
        let index = MemoryIndex::new();
        let mut mentors = Naive::new();
        let many = 3 * SEGMENT_ROWS as u128 / 2;
        for number in 0..many {
            let passages = vec![(0, dice.vector(4)), (1, dice.vector(4))];
            put(&index, mentor(number), passages.clone());
            mentors.insert(mentor(number), passages);
        }
        assert_eq!(index.read().segments.len(), 3);
        for number in (0..many).filter(|number| number % 3 != 1) {
            put(&index, mentor(number), vec![]);
            mentors.remove(&mentor(number));
        }
        assert_eq!((index.len(), index.read().segments.len()), (mentors.len(), 1));
        let query = dice.vector(4);
        for (hit, (_, best)) in hits(&index, &query, 20, None).iter().zip(naive(&mentors, &query, None)) {
            assert!((f64::from(hit.similarity) - best).abs() < 1e-4);
        }
    }

    #[test]
    fn ties_go_to_the_smaller_id_and_the_earlier_part() {
        let index = MemoryIndex::new();
        for number in [5, 2, 9, 1] {
            put(&index, mentor(number), vec![(3, vec![1.0, 2.0]), (1, vec![2.0, 4.0])]);
        }
        let found = hits(&index, &[1.0, 2.0], 3, None);
        let found: Vec<_> = found.iter().map(|hit| (hit.mentor_id, hit.part)).collect();
        assert_eq!(found, [(mentor(1), 1), (mentor(2), 1), (mentor(5), 1)]);
    }

    #[test]
    fn what_is_put_in_is_found_with_similarity_one() {
        let mut dice = Dice(11);
        let index = MemoryIndex::new();
        let vectors: Vec<_> = (0..50).map(|_| dice.vector(384)).collect();
        for (number, vector) in vectors.iter().enumerate() {
            put(&index, mentor(number as u128), vec![(0, vector.clone())]);
        }
        for (number, vector) in vectors.iter().enumerate() {
            let hit = hits(&index, vector, 1, None)[0];
            assert_eq!(hit.mentor_id, mentor(number as u128));
            assert!((1.0 - hit.similarity) < 1e-4 && hit.similarity <= 1.0);
        }
    }

    #[test]
    fn another_dimension_is_refused_and_changes_nothing() {
        let index = MemoryIndex::new();
        put(&index, mentor(1), vec![(0, vec![1.0, 0.0])]);
        let mixed = vec![(0, vec![0.0, 1.0]), (1, vec![1.0; 3])];
        assert!(matches!(now(index.replace(mentor(1), mixed)), Err(PortError::GiveUp(_))));
        assert!(matches!(now(index.search(&[1.0; 3], 5, None)), Err(PortError::GiveUp(_))));
        assert_eq!(hits(&index, &[1.0, 0.0], 5, None)[0].similarity, 1.0);
    }

    #[test]
    fn an_emptied_index_takes_another_dimension() {
        let index = MemoryIndex::new();
        put(&index, mentor(1), vec![(0, vec![1.0, 0.0])]);
        put(&index, mentor(1), vec![]);
        assert!(index.is_empty());
        put(&index, mentor(1), vec![(0, vec![1.0, 0.0, 0.0])]);
        assert_eq!(hits(&index, &[1.0, 0.0, 0.0], 5, None).len(), 1);
    }

    #[test]
    fn a_vector_without_direction_is_refused() {
        let index = MemoryIndex::new();
        put(&index, mentor(1), vec![(0, vec![1.0, 0.0])]);
        for broken in [vec![0.0, 0.0], vec![f32::NAN, 1.0], vec![f32::INFINITY, 0.0], vec![]] {
            let put = now(index.replace(mentor(2), vec![(0, broken.clone())]));
            assert!(matches!(put, Err(PortError::GiveUp(_))), "{broken:?}");
            assert!(matches!(now(index.search(&broken, 5, None)), Err(PortError::GiveUp(_))), "{broken:?}");
        }
        assert_eq!(index.len(), 1);
    }

    #[test]
    fn nothing_asked_or_nobody_allowed_finds_nobody() {
        let index = MemoryIndex::new();
        assert!(hits(&index, &[1.0], 5, None).is_empty());
        put(&index, mentor(1), vec![(0, vec![1.0, 0.0])]);
        assert!(hits(&index, &[1.0, 0.0], 0, None).is_empty());
        assert!(hits(&index, &[1.0, 0.0], 5, Some(&HashSet::new())).is_empty());
        assert!(hits(&index, &[1.0, 0.0], 5, Some(&HashSet::from([mentor(9)]))).is_empty());
    }

    /// `cargo test --release -p integrations -- --ignored --nocapture measure_the_scan`
    #[test]
    #[ignore = "a measurement, not a check"]
    fn measure_the_scan() {
        let mut dice = Dice(13);
        let index = MemoryIndex::new();
        let (mentors, passages) = (10_000, 4);
        // Texts of one kind lie close together; scattered vectors would flatter the second stage.
        let common = dice.vector(384);
        let mut passage =
            || dice.vector(384).iter().zip(&common).map(|(own, all)| own + all).collect::<Vec<_>>();
        let started = Instant::now();
        for number in 0..mentors {
            put(&index, mentor(number), (0..passages).map(|part| (part, passage())).collect());
        }
        println!("filled in {:?}", started.elapsed());
        let queries: Vec<_> = (0..201).map(|_| passage()).collect();
        let some: HashSet<_> = (0..mentors).filter(|number| number % 10 == 0).map(mentor).collect();
        for (what, limit, allowed) in
            [("all, 50", 50, None), ("all, 200", 200, None), ("a tenth, 50", 50, Some(&some))]
        {
            let mut times: Vec<_> = queries
                .iter()
                .map(|query| {
                    let started = Instant::now();
                    assert_eq!(hits(&index, query, limit, allowed).len(), limit);
                    started.elapsed()
                })
                .collect();
            times.sort_unstable();
            println!("{what}: median {:?}, p95 {:?}", times[100], times[190]);
        }
    }
}
