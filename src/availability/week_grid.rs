//! A week of half hours to paint on, and the weekly hours that it stands for.
//!
//! Windows that no half hours of one day can show stay as they were written.

use std::ops::Range;

use super::month::WEEKDAYS;
use super::window::{self, DAY, Window};
use super::{WeeklyWindow, rules};
use crate::failure::Failure;
use crate::language::Text;
use crate::text;

/// Half hours of a day.
pub const HALVES: u8 = 48;

const MINUTES: u16 = 30;
const WEEK: u32 = 7 * DAY as u32;

/// What is shown of a day in any case: 06:00 to 22:00.
const DAYTIME: Range<u8> = 12..44;

/// Rows that a page key leads over: two hours.
const PAGE: u8 = 4;

/// A half hour of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    day: u8,
    half: u8,
}

impl Cell {
    /// 0 is Monday and midnight; nothing outside of a week.
    pub fn new(day: u8, half: u8) -> Option<Self> {
        (usize::from(day) < WEEKDAYS.len() && half < HALVES).then_some(Self { day, half })
    }

    /// Monday 09:00, where the keyboard begins.
    pub fn first() -> Self {
        Self { day: 0, half: 18 }
    }

    /// Reads what [`Cell::code`] writes.
    pub fn parse(code: &str) -> Option<Self> {
        let (day, half) = code.split_once('-')?;
        Self::new(day.parse().ok()?, half.parse().ok()?)
    }

    /// A short name for programs: `0-18`.
    pub fn code(self) -> String {
        format!("{}-{}", self.day, self.half)
    }

    /// "Monday 09:00".
    pub fn say(self) -> Text {
        text!("{weekday} {time}", weekday = weekday(self.day), time = clock(self.half))
    }

    /// Where a key leads among the rows that show; at an edge, nowhere.
    pub fn walk(self, step: Step, rows: &Range<u8>) -> Self {
        let Self { day, half } = self;
        let last = rows.end.saturating_sub(1);
        let to = match step {
            Step::Earlier => Self { day, half: half.saturating_sub(1) },
            Step::Later => Self { day, half: half + 1 },
            Step::DayBefore => Self { day: day.saturating_sub(1), half },
            Step::DayAfter => Self { day: (day + 1).min(6), half },
            Step::Monday => Self { day: 0, half },
            Step::Sunday => Self { day: 6, half },
            Step::PageEarlier => Self { day, half: half.saturating_sub(PAGE) },
            Step::PageLater => Self { day, half: half + PAGE },
            Step::First => Self { day: 0, half: rows.start },
            Step::Last => Self { day: 6, half: last },
        };
        to.within(rows)
    }

    /// The nearest one of the same day that shows.
    pub fn within(self, rows: &Range<u8>) -> Self {
        let last = rows.end.saturating_sub(1);
        Self { day: self.day, half: self.half.clamp(rows.start.min(last), last) }
    }
}

/// Where a key leads on the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Half an hour earlier.
    Earlier,
    /// Half an hour later.
    Later,
    /// The day before.
    DayBefore,
    /// The day after.
    DayAfter,
    /// The first day of the week.
    Monday,
    /// The last day of the week.
    Sunday,
    /// Two hours earlier.
    PageEarlier,
    /// Two hours later.
    PageLater,
    /// The first half hour that shows.
    First,
    /// The last half hour that shows.
    Last,
}

/// The half hours between two corners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patch {
    first: Cell,
    last: Cell,
}

impl Patch {
    /// Between two corners, whichever they are.
    pub fn new(one: Cell, other: Cell) -> Self {
        Self {
            first: Cell { day: one.day.min(other.day), half: one.half.min(other.half) },
            last: Cell { day: one.day.max(other.day), half: one.half.max(other.half) },
        }
    }

