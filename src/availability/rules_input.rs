//! All that a mentor says about when and how to be met, as it comes over the wire, and what it means
//! once it is checked. How recurrences repeat is not worked out here: that takes a calendar of RFC 5545,
//! which the browser does without.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

use super::rules::parse_weekly_hours;
use super::{
    Block, DateOverride, Hours, Offer, OfferInput, Settlement, WeeklyWindow, Window, parse_date,
    parse_windows,
};
use crate::failure::Failure;
use crate::text;

/// The most entries of each list.
const MOST_ENTRIES: usize = 400;
/// The most recurrences.
const MOST_RECURRENCES: usize = 50;
/// The longest rule, in characters.
const LONGEST_RULE: usize = 300;
/// The most sessions a week that can be said.
const MOST_A_WEEK: i64 = 100;

/// Hours of one day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayHours {
    /// The local day, as 2026-12-24.
    pub date: String,
    /// Windows such as `09:00-12:00`, separated by commas; none means closed.
    pub hours: String,
}

/// Hours that repeat by a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Recurrence {
    /// An RRULE of RFC 5545 by days, weeks, months or years, such as `FREQ=MONTHLY;BYDAY=2TU`.
    pub rule: String,
    /// The first day, as 2026-12-01.
    pub starts_on: String,
    /// Windows such as `09:00-12:00`, separated by commas.
    pub hours: String,
    /// Days left out (EXDATE).
    #[serde(default)]
    pub except: Vec<String>,
}

/// Time off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimeOff {
    /// The first day, as 2026-12-24, or a local time, as 2026-12-24T12:00.
    pub from: String,
    /// The last day, which is off as well, or the local time at which it ends.
    pub to: String,
}

/// What is different from the hours of every week.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Exceptions {
    /// Days with other hours than usual.
    pub overrides: Vec<DayHours>,
    /// Hours added on single days.
    pub one_offs: Vec<DayHours>,
    /// Hours that repeat by another rule than every week.
    pub recurrences: Vec<Recurrence>,
    /// Time off.
    pub blocks: Vec<TimeOff>,
}

/// When and how a mentor can be met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct AvailabilityRules {
    /// Of what was read: saving is refused when somebody else has saved meanwhile.
    pub version: i64,
    /// As [`parse_weekly_hours`] reads them.
    pub weekly_hours: String,
    /// Sessions a week at most, 0–100.
    pub load_cap_per_week: i64,
    /// How.
    pub offer: OfferInput,
    /// What is different from the hours of every week.
    pub exceptions: Exceptions,
}

/// Saves rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveRules {
    /// The rules.
    #[serde(flatten)]
    pub rules: AvailabilityRules,
    /// What becomes of booked sessions that would no longer fit.
    #[serde(flatten)]
    pub settlement: Settlement,
}

/// A recurrence whose days and hours are read; the rule is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedRecurrence {
    /// Names it in refusals.
    pub field: String,
    /// As entered, on one line.
    pub rule: String,
    /// The first day.
    pub starts_on: Date,
    /// The hours of each day, at least one window.
    pub windows: Vec<Window>,
    /// Days left out.
    pub except: Vec<Date>,
}

/// Rules within their bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedRules {
    /// The hours of every week.
    pub weekly: Vec<WeeklyWindow>,
    /// Sessions a week at most.
    pub load_cap_per_week: i32,
    /// How.
    pub offer: Offer,
    /// All hours but those of the recurrences.
    pub hours: Hours,
    /// To be spelt out day by day and given to [`Hours::with_occurrences`].
    pub recurrences: Vec<ParsedRecurrence>,
}

impl ParsedRules {
    /// Checks what was entered; the first field that cannot be read is named.
    pub fn parse(input: &AvailabilityRules) -> Result<Self, Failure> {
        let weekly = parse_weekly_hours(&input.weekly_hours)?;
        let load_cap_per_week = (0..=MOST_A_WEEK)
            .contains(&input.load_cap_per_week)
            .then_some(input.load_cap_per_week as i32)
            .ok_or_else(|| {
                Failure::invalid(
                    "load_cap_per_week",
                    text!("Give 0 to {most} sessions a week.", most = MOST_A_WEEK),
                )
            })?;
        let offer = Offer::parse(&input.offer)?;
        let (hours, recurrences) = exceptions(Hours::weekly(weekly.iter().copied()), &input.exceptions)?;
        Ok(Self { weekly, load_cap_per_week, offer, hours, recurrences })
    }
}

