//! One mentor.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::ids::MentorId;
use office_hours::profile::MentorProfile;

use crate::api::ApiError;

/// The profile, when the viewer may see it.
#[server(prefix = "/fn", endpoint = "get_mentor", input = GetUrl)]
pub async fn get_mentor(mentor_id: MentorId) -> Result<MentorProfile, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::profile::get_mentor(&services, &actor, mentor_id).await)
}
