//! Finding somebody by what is typed of a name: every word of it begins a word of the name.

/// The most mentors that are named while somebody types.
pub const MAX_NAMED: u32 = 6;
/// The fewest characters by which mentors are looked up.
pub const MIN_TYPED: usize = 2;
/// The most words that are looked for, and the most letters of each: every one costs time.
const MAX_WORDS: usize = 6;
const MAX_LETTERS: usize = 60;

/// What is typed of a name as words, in the letters in which it is typed. A hyphen parts words too.
pub fn typed_words(text: &str) -> Vec<String> {
    words(text).take(MAX_WORDS).map(|word| word.chars().take(MAX_LETTERS).collect()).collect()
}

// What cannot be seen parts words as well: not every database takes it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c.is_control() || c == '-').filter(|word| !word.is_empty())
}

/// Whether each of the `typed` words begins a word of `name`, in whatever case. No words begin every name.
pub fn begin(typed: &[String], name: &str) -> bool {
    let name = name.to_lowercase();
    typed
        .iter()
        .map(|typed| typed.to_lowercase())
        .all(|typed| words(&name).any(|word| word.starts_with(&typed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_typed_word_begins_a_word_of_the_name() {
        for (typed, name, found) in [
            ("bae", "Baek Seo-yun", true),
            ("YUN baek", "Baek Seo-yun", true),
            ("seo-y", "Baek Seo-yun", true),
            ("aek", "Baek Seo-yun", false),
            ("baek x", "Baek Seo-yun", false),
            ("", "Baek Seo-yun", true),
            ("łu", "Maja Łukasik", true),
        ] {
            assert_eq!(begin(&typed_words(typed), name), found, "{typed:?}");
        }
    }

    #[test]
    fn words_are_few_and_never_empty() {
        assert_eq!(typed_words("  Ana -- María\0 "), ["Ana", "María"]);
        assert_eq!(typed_words(&"ł".repeat(500)), ["ł".repeat(MAX_LETTERS)]);
        assert_eq!(typed_words(&"x ".repeat(500)).len(), MAX_WORDS);
    }
}
