//! The mentee in whose name a time is asked for.

use super::slot_time::{RangeIndex, merge, shifted};
use super::{MENTEE_CAP_DAYS, SlotTime};
use crate::ids::UserId;
use crate::time::Timestamp;

/// What the engine needs to know of a mentee.
#[derive(Clone, Debug)]
pub struct Asker {
    user_id: UserId,
    busy: RangeIndex<()>,
    with_mentor: Vec<Timestamp>,
}

impl Asker {
    /// `sessions` are those of the mentee, with whomever, that hold their time; `with_mentor` the
    /// starts of those with this mentor that count against the cap, past ones as well. When a
    /// session is moved, it belongs into neither.
    pub fn new(user_id: UserId, sessions: Vec<SlotTime>, mut with_mentor: Vec<Timestamp>) -> Self {
        with_mentor.sort_unstable();
        let busy = RangeIndex::new(merge(sessions).into_iter().map(|time| (time, ())));
        Self { user_id, busy, with_mentor }
    }

    /// Whether a hold is theirs.
    pub(super) fn is(&self, user_id: UserId) -> bool {
        self.user_id == user_id
    }

    /// Whether they are elsewhere. Buffers are the mentor's alone: a mentee may go from one session
    /// to the next.
    pub(super) fn is_busy(&self, time: SlotTime) -> bool {
        self.busy.overlapping(time).next().is_some()
    }

    /// Whether one more session that starts at `at` would be more than `cap` within some
    /// [`MENTEE_CAP_DAYS`] days.
    pub(super) fn exceeds(&self, cap: usize, at: Timestamp) -> bool {
        let span = MENTEE_CAP_DAYS * 24 * 60;
        let (first, end) = (shifted(at, -span), shifted(at, span));
        let from = self.with_mentor.partition_point(|start| *start <= first);
        let to = self.with_mentor.partition_point(|start| *start < end);
        let near = &self.with_mentor[from.min(to)..to];
        // With the new one, cap + 1 of them in less than the span are too many; without it, `cap`
        // others that reach from one side of it to the other.
        cap == 0
            || near.windows(cap).any(|others| {
                let (first, last) = (others[0].min(at), others[cap - 1].max(at));
                last < shifted(first, span)
            })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn day(day: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + day * 86_400).unwrap()
    }

    #[test]
    fn no_28_days_hold_more_than_the_cap() {
        let cases = [
            (&[][..], 1, 0, false),
            (&[0], 1, 27, true),
            (&[0], 1, 28, false),
            (&[0], 1, -27, true),
            (&[0], 1, -28, false),
            (&[0], 1, 0, true),
            (&[0], 2, 1, false),
            (&[0, 20], 2, 10, true),
            (&[0, 20], 2, 27, true),
            (&[0, 20], 2, 28, false),
            (&[0, 20], 2, -7, true),
            (&[0, 20], 2, -8, false),
            (&[0, 20], 1, 40, true),
            // One before and one after, further from each other than the span.
            (&[0, 40], 2, 20, false),
            (&[40, 0], 1, 20, true),
            // More than the cap already, but not around here.
            (&[0, 1, 2, 3], 2, 31, false),
        ];
        for (starts, cap, at, expected) in cases {
            let with_mentor = starts.iter().map(|start| day(*start)).collect();
            let asker = Asker::new(UserId(Uuid::nil()), vec![], with_mentor);
            assert_eq!(asker.exceeds(cap, day(at)), expected, "{starts:?} and {at}, cap {cap}");
        }
    }

    #[test]
    fn sessions_may_touch() {
        let time = |from: i64, to: i64| SlotTime { starts_at: day(from), ends_at: day(to) };
        let asker = Asker::new(UserId(Uuid::nil()), vec![time(10, 20), time(30, 40)], vec![]);
        for (from, to, expected) in [(0, 10, false), (20, 30, false), (19, 21, true), (5, 50, true)] {
            assert_eq!(asker.is_busy(time(from, to)), expected, "{from}–{to}");
        }
    }
}
