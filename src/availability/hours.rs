//! When a mentor wants to be met, in the local time of the mentor.
//!
//! What counts on a day, from the weakest to the strongest:
//! 1. what repeats: the weekly hours of its weekday, and the occurrences of recurrences;
//! 2. an override of the day replaces all that repeats on it; without windows the day is closed;
//! 3. one-off windows are added, to what repeats or to the override: they were meant for that day;
//! 4. a block-out wins over everything: no session may touch it. Buffers may: the mentor is away
//!    then, but not later or earlier than said.
//!
//! A window belongs to the day on which it begins: an override of Saturday leaves alone what Friday
//! night has after midnight, a block-out of Saturday does not. Windows that overlap or touch, also
//! at midnight and from Sunday to Monday, are one run of hours, so that a session may lie across.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use super::local::{has_day, instant};
use super::slot_time::merge;
use super::window::{self, Window};
use super::{SlotTime, WeeklyWindow};
use crate::failure::Failure;
use crate::time::Zone;

/// The longest block-out, in days.
const LONGEST_BLOCK: i32 = 731;

/// The hours of one day, instead of what repeats on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateOverride {
    /// The local day.
    pub date: Date,
    /// None means closed.
    pub windows: Vec<Window>,
}

/// Time off, in local time, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Block {
    from: DateTime,
    to: DateTime,
}

impl Block {
    /// Whole days, the last one included, at most two years; refusals name `field`, the one of the end.
    pub fn days(field: &str, first: Date, last: Date) -> Result<Self, Failure> {
        if last < first {
            return Err(Failure::invalid(field, "The last day is before the first. Give a later one."));
        }
        let midnight = |date: Date| date.to_datetime(jiff::civil::Time::midnight());
        Self::within(field, midnight(first), midnight(last.saturating_add(1.day())))
    }

    /// From one local time to another, at most two years; refusals name `field`, the one of the end.
    pub fn times(field: &str, from: DateTime, to: DateTime) -> Result<Self, Failure> {
        if to <= from {
            return Err(Failure::invalid(field, "This ends before it starts. Give a later end."));
        }
        Self::within(field, from, to)
    }

    fn within(field: &str, from: DateTime, to: DateTime) -> Result<Self, Failure> {
        if to > from.saturating_add(LONGEST_BLOCK.days()) {
            return Err(Failure::invalid(field, "Give two years at most."));
        }
        Ok(Self { from, to })
    }

    /// Local time, inclusive.
    pub fn from(&self) -> DateTime {
        self.from
    }

    /// Local time, exclusive.
    pub fn to(&self) -> DateTime {
        self.to
    }

    /// The instants in `zone`; empty where the clocks skip all of it.
    fn instants(&self, zone: &Zone) -> Option<SlotTime> {
        let (from, to) = (instant(self.from, zone)?, instant(self.to, zone)?);
        Some(SlotTime { starts_at: from.at, ends_at: to.at })
    }
}

/// All a mentor said about when to be met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    weekly: Vec<WeeklyWindow>,
    occurrences: BTreeMap<Date, Vec<Window>>,
    overrides: BTreeMap<Date, Vec<Window>>,
    one_offs: BTreeMap<Date, Vec<Window>>,
    blocks: Vec<Block>,
}

impl Hours {
    /// The same hours every week. A window out of its bounds is left out.
    pub fn weekly(windows: impl IntoIterator<Item = WeeklyWindow>) -> Self {
        Self { weekly: windows.into_iter().collect(), ..Self::default() }
    }

    /// With windows that recur by some other rule, spelt out day by day.
    pub fn with_occurrences(mut self, windows: impl IntoIterator<Item = (Date, Window)>) -> Self {
        add(&mut self.occurrences, windows);
        self
    }

    /// With hours for single days instead of what repeats; a day given twice has both.
    pub fn with_overrides(mut self, overrides: impl IntoIterator<Item = DateOverride>) -> Self {
        for DateOverride { date, windows } in overrides {
            self.overrides.entry(date).or_default().extend(windows);
        }
        self
    }

    /// With windows for single days besides what there is.
    pub fn with_one_offs(mut self, windows: impl IntoIterator<Item = (Date, Window)>) -> Self {
        add(&mut self.one_offs, windows);
        self
    }

    /// With time off.
    pub fn with_blocks(mut self, blocks: impl IntoIterator<Item = Block>) -> Self {
        self.blocks.extend(blocks);
        self
    }

    /// The windows that begin on a day, in order; block-outs aside. None on a day that the zone skips.
    pub fn on(&self, date: Date, zone: &Zone) -> Vec<Window> {
        if !has_day(date, zone) {
            return vec![];
        }
        let weekday = date.weekday().to_monday_zero_offset() as u8;
        let mut windows = self.overrides.get(&date).cloned().unwrap_or_else(|| {
            let weekly = self.weekly.iter().filter(|window| window.weekday == weekday);
            let weekly = weekly.filter_map(|window| window.window());
            weekly.chain(self.occurrences.get(&date).into_iter().flatten().copied()).collect()
        });
        windows.extend(self.one_offs.get(&date).into_iter().flatten().copied());
        window::merge(windows)
    }

    /// All time off as instants, in order and apart from each other.
    pub fn blocked(&self, zone: &Zone) -> Vec<SlotTime> {
        merge(self.blocks.iter().filter_map(|block| block.instants(zone)).collect())
    }
}

