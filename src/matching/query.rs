//! Reading a need: the words that carry it.

use crate::failure::Failure;

/// The longest need, in characters; more is refused rather than cut.
pub const MAX_QUERY: usize = 2_000;

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

/// A need, ready for retrieval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// As written, trimmed.
    pub text: String,
    /// Lower-case words that carry meaning, each once, in order.
    pub words: Vec<String>,
}

/// Takes what was typed, or says on `query` what would be right.
pub fn parse(text: &str) -> Result<Need, Failure> {
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
    Ok(Need { text: text.to_owned(), words: content_words(text) })
}

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
/// an apostrophe inside is dropped, so that "don't" is "dont".
pub fn words_with_ranges(text: &str) -> Vec<(String, (usize, usize))> {
    let mut words = Vec::new();
    let mut start = None;
    let mut word = String::new();
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() {
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

/// A crude stem, enough to see that "fundraising" and "fundraise" share a word: English endings
/// are cut while at least four letters remain.
pub fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 11] = ["ations", "ation", "ings", "ing", "ers", "ies", "ed", "es", "er", "e", "s"];
    ENDINGS
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.chars().count() >= 4))
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stop_words_are_sorted() {
        assert!(STOP_WORDS.is_sorted());
    }

    #[test]
    fn a_need_keeps_its_content_words_once() {
        let need = parse("  I don't know how to raise a seed round, help with the Seed round! ").unwrap();
        assert_eq!(need.words, ["raise", "seed", "round"]);
        assert_eq!(parse("Узнать про маркетинг").unwrap().words, ["узнать", "про", "маркетинг"]);
    }

    #[test]
    fn nothing_and_too_much_are_refused_by_field() {
        for text in ["", "  \n", &"x".repeat(MAX_QUERY + 1)] {
            assert!(matches!(parse(text), Err(Failure::Invalid { field, .. }) if field == "query"));
        }
        assert!(parse("?!").unwrap().words.is_empty());
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
    }
}
