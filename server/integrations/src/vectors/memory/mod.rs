//! Every passage in memory, every search a scan: nothing to train or tune.
//!
//! A scan is as fast as memory is read. Of many rows, first only the signs are compared, one bit a
//! component, and the likeliest rows go on; up to [`ALL_ROWS`] all of them do, and the search is
//! exact. A component is kept in two bytes instead of four: a coarse one, which is scanned next, and
//! a fine one, which is read only for the passages that the coarse scan cannot rule out. How far a
//! coarse score can be off is known for each row when it is put in, so the coarse scan rules out
//! nothing that is near enough. The two bytes together give a similarity to about 0.00001, which is
//! finer than the model means anything.
//!
//! Rows lie in segments, so that growing never copies what is there. A writer holds the lock for the
//! microseconds it takes to move a few rows, a reader for one scan.

mod packing;
mod scan;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use async_trait::async_trait;
use office_hours::ids::{MentorId, MentorMap, MentorSet};
use pulp::Arch;
use services::ports::{Hit, PortError, VectorIndex};

use packing::{PackedRow, Query, sign_words, unit};
use scan::{CoarseScan, FineScan, LevelScan, SignScan};

/// Rows in one segment: 1.5 MB of coarse bytes for MiniLM.
const SEGMENT_ROWS: usize = 4_096;

/// How many rows are left for each mentor asked for by the two looks at signs alone: first signs
/// against signs, then signs against levels. On profiles, the rest holds 99 in 100 of the mentors that
/// an exact search finds.
const ROWS_PER_HIT: [usize; 2] = [64, 24];

/// Up to so many rows the coarse scan looks at all of them: that is fast enough, and exact.
const ALL_ROWS: usize = 4_096;

/// Of fewer than one mentor in so many, rows are gathered one by one instead of looking at all of all mentors.
const FEW: usize = 8;

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
        allowed: Option<&MentorSet>,
    ) -> Result<Vec<Hit>, PortError> {
        let query = Query::new(unit(vector)?);
        self.read().search(&query, limit, allowed)
    }

    fn len(&self) -> usize {
        self.read().mentors.len()
    }
}

