//! Profiles that come in bulk: the record of one line, and what it must hold.

use serde::{Deserialize, Serialize};

use super::Expertise;
use super::expertise::MAX_WEIGHT;
use super::rules::{ends_line, optional};
use crate::account::Email;
use crate::availability::WeeklyWindow;
use crate::availability::rules::parse_weekly_hours;
use crate::failure::Failure;
use crate::text;
use crate::time::Zone;

/// The longest imported free text, in characters: other directories allow more than our forms.
const MAX_IMPORTED_TEXT: usize = 20_000;
/// The longest imported line, in characters.
const MAX_IMPORTED_LINE: usize = 500;

/// One mentor of an import file. Only `id` is needed; unknown fields are ignored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportRecord {
    /// Names the mentor in the file's source; a second import updates the same mentor.
    pub id: String,
    /// Sign-in address; one that no mail reaches is made up when missing.
    pub email: Option<String>,
    /// As shown; the title, or the id, when missing.
    pub name: Option<String>,
    /// One line.
    pub headline: Option<String>,
    /// What they are at work.
    pub title: Option<String>,
    /// Where they work.
    pub company: Option<String>,
    /// In their own words.
    pub bio: Option<String>,
    /// The industry they know.
    pub industry: Option<String>,
    /// The company stage they know.
    pub stage: Option<String>,
    /// ISO 3166 alpha-2.
    pub country: Option<String>,
    /// ISO 639-1.
    pub languages: Vec<String>,
    /// Areas, as names or with subarea and weight.
    pub expertise: Vec<ImportedExpertise>,
    /// IANA zone. When missing, a known mentor keeps theirs and a new one gets UTC.
    pub timezone: Option<String>,
    /// As `Mon 09:00-12:00`, one window a line.
    pub weekly_hours: Option<String>,
}

/// An area as files write it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ImportedExpertise {
    /// The name alone.
    Name(String),
    /// Name, subarea and weight.
    Full {
        /// "fundraising".
        area: String,
        /// "term sheets".
        #[serde(default)]
        subarea: Option<String>,
        /// 1 when missing.
        #[serde(default)]
        weight: Option<f32>,
    },
}

/// A record, parsed.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportDraft {
    /// See [`ImportRecord::id`].
    pub id: String,
    /// See [`ImportRecord::email`].
    pub email: Email,
    /// Never empty.
    pub name: String,
    /// One line.
    pub headline: Option<String>,
    /// What they are at work.
    pub title: Option<String>,
    /// Where they work.
    pub company: Option<String>,
    /// In their own words.
    pub bio: Option<String>,
    /// In lower case.
    pub industry: Option<String>,
    /// In lower case.
    pub stage: Option<String>,
    /// In upper case.
    pub country: Option<String>,
    /// In lower case.
    pub languages: Vec<String>,
    /// Each once.
    pub expertise: Vec<Expertise>,
    /// Nothing when the record has no zone.
    pub zone: Option<Zone>,
    /// Nothing when the record has no hours.
    pub weekly_hours: Option<Vec<WeeklyWindow>>,
}

/// Parses a record, or names the field and what would be right.
pub fn parse(record: &ImportRecord) -> Result<ImportDraft, Failure> {
    let line = |field: &str, text: &Option<String>| line(field, text.as_deref().unwrap_or_default());
    let id = record.id.trim();
    if id.is_empty() || id.len() > 100 || id.contains(char::is_control) {
        return Err(Failure::invalid(
            "id",
            "Give each mentor an id of up to 100 characters that stays the same.",
        ));
    }
    let email = match line("email", &record.email)? {
        Some(email) => Email::parse(&email)?,
        None => Email::parse(&format!("{}@import.invalid", local_part(id)))?,
    };
    let title = line("title", &record.title)?;
    Ok(ImportDraft {
        name: line("name", &record.name)?.or_else(|| title.clone()).unwrap_or_else(|| format!("Mentor {id}")),
        id: id.to_owned(),
        email,
        headline: line("headline", &record.headline)?,
        title,
        company: line("company", &record.company)?,
        bio: optional("bio", record.bio.as_deref().unwrap_or_default(), MAX_IMPORTED_TEXT)?,
        industry: line("industry", &record.industry)?.map(|s| s.to_lowercase()),
        stage: line("stage", &record.stage)?.map(|s| s.to_lowercase()),
        country: code("country", record.country.as_deref())?.map(|s| s.to_uppercase()),
        languages: languages(&record.languages)?,
        expertise: expertise(&record.expertise)?,
        zone: line("timezone", &record.timezone)?.map(|name| Zone::parse("timezone", &name)).transpose()?,
        weekly_hours: record.weekly_hours.as_deref().map(parse_weekly_hours).transpose()?,
    })
}

/// A text that is shown as one line. Line breaks in it come from the file's source, not from the
/// mentor: they become blanks.
fn line(field: &str, text: &str) -> Result<Option<String>, Failure> {
    let parts: Vec<&str> = text.split(ends_line).map(str::trim).filter(|part| !part.is_empty()).collect();
    optional(field, &parts.join(" "), MAX_IMPORTED_LINE)
}

