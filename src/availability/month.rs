//! Open times as a calendar shows them: the weeks of a month, the days with times, where keys lead.
//!
//! Days only, in the zone in which the times are said; which zone that is does not matter here.

pub use jiff::civil::Date;

use super::{OpenSlot, parse_date};
use crate::language::{Text, WeekStart};
use crate::time::month_text;
use crate::{msgid, text};

/// The days of a week in full, Monday first.
pub const WEEKDAYS: [&str; 7] = [
    msgid!("Monday"),
    msgid!("Tuesday"),
    msgid!("Wednesday"),
    msgid!("Thursday"),
    msgid!("Friday"),
    msgid!("Saturday"),
    msgid!("Sunday"),
];

/// A month of a certain year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first: Date,
}

impl Month {
    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self { first: day.first_of_month() }
    }

    /// Reads `2026-12`; nothing when it is no month near ours.
    pub fn parse(text: &str) -> Option<Self> {
        parse_date("month", &format!("{}-01", text.trim())).ok().map(Self::of)
    }

    /// As [`Month::parse`] reads it.
    pub fn format(self) -> String {
        format!("{:04}-{:02}", self.first.year(), self.first.month())
    }

    /// "December 2026".
    pub fn title(self) -> Text {
        text!("{month} {year}", month = month_text(self.first), year = self.first.year().to_string())
    }

    /// Its first day.
    pub fn first(self) -> Date {
        self.first
    }

    /// Its last day.
    pub fn last(self) -> Date {
        self.first.last_of_month()
    }

    /// Its weeks; nothing stands where a week belongs to another month.
    pub fn weeks(self, start: WeekStart) -> Vec<[Option<Date>; 7]> {
        let mut weeks = vec![[None; 7]];
        let mut day = Some(self.first).filter(|first| Self::of(*first) == self);
        while let Some(date) = day {
            let place = column(date, start);
            if place == 0 && date != self.first {
                weeks.push([None; 7]);
            }
            if let Some(cell) = weeks.last_mut().and_then(|week| week.get_mut(place)) {
                *cell = Some(date);
            }
            day = date.tomorrow().ok().filter(|next| Self::of(*next) == self);
        }
        weeks
    }

    fn next(self) -> Option<Self> {
        self.last().tomorrow().ok().map(Self::of)
    }

    fn previous(self) -> Option<Self> {
        self.first.yesterday().ok().map(Self::of)
    }

    /// The same day of this month; its last where it is shorter.
    fn day_like(self, day: Date) -> Date {
        let number = day.day().min(self.first.days_in_month());
        Date::new(self.first.year(), self.first.month(), number).unwrap_or(self.first)
    }
}

/// Where a key leads on a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The day before.
    PreviousDay,
    /// The day after.
    NextDay,
    /// The same day a week before.
    PreviousWeek,
    /// The same day a week after.
    NextWeek,
    /// The first day of the week.
    WeekStart,
    /// Its last.
    WeekEnd,
    /// The same day a month before, or the last of a shorter month.
    PreviousMonth,
    /// The same day a month after, or the last of a shorter month.
    NextMonth,
}

/// What a calendar is open at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The month that shows.
    pub month: Month,
    /// The day whose times are listed; nothing in a month without any.
    pub day: Option<Date>,
}

/// The days on which something is open, in order, each with how many times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FreeDays(Vec<(Date, usize)>);

impl FreeDays {
    /// Of open times.
    pub fn of(slots: &[OpenSlot]) -> Self {
        let mut dates: Vec<Date> = slots.iter().filter_map(|slot| slot.starts.date.parse().ok()).collect();
        // When clocks are set back at midnight, a day comes twice.
        dates.sort_unstable();
        let mut days: Vec<(Date, usize)> = Vec::new();
        for date in dates {
            match days.last_mut() {
                Some((last, count)) if *last == date => *count += 1,
                _ => days.push((date, 1)),
            }
        }
        Self(days)
    }

    /// How many times are open on a day.
    pub fn count(&self, day: Date) -> usize {
        let found = self.0.binary_search_by_key(&day, |(date, _)| *date);
        found.ok().and_then(|place| self.0.get(place)).map_or(0, |(_, count)| *count)
    }

    /// What is shown for a month and a day as the address has them: the day, or else the month with its
    /// first free day, or else the first free day. Months before the first and after the last free day
    /// are none. Nothing when nothing is free.
    pub fn leaf(&self, month: &str, day: &str) -> Option<Leaf> {
        let (first, last) = self.months()?;
        let day = parse_date("day", day).ok().filter(|day| (first..=last).contains(&Month::of(*day)));
        let month = day.map(Month::of).or_else(|| Month::parse(month)).unwrap_or(first).clamp(first, last);
        Some(Leaf { month, day: day.or_else(|| self.first_of(month)) })
    }

    /// The month before, unless nothing is free in it or before it.
    pub fn previous(&self, month: Month) -> Option<Month> {
        let (first, _) = self.months()?;
        month.previous().filter(|previous| *previous >= first)
    }

    /// The month after, unless nothing is free in it or after it.
    pub fn next(&self, month: Month) -> Option<Month> {
        let (_, last) = self.months()?;
        month.next().filter(|next| *next <= last)
    }