    /// "Monday 09:00 to 12:00", "Monday to Wednesday 09:00 to 12:00".
    pub fn say(self) -> Text {
        let Self { first, last } = self;
        let (from, until) = (clock(first.half), clock(last.half + 1));
        let (weekday, other) = (weekday(first.day), weekday(last.day));
        match first.day == last.day {
            true => text!("{weekday} {from} to {until}", weekday, from, until),
            false => text!("{weekday} to {other} {from} to {until}", weekday, other, from, until),
        }
    }

    fn days(self) -> Range<usize> {
        usize::from(self.first.day)..usize::from(self.last.day) + 1
    }

    fn halves(self) -> u64 {
        mask(self.first.half..self.last.half + 1)
    }
}

/// How much of a half hour is free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// All of it.
    Free,
    /// Some of it, or all of it by a window that the week cannot change.
    Partly,
    /// Nothing.
    Not,
}

/// The free half hours of a week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeekGrid {
    /// For each day one bit a half hour, midnight lowest.
    days: [u64; 7],
    /// Windows that begin or end between half hours, or go on into the next day, in order.
    odd: Vec<WeeklyWindow>,
}

impl WeekGrid {
    /// Reads weekly hours as [`rules::parse_weekly_hours`] does, but keeps odd windows apart from what
    /// they touch.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let mut week = Self::default();
        for (weekday, windows) in (0u8..).zip(rules::read_days(text)?) {
            let (even, odd): (Vec<Window>, Vec<Window>) =
                windows.into_iter().partition(|window| halves(*window).is_some());
            for window in even.into_iter().chain(window::merge(odd)) {
                match (halves(window), week.days.get_mut(usize::from(weekday))) {
                    (Some(halves), Some(day)) => *day |= mask(halves),
                    _ => week.odd.push(WeeklyWindow {
                        weekday,
                        start_minute: window.start_minute(),
                        end_minute: window.end_minute(),
                    }),
                }
            }
        }
        Ok(week)
    }

    /// Writes weekly hours, one window a line, as [`WeekGrid::parse`] reads them.
    pub fn format(&self) -> String {
        let runs = (0u8..).zip(self.days).flat_map(|(weekday, day)| {
            runs(day).map(move |run| WeeklyWindow {
                weekday,
                start_minute: minute(run.start),
                end_minute: minute(run.end),
            })
        });
        let mut windows: Vec<WeeklyWindow> = runs.chain(self.odd.iter().copied()).collect();
        windows.sort_unstable();
        rules::format_weekly_hours(&windows)
    }

    /// How much of a half hour is free.
    pub fn fill(&self, cell: Cell) -> Fill {
        let free = self.days.get(usize::from(cell.day)).is_some_and(|day| day & bit(cell.half) != 0);
        match free {
            true => Fill::Free,
            false if self.odd.iter().any(|window| touches(window, cell)) => Fill::Partly,
            false => Fill::Not,
        }
    }

    /// With the half hours free, or no longer free. Odd windows stay.
    pub fn painted(&self, patch: Patch, free: bool) -> Self {
        let mut painted = self.clone();
        for day in painted.days.get_mut(patch.days()).unwrap_or_default() {
            *day = if free { *day | patch.halves() } else { *day & !patch.halves() };
        }
        painted
    }

    /// With what is free in `other` as well.
    pub fn with(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (day, more) in both.days.iter_mut().zip(other.days) {
            *day |= more;
        }
        both.odd.extend(&other.odd);
        both.odd.sort_unstable();
        both.odd.dedup();
        both
    }

    /// How much of a week is free, in minutes; what two windows share counts once.
    pub fn free_minutes(&self) -> u32 {
        let windows = rules::parse_weekly_hours(&self.format()).unwrap_or_default();
        windows.iter().map(|window| u32::from(window.end_minute - window.start_minute)).sum()
    }

    /// With Tuesday to Friday as Monday is.
    pub fn with_monday_on_weekdays(&self) -> Self {
        let mut copied = self.clone();
        let [monday, others @ .., _, _] = &mut copied.days;
        others.fill(*monday);
        copied.odd.retain(|window| !(1..5).contains(&window.weekday));
        let mondays = self.odd.iter().filter(|window| window.weekday == 0);
        let on_others = mondays.flat_map(|window| (1..5).map(|weekday| WeeklyWindow { weekday, ..*window }));
        copied.odd.extend(on_others);
        copied.odd.sort_unstable();
        copied
    }

    /// The windows that only the text can change, a line each.
    pub fn odd_lines(&self) -> Vec<String> {
        rules::format_weekly_hours(&self.odd).lines().map(str::to_owned).collect()
    }

    /// The half hours of a day to show: all, or the daytime with whatever is free before and after it.
    pub fn rows(&self, all: bool) -> Range<u8> {
        if all {
            return 0..HALVES;
        }
        let is_used = |half: &u8| {
            (0..7).filter_map(|day| Cell::new(day, *half)).any(|cell| self.fill(cell) != Fill::Not)
        };
        let first = (0..DAYTIME.start).find(is_used).unwrap_or(DAYTIME.start);
        let last = (DAYTIME.end..HALVES).rev().find(is_used).map_or(DAYTIME.end, |half| half + 1);
        first..last
    }
}

