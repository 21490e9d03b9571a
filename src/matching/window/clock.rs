//! Hours of the day: "17:00", "5 pm", "17h30", "17 Uhr", "las 5 de la tarde".
//!
//! A number alone is none: it is far more often a count.

use jiff::civil::Time;

use super::signs::Word;

/// How certain it is that a number is an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// "17": an hour only where the words around it say so.
    Bare,
    /// "5h", "5 horas": as well a duration.
    Weak,
    /// "17h": hardly a duration.
    Likely,
    /// "17:00", "5 pm", "17 Uhr".
    Clear,
}

/// An hour of the day as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hour {
    /// 0–24.
    hour: i8,
    /// 0–59.
    minute: i8,
    pub(super) mark: Mark,
    half: Option<Half>,
    /// Written with two digits: "05".
    is_long: bool,
}

/// Before or after noon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
}

/// Words after a number that make it an hour; the longest first where one begins another.
const MARKS: &[(&[&str], Mark, Option<Half>)] = &[
    (&["am"], Mark::Clear, Some(Half::Am)),
    (&["a", "m"], Mark::Clear, Some(Half::Am)),
    (&["de", "la", "manana"], Mark::Clear, Some(Half::Am)),
    (&["da", "manha"], Mark::Clear, Some(Half::Am)),
    (&["du", "matin"], Mark::Clear, Some(Half::Am)),
    (&["утра"], Mark::Clear, Some(Half::Am)),
    (&["pm"], Mark::Clear, Some(Half::Pm)),
    (&["p", "m"], Mark::Clear, Some(Half::Pm)),
    (&["de", "la", "tarde"], Mark::Clear, Some(Half::Pm)),
    (&["de", "la", "noche"], Mark::Clear, Some(Half::Pm)),
    (&["da", "tarde"], Mark::Clear, Some(Half::Pm)),
    (&["da", "noite"], Mark::Clear, Some(Half::Pm)),
    (&["du", "soir"], Mark::Clear, Some(Half::Pm)),
    (&["дня"], Mark::Clear, Some(Half::Pm)),
    (&["вечера"], Mark::Clear, Some(Half::Pm)),
    (&["oclock"], Mark::Clear, None),
    (&["o", "clock"], Mark::Clear, None),
    (&["uhr"], Mark::Clear, None),
    (&["h"], Mark::Weak, None),
    (&["heures"], Mark::Weak, None),
    (&["horas"], Mark::Weak, None),
    (&["часов"], Mark::Weak, None),
    (&["часа"], Mark::Weak, None),
];
/// What may be written to a number without a space: "5pm".
const SUFFIXES: &[(&str, Mark, Option<Half>)] = &[
    ("am", Mark::Clear, Some(Half::Am)),
    ("pm", Mark::Clear, Some(Half::Pm)),
    ("uhr", Mark::Clear, None),
    ("h", Mark::Weak, None),
];
/// Words for hours.
const NAMED: &[(&[&str], i8)] = &[
    (&["noon"], 12),
    (&["midday"], 12),
    (&["mediodia"], 12),
    (&["midi"], 12),
    (&["mittag"], 12),
    (&["meio", "dia"], 12),
    (&["полудня"], 12),
    (&["midnight"], 24),
    (&["mitternacht"], 24),
    (&["minuit"], 24),
    (&["medianoche"], 24),
    (&["полуночи"], 24),
];
/// Zones after an hour: it is then not in the viewer's, and is not understood.
const ZONES: [&str; 12] =
    ["bst", "cest", "cet", "cst", "edt", "eet", "gmt", "ist", "msk", "pdt", "pst", "utc"];
/// From this hour on, "17h" is hardly a duration.
const HARDLY_A_DURATION: i8 = 9;

impl Hour {
    /// The hour that `words` begin with, and how many words it takes.
    pub(super) fn read(words: &[Word]) -> Option<(Self, usize)> {
        let (hour, length) = named(words).or_else(|| numbered(words))?;
        let has_zone = words.get(length).is_some_and(|next| ZONES.contains(&next.text.as_str()));
        (hour.is_valid() && !has_zone).then_some((hour, length))
    }

