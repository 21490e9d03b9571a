//! What a need demands besides its subject: a language, a place, and what it must not be.
//!
//! Only plain forms are read: "speaks Spanish", "auf Deutsch", "in Berlin", "not React". What is
//! not understood stays a part of the subject.

use super::directory::Member;
use super::names::{self, Place};
use super::parts::PartKind;
use super::topics;
use super::words::{content_words, fold, is_content, stem, words_with_ranges};

/// What a mentor who does not speak the language asked for keeps of the relevance.
const WITHOUT_LANGUAGE: f64 = 0.5;
/// What a mentor who is elsewhere keeps: a place is often only where the mentee is.
const ELSEWHERE: f64 = 0.8;
/// What a mentor whose profile lacks a quoted word keeps.
const WITHOUT_WORD: f64 = 0.5;
/// What a mentor who is what was asked not to be keeps.
const UNWANTED: f64 = 0.5;

/// More words than this in quotation marks are somebody's saying.
const MOST_QUOTED: usize = 4;

/// Words next to the name of a language that make it a wish, at most three words before it.
const BEFORE_LANGUAGE: [&str; 25] = [
    "auf",
    "em",
    "en",
    "fala",
    "falar",
    "fale",
    "fluent",
    "habla",
    "hablan",
    "hable",
    "in",
    "native",
    "na",
    "parla",
    "parle",
    "parler",
    "speak",
    "speaking",
    "speaks",
    "spricht",
    "sprechen",
    "teaches",
    "на",
    "говорит",
    "говорить",
];
/// The same, the word after it.
const AFTER_LANGUAGE: [&str; 6] = ["language", "native", "speaker", "speakers", "speaking", "sprachig"];
/// The word before the name of a place that makes it a wish.
const BEFORE_PLACE: [&str; 15] = [
    "across", "around", "au", "aus", "based", "em", "en", "from", "im", "in", "na", "near", "within", "в",
    "из",
];
/// Words that turn the next one into what must not be.
const NOT: [&str; 14] = [
    "avoid", "except", "kein", "keine", "nicht", "no", "not", "ohne", "pas", "sans", "sem", "sin", "without",
    "без",
];
/// Words before such a word that make it a lack of the mentee's: "I have no sales".
const HAVING: [&str; 12] =
    ["am", "are", "got", "had", "has", "have", "is", "there", "was", "with", "tengo", "habe"];
/// Words that may stand between.
const ARTICLES: [&str; 8] = ["a", "an", "any", "more", "the", "un", "una", "mehr"];

/// The demands of a need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// ISO 639-1 codes, one of which the mentor should speak.
    pub languages: Vec<&'static str>,
    /// Places, in one of which the mentor should be.
    pub places: Vec<Place>,
    /// Whether language or place is enough: "in German or with somebody in Germany".
    pub either: bool,
    /// What stands in quotation marks: a profile should have all words of it.
    pub must: Vec<String>,
    /// Lower-case words of what the mentor must not be.
    pub must_not: Vec<String>,
}

impl Wishes {
    /// Reads the demands of a text.
    pub fn read(text: &str) -> Self {
        let words: Vec<String> = words_with_ranges(text).into_iter().map(|(word, _)| fold(&word)).collect();
        let mut wishes = Self { must: quoted(text), ..Self::default() };
        let mut places_at = vec![];
        for at in 0..words.len() {
            if let Some(code) = wished_language(&words, at).filter(|code| !wishes.languages.contains(code)) {
                wishes.languages.push(code);
            }
            if let Some((place, length)) = named_place(&words, at) {
                let follows = at >= 2
                    && matches!(
                        words[at - 1].as_str(),
                        "or" | "and" | "oder" | "o" | "ou" | "und" | "или" | "и"
                    )
                    && places_at.contains(&(at - 2));
                let is_wish = at >= 1 && BEFORE_PLACE.contains(&words[at - 1].as_str());
                if (is_wish || follows) && !wishes.places.contains(&place) {
                    wishes.places.push(place);
                    places_at.push(at + length - 1);
                }
            }
            if NOT.contains(&words[at].as_str())
                && !words[at.saturating_sub(2)..at].iter().any(|w| HAVING.contains(&w.as_str()))
            {
                for word in unwanted(&words[at + 1..]) {
                    if !wishes.must_not.contains(&word) {
                        wishes.must_not.push(word);
                    }
                }
            }
        }
        wishes.either = !wishes.languages.is_empty()
            && !wishes.places.is_empty()
            && words.iter().any(|word| matches!(word.as_str(), "or" | "oder" | "o" | "ou" | "или"));
        wishes
    }

