//! A first profile out of a text that a mentor pastes.

use leptos::prelude::*;
use office_hours::profile::suggest::SuggestedProfile;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// What the text suggests; nothing is saved.
#[server(prefix = "/fn", endpoint = "suggest_profile", output = Compact)]
pub async fn suggest_profile(text: String) -> Result<SuggestedProfile, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::profile::suggest_profile(&services, &actor, &text))
}
