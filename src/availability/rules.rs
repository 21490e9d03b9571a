//! Weekly hours: how they are written, and which slots they expand to.
//!
//! Daylight saving follows RFC 5545, 3.3.5: a local time in a gap is moved later by the length of
//! the gap, a local time that occurs twice means the first. This is the "compatible" rule of
//! Temporal and of `jiff`.

use jiff::ToSpan;
use jiff::civil::{Date, Time};
use jiff::tz::Disambiguation;

use super::{SESSION_MINUTES, SlotTime, WeeklyWindow};
use crate::failure::Failure;
use crate::time::{Timestamp, Zone};

const FIELD: &str = "weekly_hours";
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Parses lines such as `Mon 09:00-12:00` or `Monday-Friday 14:00-16:00`; commas separate as well.
///
/// Windows of one day that touch or overlap are merged. An empty text means no hours yet.
pub fn parse_weekly_hours(text: &str) -> Result<Vec<WeeklyWindow>, Failure> {
    let mut windows = Vec::new();
    for line in text.split(['\n', ',', ';']).map(str::trim).filter(|line| !line.is_empty()) {
        let refused = || {
            Failure::invalid(
                FIELD,
                format!("“{line}” could not be read. Write hours as Mon 09:00-12:00, one window a line."),
            )
        };
        let (days, hours) = line.split_once(char::is_whitespace).ok_or_else(refused)?;
        let (from, to) = hours.trim().split_once(['-', '–']).ok_or_else(refused)?;
        let start_minute = parse_minute(from).ok_or_else(refused)?;
        let end_minute = parse_minute(to).ok_or_else(refused)?;
        if end_minute <= start_minute || start_minute >= 1_440 {
            return Err(Failure::invalid(
                FIELD,
                format!("“{line}” ends before it starts. Give a later end, up to 24:00."),
            ));
        }
        let (first, last) = parse_days(days).ok_or_else(refused)?;
        windows.extend((first..=last).map(|weekday| WeeklyWindow { weekday, start_minute, end_minute }));
    }
    Ok(merge(windows))
}

/// Writes windows as [`parse_weekly_hours`] reads them.
pub fn format_weekly_hours(windows: &[WeeklyWindow]) -> String {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    windows
        .iter()
        .map(|w| {
            let day = DAYS[usize::from(w.weekday % 7)];
            format!(
                "{}{} {}-{}",
                day[..1].to_uppercase(),
                &day[1..3],
                clock(w.start_minute),
                clock(w.end_minute)
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn parse_days(text: &str) -> Option<(u8, u8)> {
    let day = |name: &str| {
        let name = name.trim().to_lowercase();
        (name.len() >= 3)
            .then(|| DAYS.iter().position(|day| day.starts_with(&name)))
            .flatten()
            .map(|at| at as u8)
    };
    match text.split_once(['-', '–']) {
        None => day(text).map(|only| (only, only)),
        Some((first, last)) => Some((day(first)?, day(last)?)).filter(|(first, last)| first <= last),
    }
}

fn parse_minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    (hour <= 24 && minute < 60).then(|| hour * 60 + minute).filter(|m| *m <= 1_440)
}

fn merge(mut windows: Vec<WeeklyWindow>) -> Vec<WeeklyWindow> {
    windows.sort_unstable();
    let mut merged: Vec<WeeklyWindow> = Vec::with_capacity(windows.len());
    for window in windows {
        match merged.last_mut() {
            Some(last) if last.weekday == window.weekday && window.start_minute <= last.end_minute => {
                last.end_minute = last.end_minute.max(window.end_minute);
            }
            _ => merged.push(window),
        }
    }
    merged
}

/// The session-long slots of `windows` that start at or after `from` and before `to`, in order.
///
/// Each window is cut from its start; what is left at its end and is too short is dropped. A slot
/// keeps its real length across a change of the clocks.
pub fn expand(windows: &[WeeklyWindow], zone: &Zone, from: Timestamp, to: Timestamp) -> Vec<SlotTime> {
    let first = from.to_zoned(zone.tz().clone()).date();
    let last = to.to_zoned(zone.tz().clone()).date();
    let mut slots: Vec<SlotTime> = first
        .series(1.day())
        .take_while(|date| *date <= last)
        .flat_map(|date| {
            let weekday = date.weekday().to_monday_zero_offset() as u8;
            windows.iter().filter(move |w| w.weekday == weekday).flat_map(move |w| slots_of(*w, date, zone))
        })
        .filter(|slot| slot.starts_at >= from && slot.starts_at < to)
        .collect();
    slots.sort_unstable();
    // After a gap two local times can mean overlapping instants: keep the earlier slot.
    let mut end = Timestamp::MIN;
    slots.retain(|slot| {
        let free = slot.starts_at >= end;
        if free {
            end = slot.ends_at;
        }
        free
    });
    slots
}

fn slots_of(window: WeeklyWindow, date: Date, zone: &Zone) -> Vec<SlotTime> {
    let step = SESSION_MINUTES as u16;
    (window.start_minute..window.end_minute)
        .step_by(usize::from(step))
        .filter(|start| start + step <= window.end_minute)
        .filter_map(|start| {
            let time = Time::new((start / 60) as i8, (start % 60) as i8, 0, 0).ok()?;
            let local = zone.tz().to_ambiguous_zoned(date.to_datetime(time));
            let starts_at = local.disambiguate(Disambiguation::Compatible).ok()?.timestamp();
            let ends_at = starts_at.checked_add(SESSION_MINUTES.minutes()).ok()?;
            Some(SlotTime { starts_at, ends_at })
        })
        .collect()
}

#[cfg(test)]
mod tests {
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
        let windows =
            parse_weekly_hours("Tue 10:00-12:00\nmonday 09:00–10:00, Mon 10:00-11:30; Sat-Sun 22:00-24:00")
                .unwrap();
        assert_eq!(
            format_weekly_hours(&windows),
            "Mon 09:00-11:30\nTue 10:00-12:00\nSat 22:00-24:00\nSun 22:00-24:00"
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
            assert!(
                matches!(refused, Failure::Invalid { ref field, .. } if field == FIELD),
                "{text:?}: {refused:?}"
            );
        }
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