    /// Takes back the parts with these keys.
    pub(super) fn leave_out(&mut self, keys: &[String]) {
        let keeps = |kind: PartKind, value: &str| !keys.contains(&kind.key(value));
        self.languages.retain(|code| keeps(PartKind::Language, code));
        self.places.retain(|place| keeps(PartKind::Place, place.name));
        self.must.retain(|words| keeps(PartKind::Must, words));
        self.must_not.retain(|word| keeps(PartKind::MustNot, word));
        self.either &= !self.languages.is_empty() && !self.places.is_empty();
    }

    /// Whether nothing is demanded.
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    /// What a mentor keeps of the relevance: 1 when every demand is met. What a profile does not
    /// say counts as not met, unless its text shows it.
    pub fn fit(&self, member: &Member<'_>) -> f64 {
        if self.is_empty() {
            return 1.0;
        }
        let speaks = self.languages.iter().any(|code| {
            member.speaks(code) || names::language_name(code).is_some_and(|name| member.says(name))
        });
        let is_there = self.places.iter().any(|place| {
            place.countries.iter().any(|country| member.is_in(country)) || member.says(place.name)
        });
        let mut fit = 1.0;
        let language_met = self.languages.is_empty() || speaks || (self.either && is_there);
        let place_met = self.places.is_empty() || is_there || (self.either && speaks);
        if !language_met {
            fit *= WITHOUT_LANGUAGE;
        }
        if !place_met {
            fit *= ELSEWHERE;
        }
        if !self.must.iter().all(|words| member.says(words)) {
            fit *= WITHOUT_WORD;
        }
        if self.must_not.iter().any(|word| member.is(&stem(word))) {
            fit *= UNWANTED;
        }
        fit
    }
}

/// What stands in quotation marks and carries meaning: a few words, not a sentence. A mark right after
/// a letter or digit opens nothing: it stands for inches.
fn quoted(text: &str) -> Vec<String> {
    let mut found = vec![];
    let mut opened = None;
    let mut before = ' ';
    for (at, mark) in text.char_indices() {
        if matches!(mark, '"' | '“' | '”' | '„' | '«' | '»') {
            match opened.take() {
                Some(from) => found.push(text[from..at].trim()),
                None if before.is_alphanumeric() => {}
                None => opened = Some(at + mark.len_utf8()),
            }
        }
        before = mark;
    }
    let is_short = |piece: &&str| words_with_ranges(piece).len() <= MOST_QUOTED;
    found.retain(|piece| is_short(piece) && !content_words(piece).is_empty());
    let mut quoted: Vec<String> = vec![];
    for piece in found {
        if !quoted.iter().any(|have| have.eq_ignore_ascii_case(piece)) {
            quoted.push(piece.to_owned());
        }
    }
    quoted
}

fn wished_language(words: &[String], at: usize) -> Option<&'static str> {
    let code = names::language(&words[at])?;
    let before = words[at.saturating_sub(3)..at].iter().any(|word| BEFORE_LANGUAGE.contains(&word.as_str()));
    let after = words.get(at + 1).is_some_and(|word| AFTER_LANGUAGE.contains(&word.as_str()));
    (before || after).then_some(code)
}

