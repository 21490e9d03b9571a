//! A window on the clock of one day, and how it is written.

use jiff::civil::Date;

use crate::failure::Failure;
use crate::language::Text;
use crate::text;

/// Minutes of a day on the clock.
pub(super) const DAY: u16 = 1_440;

/// The longest window that goes on into the next day. A longer one is more likely to be a slip of
/// the pen, such as 12:00-09:00, than a night.
const LONGEST_NIGHT: u16 = 720;

/// A window in local time that begins on some day and may go on into the next. It belongs to the
/// day on which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    start_minute: u16,
    end_minute: u16,
}

impl Window {
    /// Minutes after the midnight with which the day begins: start 0–1,439, end after it; an end
    /// beyond 1,440 lies on the next day, then the window is at most 12 hours long. `None` when
    /// out of these bounds.
    pub fn new(start_minute: u16, end_minute: u16) -> Option<Self> {
        let fits = start_minute < DAY
            && end_minute > start_minute
            && (end_minute <= DAY || end_minute - start_minute <= LONGEST_NIGHT);
        fits.then_some(Self { start_minute, end_minute })
    }

    /// Reads `09:00-12:00`; `22:00-02:00` goes on into the next day. Refusals name `field`.
    pub fn parse(field: &str, text: &str) -> Result<Self, Failure> {
        let text = text.trim();
        Self::read(text).map_err(|mistake| mistake.refuse(field, text, "Write a window as 09:00-12:00."))
    }

    pub(super) fn read(text: &str) -> Result<Self, Mistake> {
        let (from, to) = text.split_once(['-', '–']).ok_or(Mistake::Unreadable)?;
        let start = parse_minute(from).filter(|start| *start < DAY).ok_or(Mistake::Unreadable)?;
        let end = parse_minute(to).ok_or(Mistake::Unreadable)?;
        if start == end {
            return Err(Mistake::Empty);
        }
        let end = if end < start { end + DAY } else { end };
        Self::new(start, end).ok_or(Mistake::TooLong)
    }

    /// Minutes after midnight, 0–1,439.
    pub fn start_minute(self) -> u16 {
        self.start_minute
    }

    /// Minutes after the same midnight; beyond 1,440 on the next day.
    pub fn end_minute(self) -> u16 {
        self.end_minute
    }

    /// As [`Window::parse`] reads it.
    pub fn format(self) -> String {
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        let end = if self.end_minute > DAY { self.end_minute - DAY } else { self.end_minute };
        format!("{}-{}", clock(self.start_minute), clock(end))
    }
}

/// What is wrong with a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mistake {
    Unreadable,
    Empty,
    TooLong,
}

impl Mistake {
    /// Says so of the text as it was entered, and how it is written where it could not be read.
    pub(super) fn refuse(self, field: &str, entered: &str, how: &'static str) -> Failure {
        let why = match self {
            Self::Unreadable => text!("“{text}” could not be read. {how}", how = Text::from(how)),
            Self::Empty => text!("“{text}” ends when it starts. Give a later end, up to 24:00."),
            Self::TooLong => text!(
                "“{text}” ends before it starts, or goes on for more than 12 hours into the next day. Give an end \
                 after the start, or write two windows."
            ),
        };
        Failure::invalid(field, why.with("text", entered))
    }
}

/// Reads windows of one day, separated by commas, semicolons or lines; none means closed.
/// Refusals name `field`.
pub fn parse_windows(field: &str, text: &str) -> Result<Vec<Window>, Failure> {
    let parts = text.split(['\n', ',', ';']).map(str::trim).filter(|part| !part.is_empty());
    let windows = parts.map(|part| Window::parse(field, part)).collect::<Result<Vec<_>, _>>()?;
    Ok(merge(windows))
}

/// Reads a day such as 2026-12-24; refusals name `field`.
///
/// Days stay days, in nobody's zone, until a mentor's zone makes instants of them. Years far from
/// ours are slips, and nothing has to be counted up to them.
pub fn parse_date(field: &str, text: &str) -> Result<Date, Failure> {
    let date: Option<Date> = text.trim().parse().ok();
    date.filter(|date| (2_000..2_200).contains(&date.year()))
        .ok_or_else(|| Failure::invalid(field, text!("“{text}” is no day. Write it as 2026-12-24.", text)))
}

