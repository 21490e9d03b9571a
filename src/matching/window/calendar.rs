//! From what was said to dates and hours.

use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};

use super::vocabulary::Part;
use super::{AvailabilityWindow, Weekdays, horizon};

/// One thing that was said of the time of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// One of the times that suit: any of them will do.
    Pick(Pick),
    /// Days on one side of others; holds besides everything else.
    Limit(Side, Days),
    /// So many days from today; holds besides everything else.
    Within(i64),
    /// Hours; hold besides everything else.
    Hours(Hours),
}

/// Days, a part of them, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pick {
    pub(super) days: Option<Days>,
    pub(super) part: Option<Part>,
}

/// Days as they are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Days {
    /// So many days from today.
    Ahead(i64),
    /// The first such day from today on.
    Coming(Weekday),
    /// The first such day after today.
    Next(Weekday),
    /// The one of next week.
    OfNextWeek(Weekday),
    /// The coming Saturday and Sunday; what is left of them when they have begun.
    Weekend,
    /// From today to Sunday.
    ThisWeek,
    /// Monday to Sunday after this week.
    NextWeek,
    /// Every week.
    Every(Weekdays),
}

/// On which side of the days that are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    /// Until the last of them, inclusive.
    By,
    After,
    /// From the first of them, inclusive.
    From,
}

/// A range of the day; a missing end is midnight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hours {
    pub(super) after: Option<Time>,
    pub(super) before: Option<Time>,
}

/// Days from the first to the last, both inclusive.
type Dates = (Date, Date);

/// The window in which all terms are met; nothing when they contradict each other.
pub(super) fn window(terms: &[Term], today: Date) -> Option<AvailabilityWindow> {
    let picks: Vec<Pick> = terms.iter().filter_map(|term| term.pick()).collect();
    let week = week(&picks, today);
    let base = week.unwrap_or((today, horizon(today)));
    let (dates, weekdays) = days(&picks, base, week.is_some(), today);
    let limited = terms.iter().fold(dates, |dates, term| narrow(dates, *term, base.0, today));
    let (from, until) = intersection(limited, (today, horizon(today)));
    let Hours { after, before } = hours(terms, &picks);
    (from <= until).then_some(AvailabilityWindow { from, until, weekdays, after, before })
}

/// From the first to the last of the weeks that are named.
fn week(picks: &[Pick], today: Date) -> Option<Dates> {
    let named = picks.iter().filter_map(|pick| pick.days).filter(|days| days.is_week());
    named.map(|days| days.dates(today, today)).reduce(hull)
}

/// The dates and weekdays of what suits, within `base`.
fn days(picks: &[Pick], base: Dates, has_week: bool, today: Date) -> (Dates, Weekdays) {
    let picked = picks.iter().filter(|pick| !pick.days.is_some_and(Days::is_week)).map(|pick| pick.days);
    let Some(picked) = picked.collect::<Option<Vec<Days>>>().filter(|days| !days.is_empty()) else {
        return (base, Weekdays::ANY);
    };
    let weekdays =
        picked.iter().map(|days| days.weekdays(today)).reduce(Weekdays::union).unwrap_or(Weekdays::ANY);
    if picked.iter().any(|days| matches!(days, Days::Every(_))) {
        return (base, weekdays);
    }
    let dates = picked.iter().map(|days| days.dates(today, base.0)).reduce(hull).unwrap_or(base);
    if has_week && intersection(dates, base) != dates {
        // "Today or next week": alternatives, not a day of that week.
        return (hull(dates, base), Weekdays::ANY);
    }
    let is_run =
        dates.0.series(1.day()).take_while(|day| *day <= dates.1).all(|day| weekdays.contains(day.weekday()));
    (dates, if is_run { Weekdays::ANY } else { weekdays })
}

