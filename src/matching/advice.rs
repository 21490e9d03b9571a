//! What a language model reads in a need, held to what is known.
//!
//! The need is somebody's text, and may speak to the model instead of to us. So nothing that comes
//! back is taken as it is: each field is one of a list, a word of the need itself, or a bounded text
//! that is only ever compared with profiles. Whatever the model was talked into, it can fill these
//! fields and do nothing else, and the person sees each of them and can take it back.

use serde::Deserialize;

use super::directory::Named;
use super::names::{self, Place};
use super::need::{Need, Reader, strip};
use super::parts::PartKind;
use super::topics::{self, Topic};
use super::window::Urgency;
use super::words::{content_words, fold, is_content, stem, words_with_ranges};

/// Topics of one advice at most: more of them found less.
const MOST_TOPICS: usize = 2;
/// Demands of one kind at most.
const MOST_DEMANDS: usize = 3;
/// Words of one demand at most.
const MOST_WORDS: usize = 4;
/// The longest need in plain English, in characters.
const MAX_MEANING: usize = 400;
/// The longest name of an industry or a stage, in characters.
const MAX_NAME: usize = 60;

/// What a model said, as it said it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Claims {
    /// The language of the need, ISO 639-1.
    pub written_in: Option<String>,
    /// The need in plain English, where it is not in plain English already.
    pub meaning: Option<String>,
    /// Names of topics.
    pub topics: Vec<String>,
    /// What the company does.
    pub industry: Option<String>,
    /// How far it is.
    pub stage: Option<String>,
    /// Languages that the mentor should speak, ISO 639-1.
    pub languages: Vec<String>,
    /// Where the mentor should be.
    pub places: Vec<String>,
    /// Words that the profile should have.
    pub must: Vec<String>,
    /// What the mentor must not be.
    pub must_not: Vec<String>,
    /// Whether it is pressing.
    pub urgent: bool,
}

/// What of it is left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NeedAdvice {
    /// The language of the need, ISO 639-1.
    pub written_in: Option<&'static str>,
    /// The need in plain English, where it is not in plain English already.
    pub meaning: Option<String>,
    /// The topics it touches, most touched first.
    pub topics: Vec<&'static Topic>,
    /// What the company does; counts where profiles have it.
    pub industry: Option<String>,
    /// How far it is; counts where profiles have it.
    pub stage: Option<String>,
    /// Languages that the mentor should speak, ISO 639-1.
    pub languages: Vec<&'static str>,
    /// Where the mentor should be.
    pub places: Vec<Place>,
    /// Words of the need that the profile should have.
    pub must: Vec<String>,
    /// Lower-case words of what the mentor must not be.
    pub must_not: Vec<String>,
    /// Whether it is pressing.
    pub urgency: Option<Urgency>,
}

impl Claims {
    /// What of it can be so, for the need that it was read in.
    pub fn check(self, need: &str) -> NeedAdvice {
        let topic = |name: &String| topics::all().iter().find(|topic| topic.name == name.trim());
        let language = |code: &String| names::language_code(code.trim());
        let unwanted = |word: &String| {
            let word = fold(&word.trim().to_lowercase());
            (is_content(&word) && topics::subjects().contains(&stem(&word))).then_some(word)
        };
        NeedAdvice {
            written_in: self.written_in.as_ref().and_then(language),
            meaning: self.meaning.as_deref().and_then(|text| plain(text, MAX_MEANING)),
            topics: some_of(&self.topics, MOST_TOPICS, topic),
            industry: self.industry.as_deref().and_then(|text| plain(text, MAX_NAME)),
            stage: self.stage.as_deref().and_then(|text| plain(text, MAX_NAME)),
            languages: some_of(&self.languages, MOST_DEMANDS, language),
            places: some_of(&self.places, MOST_DEMANDS, |name| names::place(&fold(name.trim()))),
            must: some_of(&self.must, MOST_DEMANDS, |words| said_in(need, words)),
            must_not: some_of(&self.must_not, MOST_DEMANDS, unwanted),
            urgency: self.urgent.then_some(Urgency::Soon),
        }
    }
}

impl NeedAdvice {
    /// The topics that are not left out.
    pub fn topics(&self, without: &[String]) -> Vec<&'static Topic> {
        let keeps = |topic: &&&'static Topic| !without.contains(&PartKind::Topic.key(topic.name));
        self.topics.iter().filter(keeps).copied().collect()
    }
}