#[derive(Debug)]
struct Segment {
    signs: Vec<u64>,
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
    places: MentorMap<u32>,
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
            self.segments.push(Segment {
                signs: Vec::with_capacity(SEGMENT_ROWS * sign_words(self.dimension)),
                coarse: Vec::with_capacity(bytes),
                fine: Vec::with_capacity(bytes),
            });
        }
        let segment = &mut self.segments[place / SEGMENT_ROWS];
        segment.signs.extend_from_slice(&row.signs);
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
        let words = sign_words(dimension);
        let signs_start = tail.signs.len() - words;
        if hole != last {
            let offset = hole % SEGMENT_ROWS * dimension;
            let signs_offset = hole % SEGMENT_ROWS * words;
            if let Some(segment) = self.segments.get_mut(hole / SEGMENT_ROWS) {
                segment.signs[signs_offset..][..words].copy_from_slice(&tail.signs[signs_start..]);
                segment.coarse[offset..][..dimension].copy_from_slice(&tail.coarse[start..]);
                segment.fine[offset..][..dimension].copy_from_slice(&tail.fine[start..]);
            } else {
                tail.signs.copy_within(signs_start.., signs_offset);
                tail.coarse.copy_within(start.., offset);
                tail.fine.copy_within(start.., offset);
            }
            let owner = &mut self.mentors[self.rows[last].owner as usize];
            if let Some(row) = owner.rows.iter_mut().find(|row| **row as usize == last) {
                *row = hole as u32;
            }
        }
        tail.signs.truncate(signs_start);
        tail.coarse.truncate(start);
        tail.fine.truncate(start);
        if !tail.coarse.is_empty() {
            self.segments.push(tail);
        }
        self.rows.swap_remove(hole);
    }

    #[inline(always)]
    fn coarse(&self, row: usize) -> &[i8] {
        &self.segments[row / SEGMENT_ROWS].coarse[row % SEGMENT_ROWS * self.dimension..][..self.dimension]
    }

    #[inline(always)]
    fn fine(&self, row: usize) -> &[i8] {
        &self.segments[row / SEGMENT_ROWS].fine[row % SEGMENT_ROWS * self.dimension..][..self.dimension]
    }

    fn search(
        &self,
        query: &Query,
        limit: usize,
        allowed: Option<&MentorSet>,
    ) -> Result<Vec<Hit>, PortError> {
        if limit == 0 || self.rows.is_empty() {
            return Ok(Vec::new());
        }
        same_dimension(query.exact.len(), self.dimension)?;
        let arch = Arch::new();
        let chosen = self.likely(arch, query, limit, allowed);
        let near = match (&chosen, allowed) {
            // All of them are wanted: nothing is to be ruled out.
            (Some(chosen), Some(allowed)) if allowed.len() <= limit => {
                chosen.iter().map(|&row| row as usize).collect()
            }
            _ => self.near(arch, query, limit, chosen.as_deref()),
        };
        let exact = arch.dispatch(FineScan { rows: self, query: &query.exact, near: &near });
        let mut scored: Vec<(Row, f32)> =
            near.iter().zip(exact).map(|(&row, score)| (self.rows[row], score)).collect();
        // By mentor, the best passage first; that one is kept.
        scored.sort_unstable_by(|(a, a_score), (b, b_score)| {
            a.owner.cmp(&b.owner).then(b_score.total_cmp(a_score)).then(a.part.cmp(&b.part))
        });
        scored.dedup_by_key(|(row, _)| row.owner);
        let mut hits: Vec<Hit> = scored.into_iter().map(|(row, score)| self.hit(row, score)).collect();
        hits.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then(a.mentor_id.cmp(&b.mentor_id)));
        hits.truncate(limit);
        Ok(hits)
    }

    /// The rows that a coarse look cannot rule out, of all or of the chosen ones.
    fn near(&self, arch: Arch, query: &Query, limit: usize, chosen: Option<&[u32]>) -> Vec<usize> {
        let scores = arch.dispatch(CoarseScan { rows: self, query, chosen });
        let row_at = |place: usize| chosen.map_or(place, |chosen| chosen[place] as usize);
        let threshold = self.threshold(&scores, row_at, limit) - 2.0 * (self.slack + query.slack);
        let near = scores.iter().enumerate().filter(|&(_, &score)| score >= threshold);
        near.map(|(place, _)| row_at(place)).collect()
    }

    /// Of many rows that are allowed, those with the most signs like the query's; of few all, or nothing where
    /// these are all there are.
    fn likely(
        &self,
        arch: Arch,
        query: &Query,
        limit: usize,
        allowed: Option<&MentorSet>,
    ) -> Option<Vec<u32>> {
        let [first, second] = ROWS_PER_HIT.map(|rows| limit * rows);
        let many = |rows: usize| rows > second.max(ALL_ROWS);
        let first = first.max(ALL_ROWS);
        let near = match allowed {
            None if many(self.rows.len()) => self.like_signs(arch, query, None, first),
            None => return None,
            Some(allowed) => {
                let share = allowed.len() as f64 / self.mentors.len() as f64;
                let looks_at_all = allowed.len() > limit
                    && allowed.len() * FEW >= self.mentors.len()
                    && many((self.rows.len() as f64 * share) as usize);
                let near = looks_at_all.then(|| {
                    // As many more as there are mentors who are not allowed.
                    let more = (first as f64 / share) as usize;
                    let mut near = self.like_signs(arch, query, None, more);
                    near.retain(|row| allowed.contains(&self.owner(*row).id));
                    near
                });
                match near.filter(|near| near.len() >= first / 2) {
                    Some(near) => near,
                    // Those who are allowed are few, or of another kind than what is looked for.
                    None => {
                        let chosen = self.rows_of(allowed);
                        if !many(chosen.len()) {
                            return Some(chosen);
                        }
                        self.like_signs(arch, query, Some(&chosen), first)
                    }
                }
            }
        };
        let sums = arch.dispatch(LevelScan { rows: self, planes: &query.planes, chosen: &near });
        let least = least_of_largest(&sums, second.max(ALL_ROWS / 2));
        Some(near.into_iter().zip(sums).filter(|(_, sum)| *sum >= least).map(|(row, _)| row).collect())
    }

    /// At least `most` rows, of all or of the chosen ones, with the most signs like the query's.
    fn like_signs(&self, arch: Arch, query: &Query, chosen: Option<&[u32]>, most: usize) -> Vec<u32> {
        let differences = arch.dispatch(SignScan { rows: self, signs: &query.signs, chosen });
        let mut near = nearest(&differences, self.dimension, most);
        if let Some(chosen) = chosen {
            near.iter_mut().for_each(|place| *place = chosen[*place as usize]);
        }
        near
    }

    fn owner(&self, row: u32) -> &Mentor {
        &self.mentors[self.rows[row as usize].owner as usize]
    }

    /// In the order of memory.
    fn rows_of(&self, allowed: &MentorSet) -> Vec<u32> {
        let places = allowed.iter().filter_map(|id| self.places.get(id));
        let mut rows: Vec<u32> =
            places.flat_map(|place| &self.mentors[*place as usize].rows).copied().collect();
        rows.sort_unstable();
        rows
    }

    /// The coarse score that the `limit` best mentors reach.
    fn threshold(&self, scores: &[f32], row_at: impl Fn(usize) -> usize, limit: usize) -> f32 {
        const NONE: f32 = f32::NEG_INFINITY;
        let owner_of = |place: usize| self.rows[row_at(place)].owner as usize;
        let mut best_of = vec![NONE; self.mentors.len()];
        for (place, &score) in scores.iter().enumerate() {
            let best = &mut best_of[owner_of(place)];
            *best = best.max(score);
        }
        // Each mentor's once.
        let take = |place| std::mem::replace(&mut best_of[owner_of(place)], NONE);
        let mut best: Vec<f32> = (0..scores.len()).map(take).filter(|best| *best > NONE).collect();
        if limit >= best.len() {
            return f32::NEG_INFINITY;
        }
        *best.select_nth_unstable_by(limit - 1, |a, b| b.total_cmp(a)).1
    }

    fn hit(&self, Row { owner, part, .. }: Row, similarity: f32) -> Hit {
        // Rounding can lead a hair beyond one.
        let similarity = similarity.clamp(-1.0, 1.0);
        Hit { mentor_id: self.mentors[owner as usize].id, part, similarity }
    }
}