fn add(days: &mut BTreeMap<Date, Vec<Window>>, windows: impl IntoIterator<Item = (Date, Window)>) {
    for (date, window) in windows {
        days.entry(date).or_default().push(window);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::availability::rules::parse_weekly_hours;
    use crate::availability::window::parse_windows;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn windows(text: &str) -> Vec<Window> {
        parse_windows("hours", text).unwrap()
    }

    fn one(date_text: &str, text: &str) -> (Date, Window) {
        (date(date_text), windows(text)[0])
    }

    fn berlin() -> Zone {
        Zone::parse("timezone", "Europe/Berlin").unwrap()
    }

    #[test]
    fn the_stronger_rule_counts() {
        let weekly = || Hours::weekly(parse_weekly_hours("Mon 09:00-12:00\nFri 22:00-02:00").unwrap());
        let with = |text: &str| DateOverride { date: date("2026-11-23"), windows: windows(text) };
        let recurring = || weekly().with_occurrences([one("2026-11-23", "14:00-15:00")]);
        let cases = [
            ("weekly", weekly(), "2026-11-23", "09:00-12:00"),
            ("another weekday", weekly(), "2026-11-24", ""),
            ("a night belongs to its evening", weekly(), "2026-11-27", "22:00-02:00"),
            ("and not to the morning", weekly(), "2026-11-28", ""),
            ("recurring", recurring(), "2026-11-23", "09:00-12:00 14:00-15:00"),
            ("override", recurring().with_overrides([with("10:00-11:00")]), "2026-11-23", "10:00-11:00"),
            ("closed", recurring().with_overrides([with("")]), "2026-11-23", ""),
            ("only its day", recurring().with_overrides([with("")]), "2026-11-30", "09:00-12:00"),
            (
                "twice",
                weekly().with_overrides([with("08:00-09:00"), with("08:30-10:00")]),
                "2026-11-23",
                "08:00-10:00",
            ),
            (
                "one-off",
                weekly().with_one_offs([one("2026-11-23", "12:00-13:00")]),
                "2026-11-23",
                "09:00-13:00",
            ),
            (
                "one-off on a closed day",
                weekly().with_overrides([with("")]).with_one_offs([one("2026-11-23", "12:00-13:00")]),
                "2026-11-23",
                "12:00-13:00",
            ),
        ];
        for (name, hours, day, expected) in cases {
            let written: Vec<String> =
                hours.on(date(day), &berlin()).iter().map(|window| window.format()).collect();
            assert_eq!(written.join(" "), expected, "{name}");
        }
    }

    #[test]
    fn time_off_is_local_and_half_open() {
        let days = |first, last| Block::days("to", date(first), date(last)).unwrap();
        let times =
            |from: &str, to: &str| Block::times("to", from.parse().unwrap(), to.parse().unwrap()).unwrap();
        let blocked = |zone: &str, block: Block| {
            let hours = Hours::default().with_blocks([block]);
            let said = hours.blocked(&Zone::parse("timezone", zone).unwrap());
            said.iter()
                .map(|time| format!("{} {}", time.starts_at, time.ends_at))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let cases = [
            // A day stays that day, east and west of Greenwich.
            (
                "Pacific/Auckland",
                days("2026-12-24", "2026-12-24"),
                "2026-12-23T11:00:00Z 2026-12-24T11:00:00Z",
            ),
            (
                "America/New_York",
                days("2026-12-24", "2026-12-26"),
                "2026-12-24T05:00:00Z 2026-12-27T05:00:00Z",
            ),
            // Days of 23 and 25 hours.
            (
                "America/New_York",
                days("2026-03-08", "2026-03-08"),
                "2026-03-08T05:00:00Z 2026-03-09T04:00:00Z",
            ),
            (
                "America/New_York",
                days("2026-11-01", "2026-11-01"),
                "2026-11-01T04:00:00Z 2026-11-02T05:00:00Z",
            ),
            // A day that begins at 01:00, and one that is none.
            ("Africa/Cairo", days("2026-04-24", "2026-04-24"), "2026-04-23T22:00:00Z 2026-04-24T21:00:00Z"),
            ("Pacific/Apia", days("2011-12-30", "2011-12-30"), ""),
            (
                "Europe/Berlin",
                times("2026-11-24T14:00", "2026-11-24T15:30"),
                "2026-11-24T13:00:00Z 2026-11-24T14:30:00Z",
            ),
        ];
        for (zone, block, expected) in cases {
            assert_eq!(blocked(zone, block), expected, "{zone} {block:?}");
        }
    }

    #[test]
    fn time_off_that_is_none_names_its_end() {
        let moment: DateTime = "2026-11-24T14:00".parse().unwrap();
        let far = date("2199-01-01");
        for refused in [
            Block::days("last_day", date("2026-12-24"), date("2026-12-23")),
            Block::days("last_day", date("2026-12-24"), far),
            Block::times("last_day", moment, moment),
            Block::times("last_day", moment, DateTime::MAX),
        ] {
            let refused = refused.unwrap_err();
            assert!(
                matches!(refused, Failure::Invalid { ref field, .. } if field == "last_day"),
                "{refused:?}"
            );
        }
    }
}