/// An id as the local part of an address; what is no letter, digit, dot or dash is written out, so
/// that two ids never share an address.
fn local_part(id: &str) -> String {
    id.chars()
        .map(|c| match c {
            c if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' => c.to_string(),
            c => format!("_{:x}", u32::from(c)),
        })
        .collect()
}

fn code(field: &str, text: Option<&str>) -> Result<Option<String>, Failure> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) if text.len() == 2 && text.chars().all(|c| c.is_ascii_alphabetic()) => {
            Ok(Some(text.to_owned()))
        }
        Some(text) => Err(Failure::invalid(field, text!("“{text}” is no two-letter code.", text))),
    }
}

fn languages(texts: &[String]) -> Result<Vec<String>, Failure> {
    let mut codes = Vec::new();
    for text in texts {
        if let Some(code) = code("languages", Some(text))?.map(|code| code.to_lowercase())
            && !codes.contains(&code)
        {
            codes.push(code);
        }
    }
    Ok(codes)
}

fn expertise(imported: &[ImportedExpertise]) -> Result<Vec<Expertise>, Failure> {
    let mut areas: Vec<Expertise> = Vec::new();
    for entry in imported {
        let (area, subarea, weight) = match entry {
            ImportedExpertise::Name(name) => (name, None, 1.0),
            ImportedExpertise::Full { area, subarea, weight } => {
                (area, subarea.as_deref(), weight.unwrap_or(1.0))
            }
        };
        if !(weight > 0.0 && weight <= MAX_WEIGHT) {
            return Err(Failure::invalid(
                "expertise",
                text!("The weight {weight} is not above 0 and up to {max}.", weight, max = MAX_WEIGHT),
            ));
        }
        let Some(area) = line("expertise", area)? else { continue };
        let subarea = line("expertise", subarea.unwrap_or_default())?;
        if !areas.iter().any(|have| have.area == area && have.subarea == subarea) {
            areas.push(Expertise { area, subarea, weight });
        }
    }
    areas.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    Ok(areas)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sparse_record_is_enough() {
        let draft =
            parse(&ImportRecord { id: "m1".into(), title: Some("CTO".into()), ..ImportRecord::default() })
                .unwrap();
        assert_eq!((draft.name.as_str(), draft.email.as_str()), ("CTO", "m1@import.invalid"));
        assert_eq!((draft.zone, draft.weekly_hours), (None, None));
    }

    #[test]
    fn breaks_in_what_is_shown_as_a_line_become_blanks() {
        let area = ImportedExpertise::Full {
            area: "term\n sheets".into(),
            subarea: Some("a\rb".into()),
            weight: None,
        };
        let record = ImportRecord {
            id: "m1".into(),
            name: Some("Ines\r\n\r\nCarvalho".into()),
            headline: Some("Raises\u{2028}rounds".into()),
            bio: Some("Twenty\nrounds.".into()),
            expertise: vec![area],
            ..ImportRecord::default()
        };
        let draft = parse(&record).unwrap();
        assert_eq!(
            (draft.name.as_str(), draft.headline.as_deref()),
            ("Ines Carvalho", Some("Raises rounds"))
        );
        assert_eq!(draft.bio.as_deref(), Some("Twenty\nrounds."));
        assert_eq!(
            (draft.expertise[0].area.as_str(), draft.expertise[0].subarea.as_deref()),
            ("term sheets", Some("a b"))
        );
    }

    #[test]
    fn two_ids_never_share_an_address() {
        let address =
            |id: &str| parse(&ImportRecord { id: id.into(), ..ImportRecord::default() }).unwrap().email;
        let ids = ["a b", "a_b", "a_20b", "A b", "a-b", "ä"];
        let addresses: std::collections::HashSet<_> = ids.iter().map(|id| address(id)).collect();
        assert_eq!(addresses.len(), ids.len());
    }

    #[test]
    fn a_wrong_field_is_named() {
        let good = ImportRecord { id: "m1".into(), ..ImportRecord::default() };
        let heavy = ImportedExpertise::Full { area: "x".into(), subarea: None, weight: Some(9.0) };
        let cases = [
            ("id", ImportRecord { id: " ".into(), ..good.clone() }),
            ("email", ImportRecord { email: Some("x".into()), ..good.clone() }),
            ("country", ImportRecord { country: Some("Germany".into()), ..good.clone() }),
            ("languages", ImportRecord { languages: vec!["english".into()], ..good.clone() }),
            ("timezone", ImportRecord { timezone: Some("Mars".into()), ..good.clone() }),
            ("weekly_hours", ImportRecord { weekly_hours: Some("always".into()), ..good.clone() }),
            ("expertise", ImportRecord { expertise: vec![heavy], ..good.clone() }),
            ("bio", ImportRecord { bio: Some("x".repeat(MAX_IMPORTED_TEXT + 1)), ..good.clone() }),
        ];
        for (expected, record) in cases {
            match parse(&record).unwrap_err() {
                Failure::Invalid { field, .. } => assert_eq!(field, expected),
                other => panic!("{expected}: {other:?}"),
            }
        }
    }
}
