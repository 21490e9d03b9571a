//! A pasted text as lines under headings. Every line is a piece of the text.

use crate::matching::words::{fold, words_with_ranges};

/// What a line stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// No heading yet.
    Start,
    /// Their own words.
    About,
    /// Where they have worked.
    Experience,
    /// What they can do.
    Skills,
    /// What they speak.
    Languages,
    /// Anything else.
    Other,
}

/// Headings in lower case without accents, in the languages in which needs are understood.
const HEADINGS: [(Part, &[&str]); 5] = [
    (
        Part::About,
        &[
            "about",
            "about me",
            "summary",
            "bio",
            "biography",
            "profile",
            "uber mich",
            "zusammenfassung",
            "acerca de",
            "sobre mi",
            "sobre",
            "resumo",
            "a propos",
            "resume",
            "infos",
            "обо мне",
            "общие сведения",
        ],
    ),
    (
        Part::Experience,
        &[
            "experience",
            "work experience",
            "berufserfahrung",
            "experiencia",
            "experiencia laboral",
            "experiences",
            "experience professionnelle",
            "experiencia profissional",
            "опыт работы",
        ],
    ),
    (
        Part::Skills,
        &[
            "skills",
            "top skills",
            "specialties",
            "specialities",
            "expertise",
            "areas of expertise",
            "kenntnisse",
            "schwerpunkte",
            "fahigkeiten",
            "aptitudes",
            "especialidades",
            "competences",
            "competencias",
            "навыки",
        ],
    ),
    (Part::Languages, &["languages", "sprachen", "sprachkenntnisse", "idiomas", "langues", "языки"]),
    (
        Part::Other,
        &[
            "education",
            "licenses & certifications",
            "certifications",
            "activity",
            "featured",
            "volunteering",
            "volunteer experience",
            "recommendations",
            "honors & awards",
            "honors-awards",
            "publications",
            "projects",
            "interests",
            "courses",
            "contact",
            "services",
            "ausbildung",
            "educacion",
            "formation",
            "formacao",
            "educacao",
            "образование",
        ],
    ),
];

/// Words of the page that a text was copied from, and not of whom it is about; without accents.
const FURNITURE: [&str; 8] = [
    "see more",
    "show all",
    "show more",
    "contact info",
    "endorsed by",
    "mehr anzeigen",
    "ver mas",
    "voir plus",
];
/// The same, where only a number and a word or two stand with it: "500+ connections".
const COUNTED: [&str; 5] = ["connection", "connections", "followers", "endorsement", "endorsements"];
/// The same, alone on their line: people may well be "CTO at Connect Ventures".
const BUTTONS: [&str; 3] = ["message", "follow", "connect"];

const BULLETS: [char; 8] = ['•', '-', '*', '–', '—', '·', '▪', '►'];

/// A line, without its bullet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) part: Part,
    pub(super) text: &'a str,
}

/// The lines that say something.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    text: &'a str,
    pub(super) lines: Vec<Line<'a>>,
}

impl<'a> Outline<'a> {
    pub(super) fn read(text: &'a str) -> Self {
        let mut lines = vec![];
        let mut part = Part::Start;
        for line in text.lines() {
            let line = line.trim().trim_start_matches(BULLETS).trim();
            if line.is_empty() || is_furniture(line) {
                continue;
            }
            if let Some(next) = heading(line) {
                part = next;
                continue;
            }
            // "Skills: hiring, sales" is a heading with its lines behind it.
            match line.split_once(':').and_then(|(before, rest)| Some((heading(before)?, rest.trim()))) {
                Some((inline, rest)) if !rest.is_empty() => lines.push(Line { part: inline, text: rest }),
                _ => lines.push(Line { part, text: line }),
            }
        }
        Self { text, lines }
    }

    /// The lines of a part.
    pub(super) fn of(&self, part: Part) -> impl Iterator<Item = &'a str> {
        self.lines.iter().filter(move |line| line.part == part).map(|line| line.text)
    }

    /// What they say about themselves; nothing where that is hardly a sentence.
    pub(super) fn about(&self) -> Option<&'a str> {
        let part = if self.of(Part::About).next().is_some() { Part::About } else { Part::Start };
        let first = self.of(part).next()?;
        let last = self.of(part).last()?;
        let place = |piece: &str| piece.as_ptr() as usize - self.text.as_ptr() as usize;
        let about = self.text.get(place(first)..place(last) + last.len())?;
        (words_with_ranges(about).len() >= 4).then_some(about)
    }
}

/// A copied heading may stand there twice, for the eye and for the ear: "AboutAbout".
fn heading(line: &str) -> Option<Part> {
    let line = fold(&line.trim().trim_end_matches(':').to_lowercase());
    let half = line.len() / 2;
    let once = match (line.get(..half), line.get(half..)) {
        (Some(first), Some(second)) if first == second => first,
        _ => line.as_str(),
    };
    HEADINGS.iter().find(|(_, names)| names.contains(&once)).map(|(part, _)| *part)
}

fn is_furniture(line: &str) -> bool {
    // What stands before it on the same line may be of the person.
    let first = line.split(" · ").next().unwrap_or(line);
    let words: Vec<String> = words_with_ranges(first).iter().map(|(word, _)| fold(word)).collect();
    let says = |phrase: &str| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.windows(phrase.len()).any(|window| window == phrase)
    };
    let is_address =
        !line.contains(' ') && (line.contains("://") || line.starts_with("www.") || line.contains('@'));
    match words.len() {
        1 if BUTTONS.iter().any(|word| says(word)) => true,
        1..=4 if COUNTED.iter().any(|word| says(word)) => true,
        1..=6 if FURNITURE.iter().any(|phrase| says(phrase)) => true,
        _ => is_address,
    }
}

/// The pieces of a line that stand by themselves.
pub(super) fn segments(line: &str) -> impl Iterator<Item = &str> {
    line.split(['|', '·', '•', ';', '\t', '!', '?'])
        .flat_map(|piece| piece.split(". "))
        .flat_map(|piece| piece.split(" - "))
        .flat_map(|piece| piece.split(" – "))
        .flat_map(|piece| piece.split(" — "))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
}
