//! From a filter as it is typed to what the queries take.

use jiff::ToSpan;
use jiff::civil::Date;
use office_hours::Failure;
use office_hours::analytics::ProgrammeFilter;
use office_hours::language::Text;
use office_hours::text;
use office_hours::time::{Timestamp, Zone, year_date_text};

/// Days that utilisation looks back and ahead when no period is given.
const DEFAULT_DAYS: i64 = 14;

/// Half-open; an open side does not narrow.
pub(super) struct Period {
    pub(super) from: Option<Timestamp>,
    pub(super) to: Option<Timestamp>,
    /// The same with both sides closed, for what needs a length.
    pub(super) window: (Timestamp, Timestamp),
    /// As a sentence.
    pub(super) said: Text,
}

/// Parses the days of a filter in the viewer's zone; the last day is included.
pub(super) fn parse(filter: &ProgrammeFilter, zone: &Zone, now: Timestamp) -> Result<Period, Failure> {
    let from = day("from", filter.from.as_deref())?;
    let to = day("to", filter.to.as_deref())?;
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err(Failure::invalid("to", "Give a last day that is not before the first."));
    }
    let today = now.to_zoned(zone.tz().clone()).date();
    let first = from.unwrap_or_else(|| to.unwrap_or(today).saturating_sub(DEFAULT_DAYS.days()));
    let last = to.unwrap_or_else(|| from.unwrap_or(today).max(today).saturating_add(DEFAULT_DAYS.days()));
    let start = |field: &str, date: Date| {
        date.to_zoned(zone.tz().clone())
            .map(|day| day.timestamp())
            .map_err(|_| Failure::invalid(field, "Give a day within this century."))
    };
    let after = last.saturating_add(1.day());
    Ok(Period {
        from: from.map(|date| start("from", date)).transpose()?,
        to: to.map(|_| start("to", after)).transpose()?,
        window: (start("from", first)?, start("to", after)?),
        said: text!(
            "{first} to {last} ({zone})",
            first = year_date_text(first),
            last = year_date_text(last),
            zone = zone.name()
        ),
    })
}

fn day(field: &str, text: Option<&str>) -> Result<Option<Date>, Failure> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let date: Option<Date> = text.parse().ok().filter(|date: &Date| (2000..2200).contains(&date.year()));
    date.map(Some)
        .ok_or_else(|| Failure::invalid(field, text!("“{text}” is no day. Write it as 2026-11-24.", text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(from: &str, to: &str) -> ProgrammeFilter {
        ProgrammeFilter { from: Some(from.into()), to: Some(to.into()), ..ProgrammeFilter::default() }
    }

    #[test]
    fn days_are_those_of_the_viewer_and_the_last_is_included() {
        let berlin = Zone::parse("timezone", "Europe/Berlin").unwrap();
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        let period = parse(&filter("2026-11-23", "2026-11-23"), &berlin, now).unwrap();
        assert_eq!(period.from.unwrap().to_string(), "2026-11-22T23:00:00Z");
        assert_eq!(period.to.unwrap().to_string(), "2026-11-23T23:00:00Z");
        assert_eq!(period.said.to_string(), "23 Nov 2026 to 23 Nov 2026 (Europe/Berlin)");
    }

    #[test]
    fn a_day_without_a_midnight_begins_when_its_clocks_do() {
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        for (zone, day, from, to) in [
            ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z"),
            ("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z"),
            ("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z"),
        ] {
            let period = parse(&filter(day, day), &Zone::parse("timezone", zone).unwrap(), now).unwrap();
            assert_eq!(
                (period.from.unwrap().to_string(), period.to.unwrap().to_string()),
                (from.into(), to.into())
            );
        }
    }

    #[test]
    fn wrong_days_name_their_field() {
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        for (field, given) in [
            ("from", filter("yesterday", "")),
            ("to", filter("", "2026-02-30")),
            ("to", filter("2026-11-24", "2026-11-23")),
            ("from", filter("9999-12-31", "")),
        ] {
            let refused = parse(&given, &Zone::utc(), now).err().unwrap();
            assert!(matches!(refused, Failure::Invalid { field: named, .. } if named == field));
        }
        assert!(parse(&filter("", ""), &Zone::utc(), now).is_ok());
    }
}
