//! Whether a mentor is on one's list.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::ids::MentorId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Whether the viewer has saved the mentor; nothing for those who cannot.
#[server(prefix = "/fn", endpoint = "is_saved", input = GetUrl, output = Compact)]
pub async fn is_saved(mentor_id: MentorId) -> Result<Option<bool>, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::saved::is_saved(&services, &actor, mentor_id).await)
}
