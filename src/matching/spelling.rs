//! Words as they were meant: the nearest known word to one that nobody uses.
//!
//! Only what no profile and no list of common words has is changed, so that a rare name stays as
//! it was typed.

use std::collections::HashSet;

use super::topics;
use super::words::stem;

/// Shorter words are left alone: too much is near them.
const SHORTEST: usize = 5;
/// From this length on two letters may be wrong.
const LONG: usize = 7;

/// The known word nearest to `word`: one letter apart, or two in a long word, two neighbours that
/// changed places counting as one. Nothing where the word is known, too short or near nothing.
///
/// `common` are words that are right anyway, `profiles` tells in how many profiles a word is, and
/// `known` are the words of all profiles with the same number.
///
/// Source of the distance: optimal string alignment, the restricted form of Damerau, "A technique
/// for computer detection and correction of spelling errors", CACM 1964.
pub fn meant_by<'a>(
    word: &str,
    common: &'a HashSet<String>,
    profiles: impl Fn(&str) -> Option<u32>,
    known: impl Iterator<Item = (&'a str, u32)>,
) -> Option<String> {
    let is_plain = word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_known = |word: &str| {
        common.contains(word) || topics::words().contains(word) || profiles(word).is_some_and(|n| n > 0)
    };
    // Without a list of common words there is no telling a rare word from a wrong one.
    if !is_plain || common.is_empty() || is_known(word) || is_known(&stem(word)) {
        return None;
    }
    let most = if word.len() < LONG { 1 } else { 2 };
    let fewest = |candidate: &str| distance(word, candidate, most);
    known
        .filter(|(_, count)| *count > 1)
        .chain(topics::words().iter().map(|word| (word.as_str(), 1)))
        .chain(common.iter().map(|word| (word.as_str(), 0)))
        .filter_map(|(candidate, count)| Some((fewest(candidate)?, std::cmp::Reverse(count), candidate)))
        .min()
        .map(|(_, _, candidate)| candidate.to_owned())
}

/// How far apart two words are, when not more than `most`. A wrong first letter is unlikely and
/// counts as far as can be.
fn distance(word: &str, candidate: &str, most: usize) -> Option<usize> {
    let (a, b) = (word.as_bytes(), candidate.as_bytes());
    if b.len() < SHORTEST - 1 || a.len().abs_diff(b.len()) > most {
        return None;
    }
    if a[0] == b[0] {
        return Some(strsim::osa_distance(word, candidate)).filter(|distance| *distance <= most);
    }
    let swapped = a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
    let lost_or_changed = a == &b[1..] || &a[1..] == b || a[1..] == b[1..];
    (swapped || lost_or_changed).then_some(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(word: &str) -> Option<String> {
        let common: HashSet<String> =
            ["people", "friday", "query", "cure", "table", "women"].map(str::to_owned).into();
        let known = [("postgresql", 9), ("tableau", 4), ("career", 30), ("carrier", 2), ("angular", 12)];
        meant_by(
            word,
            &common,
            |word| known.iter().find(|(have, _)| *have == word).map(|(_, n)| *n),
            known.into_iter(),
        )
    }

    #[test]
    fn a_slip_becomes_the_word_that_was_meant() {
        for (typed, expected) in [
            ("angluar", "angular"),
            ("qurey", "query"),
            ("peple", "people"),
            ("tablau", "tableau"),
            ("postgress", "postgresql"),
            ("carreer", "career"),
            ("ngular", "angular"),
        ] {
            assert_eq!(meant(typed).as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn what_is_known_short_or_far_stays() {
        for typed in ["friday", "cures", "tabel", "wmn", "zxqwvuy", "привет", "c++", "ab12345"] {
            let expected = (typed == "tabel").then_some("table");
            assert_eq!(meant(typed).as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn without_common_words_nothing_is_changed() {
        assert_eq!(meant_by("angluar", &HashSet::new(), |_| None, [("angular", 12)].into_iter()), None);
    }
}
