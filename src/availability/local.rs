//! Which instant a local time means.
//!
//! When the clocks change, the rule is that of RFC 5545, 3.3.5, everywhere in this crate:
//! - a local time that is skipped (a *gap*) is read by the clock before the change, so it is moved
//!   later by the length of the gap: 02:30 in New York on 2026-03-08 is 03:30;
//! - a local time that occurs twice (a *fold*) means the first: 01:30 in New York on 2026-11-01 is
//!   the one before the clocks go back, and is offered once.
//!
//! This is the "compatible" rule of Temporal and of `jiff`. A whole day that is skipped, as
//! 2011-12-30 in Apia, has no hours at all: nobody lives through that weekday.
//!
//! Rules and days off are kept in local time and mean what the clocks of their day say; what is
//! booked is kept as an instant and never moves, nor does its real duration change.

use jiff::civil::{Date, DateTime};
use jiff::tz::AmbiguousOffset;

use crate::time::{Timestamp, Zone};

/// The instant of a local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Instant {
    /// UTC.
    pub(crate) at: Timestamp,
    /// Whether the clocks skip the local time.
    pub(crate) in_gap: bool,
}

/// What `local` means in `zone`; nothing only at the ends of time.
pub(crate) fn instant(local: DateTime, zone: &Zone) -> Option<Instant> {
    let ambiguous = zone.tz().to_ambiguous_timestamp(local);
    let in_gap = matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
    ambiguous.compatible().ok().map(|at| Instant { at, in_gap })
}

/// Whether `zone` has the day at all.
pub(crate) fn has_day(date: Date, zone: &Zone) -> bool {
    let midnight = instant(date.to_datetime(jiff::civil::Time::midnight()), zone);
    midnight.is_some_and(|midnight| !midnight.in_gap || day_of(midnight.at, zone) == date)
}

/// The local day of an instant.
pub(super) fn day_of(at: Timestamp, zone: &Zone) -> Date {
    zone.tz().to_datetime(at).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_move_later_and_folds_mean_the_first() {
        let cases = [
            // The United States, 2026-03-08 and 2026-11-01, at 02:00.
            ("America/New_York", "2026-03-08T01:59", "2026-03-08T06:59:00Z", false),
            ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:30:00Z", true),
            ("America/New_York", "2026-03-08T03:00", "2026-03-08T07:00:00Z", false),
            ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00Z", false),
            ("America/New_York", "2026-11-01T02:00", "2026-11-01T07:00:00Z", false),
            // Europe, 2026-03-29 and 2026-10-25, at 01:00 UTC.
            ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00Z", true),
            ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00Z", false),
            // Half an hour only.
            ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00Z", true),
            ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z", false),
            // Midnight is skipped.
            ("Africa/Cairo", "2026-04-24T00:00", "2026-04-23T22:00:00Z", true),
            ("Asia/Beirut", "2026-03-29T00:00", "2026-03-28T22:00:00Z", true),
            ("America/Santiago", "2026-09-06T00:00", "2026-09-06T04:00:00Z", true),
            // A day is skipped.
            ("Pacific/Apia", "2011-12-30T09:00", "2011-12-30T19:00:00Z", true),
            ("Asia/Kathmandu", "2026-11-24T09:00", "2026-11-24T03:15:00Z", false),
        ];
        for (name, local, at, in_gap) in cases {
            let zone = Zone::parse("timezone", name).unwrap();
            let expected = Instant { at: at.parse().unwrap(), in_gap };
            assert_eq!(instant(local.parse().unwrap(), &zone), Some(expected), "{name} {local}");
        }
    }

    #[test]
    fn only_a_skipped_day_is_none() {
        let cases = [
            ("Pacific/Apia", "2011-12-29", true),
            ("Pacific/Apia", "2011-12-30", false),
            ("Pacific/Apia", "2011-12-31", true),
            ("Africa/Cairo", "2026-04-24", true),
            ("America/Santiago", "2026-09-06", true),
            ("UTC", "2011-12-30", true),
        ];
        for (name, date, expected) in cases {
            let zone = Zone::parse("timezone", name).unwrap();
            assert_eq!(has_day(date.parse().unwrap(), &zone), expected, "{name} {date}");
        }
        assert!(instant(DateTime::MAX, &Zone::parse("timezone", "America/New_York").unwrap()).is_none());
    }
}