/// The time at which a half hour begins; 48 is the end of the day.
pub fn clock(half: u8) -> String {
    format!("{:02}:{:02}", half / 2, u16::from(half % 2) * MINUTES)
}

fn weekday(day: u8) -> Text {
    WEEKDAYS.get(usize::from(day)).copied().unwrap_or_default().into()
}

fn bit(half: u8) -> u64 {
    1 << half
}

fn mask(halves: Range<u8>) -> u64 {
    halves.map(bit).fold(0, |mask, bit| mask | bit)
}

fn minute(half: u8) -> u16 {
    u16::from(half) * MINUTES
}

/// The half hours that are exactly the window.
fn halves(window: Window) -> Option<Range<u8>> {
    let (start, end) = (window.start_minute(), window.end_minute());
    let even = end <= DAY && start % MINUTES == 0 && end % MINUTES == 0;
    let half = |minute: u16| u8::try_from(minute / MINUTES).ok();
    half(start).zip(half(end)).filter(|_| even).map(|(start, end)| start..end)
}

/// The runs of half hours that are free, earliest first.
fn runs(day: u64) -> impl Iterator<Item = Range<u8>> {
    let is_free = move |half: u8| half < HALVES && day & bit(half) != 0;
    let starts = (0..HALVES).filter(move |half| is_free(*half) && (*half == 0 || !is_free(half - 1)));
    starts.map(move |start| start..(start..HALVES).find(|half| !is_free(*half)).unwrap_or(HALVES))
}

