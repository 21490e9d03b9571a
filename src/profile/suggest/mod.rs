//! A first profile out of a text that somebody pastes: a biography, or what a page about them says.
//!
//! Local rules, nothing learnt and nothing asked of a model: a text that gives orders is a text like any other. Each
//! suggestion comes with its evidence, words that stand in the text; nothing is saved here.

mod areas;
mod outline;
mod person;
mod place;
mod work;

use serde::{Deserialize, Serialize};

use self::outline::Outline;
use super::SaveMentorProfile;
use super::rules::{MAX_TEXT, required};
use crate::failure::Failure;

/// The longest text that is read, in characters.
pub const MAX_PASTED: usize = 10_000;

/// Something that a field may say, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    /// As the form takes it.
    pub value: String,
    /// The words of the text that say so.
    pub evidence: String,
}

impl Suggestion {
    fn new(value: impl Into<String>, evidence: &str) -> Self {
        Self { value: value.into(), evidence: evidence.to_owned() }
    }

    /// Words of the text as they stand.
    fn quoted(words: &str) -> Self {
        Self::new(words, words)
    }
}

/// What a text suggests. Fields about which it says nothing are left open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuggestedProfile {
    /// What they are called.
    pub name: Option<Suggestion>,
    /// One line.
    pub headline: Option<Suggestion>,
    /// What they are at work.
    pub title: Option<Suggestion>,
    /// Where they work.
    pub company: Option<Suggestion>,
    /// The part of the text that is about them.
    pub bio: Option<Suggestion>,
    /// The likeliest first.
    pub areas: Vec<Suggestion>,
    /// See [`super::INDUSTRIES`].
    pub industry: Option<Suggestion>,
    /// See [`super::STAGES`].
    pub stage: Option<Suggestion>,
    /// By their English names.
    pub languages: Vec<Suggestion>,
    /// By its English name.
    pub country: Option<Suggestion>,
}

/// Reads a pasted text. `known` are areas of expertise that profiles of the programme name.
pub fn suggest(text: &str, known: &[String]) -> Result<SuggestedProfile, Failure> {
    let text = required("text", text, MAX_PASTED, "Paste a few sentences about yourself.")?;
    let outline = Outline::read(&text);
    let (title, company) = work::work(&outline);
    let quoted = |words: &str| Suggestion::quoted(words);
    Ok(SuggestedProfile {
        name: person::name(&outline).map(quoted),
        headline: work::headline(&outline).map(quoted),
        title: title.map(quoted),
        company: company.map(quoted),
        bio: outline.about().map(|about| quoted(shortened(about))),
        areas: areas::areas(&outline, known),
        industry: areas::industry(&outline),
        stage: areas::stage(&outline),
        languages: place::languages(&outline),
        country: place::country(&outline),
    })
}

/// As much as a profile holds, up to the end of a sentence.
fn shortened(text: &str) -> &str {
    let Some((end, _)) = text.char_indices().nth(MAX_TEXT) else { return text };
    let whole = &text[..end];
    let sentence = whole.rfind(['.', '!', '?', '\n']).map_or(whole, |at| &whole[..=at]);
    sentence.trim_end()
}

impl SuggestedProfile {
    /// Puts the suggestions where nothing was entered yet.
    pub fn fill(self, mut entered: SaveMentorProfile) -> SaveMentorProfile {
        let put = |into: &mut String, suggestion: Option<Suggestion>| {
            if let Some(suggestion) = suggestion.filter(|_| into.trim().is_empty()) {
                *into = suggestion.value;
            }
        };
        let list = |all: Vec<Suggestion>, between: &str| {
            let values: Vec<String> = all.into_iter().map(|one| one.value).collect();
            (!values.is_empty()).then(|| Suggestion::quoted(&values.join(between)))
        };
        let Self { name, headline, title, company, bio, areas, industry, stage, languages, country } = self;
        put(&mut entered.name, name);
        put(&mut entered.headline, headline);
        put(&mut entered.title, title);
        put(&mut entered.company, company);
        put(&mut entered.bio, bio);
        put(&mut entered.expertise, list(areas, "\n"));
        put(&mut entered.industry, industry);
        put(&mut entered.stage, stage);
        put(entered.languages.get_or_insert_default(), list(languages, ", "));
        put(entered.country.get_or_insert_default(), country);
        entered
    }
}

#[cfg(test)]
mod tests;