/// Rows that are looked at as one: most of these hold none of the nearest.
const BLOCK: usize = 16;

/// The places of the smallest differences: of at least `most`, and of all that are as small; or of all.
fn nearest(differences: &[u16], dimension: usize, most: usize) -> Vec<u32> {
    // Neighbours often fall on the same count: side by side, one does not wait for the other to be written.
    let mut counts = vec![[0_u32; 4]; dimension + 1];
    for (place, difference) in differences.iter().enumerate() {
        counts[usize::from(*difference)][place % 4] += 1;
    }
    let mut taken = 0;
    let farthest = counts.iter().position(|sides| {
        taken += sides.iter().sum::<u32>() as usize;
        taken >= most
    });
    let farthest = farthest.unwrap_or(dimension);
    // Which ones these are cannot be foreseen, so that it is written without a branch; the last place takes what
    // comes after all of them.
    let mut places = vec![0; taken + 1];
    let mut found = 0;
    for (start, block) in (0..).step_by(BLOCK).zip(differences.chunks(BLOCK)) {
        let least = block.iter().fold(u16::MAX, |least, difference| least.min(*difference));
        if usize::from(least) > farthest {
            continue;
        }
        for (place, difference) in (start..).zip(block) {
            places[found] = place;
            found += usize::from(usize::from(*difference) <= farthest);
        }
    }
    places.truncate(found);
    places
}

/// The smallest of the `most` largest numbers.
fn least_of_largest(numbers: &[i32], most: usize) -> i32 {
    if numbers.len() <= most {
        return i32::MIN;
    }
    let mut numbers = numbers.to_vec();
    *numbers.select_nth_unstable_by(most - 1, |a, b| b.cmp(a)).1
}

fn same_dimension(given: usize, expected: usize) -> Result<(), PortError> {
    if given == expected {
        return Ok(());
    }
    Err(PortError::GiveUp(format!("the index holds vectors of {expected} numbers, this one has {given}")))
}