/// Whether a window, which may go on into the next day, has a part of the half hour.
fn touches(window: &WeeklyWindow, cell: Cell) -> bool {
    let at = |day: u8, minute: u16| u32::from(day) * u32::from(DAY) + u32::from(minute);
    let (from, to) = (at(window.weekday, window.start_minute), at(window.weekday, window.end_minute));
    let start = at(cell.day, minute(cell.half));
    let end = start + u32::from(MINUTES);
    // What goes on after Sunday is early on Monday.
    [start, start + WEEK].into_iter().zip([end, end + WEEK]).any(|(start, end)| from < end && start < to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::availability::rules::parse_weekly_hours;

    fn week(text: &str) -> WeekGrid {
        WeekGrid::parse(text).unwrap()
    }

    fn cell(day: u8, time: &str) -> Cell {
        let half = (0..HALVES).find(|half| clock(*half) == time).unwrap();
        Cell::new(day, half).unwrap()
    }

    fn patch(from: (u8, &str), to: (u8, &str)) -> Patch {
        Patch::new(cell(from.0, from.1), cell(to.0, to.1))
    }

    #[test]
    fn weekly_hours_are_read_and_written_back() {
        for text in [
            "",
            "Mon 09:00-12:00\nMon 13:00-17:30\nFri 00:00-24:00",
            "Mon 09:00-10:15\nFri 22:00-02:00\nSun 23:30-24:00",
            "Wed 09:10-09:20",
        ] {
            assert_eq!(week(text).format(), text);
            assert_eq!(parse_weekly_hours(&week(text).format()), parse_weekly_hours(text));
        }
        assert_eq!(week("fri-sat 10:00-11:00, Sat 11:00-12:00").format(), "Fri 10:00-11:00\nSat 10:00-12:00");
        assert!(WeekGrid::parse("Mon 9-12").is_err());
    }

    #[test]
    fn painting_merges_and_erasing_splits() {
        let morning = week("Mon 09:00-12:00");
        let longer = morning.painted(patch((0, "12:00"), (0, "12:30")), true);
        assert_eq!(longer.format(), "Mon 09:00-13:00");
        let split = longer.painted(patch((0, "10:00"), (0, "10:00")), false);
        assert_eq!(split.format(), "Mon 09:00-10:00\nMon 10:30-13:00");
        assert_eq!(split.painted(patch((0, "10:00"), (0, "10:00")), true), longer);
        // Corners in any order, several days, up to the end of the day.
        let late = WeekGrid::default().painted(patch((3, "23:30"), (1, "23:00")), true);
        assert_eq!(late.format(), "Tue 23:00-24:00\nWed 23:00-24:00\nThu 23:00-24:00");
        assert_eq!(late.painted(patch((0, "00:00"), (6, "23:30")), false), WeekGrid::default());
    }

    #[test]
    fn a_half_hour_is_free_partly_free_or_not() {
        let week = week("Mon 09:00-10:00\nTue 09:10-09:40\nSun 23:00-01:15");
        for (cell, fill) in [
            (cell(0, "08:30"), Fill::Not),
            (cell(0, "09:00"), Fill::Free),
            (cell(0, "09:30"), Fill::Free),
            (cell(0, "10:00"), Fill::Not),
            (cell(1, "08:30"), Fill::Not),
            (cell(1, "09:00"), Fill::Partly),
            (cell(1, "09:30"), Fill::Partly),
            (cell(1, "10:00"), Fill::Not),
            (cell(6, "22:30"), Fill::Not),
            (cell(6, "23:00"), Fill::Partly),
            (cell(0, "00:00"), Fill::Partly),
            (cell(0, "01:00"), Fill::Partly),
            (cell(0, "01:30"), Fill::Not),
        ] {
            assert_eq!(week.fill(cell), fill, "{}", cell.say());
        }
    }

    #[test]
    fn odd_windows_outlive_the_painting_around_them() {
        let odd = week("Mon 09:00-10:15\nFri 22:00-02:00");
        assert_eq!(odd.odd_lines(), ["Mon 09:00-10:15", "Fri 22:00-02:00"]);
        let over = odd.painted(patch((0, "10:00"), (0, "11:30")), true);
        assert_eq!(over.format(), "Mon 09:00-10:15\nMon 10:00-12:00\nFri 22:00-02:00");
        assert_eq!(week(&over.format()), over, "the text says the same");
        // What is saved is the time that is free, however many windows say so.
        assert_eq!(
            parse_weekly_hours(&over.format()),
            parse_weekly_hours("Mon 09:00-12:00\nFri 22:00-02:00")
        );
        assert_eq!(over.painted(patch((0, "00:00"), (6, "23:30")), false), odd);
        // Two that are odd alone and even together are no longer odd.
        assert!(week("Mon 09:00-10:15, Mon 10:15-11:00").odd_lines().is_empty());
    }

    #[test]
    fn weeks_are_added_to_each_other() {
        let friday = week("Fri 09:00-12:00\nFri 22:00-02:00");
        for (text, both, minutes) in [
            ("", "Fri 09:00-12:00\nFri 22:00-02:00", 420),
            ("Mon 09:00-09:30", "Mon 09:00-09:30\nFri 09:00-12:00\nFri 22:00-02:00", 450),
            ("Fri 11:00-13:00\nFri 22:00-02:00", "Fri 09:00-13:00\nFri 22:00-02:00", 480),
        ] {
            let added = week(text).with(&friday);
            assert_eq!((added.format().as_str(), added.free_minutes()), (both, minutes), "{text}");
        }
        assert_eq!(week("Mon 09:00-10:15\nMon 10:00-11:00").free_minutes(), 120);
    }

    #[test]
    fn monday_is_copied_with_all_it_has() {
        let copied =
            week("Mon 09:00-10:00\nMon 20:15-21:00\nWed 12:00-13:10\nThu 08:00-09:00\nSat 10:00-11:00")
                .with_monday_on_weekdays();
        assert_eq!(
            copied.format(),
            "Mon 09:00-10:00\nMon 20:15-21:00\nTue 09:00-10:00\nTue 20:15-21:00\nWed 09:00-10:00\n\
             Wed 20:15-21:00\nThu 09:00-10:00\nThu 20:15-21:00\nFri 09:00-10:00\nFri 20:15-21:00\n\
             Sat 10:00-11:00"
        );
        assert_eq!(week("Tue 09:00-10:00").with_monday_on_weekdays(), WeekGrid::default());
    }

    #[test]
    fn rows_are_the_daytime_and_what_is_used_beyond_it() {
        for (text, rows) in [
            ("", 12..44),
            ("Mon 09:00-12:00", 12..44),
            ("Mon 05:30-07:00", 11..44),
            ("Mon 20:00-22:30", 12..45),
            ("Fri 22:00-02:00", 0..48),
            ("Sat 04:10-04:20", 8..44),
        ] {
            assert_eq!(week(text).rows(false), rows, "{text}");
        }
        assert_eq!(WeekGrid::default().rows(true), 0..48);
    }

    #[test]
    fn keys_lead_to_the_edges_and_no_further() {
        let rows = 12..44;
        for (from, step, to) in [
            (cell(0, "09:00"), Step::Later, cell(0, "09:30")),
            (cell(0, "09:00"), Step::Earlier, cell(0, "08:30")),
            (cell(0, "06:00"), Step::Earlier, cell(0, "06:00")),
            (cell(0, "21:30"), Step::Later, cell(0, "21:30")),
            (cell(0, "09:00"), Step::DayBefore, cell(0, "09:00")),
            (cell(0, "09:00"), Step::DayAfter, cell(1, "09:00")),
            (cell(6, "09:00"), Step::DayAfter, cell(6, "09:00")),
            (cell(3, "09:00"), Step::Monday, cell(0, "09:00")),
            (cell(3, "09:00"), Step::Sunday, cell(6, "09:00")),
            (cell(3, "09:00"), Step::PageLater, cell(3, "11:00")),
            (cell(3, "21:00"), Step::PageLater, cell(3, "21:30")),
            (cell(3, "07:00"), Step::PageEarlier, cell(3, "06:00")),
            (cell(3, "09:00"), Step::First, cell(0, "06:00")),
            (cell(3, "09:00"), Step::Last, cell(6, "21:30")),
        ] {
            assert_eq!(from.walk(step, &rows), to, "{} {step:?}", from.say());
        }
        assert_eq!(cell(2, "03:00").within(&rows), cell(2, "06:00"));
        assert_eq!(cell(2, "23:30").walk(Step::Later, &(0..48)), cell(2, "23:30"));
    }

    #[test]
    fn half_hours_are_named() {
        assert_eq!(cell(0, "09:00").say().to_string(), "Monday 09:00");
        assert_eq!(patch((0, "11:30"), (0, "09:00")).say().to_string(), "Monday 09:00 to 12:00");
        assert_eq!(patch((0, "09:00"), (2, "23:30")).say().to_string(), "Monday to Wednesday 09:00 to 24:00");
        for code in ["", "1", "7-0", "0-48", "a-b", "-1-2", "256-1"] {
            assert_eq!(Cell::parse(code), None, "{code}");
        }
        let all = (0..7).flat_map(|day| (0..HALVES).filter_map(move |half| Cell::new(day, half)));
        assert!(all.clone().all(|cell| Cell::parse(&cell.code()) == Some(cell)));
        assert_eq!(all.count(), 336);
    }
}