    /// Whether there is another month to turn to.
    pub fn in_many_months(&self) -> bool {
        self.months().is_some_and(|(first, last)| first != last)
    }

    /// Where a key leads from a day; nowhere beyond the months that can be shown.
    pub fn walk(&self, from: Date, step: Step, start: WeekStart) -> Date {
        let Some((first, last)) = self.months() else { return from };
        let month = Month::of(from);
        let to = match step {
            Step::PreviousDay => from.yesterday().ok(),
            Step::NextDay => from.tomorrow().ok(),
            Step::PreviousWeek => days_before(from, 7),
            Step::NextWeek => days_after(from, 7),
            Step::WeekStart => days_before(from, column(from, start)).map(|day| day.max(first.first())),
            Step::WeekEnd => days_after(from, 6 - column(from, start)).map(|day| day.min(last.last())),
            Step::PreviousMonth => month.previous().map(|month| month.day_like(from)),
            Step::NextMonth => month.next().map(|month| month.day_like(from)),
        };
        to.filter(|to| (first..=last).contains(&Month::of(*to))).unwrap_or(from)
    }

    fn first_of(&self, month: Month) -> Option<Date> {
        self.0.iter().map(|(date, _)| *date).find(|date| Month::of(*date) == month)
    }

    fn months(&self) -> Option<(Month, Month)> {
        let (first, last) = (self.0.first()?, self.0.last()?);
        Some((Month::of(first.0), Month::of(last.0)))
    }
}

/// "Thursday 3 December".
pub fn say_day(day: Date) -> Text {
    let weekday_name = Text::from(WEEKDAYS.get(column(day, WeekStart::Monday)).copied().unwrap_or_default());
    let (day, month_name) = (day.day().to_string(), month_text(day));
    text!("{weekday_name} {day} {month_name}", weekday_name, day, month_name)
}

/// "4 free times", "no free times".
pub fn say_count(count: usize) -> Text {
    match count {
        0 => text!("no free times"),
        count => Text::counted("{count} free time", "{count} free times", count as i64),
    }
}

/// Which of the days of its week it is: 0 is the first.
fn column(day: Date, start: WeekStart) -> usize {
    let after_monday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
    (after_monday + 7 - start.after_monday()) % 7
}

fn days_after(from: Date, days: usize) -> Option<Date> {
    (0..days).try_fold(from, |date, _| date.tomorrow().ok())
}

