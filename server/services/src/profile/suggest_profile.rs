//! A first profile out of a text that a mentor pastes. Nothing is saved, and nothing is sent elsewhere.

use office_hours::profile::suggest::{self, SuggestedProfile};
use office_hours::{Actor, Failure};

use crate::Services;
use crate::matching::known_areas;
use crate::policy::{self, Action};

/// What the text suggests, in the words of the taxonomy and of public profiles of the programme.
pub fn suggest_profile(services: &Services, actor: &Actor, text: &str) -> Result<SuggestedProfile, Failure> {
    policy::check(actor, Action::EditMentorProfile)?;
    suggest::suggest(text, &known_areas(services))
}