/// What is left of `dates` under a limit. Weekdays are looked for from `reference` on: "next week,
/// before Thursday".
fn narrow(dates: Dates, term: Term, reference: Date, today: Date) -> Dates {
    let (from, until) = dates;
    match term {
        Term::Within(days) => (from, until.min(today.saturating_add(days.days()))),
        Term::Limit(side, days) => {
            // "Before Thursday" on a Thursday means the next one.
            let days = match (side, days) {
                (Side::Before, Days::Coming(day)) if reference == today => Days::Next(day),
                _ => days,
            };
            let (first, last) = days.dates(today, reference);
            match side {
                Side::Before => (from, until.min(first.saturating_sub(1.day()))),
                Side::By => (from, until.min(last)),
                Side::After => (from.max(last.saturating_add(1.day())), until),
                Side::From => (from.max(first), until),
            }
        }
        Term::Pick(_) | Term::Hours(_) => dates,
    }
}

/// The hours in which everything that is said of them is met; any hours when nothing can be.
fn hours(terms: &[Term], picks: &[Pick]) -> Hours {
    let said = terms.iter().filter_map(|term| match term {
        Term::Hours(hours) => Some(*hours),
        _ => None,
    });
    let hours = said.chain(parts(picks)).fold(Hours::default(), |all, hours| Hours {
        after: all.after.max(hours.after),
        before: [all.before, hours.before].into_iter().flatten().min(),
    });
    let is_possible = hours.before.is_none_or(|before| hours.after.is_none_or(|after| after < before));
    if is_possible { hours } else { Hours::default() }
}

/// From the first to the last of the parts of the day; nothing when one pick has the whole day.
fn parts(picks: &[Pick]) -> Option<Hours> {
    let with_hours = picks.iter().filter(|pick| pick.part.is_some() || !pick.days.is_some_and(Days::is_week));
    let parts = with_hours.map(|pick| pick.part.map(Part::hours)).collect::<Option<Vec<_>>>()?;
    parts.into_iter().reduce(|a, b| Hours { after: a.after.min(b.after), before: a.before.max(b.before) })
}

impl Term {
    fn pick(&self) -> Option<Pick> {
        match self {
            Self::Pick(pick) => Some(*pick),
            _ => None,
        }
    }
}

impl Part {
    pub(super) fn hours(self) -> Hours {
        let (after, before) = match self {
            Self::Morning => (6, 12),
            Self::Afternoon => (12, 18),
            Self::Evening => (17, 23),
        };
        let at = |hour| Some(Time::constant(hour, 0, 0, 0));
        Hours { after: at(after), before: at(before) }
    }
}

impl Days {
    fn is_week(self) -> bool {
        matches!(self, Self::ThisWeek | Self::NextWeek)
    }

    /// The dates that are meant; weekdays are looked for from `reference` on.
    fn dates(self, today: Date, reference: Date) -> Dates {
        let sunday = first(Weekday::Sunday, today);
        let next_monday = sunday.saturating_add(1.day());
        let only = |day: Date| (day, day);
        match self {
            Self::Ahead(days) => only(today.saturating_add(days.days())),
            Self::Coming(day) => only(first(day, reference)),
            Self::Next(day) => only(first(day, today.saturating_add(1.day()))),
            Self::OfNextWeek(day) => only(first(day, next_monday)),
            Self::Weekend => {
                let sunday = first(Weekday::Sunday, reference);
                (sunday.saturating_sub(1.day()).max(reference), sunday)
            }
            Self::ThisWeek => (today, sunday),
            Self::NextWeek => (next_monday, next_monday.saturating_add(6.days())),
            Self::Every(_) => (today, horizon(today)),
        }
    }

    fn weekdays(self, today: Date) -> Weekdays {
        match self {
            Self::Every(weekdays) => weekdays,
            Self::Coming(day) | Self::Next(day) | Self::OfNextWeek(day) => Weekdays::of([day]),
            Self::Weekend => Weekdays::WEEKEND,
            Self::Ahead(days) => Weekdays::of([today.saturating_add(days.days()).weekday()]),
            Self::ThisWeek | Self::NextWeek => Weekdays::ANY,
        }
    }
}

/// The first such day that is not before `from`.
fn first(day: Weekday, from: Date) -> Date {
    let ahead = (7 + day.to_monday_zero_offset() - from.weekday().to_monday_zero_offset()) % 7;
    from.saturating_add(i64::from(ahead).days())
}

fn hull(a: Dates, b: Dates) -> Dates {
    (a.0.min(b.0), a.1.max(b.1))
}

fn intersection(a: Dates, b: Dates) -> Dates {
    (a.0.max(b.0), a.1.min(b.1))
}
