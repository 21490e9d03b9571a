//! A need, read: what to embed, which words to look for, what is demanded besides.

use jiff::Zoned;
use jiff::civil::Date;

use super::directory::Named;
use super::lexicon::{self, Translation};
use super::parts::PartKind;
use super::text_index::Terms;
use super::window::{AvailabilityWindow, Urgency, read_urgency};
use super::wishes::Wishes;
use super::words::{content_words, is_content, stem, words_with_ranges};
use crate::failure::Failure;
use crate::text;

/// The longest need, in characters; more is refused rather than cut.
pub const MAX_QUERY: usize = 2_000;

/// Words of a need that are looked up as slips: each is compared with every word of every profile, and
/// nobody who means to be understood writes more.
const MOST_LOOKED_UP: usize = 100;

/// A need, ready for retrieval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// As written, trimmed.
    pub text: String,
    /// What it says in English and without slips, as far as both are understood, and without times;
    /// this is embedded.
    pub meaning: String,
    /// Lower-case words that carry the meaning, each once, in order.
    pub words: Vec<String>,
    /// What is demanded besides the subject.
    pub wishes: Wishes,
    /// The industry and the stage it names, of those that profiles have.
    pub named: Named,
    /// When a session should be; results are free then.
    pub window: Option<AvailabilityWindow>,
    /// How pressing it is; free times soon count for more.
    pub urgency: Option<Urgency>,
    /// What was read where it is not what was written: slips mended, or in English.
    pub read_as: Option<String>,
    /// The day on which it was said, in the zone of whoever said it.
    pub today: Date,
    /// The language it was written in where this is not English, ISO 639-1.
    pub language: Option<&'static str>,
    /// Whether it is read in the words of a language model.
    pub reworded: bool,
}

/// What a need is read with.
pub struct Reader<'a> {
    /// The present in the zone of whoever asks.
    pub now: &'a Zoned,
    /// The word that was meant by one that is a slip.
    pub meant_by: &'a dyn Fn(&str) -> Option<String>,
    /// What a text names of what profiles have.
    pub named_in: &'a dyn Fn(&str) -> Named,
    /// Keys of parts that are to be left out; see [`super::NeedPart`].
    pub without: &'a [String],
    /// Whether other languages than English are looked for.
    pub translate: bool,
}

impl Need {
    /// Takes what was typed, or says on `query` what would be right.
    pub fn parse(text: &str, reader: &Reader<'_>) -> Result<Self, Failure> {
        let text = check(text)?;
        let keeps = |kind: PartKind| !reader.without.contains(&kind.key(""));
        let window = AvailabilityWindow::read(text, reader.now).filter(|_| keeps(PartKind::Window));
        let urgency = read_urgency(text).filter(|_| keeps(PartKind::Urgency));
        let said = window.iter().flat_map(|reading| &reading.said);
        let said: Vec<_> = said.chain(urgency.iter().flat_map(|(_, said)| said)).copied().collect();
        // A need that says nothing but a time is searched as it stands.
        let subject = Some(without_ranges(text, said)).filter(|rest| !content_words(rest).is_empty());
        let subject = subject.unwrap_or_else(|| text.to_owned());

        let translation = if reader.translate { lexicon::translate(&subject) } else { None };
        let language = translation.as_ref().map(|translation| translation.language);
        // Slips are looked for among English words only.
        let meaning = match translation {
            Some(Translation { text, .. }) => text,
            None => respell(&subject, reader.meant_by),
        };
        let mut wishes = Wishes::read(text);
        let is_respelled = language.is_none() && meaning != subject;
        if is_respelled {
            wishes = Wishes::read(&meaning);
        }
        wishes.leave_out(reader.without);
        let read_as = (is_respelled || language.is_some()).then(|| meaning.clone());
        let meaning = strip(&meaning, &wishes.must_not);
        let words = content_words(&meaning);
        let mut named = (reader.named_in)(&meaning);
        named.industry = named.industry.filter(|_| keeps(PartKind::Industry));
        named.stage = named.stage.filter(|_| keeps(PartKind::Stage));
        Ok(Self {
            text: text.to_owned(),
            meaning,
            words,
            wishes,
            named,
            window: window.map(|reading| reading.window),
            urgency: urgency.map(|(urgency, _)| urgency),
            read_as,
            today: reader.now.date(),
            language,
            reworded: false,
        })
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
            text!("Keep it to {max} characters; this has {length}.", max = MAX_QUERY, length),
        ));
    }
    Ok(text)
}

/// The text without some bytes of it.
fn without_ranges(text: &str, mut ranges: Vec<(usize, usize)>) -> String {
    ranges.sort_unstable();
    let mut rest = String::with_capacity(text.len());
    let mut copied = 0;
    for (from, to) in ranges {
        rest.push_str(text.get(copied..from).unwrap_or_default());
        copied = copied.max(to);
    }
    rest.push_str(text.get(copied..).unwrap_or_default());
    rest.trim().to_owned()
}

/// The text with each slip replaced.
fn respell(text: &str, meant_by: impl Fn(&str) -> Option<String>) -> String {
    let mut left = MOST_LOOKED_UP;
    replace_words(text, |word| {
        let looked_up = is_content(word) && left > 0;
        left -= usize::from(looked_up);
        looked_up.then(|| meant_by(word)).flatten()
    })
}

