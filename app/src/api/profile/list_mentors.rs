//! Mentors by name.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::profile::MentorPage;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// One page of the mentors that the viewer may see; pages count from 1.
#[server(prefix = "/fn", endpoint = "list_mentors", input = GetUrl, output = Compact)]
pub async fn list_mentors(page: u32) -> Result<MentorPage, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::profile::list_mentors(&services, &actor, page).await)
}