impl Need {
    /// Adds what a model read: what the rules read stays, and what is left out stays left out.
    pub fn advised(mut self, advice: &NeedAdvice, reader: &Reader<'_>) -> Self {
        let keeps = |kind: PartKind, value: &str| !reader.without.contains(&kind.key(value));
        let wishes = &mut self.wishes;
        add(&mut wishes.languages, &advice.languages, |code| keeps(PartKind::Language, code));
        add(&mut wishes.places, &advice.places, |place| keeps(PartKind::Place, place.name));
        add(&mut wishes.must, &advice.must, |words| keeps(PartKind::Must, words));
        add(&mut wishes.must_not, &advice.must_not, |word| keeps(PartKind::MustNot, word));
        if keeps(PartKind::Urgency, "") {
            self.urgency = self.urgency.or(advice.urgency);
        }

        let meaning = advice.meaning.as_ref().filter(|_| keeps(PartKind::Reading, ""));
        let unwanted = &self.wishes.must_not;
        self.words.retain(|word| !unwanted.contains(word));
        match meaning {
            Some(meaning) => {
                let is_foreign = |language| language != "en";
                let foreign = self.language.or(advice.written_in).filter(|language| is_foreign(*language));
                self.read_as = Some(meaning.clone());
                self.meaning = strip(meaning, unwanted);
                // Words of another language are in few profiles; slang may be in some.
                if foreign.is_some() {
                    self.words.clear();
                }
                add(&mut self.words, &content_words(&self.meaning), |_| true);
                self.language = foreign;
                self.reworded = true;
            }
            None => self.meaning = strip(&self.meaning, unwanted),
        }

        let read = |text: Option<&String>| text.map(|text| (reader.named_in)(text)).unwrap_or_default();
        let all = [read(advice.industry.as_ref()), read(advice.stage.as_ref()), read(meaning)];
        let Named { industry, stage } = &mut self.named;
        if keeps(PartKind::Industry, "") {
            *industry = industry.take().or(all[0].industry.clone()).or(all[2].industry.clone());
        }
        if keeps(PartKind::Stage, "") {
            *stage = stage.take().or(all[1].stage.clone()).or(all[2].stage.clone());
        }
        self
    }
}

/// Up to `most` different ones of those that can be read.
fn some_of<T: PartialEq>(claims: &[String], most: usize, read: impl Fn(&String) -> Option<T>) -> Vec<T> {
    let mut some = vec![];
    for one in claims.iter().filter_map(read) {
        if !some.contains(&one) {
            some.push(one);
        }
    }
    some.truncate(most);
    some
}

fn add<T: Clone + PartialEq>(to: &mut Vec<T>, more: &[T], keeps: impl Fn(&T) -> bool) {
    for one in more {
        if keeps(one) && !to.contains(one) {
            to.push(one.clone());
        }
    }
}

/// One line that means something; nothing when it is too long, for then it is no answer.
fn plain(text: &str, longest: usize) -> Option<String> {
    let text = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let text = text.collect::<Vec<_>>().join(" ");
    (text.chars().count() <= longest && !content_words(&text).is_empty()).then_some(text)
}

