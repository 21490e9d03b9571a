//! One's list of mentors.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::profile::MentorCard;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// The mentors that the viewer has saved, the last one first.
#[server(prefix = "/fn", endpoint = "list_saved_mentors", input = GetUrl, output = Compact)]
pub async fn list_saved_mentors() -> Result<Vec<MentorCard>, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::saved::list_saved_mentors(&services, &actor).await)
}