/// The text without what is not wanted: naming it would find it.
pub(super) fn strip(text: &str, unwanted: &[String]) -> String {
    if unwanted.is_empty() {
        return text.to_owned();
    }
    replace_words(text, |word| unwanted.iter().any(|other| other == word).then(String::new))
}

fn replace_words(text: &str, mut replacement: impl FnMut(&str) -> Option<String>) -> String {
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
    use crate::language::Catalog;

    /// A need without slips, on a Wednesday.
    pub(crate) fn need(text: &str) -> Need {
        read(text, |_| None, &[]).unwrap()
    }

    /// With what mends slips, and without some parts.
    pub(crate) fn read(
        text: &str,
        meant_by: impl Fn(&str) -> Option<String>,
        without: &[String],
    ) -> Result<Need, Failure> {
        with_reader(&meant_by, without, |reader| Need::parse(text, reader))
    }

    /// The same without slips, and what is then made of it.
    pub(crate) fn read_with(
        text: &str,
        without: &[String],
        then: impl FnOnce(Need, &Reader<'_>) -> Need,
    ) -> Need {
        with_reader(&|_| None, without, |reader| then(Need::parse(text, reader).unwrap(), reader))
    }

    fn with_reader<T>(
        meant_by: &dyn Fn(&str) -> Option<String>,
        without: &[String],
        read: impl FnOnce(&Reader<'_>) -> T,
    ) -> T {
        let now: Zoned = "2026-11-25T09:00[Europe/Berlin]".parse().unwrap();
        let named_in = |text: &str| Named {
            industry: text.contains("health").then(|| "health".to_owned()),
            stage: None,
        };
        read(&Reader { now: &now, meant_by, named_in: &named_in, without, translate: true })
    }

    #[test]
    fn nothing_and_too_much_are_refused_by_field() {
        for text in ["", "  \n", &"x".repeat(MAX_QUERY + 1)] {
            let refused = read(text, |_| None, &[]);
            assert!(matches!(refused, Err(Failure::Invalid { field, .. }) if field == "query"));
        }
        assert!(need("?!").words.is_empty());
    }

    #[test]
    fn slips_are_mended_in_place() {
        let meant_by = |word: &str| match word {
            "angluar" => Some("angular".into()),
            "typescrpt" => Some("typescript".into()),
            _ => None,
        };
        let read = read(" Angluar & Typescrpt, pls! ", meant_by, &[]).unwrap();
        assert_eq!(read.text, "Angluar & Typescrpt, pls!");
        assert_eq!(read.meaning, "angular & typescript, pls!");
        assert_eq!(&read.words[..2], ["angular", "typescript"]);
        assert_eq!(read.told(&[], Catalog::english()).read_as.as_deref(), Some("angular & typescript, pls!"));
    }

    #[test]
    fn what_is_not_wanted_is_not_looked_for() {
        let read = need("vue js, NOT react");
        assert_eq!(
            (read.words.as_slice(), read.wishes.must_not.as_slice()),
            (["vue".into(), "js".into()].as_slice(), ["react".to_owned()].as_slice())
        );
        assert!(!read.meaning.contains("react"));
        let slip =
            super::tests::read("vue, NOT raect", |word| (word == "raect").then(|| "react".into()), &[]);
        assert_eq!(
            slip.unwrap().told(&[], Catalog::english()).read_as.as_deref(),
            Some("vue, NOT react"),
            "whole, as it was read"
        );
        assert_eq!(read.told(&[], Catalog::english()).read_as, None);
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
    fn times_are_read_and_are_no_part_of_the_subject() {
        let read = need("Urgent: term sheet review before Friday, after 17:00");
        let window = read.window.unwrap();
        assert_eq!((window.until.to_string().as_str(), window.after.unwrap().hour()), ("2026-11-26", 17));
        assert_eq!((read.urgency, read.words.join(" ").as_str()), (Some(Urgency::Soon), "term sheet review"));
        assert!(!need("this week").words.is_empty() || need("this week").meaning == "this week");
    }

    #[test]
    fn a_time_goes_over_the_wire_in_iso_words() {
        let told = need("pricing by Friday, weekday evenings").told(&[], Catalog::english());
        assert_eq!(
            serde_json::to_string(&told.availability_window).unwrap(),
            r#"{"from":"2026-11-25","until":"2026-11-27","weekdays":[0,1,2,3,4],"after":"17:00","before":"23:00"}"#
        );
    }

    #[test]
    fn parts_can_be_left_out() {
        let text = "health care pricing with somebody who speaks Spanish, this week, not react";
        let keys: Vec<String> =
            need(text).parts(&[], Catalog::english()).into_iter().map(|part| part.key).collect();
        assert_eq!(keys, ["industry:", "language:es", "must_not:react", "window:"]);
        let bare = read(text, |_| None, &keys).unwrap();
        assert_eq!(bare.parts(&[], Catalog::english()), []);
        assert!(bare.window.is_none() && bare.wishes.is_empty() && bare.meaning.contains("week"));
    }

    #[test]
    fn terms_are_stems_and_come_once() {
        assert_eq!(need("raise, raising, raised").terms(), [("rais".to_owned(), 1.0)]);
    }
}
