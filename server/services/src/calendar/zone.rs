//! Local times, and the `VTIMEZONE` that tells a reader which instants they are.
//!
//! It is worked out from the zone tables that the rest of the program uses and covers the events of
//! one file, no more. `calcard` could add one from tables of its own, which may be of another
//! edition; then the file would say another instant than we do.

use calcard::icalendar::{ICalendarComponent, ICalendarComponentType, ICalendarProperty};
use jiff::SignedDuration;
use jiff::civil::{DateTime, date};
use jiff::tz::{Dst, Offset, TimeZone, TimeZoneTransition};
use office_hours::time::{Timestamp, Zone};

/// Where clocks change every year, they do it twice in this time.
const YEAR: SignedDuration = SignedDuration::from_hours(366 * 24);

/// Less than lies between any two changes.
const MOMENT: SignedDuration = SignedDuration::from_secs(1);

/// An instant in UTC: `20270105T150000Z`.
pub(super) fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The local time of an instant: `20270105T160000`.
pub(super) fn local(zone: &Zone, at: Timestamp) -> String {
    say(zone.tz().to_datetime(at))
}

/// Whether the local time of `at` tells the instant. When clocks are put back, an hour comes twice,
/// and a local time in it means the first (RFC 5545, 3.3.5): the second cannot be said, and readers
/// differ on the first. UTC is no zone to be described.
pub(super) fn can_say(zone: &Zone, at: Timestamp) -> bool {
    let tz = zone.tz();
    *tz != TimeZone::UTC && !tz.to_ambiguous_timestamp(tz.to_datetime(at)).is_ambiguous()
}

/// The zone's description, good from `first` to `last`, and its parts.
pub(super) fn describe(
    zone: &Zone,
    first: Timestamp,
    last: Timestamp,
) -> (ICalendarComponent, Vec<ICalendarComponent>) {
    let mut timezone = ICalendarComponent::new(ICalendarComponentType::VTimezone);
    timezone.add_property(ICalendarProperty::Tzid, zone.name());
    (timezone, observances(zone.tz(), first, last).into_iter().map(Observance::write).collect())
}

/// What clocks show from some moment on.
#[derive(Debug, PartialEq, Eq)]
struct Observance {
    daylight: bool,
    /// By the clocks as they were until then.
    starts: DateTime,
    from: Offset,
    to: Offset,
    name: String,
}

/// What holds at `first`, every change until `last`, and the one after it. The one after it is for
/// Outlook, which makes a yearly rule of one standard and one daylight part and would not know
/// when the present one ends.
fn observances(tz: &TimeZone, first: Timestamp, last: Timestamp) -> Vec<Observance> {
    let mut all = vec![Observance::at(tz, first)];
    for change in tz.following(first).take_while(|change| within_a_year(last, change.timestamp())) {
        all.push(Observance::after(tz, &change));
        if change.timestamp() > last {
            break;
        }
    }
    all
}

impl Observance {
    /// What holds at `at`, since the change before it. A change that is long past, or none, is left
    /// out: one offset forever is what every reader understands.
    fn at(tz: &TimeZone, at: Timestamp) -> Self {
        let recent = tz
            .preceding(at.saturating_add(MOMENT).unwrap_or(at))
            .next()
            .filter(|change| within_a_year(change.timestamp(), at));
        recent.map_or_else(|| Self::constant(tz, at), |change| Self::after(tz, &change))
    }

    fn after(tz: &TimeZone, change: &TimeZoneTransition) -> Self {
        let before = tz.to_offset_info(change.timestamp().saturating_sub(MOMENT).unwrap_or(Timestamp::MIN));
        let (from, to) = (before.offset(), change.offset());
        Self {
            daylight: is_daylight(before.dst(), from, change.dst(), to),
            starts: from.to_datetime(change.timestamp()),
            from,
            to,
            name: change.abbreviation().to_owned(),
        }
    }

    fn constant(tz: &TimeZone, at: Timestamp) -> Self {
        let info = tz.to_offset_info(at);
        Self {
            daylight: false,
            starts: date(1970, 1, 1).at(0, 0, 0, 0),
            from: info.offset(),
            to: info.offset(),
            name: info.abbreviation().to_owned(),
        }
    }

