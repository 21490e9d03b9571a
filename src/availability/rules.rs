//! Weekly hours: how they are written.

use super::window::{self, Mistake, Window};
use super::{Hours, Offer, SlotTime, WeeklyWindow};
use crate::failure::Failure;
use crate::time::{Timestamp, Zone};

const FIELD: &str = "weekly_hours";
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Parses lines such as `Mon 09:00-12:00` or `Monday-Friday 14:00-16:00`; commas separate as well.
/// `Fri 22:00-02:00` goes on into Saturday and belongs to Friday.
///
/// Windows of one day that touch or overlap are merged. An empty text means no hours yet.
pub fn parse_weekly_hours(text: &str) -> Result<Vec<WeeklyWindow>, Failure> {
    let weekly = read_days(text)?.into_iter().enumerate().flat_map(|(weekday, windows)| {
        window::merge(windows).into_iter().map(move |window| WeeklyWindow {
            weekday: weekday as u8,
            start_minute: window.start_minute(),
            end_minute: window.end_minute(),
        })
    });
    Ok(weekly.collect())
}

/// The windows of each day as they are written.
pub(super) fn read_days(text: &str) -> Result<[Vec<Window>; 7], Failure> {
    let mut days: [Vec<Window>; 7] = Default::default();
    for line in text.split(['\n', ',', ';']).map(str::trim).filter(|line| !line.is_empty()) {
        let refused = |mistake: Mistake| {
            mistake.refuse(FIELD, line, "Write hours as Mon 09:00-12:00, one window a line.")
        };
        let unreadable = || refused(Mistake::Unreadable);
        let (named, hours) = line.split_once(char::is_whitespace).ok_or_else(unreadable)?;
        let (first, last) = parse_days(named).ok_or_else(unreadable)?;
        let window = Window::read(hours).map_err(refused)?;
        days[first..=last].iter_mut().for_each(|day| day.push(window));
    }
    Ok(days)
}

/// Writes windows as [`parse_weekly_hours`] reads them; one that is out of its bounds is left out.
pub fn format_weekly_hours(windows: &[WeeklyWindow]) -> String {
    let line = |weekly: &WeeklyWindow| {
        let day = DAYS[usize::from(weekly.weekday % 7)];
        let window = weekly.window()?;
        Some(format!("{}{} {}", day[..1].to_uppercase(), &day[1..3], window.format()))
    };
    windows.iter().filter_map(line).collect::<Vec<_>>().join("\n")
}

fn parse_days(text: &str) -> Option<(usize, usize)> {
    let day = |name: &str| {
        let name = name.trim().to_lowercase();
        (name.len() >= 3).then(|| DAYS.iter().position(|day| day.starts_with(&name))).flatten()
    };
    match text.split_once(['-', '–']) {
        None => day(text).map(|only| (only, only)),
        Some((first, last)) => Some((day(first)?, day(last)?)).filter(|(first, last)| first <= last),
    }
}

