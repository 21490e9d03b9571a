//! Between the domain's types and those the database driver knows.
//!
//! The one place that knows both `jiff` and `chrono`. SQLite stores an instant as RFC 3339 text
//! and compares it as text: right as long as every one is UTC, has a year of four digits, and
//! differs in the length of its fraction only (`…:00+00:00` sorts before `…:00.5+00:00`, as `+`
//! sorts before `.` and before every digit). What is written here is all of that.

use chrono::{DateTime, Utc};
use office_hours::language::Language;
use office_hours::time::Timestamp;
use sea_orm::DbErr;

use crate::errors::StoreError;

/// 0001-01-01: an earlier year would be written with a sign. Such an instant is only ever a bound.
const EARLIEST_MICROS: i64 = -62_135_596_800_000_000;

/// To microseconds, which is what PostgreSQL keeps, so that both databases say the same.
pub(crate) fn to_db(at: Timestamp) -> DateTime<Utc> {
    let micros = at.as_microsecond().max(EARLIEST_MICROS);
    // chrono's range is wider than jiff's, so the fallback is never taken.
    DateTime::from_timestamp_micros(micros).unwrap_or(DateTime::UNIX_EPOCH)
}

/// An instant beyond the year 9999 becomes the last one.
pub(crate) fn from_db(at: DateTime<Utc>) -> Timestamp {
    Timestamp::from_microsecond(at.timestamp_micros()).unwrap_or(Timestamp::MAX)
}

/// A word of one of the enumerations; another one means that the schema is newer than the program.
pub(crate) fn word<T>(column: &str, text: &str, parsed: Option<T>) -> Result<T, StoreError> {
    parsed.ok_or_else(|| DbErr::Type(format!("{column} holds the unknown word {text:?}")).into())
}

/// How a person is addressed who has not told us their name.
/// A language that this release does not know is English: a later one may have written it.
pub(crate) fn language_of(code: &str) -> Language {
    Language::of_tag(code).unwrap_or_default()
}

pub(crate) fn display_name(name: Option<String>, email: &str) -> String {
    name.filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| email.split('@').next().unwrap_or_default().to_owned())
}

/// A JSON array of strings; anything else in it is left out.
pub(crate) fn strings(json: serde_json::Value) -> Vec<String> {
    match json {
        serde_json::Value::Array(values) => values
            .into_iter()
            .filter_map(|value| match value {
                serde_json::Value::String(text) => Some(text),
                _ => None,
            })
            .collect(),
        _ => vec![],
    }
}

/// A vector as little-endian bytes.
pub(crate) fn to_bytes(vector: &[f32]) -> Vec<u8> {
    vector.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// The vector back.
pub(crate) fn from_bytes(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_come_back_to_the_microsecond() {
        let at: Timestamp = "2026-11-24T13:00:00.123456789Z".parse().unwrap();
        assert_eq!(from_db(to_db(at)).to_string(), "2026-11-24T13:00:00.123456Z");
    }

    #[test]
    fn written_instants_sort_as_text_as_they_do_in_time() {
        let texts = [
            "-009999-01-02T01:59:59Z",
            "2026-11-24T13:00:00Z",
            "2026-11-24T13:00:00.000001Z",
            "2026-11-24T13:00:00.5Z",
            "2026-11-24T13:00:00.500001Z",
            "2026-11-24T13:00:01Z",
            "9999-12-30T22:00:00Z",
        ];
        let written: Vec<String> = texts
            .iter()
            .map(|text| to_db(text.parse().unwrap()).to_rfc3339_opts(chrono::SecondsFormat::AutoSi, false))
            .collect();
        assert!(written.is_sorted(), "{written:?}");
    }

    #[test]
    fn vectors_come_back() {
        let vector = [0.0, -1.5, f32::MIN_POSITIVE];
        assert_eq!(from_bytes(&to_bytes(&vector)), vector);
    }
}
