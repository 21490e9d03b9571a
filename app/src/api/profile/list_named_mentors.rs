//! Mentors by what is typed of their names.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::profile::MentorCard;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// The first few that the viewer may see, by name.
#[server(prefix = "/fn", endpoint = "list_named_mentors", input = GetUrl, output = Compact)]
pub async fn list_named_mentors(#[server(default)] name: String) -> Result<Vec<MentorCard>, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::profile::list_named_mentors(&services, &actor, &name).await)
}
