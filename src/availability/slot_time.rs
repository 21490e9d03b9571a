//! A range of instants, and how two of them lie to each other.

use crate::time::Timestamp;

/// A half-open range of instants: the time of a session, a window, a block-out.
///
/// Half-open, so that 10:00–11:00 and 11:00–12:00 touch and do not overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotTime {
    /// Inclusive.
    pub starts_at: Timestamp,
    /// Exclusive.
    pub ends_at: Timestamp,
}

impl SlotTime {
    /// The range that begins at `starts_at` and really lasts so many minutes, whatever the clocks
    /// do meanwhile; cut at the end of time.
    pub fn lasting(starts_at: Timestamp, minutes: i64) -> Self {
        Self { starts_at, ends_at: shifted(starts_at, minutes) }
    }

    /// Whether both have an instant in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.starts_at < other.ends_at && other.starts_at < self.ends_at
    }

    /// Whether `other` lies within.
    pub fn covers(&self, other: &Self) -> bool {
        self.starts_at <= other.starts_at && other.ends_at <= self.ends_at
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.ends_at <= self.starts_at
    }

    /// The range with so many minutes added at either side.
    pub fn with_buffers(&self, before: i64, after: i64) -> Self {
        Self { starts_at: shifted(self.starts_at, -before), ends_at: shifted(self.ends_at, after) }
    }
}

/// `at`, so many minutes later; never beyond what can be said.
pub(crate) fn shifted(at: Timestamp, minutes: i64) -> Timestamp {
    let end = if minutes < 0 { Timestamp::MIN } else { Timestamp::MAX };
    // Adding a duration would do the same several times slower.
    let second = at.as_second().saturating_add(minutes.saturating_mul(60));
    Timestamp::new(second, at.subsec_nanosecond()).unwrap_or(end)
}

/// The same instants in as few ranges as can be, in order: what overlaps or touches becomes one.
pub(super) fn merge(mut ranges: Vec<SlotTime>) -> Vec<SlotTime> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_unstable();
    let mut merged: Vec<SlotTime> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.starts_at <= last.ends_at => last.ends_at = last.ends_at.max(range.ends_at),
            _ => merged.push(range),
        }
    }
    merged
}

/// Ranges that carry something, to be asked what lies across a time.
#[derive(Clone, Debug)]
pub(super) struct RangeIndex<T> {
    /// By start.
    items: Vec<(SlotTime, T)>,
    /// The latest end up to each of them; it never falls.
    latest_end: Vec<Timestamp>,
}

impl<T> RangeIndex<T> {
    /// Empty ranges are left out: nothing lies across them.
    pub(super) fn new(items: impl IntoIterator<Item = (SlotTime, T)>) -> Self {
        let mut items: Vec<_> = items.into_iter().filter(|(range, _)| !range.is_empty()).collect();
        items.sort_by_key(|(range, _)| *range);
        let mut latest = Timestamp::MIN;
        let ends = items.iter().map(|(range, _)| {
            latest = latest.max(range.ends_at);
            latest
        });
        Self { latest_end: ends.collect(), items }
    }

    /// All that overlap `range`, by start, and few others: two binary searches.
    pub(super) fn near(&self, range: SlotTime) -> &[(SlotTime, T)] {
        let end = self.items.partition_point(|(item, _)| item.starts_at < range.ends_at);
        let start = self.latest_end[..end].partition_point(|end| *end <= range.starts_at);
        &self.items[start.min(end)..end]
    }

    /// All that overlap `range`, by start.
    pub(super) fn overlapping(&self, range: SlotTime) -> impl Iterator<Item = &T> {
        overlapping(self.near(range), range)
    }

    /// All that start within `range`, in order.
    pub(super) fn starting_in(&self, range: SlotTime) -> impl Iterator<Item = &T> {
        let before = |at: Timestamp| self.items.partition_point(|(item, _)| item.starts_at < at);
        let (start, end) = (before(range.starts_at), before(range.ends_at));
        self.items[start.min(end)..end].iter().map(|(_, carried)| carried)
    }
}

/// Those that overlap `range`.
pub(super) fn overlapping<T>(items: &[(SlotTime, T)], range: SlotTime) -> impl Iterator<Item = &T> {
    items.iter().filter(move |(item, _)| item.overlaps(&range)).map(|(_, carried)| carried)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(from: i64, to: i64) -> SlotTime {
        let at = |minute| Timestamp::from_second(minute * 60).unwrap();
        SlotTime { starts_at: at(from), ends_at: at(to) }
    }

    #[test]
    fn ranges_are_half_open() {
        let cases = [
            ((10, 20), (20, 30), false),
            ((20, 30), (10, 20), false),
            ((10, 20), (19, 30), true),
            ((10, 20), (0, 11), true),
            ((10, 20), (12, 13), true),
            ((12, 13), (10, 20), true),
        ];
        for ((a, b), (c, d), expected) in cases {
            assert_eq!(minutes(a, b).overlaps(&minutes(c, d)), expected, "{a}–{b} and {c}–{d}");
        }
        assert_eq!(minutes(10, 20).with_buffers(5, 7), minutes(5, 27));
        assert_eq!(SlotTime::lasting(Timestamp::MAX, 5).ends_at, Timestamp::MAX);
        let odd = Timestamp::new(-90, -5).unwrap();
        assert_eq!(shifted(odd, 2), odd + jiff::SignedDuration::from_mins(2));
        assert_eq!((shifted(odd, i64::MIN), shifted(odd, i64::MAX)), (Timestamp::MIN, Timestamp::MAX));
    }

    #[test]
    fn what_touches_becomes_one() {
        let mixed = [(30, 40), (10, 20), (20, 25), (12, 14), (50, 50), (60, 55)];
        let merged = merge(mixed.iter().map(|(from, to)| minutes(*from, *to)).collect());
        assert_eq!(merged, [minutes(10, 25), minutes(30, 40)]);
    }

    #[test]
    fn the_index_finds_all_that_lie_across() {
        // The first is long: what ends early behind it must not hide it.
        let all = [(0, 100), (10, 20), (30, 40), (40, 50), (45, 45)];
        let index = RangeIndex::new(all.iter().map(|pair| (minutes(pair.0, pair.1), *pair)));
        for from in -5..110 {
            for to in from + 1..112 {
                let asked = minutes(from, to);
                let found: Vec<_> = index.overlapping(asked).copied().collect();
                let expected: Vec<_> =
                    all[..4].iter().filter(|(a, b)| minutes(*a, *b).overlaps(&asked)).copied().collect();
                assert_eq!(found, expected, "{from}–{to}");
            }
        }
        assert_eq!(index.starting_in(minutes(10, 40)).count(), 2);
    }
}
