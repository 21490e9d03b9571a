//! One mentor.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::ids::MentorId;
use office_hours::profile::MentorProfile;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// The profile, when the viewer may see it. `search_id` names the search it was found by, if any.
#[server(prefix = "/fn", endpoint = "get_mentor", input = GetUrl, output = Compact)]
pub async fn get_mentor(
    mentor_id: MentorId,
    #[server(default)] search_id: String,
) -> Result<MentorProfile, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    let profile = answer(services::profile::get_mentor(&services, &actor, mentor_id).await)?;
    if let Ok(search_id) = search_id.parse() {
        answer(services::matching::note_opened(&services, &actor, search_id, mentor_id))?;
    }
    Ok(profile)
}
