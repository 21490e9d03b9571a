//! Reading an import file line by line; a bad line never hides the next.

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use office_hours::Failure;
use office_hours::profile::import::{self, ImportDraft, ImportRecord, ImportedExpertise};
use serde::Deserialize;

use crate::boot::BootError;

/// What the file holds.
#[derive(Debug)]
pub(in crate::cli) struct Lines {
    pub(in crate::cli) drafts: Vec<ImportDraft>,
    pub(in crate::cli) mistakes: Vec<Mistake>,
}

/// A line that cannot be taken.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) struct Mistake {
    /// Counts from 1.
    pub(super) line: u64,
    pub(super) reason: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}: {}", self.line, self.reason)
    }
}

/// Reads CSV or JSON Lines by the file's name.
pub(in crate::cli) fn mentors(path: &Path) -> Result<Lines, BootError> {
    let file = File::open(path)
        .map_err(|error| BootError(format!("{} cannot be read: {error}.", path.display())))?;
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => Ok(collect(csv_records(file))),
        Some("jsonl" | "ndjson") => Ok(collect(json_records(BufReader::new(file)))),
        _ => Err(BootError(format!(
            "{} is neither .csv nor .jsonl; name it by what it holds.",
            path.display()
        ))),
    }
}

type Record = (u64, Result<ImportRecord, String>);

fn collect(records: impl Iterator<Item = Record>) -> Lines {
    let mut lines = Lines { drafts: vec![], mistakes: vec![] };
    let mut seen = Seen::default();
    for (line, record) in records {
        let draft = record
            .and_then(|record| import::parse(&record).map_err(|failure| reason(&failure)))
            .and_then(|draft| seen.take(draft, line));
        match draft {
            Err(reason) => lines.mistakes.push(Mistake { line, reason }),
            Ok(draft) => lines.drafts.push(draft),
        }
    }
    lines
}

/// What the good lines so far have for themselves, and in which line it stands.
#[derive(Debug, Default)]
struct Seen {
    ids: HashMap<String, u64>,
    emails: HashMap<String, u64>,
}

impl Seen {
    /// The draft back, unless another line is the same mentor: that one would be overwritten.
    fn take(&mut self, draft: ImportDraft, line: u64) -> Result<ImportDraft, String> {
        let email = draft.email.as_str();
        if let Some(first) = self.ids.get(&draft.id) {
            return Err(format!("id: “{}” stands in line {first} already.", draft.id));
        }
        if let Some(first) = self.emails.get(email) {
            return Err(format!("email: “{email}” stands in line {first} already."));
        }
        self.ids.insert(draft.id.clone(), line);
        self.emails.insert(email.to_owned(), line);
        Ok(draft)
    }
}

fn reason(failure: &Failure) -> String {
    match failure {
        Failure::Invalid { field, message } => format!("{field}: {message}"),
        other => other.to_string(),
    }
}

fn json_records(reader: impl BufRead) -> impl Iterator<Item = Record> {
    (1..).zip(reader.split(b'\n')).filter_map(|(number, line)| {
        let line = match line {
            Ok(line) => line,
            Err(error) => return Some((number, Err(format!("cannot be read: {error}.")))),
        };
        if line.trim_ascii().is_empty() {
            return None;
        }
        Some((
            number,
            serde_json::from_slice(&line).map_err(|error| format!("not a mentor in JSON: {error}.")),
        ))
    })
}

/// A row of a CSV file, before its lists are split.
#[derive(Debug, Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Row {
    id: String,
    email: Option<String>,
    name: Option<String>,
    headline: Option<String>,
    title: Option<String>,
    company: Option<String>,
    bio: Option<String>,
    industry: Option<String>,
    stage: Option<String>,
    country: Option<String>,
    languages: Option<String>,
    expertise: Option<String>,
    timezone: Option<String>,
    weekly_hours: Option<String>,
}

fn csv_records(file: File) -> impl Iterator<Item = Record> {
    let reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(false).from_reader(BufReader::new(file));
    reader.into_deserialize::<Row>().zip(2..).map(|(row, fallback)| match row {
        Ok(row) => (fallback, row.into_record()),
        Err(error) => {
            let line = error.position().map_or(fallback, csv::Position::line);
            (line, Err(format!("not a row of this table: {error}.")))
        }
    })
}

