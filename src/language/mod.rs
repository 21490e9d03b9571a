//! The languages that people are spoken to in. What mentors write and mentees ask stays as it is.
//!
//! What is said is written in English where it is said, as a [`Text`]; a [`Catalog`] has the same in another language.
//! So English costs nothing, and whoever reads the code reads what people read. How times and numbers are written in a
//! language is not here.

mod catalog;
mod text;
mod week_start;

use serde::{Deserialize, Serialize};

pub use catalog::{Catalog, Texts};
pub use text::{Part, Text};
pub use week_start::WeekStart;

/// A language that the whole product is there in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// What everything is written in first.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Español.
    #[serde(rename = "es")]
    Spanish,
    /// Deutsch.
    #[serde(rename = "de")]
    German,
    /// Français.
    #[serde(rename = "fr")]
    French,
    /// Português, as in Brazil: most of those who speak it live there.
    #[serde(rename = "pt")]
    Portuguese,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::English, Self::Spanish, Self::German, Self::French, Self::Portuguese];

    /// The primary subtag, ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::German => "de",
            Self::French => "fr",
            Self::Portuguese => "pt",
        }
    }

    /// As those who speak it call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Español",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Portuguese => "Português",
        }
    }

    /// Which way it is written, as HTML says it. All of these from left to right; pages are made so that they can be
    /// turned around.
    pub fn direction(self) -> &'static str {
        match self {
            Self::English | Self::Spanish | Self::German | Self::French | Self::Portuguese => "ltr",
        }
    }

    /// The language of a tag such as `de` or `de-AT` (RFC 5646): its region does not matter here.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// What whoever sent this `Accept-Language` header reads best of what there is; English for those who read none.
    ///
    /// Source: RFC 9110, section 12.5.4, with weights as in section 12.4.2.
    pub fn accepted(header: &str) -> Self {
        let mut best: Option<(Self, f32)> = None;
        for range in header.split(',') {
            let mut parts = range.split(';');
            let Some(language) = parts.next().and_then(Self::of_tag) else { continue };
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=").map(str::parse::<f32>));
            let weight = match weight {
                Some(Ok(weight)) => weight,
                Some(Err(_)) => continue,
                None => 1.0,
            };
            // The first of equals.
            if weight > 0.0 && best.is_none_or(|(_, best)| weight > best) {
                best = Some((language, weight));
            }
        }
        best.map_or(Self::English, |(language, _)| language)
    }

    /// What stands before the decimals of a number.
    pub fn decimal_mark(self) -> &'static str {
        match self {
            Self::English => ".",
            Self::Spanish | Self::German | Self::French | Self::Portuguese => ",",
        }
    }

    /// Which of the two forms of a word stands with this number of things.
    ///
    /// Source: Unicode CLDR, plural rules (cardinal), without the form that Spanish, French and Portuguese have for
    /// whole millions.
    pub fn is_one(self, count: i64) -> bool {
        match self {
            Self::English | Self::Spanish | Self::German => count == 1,
            Self::French | Self::Portuguese => count == 0 || count == 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_does_not_matter() {
        assert_eq!(Language::of_tag("de-AT"), Some(Language::German));
        assert_eq!(Language::of_tag(" PT_br "), Some(Language::Portuguese));
        assert_eq!(Language::of_tag("deu"), None);
        assert_eq!(Language::of_tag(""), None);
        for language in Language::ALL {
            assert_eq!(Language::of_tag(language.code()), Some(language));
            assert_eq!(serde_json::to_value(language).unwrap(), language.code());
        }
    }

    #[test]
    fn the_best_of_what_there_is_is_chosen() {
        let cases = [
            ("", Language::English),
            ("fr", Language::French),
            ("nl, fr;q=0.8, de;q=0.9", Language::German),
            ("es-MX,es;q=0.9,en;q=0.8", Language::Spanish),
            ("nl;q=0.9, *;q=0.1", Language::English),
            ("de;q=0, fr;q=0.1", Language::French),
            ("de;q=much, pt ; q=0.3", Language::Portuguese),
            ("en;q=0.5, de;q=0.5", Language::English),
        ];
        for (header, language) in cases {
            assert_eq!(Language::accepted(header), language, "{header:?}");
        }
    }

    #[test]
    fn none_is_many_in_german_and_one_in_french() {
        assert!(!Language::German.is_one(0) && Language::French.is_one(0));
        assert!(Language::ALL.into_iter().all(|language| language.is_one(1) && !language.is_one(2)));
    }
}
