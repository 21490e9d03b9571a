//! The viewer's own profile, as it was entered.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::api::ApiError;

/// What the mentor entered; nothing yet for a new one.
#[server(prefix = "/fn", endpoint = "get_my_mentor_profile", input = GetUrl)]
pub async fn get_my_mentor_profile() -> Result<Option<office_hours::profile::SaveMentorProfile>, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::profile::get_my_mentor_profile(&services, &actor).await)
}

/// What the mentee entered; nothing yet for a new one.
#[server(prefix = "/fn", endpoint = "get_my_mentee_profile", input = GetUrl)]
pub async fn get_my_mentee_profile() -> Result<Option<office_hours::profile::SaveMenteeProfile>, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::profile::get_my_mentee_profile(&services, &actor).await)
}