impl Row {
    fn into_record(self) -> Result<ImportRecord, String> {
        let list = |text: &Option<String>| -> Vec<String> {
            text.as_deref()
                .unwrap_or_default()
                .split(';')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect()
        };
        Ok(ImportRecord {
            languages: list(&self.languages),
            expertise: list(&self.expertise).iter().map(|area| parse_area(area)).collect::<Result<_, _>>()?,
            id: self.id,
            email: self.email,
            name: self.name,
            headline: self.headline,
            title: self.title,
            company: self.company,
            bio: self.bio,
            industry: self.industry,
            stage: self.stage,
            country: self.country,
            timezone: self.timezone,
            weekly_hours: self.weekly_hours,
        })
    }
}

fn parse_area(text: &str) -> Result<ImportedExpertise, String> {
    match text.rsplit_once('=') {
        None => Ok(ImportedExpertise::Name(text.to_owned())),
        Some((area, weight)) => {
            let weight = weight
                .trim()
                .parse()
                .map_err(|_| format!("expertise: “{weight}” is no weight; give a number."))?;
            Ok(ImportedExpertise::Full { area: area.trim().to_owned(), subarea: None, weight: Some(weight) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        (dir, path)
    }

    #[test]
    fn every_bad_json_line_is_named_and_the_good_ones_are_read() {
        let (_dir, path) = file(
            "m.jsonl",
            "{\"id\":\"a\",\"expertise\":[\"QA\",{\"area\":\"hiring\",\"weight\":2}]}\nnot json\n\n{\"id\":\"\"}\n{\"id\":\"a\"}\n{\"id\":\"b\",\"country\":\"Germany\"}\n",
        );
        let lines = mentors(&path).unwrap();
        assert_eq!(lines.drafts.len(), 1);
        assert_eq!(lines.drafts[0].expertise[0].area, "hiring");
        let named: Vec<u64> = lines.mistakes.iter().map(|m| m.line).collect();
        assert_eq!(named, [2, 4, 5, 6]);
        assert!(lines.mistakes[2].reason.contains("line 1"));
        assert!(lines.mistakes[3].reason.starts_with("country:"));
    }

    #[test]
    fn an_address_stands_in_one_line_only() {
        let (_dir, path) = file(
            "m.jsonl",
            "{\"id\":\"a\",\"email\":\"ana@acme.com\"}\n{\"id\":\"b\",\"email\":\" Ana@ACME.com\"}\n{\"id\":\"b\"}\n\
             {\"id\":\"c\",\"email\":\"b@import.invalid\"}\n",
        );
        let lines = mentors(&path).unwrap();
        let taken: Vec<&str> = lines.drafts.iter().map(|draft| draft.id.as_str()).collect();
        assert_eq!(taken, ["a", "b"], "a line left out holds no id back");
        let named: Vec<String> = lines.mistakes.iter().map(ToString::to_string).collect();
        assert_eq!(
            named,
            [
                "Line 2: email: “ana@acme.com” stands in line 1 already.",
                "Line 4: email: “b@import.invalid” stands in line 3 already."
            ]
        );
    }

    #[test]
    fn csv_has_lists_and_weights() {
        let (_dir, path) =
            file("m.csv", "id,name,expertise,languages\na,Ana,hiring=2; QA,en;pt\nb,Ben,hiring=much,\nc\n");
        let lines = mentors(&path).unwrap();
        assert_eq!(lines.drafts.len(), 1);
        assert_eq!(lines.drafts[0].languages, ["en", "pt"]);
        assert_eq!(lines.drafts[0].expertise[0].weight, 2.0);
        let named: Vec<u64> = lines.mistakes.iter().map(|m| m.line).collect();
        assert_eq!(named, [3, 4]);
    }

    #[test]
    fn an_unknown_kind_of_file_is_refused() {
        let (_dir, path) = file("m.xlsx", "");
        assert!(mentors(&path).unwrap_err().to_string().contains(".csv"));
    }
}
