//! What is said: a sentence in English with places in it, and what stands there.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Catalog;

/// Something to say to a person.
///
/// On the wire it is English, with everything in its place: say it before it leaves. In memory it is one pointer: texts
/// are in every failure, and what is handed around everywhere is code that browsers fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(Box<Sentence>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Sentence {
    /// In English, with places such as `{name}`.
    pattern: Cow<'static, str>,
    /// The same of one thing, where the sentence counts some.
    one: Option<&'static str>,
    parts: Vec<(&'static str, Part)>,
}

/// What stands in a place of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// As it is: a name, a date that is written already.
    Words(String),
    /// How many, which also decides between one and many.
    Count(i64),
    /// A decimal number such as `4.5`, said with the mark of the language.
    Number(String),
    /// Said in the same language.
    Text(Text),
    /// One of several words, such as the days of a week: the words with spaces between them, and which one it is.
    Nth(&'static str, usize),
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Self::from)
    }
}

impl Text {
    /// A sentence that depends on a number: as it is of one thing, and of any other number of them, with the place
    /// `{count}`.
    pub fn counted(one: &'static str, other: &'static str, count: i64) -> Self {
        let mut text = Self::from(other);
        text.0.one = Some(one);
        text.with("count", Part::Count(count))
    }

    /// One after the other, as in a list within a sentence. By halves, so that nothing is nested as deeply as they are many.
    pub fn in_a_row(said: &[Self]) -> Self {
        match said {
            [] => Self::from(""),
            [one] => one.clone(),
            _ => {
                let (all, next) = said.split_at(said.len() / 2);
                crate::text!("{all}; {next}", all = Self::in_a_row(all), next = Self::in_a_row(next))
            }
        }
    }

    /// What stands in the place of that name.
    #[must_use]
    pub fn with(mut self, name: &'static str, part: impl Into<Part>) -> Self {
        self.0.parts.push((name, part.into()));
        self
    }

    /// In the language of the catalog; in English what it does not have.
    pub fn say(&self, catalog: &Catalog) -> String {
        let Sentence { pattern, one, parts } = &*self.0;
        let count = parts.iter().find_map(|(_, part)| match part {
            Part::Count(count) => Some(*count),
            _ => None,
        });
        let pattern = match (one, count) {
            (Some(one), Some(count)) => catalog.counted(one, pattern, count),
            _ => catalog.find(pattern).unwrap_or(pattern),
        };
        if parts.is_empty() {
            return pattern.to_owned();
        }
        let mut said = String::with_capacity(pattern.len() + 16);
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            let place = after.split_once('}');
            let found = place.and_then(|(name, after)| {
                let (_, part) = parts.iter().find(|(known, _)| *known == name)?;
                Some((part, after))
            });
            match found {
                Some((part, after)) => {
                    match part {
                        Part::Words(words) => said.push_str(words),
                        Part::Count(count) => said.push_str(&count.to_string()),
                        Part::Number(number) => {
                            said.push_str(&number.replace('.', catalog.language().decimal_mark()))
                        }
                        Part::Text(text) => said.push_str(&text.say(catalog)),
                        Part::Nth(words, at) => {
                            let words = catalog.find(words).unwrap_or(words);
                            said.push_str(words.split(' ').nth(*at).unwrap_or_default());
                        }
                    }
                    rest = after;
                }
                None => {
                    said.push('{');
                    rest = after;
                }
            }
        }
        said.push_str(rest);
        said
    }
}

/// In English.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(&Catalog::default()))
    }
}

impl From<&'static str> for Text {
    fn from(pattern: &'static str) -> Self {
        Self(Box::new(Sentence { pattern: pattern.into(), one: None, parts: vec![] }))
    }
}

/// For what was put together already, and for words that catalogs may have.
impl From<String> for Text {
    fn from(pattern: String) -> Self {
        Self(Box::new(Sentence { pattern: pattern.into(), one: None, parts: vec![] }))
    }
}

