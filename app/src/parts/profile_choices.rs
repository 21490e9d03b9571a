//! What the forms offer for industry, stage and language.

use office_hours::profile::{INDUSTRIES, STAGES};

use super::words::{LANGUAGES, sentence};
use crate::kit::select::Choice;
use crate::state::language::say;

/// Industries.
pub fn industries() -> Vec<Choice> {
    INDUSTRIES.iter().map(|word| ((*word).to_owned(), sentence(word))).collect()
}

/// Company stages.
pub fn stages() -> Vec<Choice> {
    STAGES.iter().map(|word| ((*word).to_owned(), sentence(word))).collect()
}

/// Languages.
pub fn languages() -> Vec<Choice> {
    LANGUAGES.iter().map(|(code, name)| ((*code).to_owned(), say(name).to_owned())).collect()
}
