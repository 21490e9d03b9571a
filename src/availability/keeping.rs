//! How long a time is kept for somebody who fills in the form.
//!
//! A hold ends by itself after [`KEPT_MINUTES`] minutes. Whoever lets it go, or chooses another time of the same
//! mentor, is kept the next one, but all together no longer than [`SHARE_MINUTES`] minutes, counted from the first;
//! [`WINDOW_MINUTES`] minutes after the first it begins anew. So nobody keeps a mentor from the others by going back
//! and forth. It is counted for the mentor and not for the slot: times that overlap, that need buffers between them,
//! or that are the last of a full week stand in each other's way, so that holding one of them is as good as another.

use super::slot_time::shifted;
use crate::time::Timestamp;

/// How long one time is kept, in minutes.
pub const KEPT_MINUTES: i64 = 5;
/// How long times of one mentor are kept for one person, in minutes.
pub const SHARE_MINUTES: i64 = 10;
/// From the first hold on so long, in minutes.
pub const WINDOW_MINUTES: i64 = 30;

/// A time to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// Since when the person keeps times of this mentor.
    pub since: Timestamp,
    /// Until when this one is kept.
    pub until: Timestamp,
}

/// How long a time is kept for whoever asks at `now` and began to keep times of the same mentor at `since`; nothing
/// when they have had their share.
pub fn keeping(since: Option<Timestamp>, now: Timestamp) -> Option<Keeping> {
    let since = since.filter(|since| now < shifted(*since, WINDOW_MINUTES)).unwrap_or(now);
    let until = shifted(now, KEPT_MINUTES).min(shifted(since, SHARE_MINUTES));
    (now < until).then_some(Keeping { since, until })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_keeps_times_for_longer_than_their_share() {
        let at = |minute: i64| Timestamp::from_second(1_800_000_000 + minute * 60).unwrap();
        let cases = [
            // Began, asks, then: counted from, kept until.
            (None, 0, Some((0, 5))),
            (Some(0), 0, Some((0, 5))),
            (Some(0), 4, Some((0, 9))),
            (Some(0), 5, Some((0, 10))),
            (Some(0), 7, Some((0, 10))),
            (Some(0), 9, Some((0, 10))),
            (Some(0), 10, None),
            (Some(0), 29, None),
            (Some(0), 30, Some((30, 35))),
            (Some(0), 500, Some((500, 505))),
            // By a clock that is off.
            (Some(3), 0, Some((3, 5))),
        ];
        for (since, now, expected) in cases {
            let expected = expected.map(|(since, until)| Keeping { since: at(since), until: at(until) });
            assert_eq!(keeping(since.map(at), at(now)), expected, "{since:?} {now}");
        }
    }

    #[test]
    fn however_often_they_ask_two_thirds_of_the_time_are_left_to_others() {
        let at = |second: i64| Timestamp::from_second(1_800_000_000 + second).unwrap();
        let (mut since, mut until, mut kept) = (None, at(0), 0);
        for second in 0..10 * WINDOW_MINUTES * 60 {
            let now = at(second);
            if let Some(keeping) = keeping(since, now) {
                (since, until) = (Some(keeping.since), keeping.until);
            }
            kept += i64::from(now < until);
        }
        assert_eq!(kept, 10 * SHARE_MINUTES * 60);
    }
}