/// Reads exceptions into hours; what repeats is given aside.
pub fn exceptions(hours: Hours, input: &Exceptions) -> Result<(Hours, Vec<ParsedRecurrence>), Failure> {
    let overrides = each("overrides", &input.overrides, MOST_ENTRIES, |field, day: &DayHours| {
        let (date, windows) = day_hours(field, day)?;
        Ok(DateOverride { date, windows })
    })?;
    let one_offs = each("one_offs", &input.one_offs, MOST_ENTRIES, |field, day: &DayHours| {
        let (date, windows) = day_hours(field, day)?;
        if windows.is_empty() {
            return Err(Failure::invalid(format!("{field}.hours"), "Give a window such as 09:00-12:00."));
        }
        Ok(windows.into_iter().map(move |window| (date, window)).collect::<Vec<_>>())
    })?;
    let blocks = each("blocks", &input.blocks, MOST_ENTRIES, block)?;
    let recurrences = each("recurrences", &input.recurrences, MOST_RECURRENCES, recurrence)?;
    let hours =
        hours.with_overrides(overrides).with_one_offs(one_offs.into_iter().flatten()).with_blocks(blocks);
    Ok((hours, recurrences))
}

fn each<I, O>(
    list: &str,
    entries: &[I],
    most: usize,
    read: impl Fn(&dyn fmt::Display, &I) -> Result<O, Failure>,
) -> Result<Vec<O>, Failure> {
    let list = format!("exceptions.{list}");
    if entries.len() > most {
        let message = text!("Keep it to {most} entries; these are {number}.", most, number = entries.len());
        return Err(Failure::invalid(list, message));
    }
    entries.iter().enumerate().map(|(at, entry)| read(&format_args!("{list}[{at}]"), entry)).collect()
}

fn day_hours(field: &dyn fmt::Display, day: &DayHours) -> Result<(Date, Vec<Window>), Failure> {
    let date = parse_date(&format!("{field}.date"), &day.date)?;
    Ok((date, parse_windows(&format!("{field}.hours"), &day.hours)?))
}

fn block(field: &dyn fmt::Display, off: &TimeOff) -> Result<Block, Failure> {
    let (from, to) = (format!("{field}.from"), format!("{field}.to"));
    match (local(&from, &off.from)?, local(&to, &off.to)?) {
        (Local::Day(first), Local::Day(last)) => Block::days(&to, first, last),
        (Local::Day(first), Local::Time(end)) => Block::times(&to, first.to_datetime(Time::midnight()), end),
        (Local::Time(start), Local::Time(end)) => Block::times(&to, start, end),
        (Local::Time(_), Local::Day(_)) => {
            Err(Failure::invalid(to, "Say at what time it ends, as in 2026-12-24T18:00."))
        }
    }
}

enum Local {
    Day(Date),
    Time(DateTime),
}

fn local(field: &str, text: &str) -> Result<Local, Failure> {
    let text = text.trim();
    let Some((day, time)) = text.split_once('T') else { return parse_date(field, text).map(Local::Day) };
    let date = parse_date(field, day)?;
    let time = Time::strptime("%H:%M", time).or_else(|_| Time::strptime("%H:%M:%S", time));
    time.map(|time| Local::Time(date.to_datetime(time))).map_err(|_| {
        Failure::invalid(field, text!("“{text}” is no local time. Write it as 2026-12-24T18:00.", text))
    })
}

