//! Instants, zones, and how a time is said to a person.
//!
//! Storage and wire use UTC instants. A local time is derived from an instant and an IANA zone,
//! on the server only, so that the browser carries no zone tables and both render the same words.

use std::fmt;

pub use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::language::{Catalog, Language, Part, Text, WeekStart};
use crate::{msgid, text};

/// An instant on its way to the browser, which shows it and does not read it: RFC 3339,
/// `2026-11-24T13:00:00Z`. A browser that parsed it would carry a calendar for nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(String);

impl Instant {
    /// The instant again; nothing where what was sent is none.
    pub fn timestamp(&self) -> Option<Timestamp> {
        self.0.parse().ok()
    }
}

impl From<Timestamp> for Instant {
    fn from(at: Timestamp) -> Self {
        Self(at.to_string())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An instant as whoever reads it would say it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LocalTime {
    /// The instant itself, UTC.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Instant,
    /// Local calendar day, `2026-11-24`: sorts and groups.
    pub date: String,
    /// "Tue 24 Nov".
    pub day: String,
    /// "14:00".
    pub time: String,
    /// "Tuesday, 24 November 2026, 14:00 (Europe/Berlin)": for screen readers and hover.
    pub long: String,
}

impl LocalTime {
    /// Says `at` as `reader` reads it.
    pub fn new(at: Timestamp, reader: &Reader) -> Self {
        let Reader { zone, catalog, .. } = reader;
        let local = at.to_zoned(zone.0.clone());
        // What is asked for most often is put together at once.
        let (day, long) = match catalog.language() {
            Language::English => (
                local.strftime("%a %-d %b").to_string(),
                format!("{} ({})", local.strftime("%A, %-d %B %Y, %H:%M"), zone.name()),
            ),
            _ => (day_text(at, zone).say(catalog), long_text(at, zone).say(catalog)),
        };
        let (date, time) = (local.strftime("%Y-%m-%d").to_string(), local.strftime("%H:%M").to_string());
        Self { at: at.into(), date, day, time, long }
    }
}

const WEEKDAYS: &str = msgid!("Monday Tuesday Wednesday Thursday Friday Saturday Sunday");
/// The days of a week in short, Monday first, with spaces between them.
pub const SHORT_WEEKDAYS: &str = msgid!("Mon Tue Wed Thu Fri Sat Sun");
const MONTHS: &str =
    msgid!("January February March April May June July August September October November December");
const SHORT_MONTHS: &str = msgid!("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");

fn nth(words: &'static str, at: i8) -> Part {
    Part::Nth(words, usize::try_from(at).unwrap_or_default())
}

/// "24 November 2026".
pub fn long_date_text(at: Timestamp, zone: &Zone) -> Text {
    let date = at.to_zoned(zone.0.clone()).date();
    text!(
        "{day} {month_name} {year}",
        day = date.day().to_string(),
        month_name = nth(MONTHS, date.month() - 1),
        year = date.year().to_string(),
    )
}

/// "November".
pub fn month_text(date: Date) -> Text {
    text!("{month}", month = nth(MONTHS, date.month() - 1))
}

/// "24 Nov 2026".
pub fn year_date_text(date: Date) -> Text {
    text!(
        "{day} {month} {year}",
        day = date.day().to_string(),
        month = nth(SHORT_MONTHS, date.month() - 1),
        year = date.year().to_string(),
    )
}

/// "Tue 24 Nov" of a calendar day.
pub fn date_text(date: Date) -> Text {
    text!(
        "{weekday} {day} {month}",
        weekday = weekday_text(date.weekday()),
        day = date.day().to_string(),
        month = nth(SHORT_MONTHS, date.month() - 1),
    )
}

/// "Tue".
pub fn weekday_text(day: Weekday) -> Text {
    text!("{weekday}", weekday = nth(SHORT_WEEKDAYS, day.to_monday_zero_offset()))
}

/// "14:00".
pub fn clock_text(at: Timestamp, zone: &Zone) -> String {
    at.to_zoned(zone.0.clone()).strftime("%H:%M").to_string()
}

/// "Tue 24 Nov", to be said in any language.
pub fn day_text(at: Timestamp, zone: &Zone) -> Text {
    date_text(at.to_zoned(zone.0.clone()).date())
}

/// "Tuesday, 24 November 2026, 14:00 (Europe/Berlin)", to be said in any language.
pub fn long_text(at: Timestamp, zone: &Zone) -> Text {
    let local = at.to_zoned(zone.0.clone());
    text!(
        "{weekday}, {day} {month} {year}, {time} ({zone})",
        weekday = nth(WEEKDAYS, local.weekday().to_monday_zero_offset()),
        day = local.strftime("%-d").to_string(),
        month = nth(MONTHS, local.month() - 1),
        year = local.strftime("%Y").to_string(),
        time = local.strftime("%H:%M").to_string(),
        zone = zone.name(),
    )
}

/// How somebody reads what is said: in their zone and their language, on calendars as they know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Where they are.
    pub zone: Zone,
    /// What everything is in their language.
    pub catalog: &'static Catalog,
    /// What their weeks begin with.
    pub week_start: WeekStart,
}

/// Of whom nothing is known.
impl Default for Reader {
    fn default() -> Self {
        Self::english(Zone::utc())
    }
}

impl Reader {
    /// Somebody who reads English in that zone.
    pub fn english(zone: Zone) -> Self {
        Self { zone, catalog: Catalog::english(), week_start: WeekStart::default() }
    }
}

/// A known IANA time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// Coordinated Universal Time, the zone of whoever has not told us theirs.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// Finds a zone by its IANA name, or says on `field` what would be right.
    pub fn parse(field: &str, name: &str) -> Result<Self, Failure> {
        let name = name.trim();
        if name == "UTC" || name == "Etc/UTC" {
            return Ok(Self::utc());
        }
        TimeZone::get(name).map(Self).map_err(|_| {
            Failure::invalid(
                field,
                text!("“{name}” is no time zone we know. Use a name such as Europe/Berlin.", name),
            )
        })
    }