/// What weekly hours alone offer, as half hours without buffers: [`super::expand`] of an offer that
/// nobody changed.
pub fn expand(windows: &[WeeklyWindow], zone: &Zone, from: Timestamp, to: Timestamp) -> Vec<SlotTime> {
    super::expand(&Hours::weekly(windows.iter().copied()), &Offer::default(), zone, from, to)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::{Date, Time};

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn zone(name: &str) -> Zone {
        Zone::parse("timezone", name).unwrap()
    }

    fn starts(hours: &str, zone_name: &str, from: &str, to: &str) -> Vec<String> {
        let windows = parse_weekly_hours(hours).unwrap();
        expand(&windows, &zone(zone_name), at(from), at(to)).iter().map(|s| s.starts_at.to_string()).collect()
    }

    #[test]
    fn hours_are_read_merged_and_written_back() {
        let windows = parse_weekly_hours(
            "Tue 10:00-12:00\nmonday 09:00–10:00, Mon 10:00-11:30; Fri-Sat 22:00-02:00, Sun 22:00-24:00",
        )
        .unwrap();
        assert_eq!(
            format_weekly_hours(&windows),
            "Mon 09:00-11:30\nTue 10:00-12:00\nFri 22:00-02:00\nSat 22:00-02:00\nSun 22:00-24:00"
        );
        assert_eq!(parse_weekly_hours(&format_weekly_hours(&windows)).unwrap(), windows);
    }

    #[test]
    fn unreadable_hours_name_their_field() {
        for text in [
            "Mon",
            "Mon 9-12",
            "Mon 12:00-09:00",
            "Mon 09:00-25:00",
            "Mon 1093:00-1094:00",
            "Mon 09:00-65535:59",
            "Monkey 09:00-10:00",
            "Mon 09:60-10:00",
            "Xyz 09:00-10:00",
            "Fri-Mon 09:00-10:00",
            "Mon 24:00-24:00",
            "Mon 09:00-09:00",
        ] {
            let refused = parse_weekly_hours(text).unwrap_err();
            let Failure::Invalid { field, message } = refused else { panic!("{text:?}: {refused:?}") };
            assert_eq!(field, FIELD);
            assert!(message.to_string().starts_with(&format!("“{text}” ")), "{message}");
        }
        let refused = parse_weekly_hours("Tue 10:00-12:00\nMon 9-12").unwrap_err();
        assert!(refused.to_string().contains("Write hours as Mon 09:00-12:00"), "{refused}");
    }

    #[test]
    fn a_window_is_cut_into_sessions_and_the_rest_dropped() {
        assert_eq!(
            starts("Mon 09:00-10:15", "Europe/Berlin", "2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"),
            ["2026-11-23T08:00:00Z", "2026-11-23T08:30:00Z"]
        );
    }

    #[test]
    fn wall_clock_time_is_kept_across_the_change() {
        // New York leaves daylight saving on 2026-11-01.
        assert_eq!(
            starts(
                "Fri-Sun 09:00-09:30, Mon 09:00-09:30",
                "America/New_York",
                "2026-10-30T00:00:00Z",
                "2026-11-03T00:00:00Z"
            ),
            ["2026-10-30T13:00:00Z", "2026-10-31T13:00:00Z", "2026-11-01T14:00:00Z", "2026-11-02T14:00:00Z"]
        );
    }

    #[test]
    fn a_gap_moves_later_and_slots_never_overlap() {
        // New York has no 02:00–03:00 on 2026-03-08.
        let slots = expand(
            &parse_weekly_hours("Sun 01:30-04:00").unwrap(),
            &zone("America/New_York"),
            at("2026-03-08T00:00:00Z"),
            at("2026-03-09T00:00:00Z"),
        );
        let starts: Vec<String> = slots.iter().map(|s| s.starts_at.to_string()).collect();
        assert_eq!(starts, ["2026-03-08T06:30:00Z", "2026-03-08T07:00:00Z", "2026-03-08T07:30:00Z"]);
        assert!(slots.windows(2).all(|pair| pair[0].ends_at <= pair[1].starts_at));
    }

    #[test]
    fn a_fold_means_the_first_and_odd_zones_end() {
        assert_eq!(
            starts("Sun 01:30-02:00", "America/New_York", "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"),
            ["2026-11-01T05:30:00Z"]
        );
        // Midnight does not exist on these days; a window up to 24:00 ends.
        for (name, day) in [
            ("Africa/Cairo", "2026-04-24"),
            ("Asia/Beirut", "2026-03-29"),
            ("America/Santiago", "2026-09-06"),
        ] {
            let date: Date = day.parse().unwrap();
            let from =
                date.to_datetime(Time::midnight()).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
            let slots = expand(
                &parse_weekly_hours("Mon-Sun 00:00-24:00").unwrap(),
                &zone(name),
                from - 48.hours(),
                from + 48.hours(),
            );
            assert_eq!(slots.len(), 4 * 48, "{name}");
            assert!(slots.windows(2).all(|pair| pair[0].ends_at <= pair[1].starts_at), "{name}");
        }
        assert_eq!(
            starts("Tue 09:00-09:30", "Asia/Kathmandu", "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"),
            ["2026-11-24T03:15:00Z"]
        );
    }
}