/// A few words that stand in the need, as they stand there.
fn said_in(need: &str, words: &str) -> Option<String> {
    let folded =
        |text: &str| words_with_ranges(text).into_iter().map(|(word, _)| fold(&word)).collect::<Vec<_>>();
    let wanted = folded(words);
    if wanted.is_empty() || wanted.len() > MOST_WORDS || content_words(words).is_empty() {
        return None;
    }
    let said = words_with_ranges(need);
    let place = folded(need).windows(wanted.len()).position(|some| some == wanted)?;
    let (from, to) = (said[place].1.0, said[place + wanted.len() - 1].1.1);
    Some(need[from..to].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Catalog;
    use crate::matching::need::tests::read_with;

    fn list(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn what_is_not_known_is_dropped() {
        let claims = Claims {
            written_in: Some("xx".into()),
            meaning: Some(format!("sales {}", "x".repeat(MAX_MEANING))),
            topics: list(&["fundraising", "no such topic", "pricing", "fundraising", "sales"]),
            industry: Some("\u{7}".into()),
            languages: list(&["de", "DE", "zz", "es", "fr", "it"]),
            places: list(&["Berlin", "Atlantis", "NEW YORK"]),
            must: list(&["term sheets", "not there", "the"]),
            must_not: list(&["React", "losing", "the whole world"]),
            urgent: true,
            ..Claims::default()
        };
        let advice = claims.check("Somebody who knows Term Sheets");
        assert_eq!(
            advice.topics.iter().map(|topic| topic.name).collect::<Vec<_>>(),
            ["fundraising", "pricing"]
        );
        assert_eq!((advice.written_in, advice.meaning, advice.industry), (None, None, None));
        assert_eq!(advice.languages, ["de", "es", "fr"]);
        assert_eq!(advice.places.iter().map(|place| place.name).collect::<Vec<_>>(), ["berlin", "new york"]);
        assert_eq!((advice.must, advice.must_not), (list(&["Term Sheets"]), list(&["react"])));
        assert_eq!(advice.urgency, Some(Urgency::Soon));
        let quiet = Claims { meaning: Some(" a\n\u{0}  plan ".into()), ..Claims::default() };
        assert_eq!(quiet.check("x").meaning.as_deref(), Some("a plan"));
    }

    fn advised(text: &str, claims: Claims, without: &[&str]) -> Need {
        read_with(text, &list(without), |need, reader| need.advised(&claims.check(text), reader))
    }

    #[test]
    fn a_foreign_need_is_read_in_the_words_of_the_model() {
        let claims = Claims {
            written_in: Some("tr".into()),
            meaning: Some("Finding investors for a health company".into()),
            ..Claims::default()
        };
        let need = advised("Yatırımcı bulmak istiyorum", claims.clone(), &[]);
        assert_eq!(need.words, ["finding", "investors", "health", "company"]);
        assert_eq!((need.language, need.named.industry.as_deref()), (Some("tr"), Some("health")));
        assert_eq!(
            need.told(&[], Catalog::english()).read_as.as_deref(),
            Some("Finding investors for a health company")
        );
        let keys: Vec<String> =
            need.parts(&[], Catalog::english()).into_iter().map(|part| part.key).collect();
        assert_eq!(keys, ["reading:", "industry:"]);
        let bare = advised("Yatırımcı bulmak istiyorum", claims, &["reading:", "industry:"]);
        assert_eq!((bare.parts(&[], Catalog::english()).len(), bare.read_as, bare.language), (0, None, None));
    }

    #[test]
    fn words_in_english_stay_beside_the_models() {
        let claims = Claims {
            written_in: Some("en".into()),
            meaning: Some("Reduce spending, not with sales".into()),
            must_not: list(&["sales"]),
            ..Claims::default()
        };
        let need = advised("we burn sales money", claims, &[]);
        assert_eq!(need.words, ["burn", "money", "reduce", "spending"]);
        assert!(!need.meaning.contains("sales"), "{need:?}");
        assert_eq!(need.language, None);
    }

    #[test]
    fn demands_are_added_and_can_be_taken_back() {
        let claims = Claims {
            languages: list(&["es"]),
            places: list(&["Berlin"]),
            must: list(&["Rust"]),
            must_not: list(&["react"]),
            industry: Some("health".into()),
            urgent: true,
            ..Claims::default()
        };
        let need = advised("Rust and react", claims.clone(), &[]);
        let keys: Vec<String> =
            need.parts(&[], Catalog::english()).into_iter().map(|part| part.key).collect();
        assert_eq!(
            keys,
            ["industry:", "language:es", "place:berlin", "must:Rust", "must_not:react", "urgency:"]
        );
        assert_eq!(need.words, ["rust"]);
        let without: Vec<&str> = keys.iter().map(String::as_str).collect();
        let bare = advised("Rust and react", claims, &without);
        assert_eq!((bare.parts(&[], Catalog::english()).len(), bare.words.len()), (0, 2));
    }

    #[test]
    fn no_advice_changes_nothing() {
        for text in ["vue js, NOT react", "Suche Mentor auf Deutsch für Datenbank", "pricing by Friday, asap"]
        {
            let plain = read_with(text, &[], |need, _| need);
            assert_eq!(advised(text, Claims::default(), &[]), plain);
        }
    }
}
