//! What is offered on the days on which clocks change, and in zones with habits of their own.
//!
//! The zone tables of these tests are those that `jiff` brings along; the dates are facts of them.

use jiff::ToSpan;
use jiff::civil::Date;

use super::rules::parse_weekly_hours;
use super::{Hours, Offer, OfferInput, SlotTime, expand, window::parse_windows};
use crate::time::{Timestamp, Zone};

fn zone(name: &str) -> Zone {
    Zone::parse("timezone", name).unwrap()
}

fn offer(session_minutes: i64, interval_minutes: i64) -> Offer {
    Offer::parse(&OfferInput { session_minutes, interval_minutes, ..OfferInput::default() }).unwrap()
}

/// The sessions of local days, the last one included, of hours that are the same every day.
fn of_days(hours: &str, offer: &Offer, zone: &Zone, first: &str, last: &str) -> Vec<SlotTime> {
    let (first, last): (Date, Date) = (first.parse().unwrap(), last.parse().unwrap());
    let window = |date: Date| parse_windows("hours", hours).unwrap().into_iter().map(move |w| (date, w));
    let every = first.saturating_sub(4.days()).series(1.day()).take_while(|date| *date <= last + 4.days());
    let midnight = |date: Date| date.to_zoned(zone.tz().clone()).unwrap().timestamp();
    let hours = Hours::default().with_occurrences(every.flat_map(window));
    expand(&hours, offer, zone, midnight(first), midnight(last + 1.day()))
}

/// As `08 02:30 -05`: day, time and offset of each start.
fn said(slots: &[SlotTime], zone: &Zone) -> String {
    let said =
        |slot: &SlotTime| slot.starts_at.to_zoned(zone.tz().clone()).strftime("%d %H:%M %:::z").to_string();
    slots.iter().map(said).collect::<Vec<_>>().join(", ")
}

fn lasts(slots: &[SlotTime], minutes: i64) -> bool {
    slots.iter().all(|slot| *slot == SlotTime::lasting(slot.starts_at, minutes))
}

#[test]
fn every_hour_of_a_day_of_change_is_the_hour_that_was_set() {
    let days = [
        ("America/New_York", "2026-03-08", Some(2)),
        ("America/New_York", "2026-11-01", None),
        ("Europe/Berlin", "2026-03-29", Some(2)),
        ("Europe/Berlin", "2026-10-25", None),
        ("Europe/Berlin", "2026-07-01", None),
    ];
    for (name, day, skipped) in days {
        let zone = zone(name);
        for hour in 0..24 {
            let window = format!("{hour:02}:00-{:02}:00", hour + 1);
            let slots = of_days(&window, &offer(60, 60), &zone, day, day);
            assert_eq!(slots.len(), 1, "{name} {day} {hour}");
            assert!(lasts(&slots, 60));
            let start = slots[0].starts_at.to_zoned(zone.tz().clone());
            let expected = if skipped == Some(hour) { hour + 1 } else { hour };
            assert_eq!((start.date().to_string(), start.hour(), start.minute()), (day.into(), expected, 0));
        }
    }
}

#[test]
fn gaps_and_folds_of_a_night() {
    let cases = [
        // 02:00–03:00 is skipped.
        ("America/New_York", "2026-03-08", "02:30-03:00", (30, 30), "08 03:30 -04"),
        ("America/New_York", "2026-03-08", "02:30-04:00", (30, 30), "08 03:30 -04"),
        ("America/New_York", "2026-03-08", "01:00-04:00", (60, 60), "08 01:00 -05, 08 03:00 -04"),
        (
            "America/New_York",
            "2026-03-08",
            "01:30-04:00",
            (30, 30),
            "08 01:30 -05, 08 03:00 -04, 08 03:30 -04",
        ),
        // An hour from 02:00, moved later, would last until 04:00: the mentor is there until 03:00.
        ("America/New_York", "2026-03-08", "01:00-03:00", (60, 60), "08 01:00 -05"),
        ("Europe/Berlin", "2026-03-29", "02:30-03:00", (30, 30), "29 03:30 +02"),
        // 02:15 is 03:15, and what is on the grid at 03:00 would begin before 01:30 is over.
        ("Europe/Berlin", "2026-03-29", "01:30-04:00", (45, 45), "29 01:30 +01, 29 03:15 +02"),
        // 01:00–02:00 occurs twice; each time of the clock is offered once.
        ("America/New_York", "2026-11-01", "01:30-02:00", (30, 30), "01 01:30 -04"),
        (
            "America/New_York",
            "2026-11-01",
            "00:30-02:30",
            (30, 30),
            "01 00:30 -04, 01 01:00 -04, 01 01:30 -04, 01 02:00 -05",
        ),
        ("America/New_York", "2026-11-01", "01:30-02:00", (60, 30), ""),
        ("Europe/Berlin", "2026-10-25", "02:30-03:30", (30, 30), "25 02:30 +02, 25 03:00 +01"),
        // Half an hour: 02:00 becomes 02:30; and 02:00 becomes 01:30.
        (
            "Australia/Lord_Howe",
            "2026-10-04",
            "01:30-03:30",
            (30, 30),
            "04 01:30 +10:30, 04 02:30 +11, 04 03:00 +11",
        ),
        ("Australia/Lord_Howe", "2026-10-04", "02:00-02:30", (30, 30), "04 02:30 +11"),
        (
            "Australia/Lord_Howe",
            "2026-04-05",
            "01:00-02:30",
            (30, 30),
            "05 01:00 +11, 05 01:30 +11, 05 02:00 +10:30",
        ),
        // Midnight is skipped: the day begins at 01:00.
        ("Africa/Cairo", "2026-04-24", "00:00-02:00", (30, 30), "24 01:00 +03, 24 01:30 +03"),
        ("Africa/Cairo", "2026-04-24", "00:00-01:00", (60, 60), "24 01:00 +03"),
        ("Asia/Beirut", "2026-03-29", "00:00-02:00", (30, 30), "29 01:00 +03, 29 01:30 +03"),
        ("America/Santiago", "2026-09-06", "00:00-02:00", (30, 30), "06 01:00 -03, 06 01:30 -03"),
        // Morocco leaves +01 for the time of Ramadan.
        ("Africa/Casablanca", "2026-02-14", "09:00-09:30", (30, 30), "14 09:00 +01"),
        ("Africa/Casablanca", "2026-02-15", "02:30-03:30", (30, 30), "15 02:30 +01, 15 03:00 +00"),
        ("Africa/Casablanca", "2026-02-16", "09:00-09:30", (30, 30), "16 09:00 +00"),
        ("Africa/Casablanca", "2026-03-22", "02:30-03:00", (30, 30), "22 03:30 +01"),
        ("Africa/Casablanca", "2026-03-23", "09:00-09:30", (30, 30), "23 09:00 +01"),
        ("Asia/Kathmandu", "2026-11-24", "09:00-10:00", (30, 30), "24 09:00 +05:45, 24 09:30 +05:45"),
    ];
    for (name, day, hours, (session, interval), expected) in cases {
        let zone = zone(name);
        let slots = of_days(hours, &offer(session, interval), &zone, day, day);
        assert_eq!(said(&slots, &zone), expected, "{name} {day} {hours}");
        assert!(lasts(&slots, session), "{name} {day} {hours}");
    }
}

