//! When somebody wants a session: "before Thursday, after 17:00", "weekday evenings", "urgent".
//!
//! Here are the window itself and what it holds. Its words are in `vocabulary`, hours of the day in
//! `clock`, the text cut into both in `signs`, sentences in `grammar`, what is no wish in `wish`, and
//! the calendar in `calendar`. What is done with a window, and where the free slots are, is no matter
//! of this module.
//!
//! A window is rather too wide than too narrow: it must not hide a session that would have suited.

mod calendar;
mod clock;
mod grammar;
mod signs;
#[cfg(test)]
mod tests;
mod urgency;
mod vocabulary;
mod weekdays;
mod wish;

use jiff::civil::{Date, DateTime, Time};
use jiff::{ToSpan, Zoned};

pub use self::urgency::{Urgency, read_urgency};
pub use self::weekdays::Weekdays;
use crate::availability::HORIZON_DAYS;
use crate::language::{Catalog, Text};
use crate::text;
use crate::time::{Timestamp, Zone, date_text};

/// When a session should be, in the viewer's wall-clock time. On the wire it is a
/// [`WantedTime`](super::WantedTime).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AvailabilityWindow {
    /// First day, inclusive.
    pub from: Date,
    /// Last day, inclusive; at most [`HORIZON_DAYS`] days ahead when it was read from words.
    pub until: Date,
    /// On these days of the week.
    pub weekdays: Weekdays,
    /// A session starts at this time of the day or later.
    pub after: Option<Time>,
    /// A session ends at this time of the day or earlier; missing is midnight.
    pub before: Option<Time>,
}

/// A window and the words that said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What was understood.
    pub window: AvailabilityWindow,
    /// Byte ranges, half-open, of the words that were understood: sorted, not overlapping.
    pub said: Vec<(usize, usize)>,
}

impl AvailabilityWindow {
    /// Reads when a session is wanted; `now` in the viewer's zone. Nothing when the text does not
    /// say, or says what contradicts itself.
    pub fn read(text: &str, now: &Zoned) -> Option<Reading> {
        let sentence = grammar::read(text);
        let today = now.date();
        let window = calendar::window(&sentence.terms, today)?;
        let said_something = window != Self::any(today);
        said_something.then_some(Reading { window, said: sentence.said })
    }

    /// Whether a session from `starts_at` to `ends_at`, exclusive, lies in the window. It belongs
    /// to the day on which it starts.
    pub fn holds(&self, starts_at: Timestamp, ends_at: Timestamp, zone: &Zone) -> bool {
        let local = |at: Timestamp| zone.tz().to_datetime(at);
        let (starts, ends) = (local(starts_at), local(ends_at));
        let is_in_time = self.before.is_none_or(|before| ends <= starts.date().to_datetime(before));
        (self.from..=self.until).contains(&starts.date())
            && self.weekdays.contains(starts.weekday())
            && self.after.is_none_or(|after| starts.time() >= after)
            && is_in_time
            && ends_at <= self.bounds(zone).1
    }

    /// The instants from the first, inclusive, to the second, exclusive, outside of which no
    /// session of the window can lie: narrows a query before [`Self::holds`] decides.
    pub fn bounds(&self, zone: &Zone) -> (Timestamp, Timestamp) {
        let opens = self.from.to_datetime(self.after.unwrap_or(Time::midnight()));
        let closes = match self.before {
            Some(before) => Some(self.until.to_datetime(before)),
            None => self.until.tomorrow().ok().map(|day| day.to_datetime(Time::midnight())),
        };
        // A local time in a gap or a fold is two instants: the wider one, for nothing may be lost.
        let earliest = |at: DateTime| zone.tz().to_ambiguous_timestamp(at).earlier();
        let latest = |at: DateTime| zone.tz().to_ambiguous_timestamp(at).later();
        let from = earliest(opens).unwrap_or(Timestamp::MIN);
        let to = closes.and_then(|at| latest(at).ok()).unwrap_or(Timestamp::MAX);
        (from, to.max(from))
    }

    /// Short words for a chip, as said on `today` in the language of `catalog`: "By Wed 25 Nov, after 17:00".
    pub fn describe(&self, today: Date, catalog: &Catalog) -> String {
        let dates = self.describe_dates(today);
        let weekdays = (!self.weekdays.is_any()).then(|| self.weekdays.text(catalog).into());
        let parts = [dates, weekdays, self.describe_hours()].into_iter().flatten();
        let parts: Vec<String> = parts.map(|part: Text| part.say(catalog)).collect();
        let words = if parts.is_empty() { text!("any time").say(catalog) } else { parts.join(", ") };
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    fn describe_dates(&self, today: Date) -> Option<Text> {
        let is_open = (self.from <= today, self.until >= horizon(today));
        match is_open {
            _ if self.from == self.until => Some(date_text(self.from)),
            (true, true) => None,
            (true, false) => Some(text!("by {day}", day = date_text(self.until))),
            (false, true) => Some(text!("from {day}", day = date_text(self.from))),
            (false, false) => {
                Some(text!("{first} – {last}", first = date_text(self.from), last = date_text(self.until)))
            }
        }
    }

    fn describe_hours(&self) -> Option<Text> {
        let say = |time: Time| time.strftime("%H:%M").to_string();
        match (self.after, self.before) {
            (Some(after), Some(before)) => {
                Some(text!("{from}–{until}", from = say(after), until = say(before)))
            }
            (Some(after), None) => Some(text!("after {time}", time = say(after))),
            (None, Some(before)) => Some(text!("before {time}", time = say(before))),
            (None, None) => None,
        }
    }

    /// The window that excludes nothing that can be booked.
    fn any(today: Date) -> Self {
        Self { from: today, until: horizon(today), weekdays: Weekdays::ANY, after: None, before: None }
    }
}

/// The last day on which slots can be open.
fn horizon(today: Date) -> Date {
    today.saturating_add(HORIZON_DAYS.days())
}
