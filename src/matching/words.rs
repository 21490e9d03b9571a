//! Cutting texts into words, and the form in which words are compared.
//!
//! What a need means is read elsewhere; here are only letters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that say nothing about a need.
const STOP_WORDS: [&str; 99] = [
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but",
    "by", "can", "could", "do", "does", "dont", "for", "from", "get", "give", "go", "had", "has", "have",
    "he", "help", "her", "him", "his", "how", "i", "if", "im", "in", "into", "is", "it", "its", "ive",
    "just", "know", "like", "looking", "make", "may", "me", "mentor", "more", "most", "my", "need", "needs",
    "no", "not", "of", "on", "one", "or", "other", "our", "out", "please", "she", "should", "so", "some",
    "somebody", "someone", "than", "that", "the", "their", "them", "then", "there", "they", "this", "to",
    "up", "us", "want", "was", "we", "what", "when", "where", "which", "who", "why", "will", "with", "would",
    "you", "your",
];

/// The lower-case words of a text that carry meaning, each once, in order.
pub fn content_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for (word, _) in words_with_ranges(text) {
        if is_content(&word) && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Every word in lower case with its byte range in `text`. A word is a run of letters and digits;
/// an apostrophe inside is dropped, so that "don't" is "dont", and what makes "C++" and "C#" other
/// languages than "C" is kept.
pub fn words_with_ranges(text: &str) -> Vec<(String, (usize, usize))> {
    let mut words = Vec::new();
    let mut start = None;
    let mut word = String::new();
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_sign = matches!(c, '+' | '#') && (1..4).contains(&word.len());
        if c.is_alphanumeric() || is_sign {
            start.get_or_insert(at);
            word.extend(c.to_lowercase());
        } else if let Some(from) = start {
            let inside =
                matches!(c, '\'' | '’') && text[at + c.len_utf8()..].starts_with(char::is_alphanumeric);
            if !inside {
                words.push((std::mem::take(&mut word), (from, at)));
                start = None;
            }
        }
    }
    words
}

/// Whether a lower-case word carries meaning.
pub fn is_content(word: &str) -> bool {
    STOP_WORDS.binary_search(&word).is_err() && (word.chars().count() > 1 || word == "r" || word == "c")
}

/// The form in which a lower-case word is compared: without accents, without the "js" that some
/// write after the name of a tool, and without English endings while at least four letters remain.
/// Crude, and as good as a full stemmer where it was measured.
pub fn stem(word: &str) -> String {
    const ENDINGS: [&str; 11] = ["ations", "ation", "ings", "ing", "ers", "ies", "ed", "es", "er", "e", "s"];
    let mut word = fold(word);
    if word.len() >= 5 && word.ends_with("js") {
        word.truncate(word.len() - 2);
    }
    let shorter = ENDINGS.iter().find_map(|ending| {
        let rest = word.strip_suffix(ending)?;
        (rest.chars().count() >= 4).then_some(rest.len())
    });
    if let Some(length) = shorter {
        word.truncate(length);
    }
    word
}

/// The same letters without accents.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    word.nfkd().filter(|c| !is_combining_mark(*c)).collect()
}

/// The stems of the words of `text` that carry meaning, as often as they come.
pub fn stems(text: &str) -> impl Iterator<Item = String> {
    words_with_ranges(text).into_iter().filter(|(word, _)| is_content(word)).map(|(word, _)| stem(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stop_words_are_sorted() {
        assert!(STOP_WORDS.is_sorted());
    }

    #[test]
    fn content_words_come_once() {
        assert_eq!(
            content_words("I don't know how to raise a seed round, with a Seed!"),
            ["raise", "seed", "round"]
        );
        assert_eq!(content_words("Узнать про маркетинг"), ["узнать", "про", "маркетинг"]);
        assert_eq!(content_words("C++, c# and C or R"), ["c++", "c#", "c", "r"]);
        assert!(content_words("?! + #").is_empty());
    }

    #[test]
    fn ranges_point_at_the_words_as_written() {
        let text = "We’re raising: Séries-A!";
        let found: Vec<_> =
            words_with_ranges(text).into_iter().map(|(word, (a, b))| (word, &text[a..b])).collect();
        assert_eq!(found[0], ("were".to_owned(), "We’re"));
        assert_eq!(found[1], ("raising".to_owned(), "raising"));
        assert_eq!(found[2], ("séries".to_owned(), "Séries"));
        assert_eq!(found[3], ("a".to_owned(), "A"));
    }

    #[test]
    fn related_words_share_a_stem() {
        assert_eq!(stem("fundraising"), stem("fundraise"));
        assert_eq!(stem("testing"), stem("tests"));
        assert_eq!(stem("go"), "go");
        assert_eq!(stem("reactjs"), stem("react"));
        assert_eq!(stem("português"), stem("portugues"));
    }
}
