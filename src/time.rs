//! Instants, zones, and how a time is said to a person.
//!
//! Storage and wire use UTC instants. A local time is derived from an instant and an IANA zone,
//! on the server only, so that the browser carries no zone tables and both render the same words.

use std::fmt;

pub use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

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

/// An instant as a person in some zone would say it.
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
    /// Says `at` in `zone`.
    pub fn new(at: Timestamp, zone: &Zone) -> Self {
        let local = at.to_zoned(zone.0.clone());
        Self {
            at: at.into(),
            date: local.strftime("%Y-%m-%d").to_string(),
            day: local.strftime("%a %-d %b").to_string(),
            time: local.strftime("%H:%M").to_string(),
            long: format!("{} ({})", local.strftime("%A, %-d %B %Y, %H:%M"), zone.name()),
        }
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
                format!("“{name}” is no time zone we know. Use a name such as Europe/Berlin."),
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

    #[test]
    fn says_an_instant_in_the_zone_of_the_viewer() {
        let at: Timestamp = "2026-11-24T13:00:00Z".parse().unwrap();
        let berlin = Zone::parse("timezone", "Europe/Berlin").unwrap();
        let said = LocalTime::new(at, &berlin);
        assert_eq!(said.time, "14:00");
        assert_eq!(said.day, "Tue 24 Nov");
        assert_eq!((said.at.to_string(), said.at.timestamp()), ("2026-11-24T13:00:00Z".to_owned(), Some(at)));
        assert_eq!(said.long, "Tuesday, 24 November 2026, 14:00 (Europe/Berlin)");
    }

    #[test]
    fn an_unknown_zone_names_its_field() {
        let refused = Zone::parse("timezone", "Mars/Olympus").unwrap_err();
        assert!(matches!(refused, Failure::Invalid { field, .. } if field == "timezone"));
    }
}
