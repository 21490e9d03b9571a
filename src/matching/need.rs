//! A need, read: what to embed, which words to look for, what is demanded besides.

use super::lexicon::{self, Translation};
use super::text_index::Terms;
use super::wishes::Wishes;
use super::words::{content_words, is_content, stem, words_with_ranges};
use crate::failure::Failure;

/// The longest need, in characters; more is refused rather than cut.
pub const MAX_QUERY: usize = 2_000;

/// A need, ready for retrieval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// As written, trimmed.
    pub text: String,
    /// What it says in English and without slips, as far as both are understood; this is embedded.
    pub meaning: String,
    /// Lower-case words that carry the meaning, each once, in order.
    pub words: Vec<String>,
    /// What is demanded besides the subject.
    pub wishes: Wishes,
    /// The language it was written in where this is not English, ISO 639-1.
    pub language: Option<&'static str>,
}

impl Need {
    /// Takes what was typed, or says on `query` what would be right. `meant_by` gives the word
    /// that was meant by one that is a slip.
    pub fn parse(text: &str, meant_by: impl Fn(&str) -> Option<String>) -> Result<Self, Failure> {
        let text = check(text)?;
        Ok(Self::read(text, lexicon::translate(text), meant_by))
    }

    /// The same for who knows that it is in English.
    pub fn parse_english(text: &str, meant_by: impl Fn(&str) -> Option<String>) -> Result<Self, Failure> {
        Ok(Self::read(check(text)?, None, meant_by))
    }

    fn read(text: &str, translation: Option<Translation>, meant_by: impl Fn(&str) -> Option<String>) -> Self {
        let language = translation.as_ref().map(|translation| translation.language);
        // Slips are looked for among English words only.
        let meaning = match translation {
            Some(Translation { text, .. }) => text,
            None => respell(text, meant_by),
        };
        let mut wishes = Wishes::read(text);
        if language.is_none() && meaning != text {
            wishes = Wishes::read(&meaning);
        }
        let meaning = without(&meaning, &wishes.must_not);
        let words = content_words(&meaning);
        Self { text: text.to_owned(), meaning, words, wishes, language }
    }

    /// The words to look for in profiles.
    pub fn terms(&self) -> Terms {
        let mut terms: Terms = vec![];
        for word in &self.words {
            let stem = stem(word);
            if !terms.iter().any(|(have, _)| *have == stem) {
                terms.push((stem, 1.0));
            }
        }
        terms
    }
}

/// The need without spaces around it.
fn check(text: &str) -> Result<&str, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Failure::invalid("query", "Say in a few words what you need help with."));
    }
    let length = text.chars().count();
    if length > MAX_QUERY {
        return Err(Failure::invalid(
            "query",
            format!("Keep it to {MAX_QUERY} characters; this has {length}."),
        ));
    }
    Ok(text)
}

/// The text with each slip replaced.
fn respell(text: &str, meant_by: impl Fn(&str) -> Option<String>) -> String {
    replace_words(text, |word| is_content(word).then(|| meant_by(word)).flatten())
}

/// The text without what is not wanted: naming it would find it.
fn without(text: &str, unwanted: &[String]) -> String {
    if unwanted.is_empty() {
        return text.to_owned();
    }
    replace_words(text, |word| unwanted.iter().any(|other| other == word).then(String::new))
}

fn replace_words(text: &str, replacement: impl Fn(&str) -> Option<String>) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut copied = 0;
    for (word, (from, to)) in words_with_ranges(text) {
        if let Some(other) = replacement(&word) {
            replaced.push_str(&text[copied..from]);
            replaced.push_str(&other);
            copied = to;
        }
    }
    replaced.push_str(&text[copied..]);
    replaced
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A need without slips.
    pub(crate) fn need(text: &str) -> Need {
        Need::parse(text, |_| None).unwrap()
    }

    #[test]
    fn nothing_and_too_much_are_refused_by_field() {
        for text in ["", "  \n", &"x".repeat(MAX_QUERY + 1)] {
            let refused = Need::parse(text, |_| None);
            assert!(matches!(refused, Err(Failure::Invalid { field, .. }) if field == "query"));
        }
        assert!(need("?!").words.is_empty());
    }

    #[test]
    fn slips_are_mended_in_place() {
        let read = Need::parse(" Angluar & Typescrpt, pls! ", |word| match word {
            "angluar" => Some("angular".into()),
            "typescrpt" => Some("typescript".into()),
            _ => None,
        })
        .unwrap();
        assert_eq!(read.text, "Angluar & Typescrpt, pls!");
        assert_eq!(read.meaning, "angular & typescript, pls!");
        assert_eq!(&read.words[..2], ["angular", "typescript"]);
    }

    #[test]
    fn what_is_not_wanted_is_not_looked_for() {
        let read = need("vue js, NOT react");
        assert_eq!(
            (read.words.as_slice(), read.wishes.must_not.as_slice()),
            (["vue".into(), "js".into()].as_slice(), ["react".to_owned()].as_slice())
        );
        assert!(!read.meaning.contains("react"));
    }

    #[test]
    fn other_languages_become_english_words_and_keep_their_wishes() {
        let read = need("Suche Mentor auf Deutsch für Datenbank und Java");
        assert_eq!((read.language, read.wishes.languages.as_slice()), (Some("de"), ["de"].as_slice()));
        assert!(
            read.words.contains(&"database".to_owned()) && read.words.contains(&"java".to_owned()),
            "{read:?}"
        );
        assert_eq!(need("Help with my databases").language, None);
    }

    #[test]
    fn terms_are_stems_and_come_once() {
        assert_eq!(need("raise, raising, raised").terms(), [("rais".to_owned(), 1.0)]);
    }
}