#[test]
fn a_day_has_what_its_clocks_have() {
    // Each time of the clock once: a day of 23 hours has 46 half hours, one of 25 has 48 as all do.
    let days = [
        ("America/New_York", "2026-03-08", 46),
        ("America/New_York", "2026-11-01", 48),
        ("Europe/Berlin", "2026-03-29", 46),
        ("Europe/Berlin", "2026-10-25", 48),
        ("Africa/Cairo", "2026-04-24", 46),
        ("Africa/Cairo", "2026-04-23", 48),
        ("Asia/Beirut", "2026-03-29", 46),
        ("America/Santiago", "2026-09-06", 46),
        ("Australia/Lord_Howe", "2026-10-04", 47),
        ("Australia/Lord_Howe", "2026-04-05", 48),
        ("Africa/Casablanca", "2026-03-22", 46),
        ("Africa/Casablanca", "2026-02-15", 48),
        ("Asia/Kathmandu", "2026-11-24", 48),
        ("Pacific/Apia", "2011-12-29", 48),
        ("Pacific/Apia", "2011-12-30", 0),
        ("Pacific/Apia", "2011-12-31", 48),
    ];
    for (name, day, expected) in days {
        let zone = zone(name);
        let slots = of_days("00:00-24:00", &Offer::default(), &zone, day, day);
        assert_eq!(slots.len(), expected, "{name} {day}: {}", said(&slots, &zone));
        assert!(slots.windows(2).all(|two| two[0].ends_at <= two[1].starts_at), "{name} {day}");
    }
}

#[test]
fn a_skipped_day_is_skipped() {
    let apia = zone("Pacific/Apia");
    let slots = of_days("09:00-10:00", &offer(60, 60), &apia, "2011-12-28", "2012-01-01");
    assert_eq!(said(&slots, &apia), "28 09:00 -10, 29 09:00 -10, 31 09:00 +14, 01 09:00 +14");
    // The night of the day before goes on in the day after.
    let slots = of_days("22:00-02:00", &offer(60, 60), &apia, "2011-12-29", "2011-12-31");
    assert_eq!(
        said(&slots, &apia),
        "29 00:00 -10, 29 01:00 -10, 29 22:00 -10, 29 23:00 -10, 31 00:00 +14, 31 01:00 +14, 31 22:00 +14, 31 23:00 +14"
    );
}

#[test]
fn a_session_across_a_change_keeps_its_length() {
    let cases = [
        ("Europe/Berlin", "2026-03-28", "23:00-06:00", "28 23:00 +01, 29 03:00 +02"),
        ("Europe/Berlin", "2026-10-24", "23:00-06:00", "24 23:00 +02, 25 02:00 +02"),
    ];
    for (name, day, hours, expected) in cases {
        let zone = zone(name);
        let next = (day.parse::<Date>().unwrap() + 1.day()).to_string();
        let slots = of_days(hours, &offer(180, 180), &zone, day, &next);
        assert!(lasts(&slots, 180));
        assert!(said(&slots, &zone).contains(expected), "{}", said(&slots, &zone));
    }
}

#[test]
fn a_week_keeps_the_clock_and_not_utc() {
    let berlin = zone("Europe/Berlin");
    let hours = Hours::weekly(parse_weekly_hours("Mon 09:00-09:30").unwrap());
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let slots =
        expand(&hours, &Offer::default(), &berlin, at("2026-10-12T00:00:00Z"), at("2026-11-03T00:00:00Z"));
    assert_eq!(said(&slots, &berlin), "12 09:00 +02, 19 09:00 +02, 26 09:00 +01, 02 09:00 +01");
}

#[test]
fn names_of_zones_may_be_old_or_unknown() {
    for name in ["US/Eastern", "Asia/Calcutta", "Europe/Kiev", "Etc/UTC", " Europe/Berlin "] {
        assert!(Zone::parse("timezone", name).is_ok(), "{name}");
    }
    for name in ["", "Mars/Olympus", "+02:00", "../etc/passwd", "Europe/Berlin\u{0}"] {
        assert!(Zone::parse("timezone", name).is_err(), "{name:?}");
        assert_eq!(Zone::of_stored(name), Zone::utc());
    }
}
