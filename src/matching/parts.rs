//! What was understood of a need, as it is told to the person: typed, and in parts that can be taken
//! back one by one.

use serde::{Deserialize, Serialize};

use super::names;
use super::need::Need;
use super::topics::Touched;
use super::window::{AvailabilityWindow, Urgency};
use crate::language::{Catalog, Text};
use crate::text;

/// A need as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadNeed {
    /// As written, trimmed.
    pub text: String,
    /// What was searched for, where it is not what was written: slips mended, in English.
    pub read_as: Option<String>,
    /// The topics it touches, most touched first.
    pub topics: Vec<String>,
    /// The industry it names.
    pub industry: Option<String>,
    /// The company stage it names.
    pub stage: Option<String>,
    /// ISO 639-1 codes, one of which the mentor should speak.
    pub languages: Vec<String>,
    /// Places, in one of which the mentor should be.
    pub places: Vec<String>,
    /// Words in quotation marks, which a profile should have.
    pub must: Vec<String>,
    /// What the mentor should not be.
    pub must_not: Vec<String>,
    /// Whether it is pressing.
    pub urgent: bool,
    /// When a session should be.
    pub availability_window: Option<WantedTime>,
    /// All of this in short words.
    pub parts: Vec<NeedPart>,
}

/// A part of a need that was understood and can be taken back: its `key` goes into `without` of the
/// next request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NeedPart {
    /// `language:es`.
    pub key: String,
    /// "Speaks Spanish".
    pub text: String,
}

/// When a session should be, in the viewer's wall-clock time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WantedTime {
    /// First day, inclusive, `2026-11-25`.
    pub from: String,
    /// Last day, inclusive.
    pub until: String,
    /// 0 is Monday, 6 is Sunday; all of them when any day will do.
    pub weekdays: Vec<u8>,
    /// A session starts at this time or later, `17:00`.
    pub after: Option<String>,
    /// A session ends at this time or earlier.
    pub before: Option<String>,
}

impl From<AvailabilityWindow> for WantedTime {
    fn from(window: AvailabilityWindow) -> Self {
        let time = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
        let weekday = |day: jiff::civil::Weekday| day.to_monday_zero_offset().unsigned_abs();
        Self {
            from: window.from.to_string(),
            until: window.until.to_string(),
            weekdays: window.weekdays.days().map(weekday).collect(),
            after: window.after.map(time),
            before: window.before.map(time),
        }
    }
}

/// What a part is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartKind {
    Topic,
    Reading,
    Industry,
    Stage,
    Language,
    Place,
    Must,
    MustNot,
    Window,
    Urgency,
}

impl PartKind {
    /// The key of the part with this value; of what there is only one, the value is empty.
    pub(super) fn key(self, value: &str) -> String {
        let kind = match self {
            Self::Topic => "topic",
            Self::Reading => "reading",
            Self::Industry => "industry",
            Self::Stage => "stage",
            Self::Language => "language",
            Self::Place => "place",
            Self::Must => "must",
            Self::MustNot => "must_not",
            Self::Window => "window",
            Self::Urgency => "urgency",
        };
        format!("{kind}:{value}")
    }
}

/// Each word with a capital letter: cities are kept as people type them.
fn capitalised(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

impl Need {
    /// What can be taken back, said in the language of `catalog`; `touched` are the topics of the need.
    pub fn parts(&self, touched: &[Touched], catalog: &Catalog) -> Vec<NeedPart> {
        let part = |kind: PartKind, value: &str, text: Text| NeedPart {
            key: kind.key(value),
            text: text.say(catalog),
        };
        let wishes = &self.wishes;
        let mut parts = vec![];
        for touched in touched {
            let name = touched.topic.name;
            parts.push(part(PartKind::Topic, name, text!("{topic}", topic = name)));
        }
        if self.reworded {
            parts.push(part(PartKind::Reading, "", text!("In plain English")));
        }
        if let Some(industry) = &self.named.industry {
            parts.push(part(PartKind::Industry, "", text!("Industry: {industry}", industry)));
        }
        if let Some(stage) = &self.named.stage {
            parts.push(part(PartKind::Stage, "", text!("Stage: {stage}", stage)));
        }
        for code in &wishes.languages {
            let language = Text::from(names::language_name(code).unwrap_or(code));
            parts.push(part(PartKind::Language, code, text!("Speaks {language}", language)));
        }
        for place in &wishes.places {
            parts.push(part(
                PartKind::Place,
                place.name,
                text!("In {place}", place = capitalised(place.name)),
            ));
        }
        for words in &wishes.must {
            parts.push(part(PartKind::Must, words, text!("With “{words}”", words)));
        }
        for word in &wishes.must_not {
            parts.push(part(PartKind::MustNot, word, text!("Not {word}", word)));
        }
        if let Some(window) = &self.window {
            parts.push(part(
                PartKind::Window,
                "",
                text!("{window}", window = window.describe(self.today, catalog)),
            ));
        }
        if self.urgency == Some(Urgency::Soon) {
            parts.push(part(PartKind::Urgency, "", text!("As soon as possible")));
        }
        parts
    }

    /// All that was understood; `touched` are the topics of the need. What can be taken back is said in the language of
    /// `catalog`.
    pub fn told(&self, touched: &[Touched], catalog: &Catalog) -> ReadNeed {
        let wishes = &self.wishes;
        ReadNeed {
            text: self.text.clone(),
            read_as: self.read_as.clone(),
            topics: touched.iter().map(|touched| touched.topic.name.to_owned()).collect(),
            industry: self.named.industry.clone(),
            stage: self.named.stage.clone(),
            languages: wishes.languages.iter().map(|code| (*code).to_owned()).collect(),
            places: wishes.places.iter().map(|place| capitalised(place.name)).collect(),
            must: wishes.must.clone(),
            must_not: wishes.must_not.clone(),
            urgent: self.urgency.is_some(),
            availability_window: self.window.map(WantedTime::from),
            parts: self.parts(touched, catalog),
        }
    }
}