/// The longest name of a place that begins at a word, and its number of words.
fn named_place(words: &[String], at: usize) -> Option<(Place, usize)> {
    (1..=3.min(words.len() - at)).rev().find_map(|length| {
        let place = names::place(&words[at..at + length].join(" "))?;
        Some((place, length))
    })
}

/// The one or two subjects that a negation is about. Only a word that names a subject by itself
/// can be unwanted: "without losing trust" excludes nobody.
fn unwanted(words: &[String]) -> Vec<String> {
    let is_subject = |word: &&String| is_content(word) && topics::subjects().contains(&stem(word));
    let mut rest = words.iter().skip_while(|word| ARTICLES.contains(&word.as_str()));
    let Some(first) = rest.next().filter(is_subject) else { return vec![] };
    let mut found = vec![first.clone()];
    if rest.next().is_some_and(|word| matches!(word.as_str(), "or" | "nor" | "and")) {
        found.extend(rest.next().filter(is_subject).cloned());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::directory::Directory;
    use crate::matching::passages::tests::profile;
    use crate::profile::MentorProfile;

    fn read(text: &str) -> (Vec<&'static str>, Vec<&'static str>, Vec<String>) {
        let wishes = Wishes::read(text);
        (wishes.languages, wishes.places.iter().map(|place| place.name).collect(), wishes.must_not)
    }

    #[test]
    fn languages_are_wishes_where_they_are_spoken() {
        for text in [
            "Somebody who speaks Spanish",
            "Spanish-speaking coach",
            "mentor en español para vender",
            "teaches in Spanish",
        ] {
            assert_eq!(read(text).0, ["es"], "{text}");
        }
        assert_eq!(read("Suche Mentor auf Deutsch").0, ["de"]);
        assert_eq!(read("Ищу ментора на русском").0, ["ru"]);
        assert!(read("Translation between Japanese and Chinese").0.is_empty());
    }

    #[test]
    fn places_are_wishes_where_somebody_is_in_them() {
        assert_eq!(read("an architect in Israel").1, ["Israel"]);
        assert_eq!(read("banking in London or New York").1, ["london", "new york"]);
        assert_eq!(read("open science in Latin America").1, ["Latin America"]);
        assert!(read("We sell to China").1.is_empty());
    }

    #[test]
    fn a_few_quoted_words_must_be_there() {
        let must = |text: &str| Wishes::read(text).must;
        assert_eq!(must("Who knows \"Rust\" and “term sheets”?"), ["Rust", "term sheets"]);
        assert!(must("5\" screens, and she said \"you cannot do that in such a short time\"").is_empty());
    }

    #[test]
    fn what_must_not_be_is_a_subject() {
        assert_eq!(read("vue please, NOT react").2, ["react"]);
        assert_eq!(read("web developer, no PHP or Java").2, ["php", "java"]);
        assert!(read("share data without losing trust").2.is_empty());
        assert!(read("I have no sales yet").2.is_empty());
    }

    #[test]
    fn a_wish_that_is_not_met_costs_and_one_that_is_does_not() {
        let fit = |text: &str, profile: &MentorProfile| {
            let mut directory = Directory::default();
            directory.replace(profile);
            Wishes::read(text).fit(&directory.member(profile.mentor_id).unwrap())
        };
        let berlin = MentorProfile {
            languages: vec!["de".into()],
            country: Some("DE".into()),
            headline: Some("React developer".into()),
            ..profile()
        };
        assert_eq!(fit("Help with React", &berlin), 1.0);
        assert_eq!(fit("auf Deutsch, in Berlin", &berlin), 1.0);
        assert_eq!(fit("speaks French", &berlin), WITHOUT_LANGUAGE);
        assert_eq!(fit("somebody in Spain", &berlin), ELSEWHERE);
        assert_eq!(fit("not react", &berlin), UNWANTED);
        assert_eq!(fit("speaks French or lives in Germany", &berlin), 1.0);
        let shown = MentorProfile { bio: Some("I grew up in Spain and teach in French.".into()), ..berlin };
        assert_eq!(fit("speaks French, in Spain", &shown), 1.0);
    }
}
