//! How pressing a need is: "asap", "dringend", "срочно".

use super::signs::{Word, words};
use super::wish;

/// How pressing a need is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// As soon as possible.
    Soon,
}

/// Phrases in the form in which words are compared.
const SOON: &[&[&str]] = &[
    &["asap"],
    &["as", "soon", "as", "possible"],
    &["urgent"],
    &["urgently"],
    &["urgente"],
    &["urgentemente"],
    &["lo", "antes", "posible"],
    &["cuanto", "antes"],
    &["en", "urgence"],
    &["des", "que", "possible"],
    &["au", "plus", "vite"],
    &["dringend"],
    &["so", "schnell", "wie", "moglich"],
    &["so", "bald", "wie", "moglich"],
    &["schnellstmoglich"],
    &["com", "urgencia"],
    &["o", "quanto", "antes"],
    &["o", "mais", "rapido", "possivel"],
    &["срочно"],
    &["как", "можно", "скорее"],
    &["как", "можно", "быстрее"],
];
/// Words after "urgent" that make it the name of a trade.
const TRADES: [&str; 3] = ["care", "cares", "clinic"];

/// Reads how pressing a need is, with the byte ranges, half-open and sorted, of the words that say
/// so; nothing when it is not.
pub fn read_urgency(text: &str) -> Option<(Urgency, Vec<(usize, usize)>)> {
    let words = words(text);
    let said: Vec<(usize, usize)> = (0..words.len())
        .filter(|at| !wish::is_denied(&words, *at))
        .filter_map(|at| {
            let length = phrase_at(&words[at..])?;
            Some((words[at].from, words[at + length - 1].to))
        })
        .collect();
    (!said.is_empty()).then_some((Urgency::Soon, said))
}

/// The number of words of the phrase that `words` begin with.
fn phrase_at(words: &[Word]) -> Option<usize> {
    let is = |phrase: &[&str]| {
        words.len() >= phrase.len() && words.iter().zip(phrase).all(|(word, other)| word.text == *other)
    };
    let length = SOON.iter().find(|phrase| is(phrase))?.len();
    let is_trade = words.get(length).is_some_and(|next| TRADES.contains(&next.text.as_str()));
    (!is_trade).then_some(length)
}