    fn write(self) -> ICalendarComponent {
        let kind = match self.daylight {
            true => ICalendarComponentType::Daylight,
            false => ICalendarComponentType::Standard,
        };
        let mut part = ICalendarComponent::new(kind);
        part.add_property(ICalendarProperty::Dtstart, say(self.starts));
        part.add_property(ICalendarProperty::Tzoffsetfrom, say_offset(self.from));
        part.add_property(ICalendarProperty::Tzoffsetto, say_offset(self.to));
        part.add_property(ICalendarProperty::Tzname, self.name);
        part
    }
}

/// Between the two kinds of time, daylight is the one with the clocks ahead. The tables say the
/// contrary for Ireland, and for Morocco in some editions, and readers expect no such thing.
fn is_daylight(dst_before: Dst, from: Offset, dst: Dst, to: Offset) -> bool {
    if dst == dst_before || from == to { dst == Dst::Yes } else { to > from }
}

fn within_a_year(earlier: Timestamp, later: Timestamp) -> bool {
    later.duration_since(earlier) <= YEAR
}

fn say(local: DateTime) -> String {
    local.strftime("%Y%m%dT%H%M%S").to_string()
}

/// `+0545`, and `-004430` where clocks once went by the sun.
fn say_offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes, rest) = (seconds.abs() / 3600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    match rest {
        0 => format!("{sign}{hours:02}{minutes:02}"),
        _ => format!("{sign}{hours:02}{minutes:02}{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use office_hours::experiments::chance::SplitMix64;

    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::parse("timezone", name).unwrap()
    }

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    /// One line for each part: kind, start, offsets and name.
    fn parts(name: &str, first: &str, last: &str) -> Vec<String> {
        let all = observances(zone(name).tz(), at(first), at(last));
        all.iter()
            .map(|part| {
                let kind = if part.daylight { "DAYLIGHT" } else { "STANDARD" };
                let (from, to) = (say_offset(part.from), say_offset(part.to));
                format!("{kind} {} {from} {to} {}", say(part.starts), part.name)
            })
            .collect()
    }

    #[test]
    fn a_zone_is_described_around_the_events() {
        let cases: [(&str, &str, &str, &[&str]); 9] = [
            (
                "Europe/Berlin",
                "2026-11-24T13:00:00Z",
                "2026-11-24T13:30:00Z",
                &["STANDARD 20261025T030000 +0200 +0100 CET", "DAYLIGHT 20270328T020000 +0100 +0200 CEST"],
            ),
            (
                // Starts at the very change.
                "Europe/Berlin",
                "2027-03-28T01:00:00Z",
                "2027-03-28T01:30:00Z",
                &["DAYLIGHT 20270328T020000 +0100 +0200 CEST", "STANDARD 20271031T030000 +0200 +0100 CET"],
            ),
            (
                // Goes across a change.
                "America/New_York",
                "2027-11-07T04:30:00Z",
                "2027-11-07T07:30:00Z",
                &[
                    "DAYLIGHT 20270314T020000 -0500 -0400 EDT",
                    "STANDARD 20271107T020000 -0400 -0500 EST",
                    "DAYLIGHT 20280312T020000 -0500 -0400 EDT",
                ],
            ),
            (
                "Australia/Lord_Howe",
                "2027-04-03T12:00:00Z",
                "2027-04-03T13:00:00Z",
                &["DAYLIGHT 20261004T020000 +1030 +1100 +11", "STANDARD 20270404T020000 +1100 +1030 +1030"],
            ),
            (
                "Africa/Casablanca",
                "2025-03-10T10:00:00Z",
                "2025-03-10T11:00:00Z",
                &["STANDARD 20250223T030000 +0100 +0000 +00", "DAYLIGHT 20250406T020000 +0000 +0100 +01"],
            ),
            (
                "Europe/Dublin",
                "2027-07-01T10:00:00Z",
                "2027-07-01T11:00:00Z",
                &["DAYLIGHT 20270328T010000 +0000 +0100 IST", "STANDARD 20271031T020000 +0100 +0000 GMT"],
            ),
            (
                "Asia/Kathmandu",
                "2027-01-05T10:00:00Z",
                "2027-01-05T11:00:00Z",
                &["STANDARD 19700101T000000 +0545 +0545 +0545"],
            ),
            (
                "America/Caracas",
                "2027-01-05T10:00:00Z",
                "2027-01-05T11:00:00Z",
                &["STANDARD 19700101T000000 -0400 -0400 -04"],
            ),
            (
                // Clocks did not change before the session and did soon after it.
                "Asia/Pyongyang",
                "2018-05-01T10:00:00Z",
                "2018-05-01T11:00:00Z",
                &["STANDARD 19700101T000000 +0830 +0830 KST", "STANDARD 20180504T233000 +0830 +0900 KST"],
            ),
        ];
        for (name, first, last, expected) in cases {
            assert_eq!(parts(name, first, last), expected, "{name} {first}");
        }
    }

    #[test]
    fn an_hour_that_comes_twice_is_said_in_utc() {
        for (name, time, expected) in [
            ("Europe/Berlin", "2026-10-24T23:59:00Z", true),
            ("Europe/Berlin", "2026-10-25T00:00:00Z", false),
            ("Europe/Berlin", "2026-10-25T01:59:00Z", false),
            ("Europe/Berlin", "2026-10-25T02:00:00Z", true),
            ("Europe/Berlin", "2027-03-28T01:00:00Z", true),
            ("Australia/Lord_Howe", "2027-04-03T14:29:00Z", true),
            ("Australia/Lord_Howe", "2027-04-03T14:30:00Z", false),
            ("Australia/Lord_Howe", "2027-04-03T15:29:00Z", false),
            ("Australia/Lord_Howe", "2027-04-03T15:30:00Z", true),
            ("UTC", "2027-01-05T10:00:00Z", false),
        ] {
            assert_eq!(can_say(&zone(name), at(time)), expected, "{name} {time}");
        }
    }

    /// Every instant that `local` can mean by the description alone.
    fn meanings(all: &[Observance], local: DateTime) -> Vec<Timestamp> {
        let starts = |part: &Observance| part.from.to_timestamp(part.starts).unwrap();
        all.iter()
            .enumerate()
            .map(|(i, part)| (starts(part), part.to.to_timestamp(local).unwrap(), all.get(i + 1).map(starts)))
            .filter(|(start, at, end)| start <= at && end.is_none_or(|end| *at < end))
            .map(|(_, at, _)| at)
            .collect()
    }

    #[test]
    fn a_local_time_means_its_instant_in_every_zone_there_is() {
        let mut chance = SplitMix64::new(15);
        let mut checked = 0;
        for name in jiff::tz::db().available().map(|name| name.as_str().to_owned()) {
            let zone = Zone::of_stored(&name);
            for _ in 0..40 {
                let start = at("2020-01-01T00:00:00Z") + SignedDuration::from_mins(draw(&mut chance, 30));
                // As often as not the session is near a change.
                let change = zone.tz().following(start).next().filter(|_| chance.coin());
                let start = change.map_or(start, |change| {
                    change.timestamp() + SignedDuration::from_mins((chance.draw() % 360) as i64 - 180)
                });
                let end = start + SignedDuration::from_mins(15 + (chance.draw() % 480) as i64);
                let all = observances(zone.tz(), start, end);
                for at in [start, end].into_iter().filter(|at| can_say(&zone, *at)) {
                    assert_eq!(meanings(&all, zone.tz().to_datetime(at)), [at], "{name} {at}");
                    checked += 1;
                }
            }
        }
        assert!(checked > 10_000, "only {checked} instants");
    }

    /// Minutes within so many years.
    fn draw(chance: &mut SplitMix64, years: u64) -> i64 {
        (chance.draw() % (years * 525_600)) as i64
    }

    #[test]
    fn daylight_is_the_time_with_the_clocks_ahead() {
        let hours = |hours| Offset::from_hours(hours).unwrap();
        for (before, from, after, to, expected) in [
            (Dst::No, 1, Dst::Yes, 2, true),
            (Dst::Yes, 2, Dst::No, 1, false),
            // Winter time as the exception.
            (Dst::No, 1, Dst::Yes, 0, false),
            (Dst::Yes, 0, Dst::No, 1, true),
            // Standard time that moves.
            (Dst::No, 3, Dst::No, 4, false),
            (Dst::Yes, 1, Dst::Yes, 2, true),
            // Summer time that becomes standard time.
            (Dst::Yes, 3, Dst::No, 3, false),
        ] {
            let found = is_daylight(before, hours(from), after, hours(to));
            assert_eq!(found, expected, "{before:?} {from} {after:?} {to}");
        }
    }

    #[test]
    fn offsets_are_said_to_the_second_where_they_have_any() {
        for (seconds, expected) in
            [(0, "+0000"), (20_700, "+0545"), (-12_600, "-0330"), (-2_670, "-004430"), (37_800, "+1030")]
        {
            assert_eq!(say_offset(Offset::from_seconds(seconds).unwrap()), expected);
        }
    }
}
