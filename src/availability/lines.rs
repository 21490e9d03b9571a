//! Exceptions as lines that a person types, for the form that works without a script.
//!
//! Only the parts of a line are told apart here; what they say is read where rules are checked.

use super::{DayHours, Exceptions, Recurrence, TimeOff};
use crate::failure::Failure;
use crate::text;

/// What a closed day says in place of its hours.
const CLOSED: &str = "closed";

/// One text for each list of [`Exceptions`], a line for each entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExceptionLines {
    /// `2026-12-24 09:00-12:00, 14:00-15:00` or `2026-12-25 closed`.
    pub overrides: String,
    /// `2026-12-28 10:00-12:00`.
    pub one_offs: String,
    /// `FREQ=MONTHLY;BYDAY=2TU from 2026-12-01 09:00-10:00 except 2027-01-12`.
    pub recurrences: String,
    /// `2026-12-24 to 2027-01-02`, `2026-12-24T12:00 to 2026-12-24T18:00` or a single day.
    pub blocks: String,
}

impl ExceptionLines {
    /// Writes exceptions as [`ExceptionLines::parse`] reads them.
    pub fn format(exceptions: &Exceptions) -> Self {
        let recurrence = |one: &Recurrence| {
            let except = one.except.join(", ");
            let except = if except.is_empty() { except } else { format!(" except {except}") };
            format!("{} from {} {}{except}", one.rule, one.starts_on, one.hours)
        };
        let block = |off: &TimeOff| match off.from == off.to {
            true => off.from.clone(),
            false => format!("{} to {}", off.from, off.to),
        };
        Self {
            overrides: join(&exceptions.overrides, day),
            one_offs: join(&exceptions.one_offs, day),
            recurrences: join(&exceptions.recurrences, recurrence),
            blocks: join(&exceptions.blocks, block),
        }
    }

    /// Reads the lines; the field of one that has not all its parts is named.
    pub fn parse(&self) -> Result<Exceptions, Failure> {
        Ok(Exceptions {
            overrides: each("overrides", &self.overrides, "2026-12-24 09:00-12:00", |line| {
                let (date, hours) = line.split_once(char::is_whitespace)?;
                let hours = hours.trim();
                let hours = if hours.eq_ignore_ascii_case(CLOSED) { "" } else { hours };
                Some(DayHours { date: date.to_owned(), hours: hours.to_owned() })
            })?,
            one_offs: each("one_offs", &self.one_offs, "2026-12-28 10:00-12:00", |line| {
                let (date, hours) = line.split_once(char::is_whitespace)?;
                Some(DayHours { date: date.to_owned(), hours: hours.trim().to_owned() })
            })?,
            recurrences: each(
                "recurrences",
                &self.recurrences,
                "FREQ=MONTHLY;BYDAY=2TU from 2026-12-01 09:00-10:00",
                recurrence,
            )?,
            blocks: each("blocks", &self.blocks, "2026-12-24 to 2027-01-02", |line| {
                let (from, to) = line.split_once(" to ").unwrap_or((line, line));
                Some(TimeOff { from: from.trim().to_owned(), to: to.trim().to_owned() })
            })?,
        })
    }
}

fn day(day: &DayHours) -> String {
    let hours = if day.hours.trim().is_empty() { CLOSED } else { &day.hours };
    format!("{} {hours}", day.date)
}

fn join<T>(entries: &[T], line: impl Fn(&T) -> String) -> String {
    entries.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn each<T>(
    field: &str,
    text: &str,
    example: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, Failure> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let entry = |line: &str| {
        read(line).ok_or_else(|| {
            Failure::invalid(
                field,
                text!("“{text}” could not be read. Write each line as {example}.", text = line, example),
            )
        })
    };
    lines.map(entry).collect()
}

fn recurrence(line: &str) -> Option<Recurrence> {
    let (rule, rest) = line.split_once(" from ")?;
    let (rest, except) = rest.split_once(" except ").unwrap_or((rest, ""));
    let (starts_on, hours) = rest.trim().split_once(char::is_whitespace)?;
    let except = except.split(',').map(str::trim).filter(|day| !day.is_empty());
    Some(Recurrence {
        rule: rule.trim().to_owned(),
        starts_on: starts_on.to_owned(),
        hours: hours.trim().to_owned(),
        except: except.map(str::to_owned).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let lines = ExceptionLines {
            overrides: "2026-12-24 09:00-12:00, 14:00-15:00\n2026-12-25 closed".into(),
            one_offs: "2026-12-28 10:00-12:00".into(),
            recurrences: "FREQ=MONTHLY;BYDAY=2TU from 2026-12-01 09:00-10:00 except 2027-01-12, 2027-02-09\n\
                FREQ=DAILY;COUNT=3 from 2027-03-01 08:00-08:30"
                .into(),
            blocks: "2026-12-24 to 2027-01-02\n2027-02-01T12:00 to 2027-02-01T18:00\n2027-03-08".into(),
        };
        let exceptions = lines.parse().unwrap();
        assert_eq!(exceptions.overrides[1], DayHours { date: "2026-12-25".into(), hours: String::new() });
        assert_eq!(exceptions.recurrences[0].except, ["2027-01-12", "2027-02-09"]);
        assert_eq!(exceptions.blocks[2].to, "2027-03-08");
        assert_eq!(ExceptionLines::format(&exceptions), lines);
        assert_eq!(ExceptionLines::default().parse().unwrap(), Exceptions::default());
    }

    #[test]
    fn a_line_without_all_its_parts_is_quoted() {
        type Set = fn(&mut ExceptionLines);
        let cases: [(&str, Set); 4] = [
            ("overrides", |lines| lines.overrides = "2026-12-24 closed\n2026-12-25".into()),
            ("one_offs", |lines| lines.one_offs = "tomorrow".into()),
            ("recurrences", |lines| lines.recurrences = "FREQ=DAILY 2026-12-01 09:00-10:00".into()),
            ("recurrences", |lines| lines.recurrences = "FREQ=DAILY from 2026-12-01".into()),
        ];
        for (expected, set) in cases {
            let mut lines = ExceptionLines::default();
            set(&mut lines);
            let Err(Failure::Invalid { field, message }) = lines.parse() else { panic!("{expected}") };
            assert_eq!(field, expected);
            assert!(message.to_string().starts_with('“'), "{message}");
        }
    }
}
