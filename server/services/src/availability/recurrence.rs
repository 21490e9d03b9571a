//! The days of a recurrence (RFC 5545, 3.3.10), worked out by the `rrule` crate.
//!
//! Only days are asked of it, so that its clock is nobody's: a day is its midnight in UTC. What time of
//! the day the hours begin, and in which zone, is the domain's to say.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use office_hours::Failure;
use office_hours::availability::ParsedRecurrence;
use office_hours::language::Text;
use office_hours::text;
use office_hours::time::Zone;
use rrule::{Frequency, RRule, RRuleSet, Unvalidated};

/// Days of one answer: the longest horizon and a month.
const MOST_DAYS: u16 = 400;

/// The days of the recurrence from `first` to `last`, those left out left out.
///
/// A rule that never ends is worked out to the last day asked for and no further. `UNTIL` means the
/// local day on which it lies in `zone`, and that day counts.
pub(super) fn days(
    recurrence: &ParsedRecurrence,
    first: Date,
    last: Date,
    zone: &Zone,
) -> Result<Vec<Date>, Failure> {
    let set = read(recurrence, zone)?;
    let (Some(first), Some(last)) = (midnight(first), midnight(last)) else { return Ok(vec![]) };
    let found = set.after(first).before(last).all(MOST_DAYS);
    let days = found.dates.iter().filter_map(day);
    Ok(days.filter(|day| !recurrence.except.contains(day)).collect())
}

/// Whether the rule can be read at all, and by days.
pub(super) fn check(recurrence: &ParsedRecurrence, zone: &Zone) -> Result<(), Failure> {
    read(recurrence, zone).map(drop)
}

fn read(recurrence: &ParsedRecurrence, zone: &Zone) -> Result<RRuleSet, Failure> {
    let refused = |message: Text| Failure::invalid(&recurrence.field, message);
    let unreadable = || {
        refused(text!(
            "“{rule}” is no rule of RFC 5545. Write it as FREQ=MONTHLY;BYDAY=2TU or FREQ=WEEKLY;INTERVAL=2.",
            rule = &recurrence.rule,
        ))
    };
    let parts = recurrence.rule.split(';').filter(|part| !part.is_empty());
    let parts: Option<Vec<String>> = parts.map(|part| by_days(part, zone)).collect();
    let rule: RRule<Unvalidated> =
        parts.ok_or_else(unreadable)?.join(";").parse().map_err(|_| unreadable())?;
    let by_days = [Frequency::Daily, Frequency::Weekly, Frequency::Monthly, Frequency::Yearly]
        .contains(&rule.get_freq());
    let by_clock = [rule.get_by_hour(), rule.get_by_minute(), rule.get_by_second()];
    if !by_days || by_clock.iter().any(|list| !list.is_empty()) {
        return Err(refused(
            "Repeat by days, weeks, months or years; the hours of the day are given beside the rule.".into(),
        ));
    }
    let start = midnight(recurrence.starts_on).ok_or_else(unreadable)?;
    rule.build(start).map_err(|_| unreadable())
}

/// One part of the rule, with `UNTIL` as a day.
fn by_days(part: &str, zone: &Zone) -> Option<String> {
    let (name, value) = part.split_once('=')?;
    if !name.trim().eq_ignore_ascii_case("UNTIL") {
        return Some(part.to_owned());
    }
    let value = value.trim();
    let date = match value.strip_suffix('Z') {
        Some(utc) => {
            let at = DateTime::strptime("%Y%m%dT%H%M%S", utc).ok()?.to_zoned(TimeZone::UTC).ok()?;
            zone.tz().to_datetime(at.timestamp()).date()
        }
        None => Date::strptime("%Y%m%d", value.get(..8)?).ok()?,
    };
    Some(format!("UNTIL={}T000000Z", date.strftime("%Y%m%d")))
}

fn midnight(date: Date) -> Option<chrono::DateTime<rrule::Tz>> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let date =
        chrono::NaiveDate::from_ymd_opt(year.into(), month.unsigned_abs().into(), day.unsigned_abs().into())?;
    Some(date.and_hms_opt(0, 0, 0)?.and_utc().with_timezone(&rrule::Tz::UTC))
}

fn day(at: &chrono::DateTime<rrule::Tz>) -> Option<Date> {
    use chrono::Datelike as _;
    let (month, day) = (i8::try_from(at.month()).ok()?, i8::try_from(at.day()).ok()?);
    Date::new(i16::try_from(at.year()).ok()?, month, day).ok()
}

#[cfg(test)]
mod tests {
    use office_hours::experiments::chance::SplitMix64;

    use super::*;

    fn recurrence(rule: &str, starts_on: &str, except: &[&str]) -> ParsedRecurrence {
        ParsedRecurrence {
            field: "rule".into(),
            rule: rule.into(),
            starts_on: starts_on.parse().unwrap(),
            windows: vec![],
            except: except.iter().map(|day| day.parse().unwrap()).collect(),
        }
    }