/// The windows of one day in order, those that touch or overlap as one where one can be written.
pub(super) fn merge(mut windows: Vec<Window>) -> Vec<Window> {
    windows.sort_unstable();
    let mut merged: Vec<Window> = Vec::with_capacity(windows.len());
    for window in windows {
        let joined = merged
            .last()
            .filter(|last| window.start_minute <= last.end_minute)
            .and_then(|last| Window::new(last.start_minute, last.end_minute.max(window.end_minute)));
        match (joined, merged.last_mut()) {
            (Some(joined), Some(last)) => *last = joined,
            _ => merged.push(window),
        }
    }
    merged
}

fn parse_minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    (hour <= 24 && minute < 60).then(|| hour * 60 + minute).filter(|m| *m <= DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_read_and_written() {
        let cases = [
            ("09:00-12:00", (540, 720), "09:00-12:00"),
            (" 9:05 – 10:00", (545, 600), "09:05-10:00"),
            ("00:00-24:00", (0, 1_440), "00:00-24:00"),
            ("22:00-00:00", (1_320, 1_440), "22:00-24:00"),
            ("22:00-02:00", (1_320, 1_560), "22:00-02:00"),
            ("23:59-11:59", (1_439, 2_159), "23:59-11:59"),
        ];
        for (text, (start, end), written) in cases {
            let window = Window::parse("hours", text).unwrap();
            assert_eq!((window.start_minute(), window.end_minute()), (start, end), "{text}");
            assert_eq!(window.format(), written);
            assert_eq!(Window::parse("hours", written).unwrap(), window);
        }
    }

    #[test]
    fn what_is_no_window_names_the_field() {
        for text in [
            "",
            "9-12",
            "09:00",
            "09:60-10:00",
            "09:00-25:00",
            "24:00-24:00",
            "24:00-02:00",
            "09:00-09:00",
            "12:00-09:00",
            "12:00-11:59",
            "24:30-25:00",
            "-1:00-02:00",
            "1093:00-1094:00",
            "09:00-65535:59",
        ] {
            let refused = parse_windows("hours", &format!("10:00-11:00, {text}x")).unwrap_err();
            assert!(matches!(refused, Failure::Invalid { ref field, .. } if field == "hours"), "{text}");
            let refused = Window::parse("hours", text).unwrap_err();
            assert!(matches!(refused, Failure::Invalid { ref field, .. } if field == "hours"), "{text}");
        }
    }

    #[test]
    fn what_touches_is_one_window_where_one_can_be_written() {
        let cases = [
            ("10:00-12:00, 09:00-10:00", "09:00-12:00"),
            ("09:00-12:00, 10:00-11:00", "09:00-12:00"),
            ("09:00-10:00, 10:01-11:00", "09:00-10:00 10:01-11:00"),
            ("20:00-23:00, 22:00-02:00", "20:00-02:00"),
            ("22:00-23:00, 22:00-02:00", "22:00-02:00"),
            // 12:00-06:00 would not be read: both stay, and are met as one run of hours.
            ("12:00-24:00, 23:00-06:00", "12:00-24:00 23:00-06:00"),
            ("", ""),
        ];
        for (text, expected) in cases {
            let windows = parse_windows("hours", text).unwrap();
            let written: Vec<String> = windows.iter().map(|window| window.format()).collect();
            assert_eq!(written.join(" "), expected);
            assert_eq!(parse_windows("hours", &written.join("\n")).unwrap(), windows);
        }
    }

    #[test]
    fn days_are_days() {
        assert_eq!(parse_date("from", " 2026-12-24").unwrap().to_string(), "2026-12-24");
        for text in
            ["", "24.12.2026", "2026-13-01", "2026-02-29", "9999-12-31", "0001-01-01", "-271821-04-20"]
        {
            let refused = parse_date("from", text).unwrap_err();
            assert!(matches!(refused, Failure::Invalid { ref field, .. } if field == "from"), "{text}");
        }
    }
}