fn recurrence(field: &dyn fmt::Display, input: &Recurrence) -> Result<ParsedRecurrence, Failure> {
    let rule_field = format!("{field}.rule");
    let rule = input.rule.trim().trim_start_matches("RRULE:");
    if rule.is_empty() || rule.chars().count() > LONGEST_RULE || rule.chars().any(char::is_control) {
        return Err(Failure::invalid(
            rule_field,
            "Give a rule such as FREQ=MONTHLY;BYDAY=2TU, on one line of at most 300 characters.",
        ));
    }
    let starts_on = parse_date(&format!("{field}.starts_on"), &input.starts_on)?;
    let hours_field = format!("{field}.hours");
    let windows = parse_windows(&hours_field, &input.hours)?;
    if windows.is_empty() {
        return Err(Failure::invalid(hours_field, "Give a window such as 09:00-12:00."));
    }
    if input.except.len() > MOST_ENTRIES {
        return Err(Failure::invalid(
            format!("{field}.except"),
            text!(
                "Keep it to {most} days; these are {number}.",
                most = MOST_ENTRIES,
                number = input.except.len()
            ),
        ));
    }
    let except = input.except.iter().enumerate();
    let except = except.map(|(at, day)| parse_date(&format!("{field}.except[{at}]"), day));
    Ok(ParsedRecurrence {
        field: rule_field,
        rule: rule.to_owned(),
        starts_on,
        windows,
        except: except.collect::<Result<_, _>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::SlotTime;
    use super::super::expand;
    use super::*;
    use crate::time::{Timestamp, Zone};

    fn day(date: &str, hours: &str) -> DayHours {
        DayHours { date: date.into(), hours: hours.into() }
    }

    fn off(from: &str, to: &str) -> TimeOff {
        TimeOff { from: from.into(), to: to.into() }
    }

    fn rules() -> AvailabilityRules {
        AvailabilityRules {
            weekly_hours: "Mon-Fri 09:00-10:00".into(),
            load_cap_per_week: 5,
            ..AvailabilityRules::default()
        }
    }

    #[test]
    fn exceptions_change_what_every_week_has() {
        let input = AvailabilityRules {
            exceptions: Exceptions {
                overrides: vec![day("2026-11-24", "14:00-15:00"), day("2026-11-25", "")],
                one_offs: vec![day("2026-11-28", "10:00-11:00")],
                blocks: vec![off("2026-11-26", "2026-11-26"), off("2026-11-27T09:00", "2026-11-27T09:30")],
                recurrences: vec![],
            },
            ..rules()
        };
        let parsed = ParsedRules::parse(&input).unwrap();
        let from: Timestamp = "2026-11-23T00:00:00Z".parse().unwrap();
        let to: Timestamp = "2026-11-30T00:00:00Z".parse().unwrap();
        let slots = expand(&parsed.hours, &parsed.offer, &Zone::utc(), from, to);
        let said = |slot: &SlotTime| slot.starts_at.strftime("%a %H:%M").to_string();
        assert_eq!(
            slots.iter().map(said).collect::<Vec<_>>(),
            ["Mon 09:00", "Mon 09:30", "Tue 14:00", "Tue 14:30", "Fri 09:30", "Sat 10:00", "Sat 10:30"]
        );
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        type Set = fn(&mut AvailabilityRules);
        let cases: [(&str, Set); 15] = [
            ("weekly_hours", |r| r.weekly_hours = "Mon 9-10".into()),
            ("load_cap_per_week", |r| r.load_cap_per_week = 101),
            ("load_cap_per_week", |r| r.load_cap_per_week = -1),
            ("capacity", |r| r.offer.capacity = 0),
            ("exceptions.overrides[0].date", |r| r.exceptions.overrides = vec![day("9999-01-01", "")]),
            ("exceptions.overrides[1].hours", |r| {
                r.exceptions.overrides = vec![day("2026-12-24", ""), day("2026-12-25", "noon")];
            }),
            ("exceptions.one_offs[0].hours", |r| r.exceptions.one_offs = vec![day("2026-12-24", "")]),
            ("exceptions.one_offs", |r| r.exceptions.one_offs = vec![day("2026-12-24", "09:00-10:00"); 401]),
            ("exceptions.blocks[0].to", |r| r.exceptions.blocks = vec![off("2026-12-24", "2026-12-23")]),
            ("exceptions.blocks[0].to", |r| {
                r.exceptions.blocks = vec![off("2026-12-24T10:00", "2026-12-24T10:00")];
            }),
            ("exceptions.blocks[0].to", |r| {
                r.exceptions.blocks = vec![off("2026-12-24T10:00", "2026-12-25")];
            }),
            ("exceptions.blocks[0].from", |r| {
                r.exceptions.blocks = vec![off("2026-12-24T25:00", "2026-12-25")];
            }),
            ("exceptions.recurrences[0].rule", |r| r.exceptions.recurrences = vec![Recurrence::default()]),
            ("exceptions.recurrences[0].hours", |r| {
                let rule = "FREQ=DAILY".to_owned();
                let starts_on = "2026-12-01".to_owned();
                r.exceptions.recurrences = vec![Recurrence { rule, starts_on, ..Recurrence::default() }];
            }),
            ("exceptions.recurrences[0].except[1]", |r| {
                r.exceptions.recurrences = vec![Recurrence {
                    rule: "FREQ=DAILY".into(),
                    starts_on: "2026-12-01".into(),
                    hours: "09:00-10:00".into(),
                    except: vec!["2026-12-02".into(), "tomorrow".into()],
                }];
            }),
        ];
        for (expected, set) in cases {
            let mut input = rules();
            set(&mut input);
            match ParsedRules::parse(&input) {
                Err(Failure::Invalid { field, .. }) => assert_eq!(field, expected),
                other => panic!("{expected}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_day_off_up_to_a_time_begins_at_midnight() {
        let input =
            Exceptions { blocks: vec![off("2026-12-24", "2026-12-24T12:00")], ..Exceptions::default() };
        let (hours, _) = exceptions(Hours::weekly([]), &input).unwrap();
        let blocked = hours.blocked(&Zone::utc());
        assert_eq!(blocked[0].starts_at.to_string(), "2026-12-24T00:00:00Z");
        assert_eq!(blocked[0].ends_at.to_string(), "2026-12-24T12:00:00Z");
    }
}