fn days_before(from: Date, days: usize) -> Option<Date> {
    (0..days).try_fold(from, |date, _| date.yesterday().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{LocalTime, Reader, Zone};

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn month(text: &str) -> Month {
        Month::parse(text).unwrap()
    }

    fn free(days: &[&str]) -> FreeDays {
        let slot = |day: &&str| {
            let at = format!("{day}T09:00:00Z").parse().unwrap();
            let said = LocalTime::new(at, &Reader::english(Zone::utc()));
            OpenSlot {
                slot_id: "018f2f60-0000-7000-8000-000000000001".parse().unwrap(),
                starts: said.clone(),
                ends: said,
                location: "virtual".into(),
                seats_left: 1,
                book_by: at.into(),
            }
        };
        FreeDays::of(&days.iter().map(slot).collect::<Vec<_>>())
    }

    #[test]
    fn months_are_read_written_and_said() {
        assert_eq!(month("2026-12").format(), "2026-12");
        assert_eq!(month(" 2026-12 ").title().to_string(), "December 2026");
        assert_eq!(month("2028-02").last(), date("2028-02-29"));
        for text in ["", "2026", "2026-1", "2026-13", "2026-12-01", "202612", "2026-00", "9999-12", "12-2026"]
        {
            assert_eq!(Month::parse(text), None, "{text}");
        }
    }

    #[test]
    fn weeks_begin_as_they_are_known_and_hold_every_day_once() {
        use WeekStart::{Monday, Saturday, Sunday};
        // 2026-02-01 is a Sunday, 2027-02 begins on a Monday and has four weeks.
        for (text, start, weeks, before) in [
            ("2026-02", Monday, 5, 6),
            ("2027-02", Monday, 4, 0),
            ("2026-12", Monday, 5, 1),
            ("2026-08", Monday, 6, 5),
            ("2026-02", Sunday, 4, 0),
            ("2027-02", Sunday, 5, 1),
            ("2026-02", Saturday, 5, 1),
        ] {
            let month = month(text);
            let cells = month.weeks(start);
            assert_eq!(cells.len(), weeks, "{text}");
            assert_eq!(cells[0].iter().take_while(|cell| cell.is_none()).count(), before, "{text}");
            let days: Vec<Date> = cells.iter().flatten().flatten().copied().collect();
            assert_eq!(days.first(), Some(&month.first()));
            assert_eq!(days.last(), Some(&month.last()));
            assert!(days.windows(2).all(|pair| pair[0].tomorrow().unwrap() == pair[1]), "{text}");
            for week in &cells {
                for (place, day) in week.iter().enumerate() {
                    assert!(day.is_none_or(|day| column(day, start) == place), "{text}");
                }
            }
        }
    }

    #[test]
    fn days_are_counted() {
        let free = free(&["2026-12-03", "2026-12-03", "2026-12-08", "2026-12-03"]);
        assert_eq!(free.count(date("2026-12-03")), 3);
        assert_eq!(free.count(date("2026-12-08")), 1);
        assert_eq!(free.count(date("2026-12-04")), 0);
        assert_eq!(say_day(date("2026-12-03")).to_string(), "Thursday 3 December");
        assert_eq!(
            [0, 1, 4].map(|count| say_count(count).to_string()),
            ["no free times", "1 free time", "4 free times"]
        );
    }

    #[test]
    fn the_address_says_what_is_shown_and_the_first_free_day_where_it_does_not() {
        let free = free(&["2026-11-28", "2027-01-12"]);
        let cases = [
            (("", ""), ("2026-11", Some("2026-11-28"))),
            (("2027-01", ""), ("2027-01", Some("2027-01-12"))),
            // Nothing is free in between: the month is shown, and no day.
            (("2026-12", ""), ("2026-12", None)),
            (("", "2027-01-12"), ("2027-01", Some("2027-01-12"))),
            // A day that is taken by now is still the one that was asked for.
            (("", "2026-12-24"), ("2026-12", Some("2026-12-24"))),
            (("2026-11", "2026-12-24"), ("2026-12", Some("2026-12-24"))),
            // Beyond the ends, and what is no day or month.
            (("2031-05", ""), ("2027-01", Some("2027-01-12"))),
            (("2020-05", ""), ("2026-11", Some("2026-11-28"))),
            (("", "2031-05-01"), ("2026-11", Some("2026-11-28"))),
            (("soon", "tomorrow"), ("2026-11", Some("2026-11-28"))),
            (("2027-01", "2026-02-30"), ("2027-01", Some("2027-01-12"))),
        ];
        for ((asked_month, asked_day), (shown, day)) in cases {
            let leaf = free.leaf(asked_month, asked_day).unwrap();
            assert_eq!(leaf, Leaf { month: month(shown), day: day.map(date) }, "{asked_month} {asked_day}");
        }
        assert_eq!(FreeDays::default().leaf("2026-12", "2026-12-03"), None);
    }

    #[test]
    fn one_can_turn_to_months_that_have_times_or_lie_between_them() {
        let free = free(&["2026-11-28", "2027-01-12"]);
        assert_eq!(free.previous(month("2026-11")), None);
        assert_eq!(free.next(month("2026-11")), Some(month("2026-12")));
        assert_eq!(free.next(month("2026-12")), Some(month("2027-01")));
        assert_eq!(free.next(month("2027-01")), None);
        assert_eq!(free.previous(month("2027-01")), Some(month("2026-12")));
        assert_eq!(FreeDays::default().next(month("2026-11")), None);
        assert!(free.in_many_months() && !FreeDays::default().in_many_months());
        assert!(!FreeDays(vec![(date("2026-11-03"), 1), (date("2026-11-28"), 1)]).in_many_months());
    }

    #[test]
    fn keys_lead_through_days_weeks_and_months() {
        let free = free(&["2026-11-28", "2027-02-12"]);
        let cases = [
            ("2026-12-03", Step::NextDay, "2026-12-04"),
            ("2026-12-01", Step::PreviousDay, "2026-11-30"),
            ("2026-12-31", Step::NextDay, "2027-01-01"),
            ("2026-12-03", Step::NextWeek, "2026-12-10"),
            ("2026-12-03", Step::PreviousWeek, "2026-11-26"),
            ("2026-12-03", Step::WeekStart, "2026-11-30"),
            ("2026-12-03", Step::WeekEnd, "2026-12-06"),
            ("2026-12-07", Step::WeekStart, "2026-12-07"),
            ("2026-12-06", Step::WeekEnd, "2026-12-06"),
            ("2026-12-31", Step::PreviousMonth, "2026-11-30"),
            ("2027-01-31", Step::NextMonth, "2027-02-28"),
            // Nowhere beyond the first and the last month.
            ("2026-11-01", Step::PreviousDay, "2026-11-01"),
            ("2026-11-03", Step::PreviousWeek, "2026-11-03"),
            ("2026-11-15", Step::PreviousMonth, "2026-11-15"),
            ("2027-02-28", Step::NextDay, "2027-02-28"),
            ("2027-02-15", Step::NextMonth, "2027-02-15"),
            ("2026-11-01", Step::WeekStart, "2026-11-01"),
            ("2027-02-28", Step::WeekEnd, "2027-02-28"),
        ];
        for (from, step, to) in cases {
            assert_eq!(free.walk(date(from), step, WeekStart::Monday), date(to), "{from} {step:?}");
        }
        let walk = |free: &FreeDays, step| free.walk(date("2026-12-03"), step, WeekStart::Sunday);
        assert_eq!(walk(&FreeDays::default(), Step::NextDay), date("2026-12-03"));
        assert_eq!(walk(&free, Step::WeekStart), date("2026-11-29"));
        assert_eq!(walk(&free, Step::WeekEnd), date("2026-12-05"));
    }
}
