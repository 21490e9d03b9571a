//! A text cut into what says something of time and what does not.
//!
//! How signs make sentences is in `grammar`.

use jiff::civil::Weekday;

use super::clock::{Hour, Mark};
use super::vocabulary::{self, Token};
use super::wish;
use crate::availability::HORIZON_DAYS;
use crate::matching::words::{fold, words_with_ranges};

/// A word of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// Lower case, without accents.
    pub(super) text: String,
    /// First byte.
    pub(super) from: usize,
    /// After the last byte.
    pub(super) to: usize,
    /// What is between it and the word before.
    pub(super) gap: &'a str,
    /// Whether it was written with an apostrophe: "Thursday's".
    pub(super) has_apostrophe: bool,
}

/// The words of a text in the form in which they are compared.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = vec![];
    let mut end = 0;
    for (word, (from, to)) in words_with_ranges(text) {
        let gap = &text[std::mem::replace(&mut end, to)..from];
        let has_apostrophe = text[from..to].contains(['\'', '’']);
        let mut word = Word { text: fold(&word), from, to, gap, has_apostrophe };
        if let Some(part) = word.split_off_part() {
            words.extend([word, part]);
        } else {
            words.push(word);
        }
    }
    words
}

impl Word<'_> {
    /// Whether a clause ends before this word. A colon does not end one: "deadline: Friday".
    pub(super) fn begins_clause(&self) -> bool {
        let ends = ['.', ',', ';', '!', '?', '\n', '(', ')', '[', ']', '–', '—', '…', '|', '•'];
        self.gap.contains(ends) || self.gap.contains(" - ")
    }

    /// The part of the day of a German compound, "Montagabend", which is then the day alone.
    fn split_off_part(&mut self) -> Option<Self> {
        const DAYS: [&str; 7] =
            ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"];
        const PARTS: [&str; 4] = ["morgen", "vormittag", "nachmittag", "abend"];
        let length = DAYS.iter().find(|day| self.text.starts_with(*day))?.len();
        // Both are ASCII, so that they are as long as they were written.
        let is_part = PARTS.contains(&&self.text[length..]) && self.to - self.from == self.text.len();
        is_part.then(|| {
            let part =
                Self { text: self.text.split_off(length), from: self.from + length, gap: "", ..self.clone() };
            self.to = part.from;
            part
        })
    }

    /// Whether it is written to the word before: "monday.com".
    fn is_glued(&self) -> bool {
        self.gap == "."
    }
}

/// A word, phrase or hour, with its range of words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign {
    kind: Kind,
    /// The first of its words.
    pub(super) first: usize,
    /// The word after its last.
    pub(super) past: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Token(Token),
    Hour(Hour),
    /// Says nothing of time.
    Other,
}

/// The signs of a text, one after the other.
pub(super) struct Signs<'a> {
    pub(super) words: &'a [Word<'a>],
    pub(super) signs: Vec<Sign>,
}

impl<'a> Signs<'a> {
    pub(super) fn new(words: &'a [Word<'a>]) -> Self {
        let mut signs = vec![];
        let mut at = 0;
        while at < words.len() {
            let (kind, length) = kind_of(&words[at..]);
            signs.push(Sign { kind, first: at, past: at + length });
            at += length;
        }
        Self { words, signs }
    }

    /// Whether what ends before a sign describes nothing that follows: "on Saturday", but not
    /// "Saturday sessions".
    pub(super) fn is_alone(&self, at: usize) -> bool {
        let Some(sign) = self.signs.get(at) else { return true };
        let word = &self.words[sign.first];
        match sign.kind {
            _ if word.is_glued() => false,
            _ if word.begins_clause() => true,
            Kind::Hour(hour) => hour.mark > Mark::Bare,
            Kind::Token(Token::Filler | Token::Nothing | Token::Number(_) | Token::Unit { .. }) => false,
            Kind::Token(_) => true,
            Kind::Other => wish::may_follow(&word.text),
        }
    }

    pub(super) fn begins_clause(&self, at: usize) -> bool {
        // The point after "p.m." ends no clause.
        let is_after_hour = at > 0 && self.hour(at - 1).is_some() && self.gap(at) == Some(".");
        self.signs.get(at).is_some_and(|sign| self.words[sign.first].begins_clause()) && !is_after_hour
    }

    /// Whether a dash joins a sign to the one before: "Mon-Fri".
    pub(super) fn is_hyphened(&self, at: usize) -> bool {
        matches!(self.gap(at), Some("-" | "–" | "—"))
    }

    /// What is before a sign, without spaces.
    pub(super) fn gap(&self, at: usize) -> Option<&str> {
        self.signs.get(at).map(|sign| self.words[sign.first].gap.trim())
    }

    pub(super) fn token(&self, at: usize) -> Option<Token> {
        match self.signs.get(at)?.kind {
            Kind::Token(token) => Some(token),
            _ => None,
        }
    }

    pub(super) fn weekday(&self, at: usize) -> Option<Weekday> {
        match self.token(at)? {
            Token::Weekday(day, _) => Some(day),
            _ => None,
        }
    }

    pub(super) fn hour(&self, at: usize) -> Option<Hour> {
        match self.signs.get(at)?.kind {
            Kind::Hour(hour) => Some(hour),
            _ => None,
        }
    }

    pub(super) fn number(&self, at: usize) -> Option<i64> {
        match self.token(at) {
            Some(Token::Number(number)) => Some(number),
            _ => self.text(at)?.parse().ok().filter(|number| (1..=HORIZON_DAYS).contains(number)),
        }
    }

    /// The sign as written where it is one word.
    pub(super) fn text(&self, at: usize) -> Option<&str> {
        let sign = self.signs.get(at)?;
        (sign.past == sign.first + 1).then(|| self.words[sign.first].text.as_str())
    }

    /// The first sign from `at` on that is none of these, which are few between words of time.
    pub(super) fn skip(&self, at: usize, is_skipped: impl Fn(Token) -> bool) -> usize {
        const MOST: usize = 3;
        (at..at + MOST).find(|at| !self.token(*at).is_some_and(&is_skipped)).unwrap_or(at + MOST)
    }
}

/// What the words begin with, and how many of them it takes.
fn kind_of(words: &[Word]) -> (Kind, usize) {
    if let Some((hour, length)) = Hour::read(words) {
        return (Kind::Hour(hour), length);
    }
    // Only spaces and hyphens are inside a phrase: in "what comes next: week one" is none.
    let is_inside = |word: &Word| matches!(word.gap.trim(), "" | "-");
    let phrase = words.iter().enumerate().take_while(|(at, word)| *at == 0 || is_inside(word));
    match vocabulary::longest(phrase.map(|(_, word)| word.text.as_str())) {
        Some((token, length)) => (Kind::Token(token), length),
        None => (Kind::Other, 1),
    }
}
