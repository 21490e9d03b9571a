//! Needs in Spanish, French, German, Portuguese and Russian, word by word in English.
//!
//! `lexicon.tsv` holds the words of the domain: English, then each language, variants separated by
//! `|`. This is no translation to be read by people: the words are looked for in profiles, and
//! the model reads them as it reads a list of key words.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::words::{fold, is_content, words_with_ranges};

/// ISO 639-1, in the order of the file's columns after the English one.
const LANGUAGES: [&str; 5] = ["es", "fr", "de", "pt", "ru"];
/// Words of one entry at most.
const LONGEST: usize = 4;
/// So many words that only one language has are needed to take a text for it.
const FEWEST: usize = 2;

/// A text in English words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The language it was written in, ISO 639-1.
    pub language: &'static str,
    /// English where the lexicon knows the words; names and what it does not know as written.
    pub text: String,
}

/// The English words of a text in another language; nothing when it is in English or in none that
/// the lexicon has.
pub fn translate(text: &str) -> Option<Translation> {
    let words = words_of(text);
    let language = language_of(&words)?;
    let entries = entries().get(language)?;
    let stop_words = stop_words().get(language)?;
    let mut english: Vec<&str> = vec![];
    let mut at = 0;
    while at < words.len() {
        let longest = LONGEST.min(words.len() - at);
        let found = (1..=longest).rev().find_map(|length| {
            let english = entries.get(&words[at..at + length].join(" "))?;
            Some((*english, length))
        });
        match found {
            Some((translated, length)) => {
                english.push(translated);
                at += length;
            }
            None => {
                if !stop_words.contains(words[at].as_str()) {
                    english.push(&words[at]);
                }
                at += 1;
            }
        }
    }
    Some(Translation { language, text: english.join(" ") })
}

/// The words of a text, with what an apostrophe joins taken apart: "l'entreprise" is two words.
fn words_of(text: &str) -> Vec<String> {
    let text = text.replace(['\'', '’'], " ");
    words_with_ranges(&text).into_iter().map(|(word, _)| fold(&word)).collect()
}

/// The language whose stop words are in a text most; nothing when that is English.
fn language_of(words: &[String]) -> Option<&'static str> {
    let count = |language: &str| {
        let stop_words = stop_words().get(language);
        words.iter().filter(|word| stop_words.is_some_and(|list| list.contains(word.as_str()))).count()
    };
    let is_cyrillic = |word: &String| word.chars().any(|c| ('а'..='я').contains(&c));
    if words.iter().filter(|word| is_cyrillic(word)).count() * 2 > words.len() {
        return Some("ru");
    }
    let english = words.iter().filter(|word| !is_content(word)).count();
    LANGUAGES
        .into_iter()
        .map(|language| (count(language), language))
        .max_by_key(|(count, _)| *count)
        .filter(|(count, _)| *count >= FEWEST && *count > english)
        .map(|(_, language)| language)
}

/// By language, the English of each word or phrase.
fn entries() -> &'static HashMap<&'static str, HashMap<String, &'static str>> {
    static ENTRIES: LazyLock<HashMap<&'static str, HashMap<String, &'static str>>> = LazyLock::new(|| {
        let mut entries: HashMap<&'static str, HashMap<String, &'static str>> =
            LANGUAGES.into_iter().map(|language| (language, HashMap::new())).collect();
        for line in include_str!("lexicon.tsv").lines().skip(1) {
            let mut columns = line.split('\t');
            let english = columns.next().unwrap_or_default();
            for (language, variants) in LANGUAGES.into_iter().zip(columns) {
                let of_language = entries.entry(language).or_default();
                for variant in variants.split('|').filter(|variant| !variant.is_empty()) {
                    of_language.entry(words_of(variant).join(" ")).or_insert(english);
                }
            }
        }
        entries
    });
    &ENTRIES
}

/// By language, the words that carry no meaning in a need.
fn stop_words() -> &'static HashMap<&'static str, HashSet<String>> {
    static STOP_WORDS: LazyLock<HashMap<&'static str, HashSet<String>>> = LazyLock::new(|| {
        include_str!("stop_words.tsv")
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once('\t'))
            .map(|(language, words)| (language, words_of(words).into_iter().collect()))
            .collect()
    });
    &STOP_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_become_english_key_words() {
        for (text, language, expected) in [
            ("Busco mentor en español para aprender backend con Node", "es", "learn backend node"),
            (
                "Je cherche quelqu’un pour l'analyse de données dans mon entreprise",
                "fr",
                "data analysis company",
            ),
            ("Suche Hilfe bei der Buchhaltung für meine Firma", "de", "accounting company"),
            ("Procuro mentora que fale português, área de QA e testes", "pt", "qa testing QA"),
            ("Ищу ментора по машинному обучению", "ru", "machine learning"),
            (
                "Wir suchen Hilfe mit der Finanzierungsrunde und dem Pitchdeck",
                "de",
                "funding round pitch deck",
            ),
            (
                "Necesito ayuda con el pacto de socios y la hoja de ruta",
                "es",
                "shareholders agreement roadmap priorities",
            ),
            (
                "Nous perdons des clients et je cherche de l’aide pour la fidélisation",
                "fr",
                "perdons customers retention churn",
            ),
            ("Preciso de ajuda com o funil de vendas e as métricas", "pt", "conversion funnel metrics KPIs"),
            ("Как снизить отток клиентов", "ru", "снизить retention churn"),
        ] {
            let found = translate(text).unwrap();
            assert_eq!((found.language, found.text.as_str()), (language, expected), "{text}");
        }
    }

    #[test]
    fn english_and_names_alone_are_left() {
        for text in ["Help with fundraising", "vue js / nuxt", "I am a student of law", "", "C++ en Rust"] {
            assert_eq!(translate(text), None, "{text}");
        }
    }

    #[test]
    fn the_files_are_whole() {
        let rows: Vec<&str> = include_str!("lexicon.tsv").lines().collect();
        for row in &rows {
            assert_eq!(row.split('\t').count(), 1 + LANGUAGES.len(), "{row}");
        }
        for (language, entries) in entries() {
            for variant in entries.keys() {
                let words = variant.split(' ').count();
                assert!((1..=LONGEST).contains(&words), "{language}: {variant:?} is never found");
            }
        }
        let english: HashSet<&str> = rows.iter().filter_map(|row| row.split('\t').next()).collect();
        assert_eq!(english.len(), rows.len(), "an entry is there twice");
        assert!(
            LANGUAGES.iter().all(|language| stop_words().get(language).is_some_and(|words| words.len() > 50))
        );
    }
}