impl From<String> for Part {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&str> for Part {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

/// A number of things: of two in one text, the first decides between one and many.
macro_rules! counts {
    ($($number:ty)*) => {$(
        impl From<$number> for Part {
            fn from(count: $number) -> Self {
                Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
            }
        }
    )*};
}

counts!(u8 u16 u32 u64 usize i32 i64);

impl From<f32> for Part {
    fn from(number: f32) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<f64> for Part {
    fn from(number: f64) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<&String> for Part {
    fn from(words: &String) -> Self {
        Self::Words(words.clone())
    }
}

impl From<Text> for Part {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

/// A [`Text`] with what stands in its places: `text!("Keep it to {max} characters; this has {length}.", max, length)`. A
/// place may be filled with an expression: `text!("Speaks {language}", language = name_of(code))`.
#[macro_export]
macro_rules! text {
    ($pattern:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::language::Text::from($pattern)$(.with(stringify!($name), $crate::text!(@ $name $($value)?)))*
    };
    (@ $name:ident) => { $name };
    (@ $name:ident $value:expr) => { $value };
}

/// Marks words that are said elsewhere, such as the labels of a table: `say(status.label())`. Catalogs have to have them.
/// As `gettext_noop` of GNU gettext.
#[macro_export]
macro_rules! msgid {
    ($english:literal) => {
        $english
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, Texts};

    fn french() -> Catalog {
        let texts = [
            ("Book {name}", vec!["Réserver {name}"]),
            ("{count} seats", vec!["{count} place", "{count} places"]),
            ("free", vec!["libre"]),
            ("{all}; {next}", vec!["{all} ; {next}"]),
            ("red green", vec!["rouge vert"]),
            ("{what} at {place}", vec!["À {place} : {what}"]),
        ];
        Catalog::new(Language::French, Texts::new(texts))
    }

    #[test]
    fn what_is_missing_is_said_in_english() {
        assert_eq!(Text::from("free").say(&french()), "libre");
        assert_eq!(Text::from("taken").say(&french()), "taken");
        assert_eq!(Text::from("free").to_string(), "free");
    }

    #[test]
    fn places_may_change_their_order_and_hold_what_is_said_itself() {
        let text = Text::from("{what} at {place}").with("what", Text::from("free")).with("place", "Café {x}");
        assert_eq!(text.to_string(), "free at Café {x}");
        assert_eq!(text.say(&french()), "À Café {x} : libre");
    }

    #[test]
    fn the_number_decides_by_the_rules_of_the_language() {
        let seats = |count| Text::counted("{count} seat", "{count} seats", count);
        let english: Vec<String> = (0..3).map(|count| seats(count).to_string()).collect();
        assert_eq!(english, ["0 seats", "1 seat", "2 seats"]);
        let french: Vec<String> = (0..3).map(|count| seats(count).say(&french())).collect();
        assert_eq!(french, ["0 place", "1 place", "2 places"]);
    }

    #[test]
    fn places_are_filled_by_name() {
        let (max, length) = (5_usize, 7);
        assert_eq!(
            text!("At most {max}; these are {length}.", max, length).to_string(),
            "At most 5; these are 7."
        );
        assert_eq!(text!("Book {name}", name = "Ada").say(&french()), "Réserver Ada");
        assert_eq!(text!("free"), Text::from("free"));
    }

    #[test]
    fn many_stand_in_a_row_as_the_language_writes_it() {
        let said: Vec<Text> = (0..200).map(|number| text!("{number} o’clock", number)).collect();
        let row = Text::in_a_row(&said);
        assert!(row.to_string().starts_with("0 o’clock; 1 o’clock; 2 o’clock; "), "{row}");
        assert_eq!(row.to_string().matches("; ").count(), said.len() - 1);
        assert!(row.say(&french()).starts_with("0 o’clock ; 1 o’clock ; 2 o’clock ; "));
        assert_eq!(Text::in_a_row(&[]).to_string(), "");
    }

    #[test]
    fn decimals_have_the_mark_of_the_language() {
        let text = text!("{mean} of 5", mean = 4.5);
        assert_eq!((text.to_string(), text.say(&french())), ("4.5 of 5".into(), "4,5 of 5".into()));
    }

    #[test]
    fn one_of_several_words_is_said_in_their_place() {
        let text = Text::from("It is {colour}.").with("colour", Part::Nth("red green", 1));
        assert_eq!((text.to_string(), text.say(&french())), ("It is green.".into(), "It is vert.".into()));
    }

    #[test]
    fn braces_that_are_no_place_stay() {
        let text = Text::from("a {b} {name} {").with("name", "c");
        assert_eq!(text.to_string(), "a {b} c {");
        assert_eq!(Text::from("{name}").to_string(), "{name}");
    }

    #[test]
    fn it_travels_as_what_it_says() {
        let text = Text::from("Book {name}").with("name", Text::counted("{count} seat", "{count} seats", 2));
        let json = serde_json::to_value(&text).unwrap();
        assert_eq!(json, "Book 2 seats");
        assert_eq!(serde_json::from_value::<Text>(json).unwrap(), Text::from("Book 2 seats".to_owned()));
    }
}