    /// The zone of a name that is stored: one that was known once and is no more counts as UTC.
    pub fn of_stored(name: &str) -> Self {
        Self::parse("timezone", name).unwrap_or_else(|_| Self::utc())
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// For calendar arithmetic.
    pub fn tz(&self) -> &TimeZone {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Texts;

    #[test]
    fn says_an_instant_in_the_zone_of_the_viewer() {
        let at: Timestamp = "2026-11-24T13:00:00Z".parse().unwrap();
        let berlin = Zone::parse("timezone", "Europe/Berlin").unwrap();
        // What is put together at once is what the texts say.
        assert_eq!(day_text(at, &berlin).to_string(), "Tue 24 Nov");
        assert_eq!(long_text(at, &berlin).to_string(), "Tuesday, 24 November 2026, 14:00 (Europe/Berlin)");
        let said = LocalTime::new(at, &Reader::english(berlin));
        assert_eq!(said.time, "14:00");
        assert_eq!(said.day, "Tue 24 Nov");
        assert_eq!((said.at.to_string(), said.at.timestamp()), ("2026-11-24T13:00:00Z".to_owned(), Some(at)));
        assert_eq!(said.long, "Tuesday, 24 November 2026, 14:00 (Europe/Berlin)");
    }

    #[test]
    fn says_an_instant_in_the_language_of_the_reader() {
        let at: Timestamp = "2026-05-24T13:00:00Z".parse().unwrap();
        let texts = [
            (WEEKDAYS, "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"),
            (SHORT_WEEKDAYS, "Mo Di Mi Do Fr Sa So"),
            (MONTHS, "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
            ("{weekday} {day} {month}", "{weekday}, {day}. {month}"),
            (
                "{weekday}, {day} {month} {year}, {time} ({zone})",
                "{weekday}, {day}. {month} {year}, {time} Uhr ({zone})",
            ),
        ];
        let texts = Texts::new(texts.map(|(english, german)| (english, vec![german])));
        let catalog = Catalog::new(Language::German, texts);
        let said = LocalTime::new(at, &Reader { catalog: Box::leak(Box::new(catalog)), ..Reader::default() });
        assert_eq!(
            (said.day.as_str(), said.long.as_str()),
            ("So, 24. May", "Sonntag, 24. Mai 2026, 13:00 Uhr (UTC)")
        );
    }

    #[test]
    fn an_unknown_zone_names_its_field() {
        let refused = Zone::parse("timezone", "Mars/Olympus").unwrap_err();
        assert!(matches!(refused, Failure::Invalid { field, .. } if field == "timezone"));
    }
}
