//! What somebody is called: the line that a page about them begins with, or whom a biography begins with.

use super::outline::{Outline, Part};
use super::work::has_role;
use crate::matching::topics;
use crate::matching::words::{fold, stem, words_with_ranges};
use crate::profile::rules::MAX_LINE;

/// Words of a name.
const WORDS: std::ops::RangeInclusive<usize> = 2..=5;
/// Words within a name that are not capitalised.
const PARTICLES: [&str; 22] = [
    "al", "bin", "bint", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "du", "e", "el", "ibn",
    "la", "le", "van", "ter", "von", "y",
];
/// Words after which a sentence about somebody goes on.
const VERBS: [&str; 14] =
    ["is", "has", "was", "builds", "built", "helps", "ist", "hat", "es", "ha", "est", "a", "é", "tem"];
/// Before a name in one's own words, in lower case.
const BEFORE: [&str; 12] = [
    "my name is ",
    "i am ",
    "i'm ",
    "i’m ",
    "ich heiße ",
    "mein name ist ",
    "ich bin ",
    "me llamo ",
    "mi nombre es ",
    "je m’appelle ",
    "je m'appelle ",
    "meu nome é ",
];

/// The name, if the text begins with one.
pub(super) fn name<'a>(outline: &Outline<'a>) -> Option<&'a str> {
    let first = outline.lines.first().filter(|line| matches!(line.part, Part::Start | Part::About))?.text;
    let found = in_own_words(first).or_else(|| before_verb(first)).or_else(|| {
        // A line of its own, with what somebody is behind a comma: "Ana Costa, MBA".
        let alone = first.split(',').next().unwrap_or(first).trim();
        (outline.lines.len() > 1).then_some(alone)
    });
    found.filter(|name| is_name(name))
}

fn in_own_words(line: &str) -> Option<&str> {
    let lower = line.to_lowercase();
    let before = BEFORE.into_iter().find(|before| lower.starts_with(before))?;
    // Lower case may be longer than what it stands for, but not in these words.
    let rest = line.get(before.len()..)?;
    let mut end = 0;
    for (word, to) in pieces(rest).take_while(|(word, _)| is_capitalised(word) || is_particle(word)) {
        end = to;
        if ends_sentence(word) {
            break;
        }
    }
    rest.get(..end).map(|name| name.trim_end_matches([',', '.', ';', ':', '!']))
}

fn before_verb(line: &str) -> Option<&str> {
    let (_, end) = pieces(line).take_while(|(word, _)| !VERBS.contains(word)).last()?;
    let name = line.get(..end)?;
    (end < line.len()).then_some(name)
}

/// The words between spaces, each with where it ends.
fn pieces(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let end = |word: &str| word.as_ptr() as usize + word.len() - text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word, end(word)))
}

/// "Heide." does, "Dr." does not.
fn ends_sentence(word: &str) -> bool {
    word.ends_with([',', ';', ':', '!']) || (word.ends_with('.') && word.chars().count() > 4)
}

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase())
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Whether it looks like what people are called, and not like what they do.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let spelled = |c: char| c.is_alphabetic() || c.is_whitespace() || matches!(c, '\'' | '’' | '-' | '.');
    let article = words.first().is_some_and(|word| ARTICLES.contains(&fold(&word.to_lowercase()).as_str()));
    WORDS.contains(&words.len())
        && text.chars().count() <= MAX_LINE
        && text.chars().all(spelled)
        && words.iter().all(|word| is_capitalised(word) || is_particle(word))
        && words.last().is_some_and(|word| is_capitalised(word))
        && !article
        && !has_role(text)
        && !is_trade(text)
}

/// Words that a name does not begin with.
const ARTICLES: [&str; 12] = ["the", "our", "my", "we", "in", "for", "der", "die", "das", "el", "los", "les"];

/// Whether it says what somebody knows.
fn is_trade(text: &str) -> bool {
    let stems: Vec<String> = words_with_ranges(text).iter().map(|(word, _)| stem(word)).collect();
    topics::all().iter().any(|topic| {
        topic
            .term_stems
            .iter()
            .any(|term| stems.windows(term.len().max(1)).any(|window| window == term.as_slice()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::suggest;

    fn name(text: &str) -> String {
        suggest(text, &[]).unwrap().name.map(|name| name.value).unwrap_or_default()
    }

    #[test]
    fn the_name_is_what_a_text_begins_with() {
        for (text, expected) in [
            ("Maren Holt\n(She/Her)\nCo-founder & CTO at Nordlys Robotics", "Maren Holt"),
            ("João da Silva-Prado, MBA\nFractional CFO for seed companies", "João da Silva-Prado"),
            ("Ana Costa is a fintech founder who has raised twice.", "Ana Costa"),
            ("Siobhán O’Neill has led sales teams for ten years.", "Siobhán O’Neill"),
            ("My name is Kwame Boateng, and I help founders price.", "Kwame Boateng"),
            ("Ich heiße Jörg von der Heide. Ich berate Gründer.", "Jörg von der Heide"),
            ("I'm Li Wei and I write compilers for a living.", "Li Wei"),
            ("Dr. Amal al Rashid\nAdvises on clinical trials", "Dr. Amal al Rashid"),
        ] {
            assert_eq!(name(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        for text in [
            "Growth Marketing\nI help companies find their first users.",
            "Partner at Kestrel Capital\nBased in Lisbon",
            "Managing Director\nKestrel Capital",
            "The Lighthouse Company is where I work.",
            "For twenty years I have helped founders of a family business.",
            "I am a founder of two companies and speak Spanish.",
            "Ana Costa",
            "ana costa\nfounder of a bakery in Porto",
            "Skills: hiring, sales",
            "I help with pricing and Enterprise Sales for SaaS.",
        ] {
            assert_eq!(name(text), "", "{text}");
        }
    }
}