    fn said(rule: &str, starts_on: &str, except: &[&str], first: &str, last: &str) -> String {
        let zone = Zone::parse("timezone", "Europe/Berlin").unwrap();
        let recurrence = recurrence(rule, starts_on, except);
        let days = days(&recurrence, first.parse().unwrap(), last.parse().unwrap(), &zone).unwrap();
        days.iter().map(Date::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn days_are_those_of_the_rule() {
        let year = ("2027-01-01", "2027-12-31");
        let cases = [
            ("FREQ=MONTHLY;BYDAY=2TU;COUNT=3", "2027-01-01", &[][..], "2027-01-12 2027-02-09 2027-03-09"),
            ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20270201", "2027-01-04", &[], "2027-01-04 2027-01-18 2027-02-01"),
            // Midnight in Berlin is still the day before in UTC.
            ("FREQ=WEEKLY;UNTIL=20270117T230000Z", "2027-01-04", &[], "2027-01-04 2027-01-11 2027-01-18"),
            ("FREQ=DAILY;COUNT=4", "2027-03-27", &["2027-03-28"], "2027-03-27 2027-03-29 2027-03-30"),
            // What a month does not have is left out, not moved (RFC 5545, 3.3.10).
            ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", "2027-01-31", &[], "2027-01-31 2027-03-31 2027-05-31"),
            ("FREQ=MONTHLY;BYDAY=5TU;COUNT=3", "2027-01-01", &[], "2027-03-30 2027-06-29 2027-08-31"),
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2027-01-01", &[], ""),
        ];
        for (rule, starts_on, except, expected) in cases {
            assert_eq!(said(rule, starts_on, except, year.0, year.1), expected, "{rule}");
        }
        assert_eq!(
            said("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2024-02-29", &[], "2027-01-01", "2028-12-31"),
            "2028-02-29"
        );
    }

    #[test]
    fn what_never_ends_is_cut_at_the_last_day() {
        let days = said("FREQ=DAILY", "2000-01-01", &[], "2027-01-01", "2027-01-03");
        assert_eq!(days, "2027-01-01 2027-01-02 2027-01-03");
    }

    /// Rules that were once trouble, or look as if they could be; whatever breaks this test is added.
    const CORPUS: &str = include_str!("recurrence/corpus.txt");
    /// Rules made of them.
    const MADE_UP: usize = 2_000;

    /// A rule of the corpus with a few characters changed, or the first part of one and the last of another.
    fn made_up(rules: &[&str], chance: &mut SplitMix64) -> String {
        const CHARS: &[char] =
            &['0', '1', '9', '-', '+', ',', ';', '=', ':', 'T', 'Z', 'M', 'O', 'U', ' ', 'ä', '\u{7f}', '٣'];
        let mut below = |most: usize| (chance.draw() % most.max(1) as u64) as usize;
        let mut rule: Vec<char> = rules[below(rules.len())].chars().collect();
        if below(3) == 0 {
            let other: Vec<char> = rules[below(rules.len())].chars().collect();
            rule.truncate(below(rule.len()));
            rule.extend(&other[below(other.len())..]);
        }
        for _ in 0..below(4) {
            let at = below(rule.len());
            match below(3) {
                0 if !rule.is_empty() => drop(rule.remove(at)),
                1 if !rule.is_empty() => rule[at] = CHARS[below(CHARS.len())],
                _ => rule.insert(at, CHARS[below(CHARS.len())]),
            }
        }
        rule.into_iter().collect()
    }

    #[test]
    fn whatever_is_given_is_worked_out_or_refused_by_name() {
        let rules: Vec<&str> = CORPUS.lines().collect();
        let mut chance = SplitMix64::new(11);
        let zone = Zone::parse("timezone", "Africa/Cairo").unwrap();
        let (first, last) = ("2027-01-01".parse::<Date>().unwrap(), "2027-12-31".parse::<Date>().unwrap());
        let made: Vec<String> = (0..MADE_UP).map(|_| made_up(&rules, &mut chance)).collect();
        let mut worked_out = 0;
        for rule in rules.iter().copied().chain(made.iter().map(String::as_str)) {
            for starts_on in ["2027-01-31", "0001-01-01", "9999-12-31"] {
                match days(&recurrence(rule, starts_on, &[]), first, last, &zone) {
                    Ok(days) => {
                        worked_out += 1;
                        assert!(days.is_sorted() && days.len() <= usize::from(MOST_DAYS), "{rule}");
                        assert!(days.iter().all(|day| (first..=last).contains(day)), "{rule}: {days:?}");
                    }
                    Err(Failure::Invalid { field, .. }) => assert_eq!(field, "rule", "{rule}"),
                    Err(other) => panic!("{rule}: {other:?}"),
                }
            }
        }
        assert!(worked_out > MADE_UP / 4, "too few of them are rules at all: {worked_out}");
    }

    #[test]
    fn other_rules_are_refused_by_name() {
        for rule in [
            "",
            "FREQ=",
            "FREQ=SOMETIMES",
            "BYDAY=TU",
            "FREQ=HOURLY",
            "FREQ=SECONDLY;COUNT=1000000",
            "FREQ=DAILY;BYHOUR=9",
            "FREQ=DAILY;UNTIL=tomorrow",
            "FREQ=DAILY;UNTIL=2027",
            "FREQ=DAILY;COUNT=-1",
            "FREQ=DAILY;INTERVAL=99999999999",
            "FREQ=MONTHLY;BYDAY=99TU",
            "FREQ=DAILY\u{7f}",
            "nonsense",
        ] {
            let refused = check(&recurrence(rule, "2027-01-01", &[]), &Zone::utc());
            match refused {
                Err(Failure::Invalid { field, .. }) => assert_eq!(field, "rule"),
                other => panic!("{rule:?}: {other:?}"),
            }
        }
    }
}
