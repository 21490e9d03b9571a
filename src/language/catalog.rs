//! All that is said, in one language.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::Language;

/// What English sentences are in another language; the empty one is English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    language: Language,
    texts: Texts,
}

/// What a catalog has, as it lies in a file: by the English text with its places either a text, or, where the English
/// counts something, the forms for one and for other numbers, by the English form for other numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Texts(HashMap<String, Entry>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    Plain(String),
    Counted([String; 2]),
}

/// A string or two of them. By hand: what serde derives for such a choice keeps every kind of value in mind, and browsers
/// have to fetch that.
impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Forms;

        impl<'de> Visitor<'de> for Forms {
            type Value = Entry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or its two forms")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Entry, E> {
                Ok(Entry::Plain(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut forms: A) -> Result<Entry, A::Error> {
                let mut form = || forms.next_element()?.ok_or_else(|| de::Error::custom("a form is missing"));
                Ok(Entry::Counted([form()?, form()?]))
            }
        }

        from.deserialize_any(Forms)
    }
}

static ENGLISH: LazyLock<Catalog> = LazyLock::new(Catalog::default);

impl Catalog {
    /// The one that has nothing, because all is English already.
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// The texts of one language.
    pub fn new(language: Language, texts: Texts) -> Self {
        Self { language, texts }
    }

    /// Which language it is.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A sentence without places in its language; in English where it is not there.
    pub fn say(&'static self, english: &'static str) -> &'static str {
        self.find(english).unwrap_or(english)
    }

    /// What this is in its language; nothing in English, and where it is not there.
    pub fn find(&self, english: &str) -> Option<&str> {
        match self.texts.0.get(english)? {
            Entry::Plain(text) | Entry::Counted([_, text]) => Some(text),
        }
    }

    /// The form that stands with this number, in English where it is not there.
    pub(super) fn counted<'a>(&'a self, one: &'a str, other: &'a str, count: i64) -> &'a str {
        match self.texts.0.get(other) {
            Some(Entry::Counted([one, other])) => [other, one][usize::from(self.language.is_one(count))],
            Some(Entry::Plain(text)) => text,
            None if Language::English.is_one(count) => one,
            None => other,
        }
    }
}