    /// The time of the day; midnight at its end is `None`.
    pub(super) fn time(self) -> Option<Time> {
        let hour = match (self.half, self.hour) {
            (Some(Half::Am), 12) => 0,
            (Some(Half::Pm), hour @ 1..12) => hour + 12,
            // Nobody asks for a session at 5:00 in the night; who does writes 05:00.
            (None, hour @ 1..6) if !self.is_long => hour + 12,
            (_, hour) => hour,
        };
        Time::new(hour, self.minute, 0, 0).ok()
    }

    /// The start of a range that ends here: in "9 to 11 am" what makes an hour is said once.
    pub(super) fn before(self, end: Self) -> Self {
        if self.mark != Mark::Bare || end.half.is_none() {
            return Self { mark: self.mark.max(end.mark), ..self };
        }
        let as_end = Self { mark: end.mark, half: end.half, ..self };
        if as_end.time() < end.time() {
            return as_end;
        }
        Self { half: Some(Half::Am), ..as_end }
    }

    fn is_valid(self) -> bool {
        let most = if self.half.is_some() { 23 } else { 24 };
        (0..=most).contains(&self.hour)
            && (0..60).contains(&self.minute)
            && (self.hour < 24 || self.minute == 0)
    }
}

fn named(words: &[Word]) -> Option<(Hour, usize)> {
    NAMED.iter().find_map(|(name, hour)| {
        let hour = Hour { hour: *hour, minute: 0, mark: Mark::Clear, half: None, is_long: true };
        begins_with(words, name).then_some((hour, name.len()))
    })
}

fn numbered(words: &[Word]) -> Option<(Hour, usize)> {
    let (digits, rest) = split_digits(&words.first()?.text)?;
    let mut hour = Hour {
        hour: digits.parse().ok()?,
        minute: 0,
        mark: Mark::Bare,
        half: None,
        is_long: digits.len() == 2,
    };
    let mut length = 1;
    if let Some((minutes, after)) = rest.strip_prefix('h').and_then(split_digits) {
        // 17h30
        (hour.minute, hour.mark) = (minutes.parse().ok()?, Mark::Clear);
        return after.is_empty().then_some((hour, length));
    }
    if rest.is_empty() {
        if let Some((minute, suffix)) = minutes(words) {
            (hour.minute, hour.mark) = (minute, Mark::Clear);
            length += 1;
            if !suffix.is_empty() {
                hour.half = suffix_of(suffix)?.1;
            }
        }
    } else {
        (hour.mark, hour.half) = suffix_of(rest)?;
    }
    // Two at most: "17 Uhr", "5 horas da tarde".
    for _ in 0..2 {
        let Some((mark, half, more)) = mark_of(&words[length..]) else { break };
        hour.mark = hour.mark.max(mark);
        hour.half = hour.half.or(half);
        length += more;
    }
    if hour.mark == Mark::Weak && hour.hour >= HARDLY_A_DURATION && hour.hour < 24 {
        hour.mark = Mark::Likely;
    }
    Some((hour, length))
}

/// The minutes after the first word, ":30", and what is written to them, "pm". A point separates
/// them where a mark follows, "17.30 Uhr"; elsewhere it makes a fraction.
fn minutes<'a>(words: &'a [Word<'a>]) -> Option<(i8, &'a str)> {
    let second = words.get(1)?;
    let (digits, suffix) = split_digits(&second.text)?;
    let is_marked = !suffix.is_empty() || mark_of(words.get(2..)?).is_some();
    let is_separated = second.gap == ":" || (second.gap == "." && is_marked);
    (is_separated && digits.len() == 2).then_some((digits.parse().ok()?, suffix))
}

fn mark_of(words: &[Word]) -> Option<(Mark, Option<Half>, usize)> {
    MARKS
        .iter()
        .find(|(mark, ..)| begins_with(words, mark))
        .map(|(words, mark, half)| (*mark, *half, words.len()))
}

fn suffix_of(text: &str) -> Option<(Mark, Option<Half>)> {
    SUFFIXES.iter().find(|(suffix, ..)| *suffix == text).map(|(_, mark, half)| (*mark, *half))
}

fn begins_with(words: &[Word], phrase: &[&str]) -> bool {
    words.len() >= phrase.len() && words.iter().zip(phrase).all(|(word, other)| word.text == *other)
}

/// One or two digits in front, and the rest.
fn split_digits(text: &str) -> Option<(&str, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    matches!(length, 1 | 2).then(|| text.split_at(length))
}
