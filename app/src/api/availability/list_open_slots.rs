//! The open slots of one mentor.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::availability::OpenSlots;
use office_hours::ids::MentorId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// The open slots up to the horizon, in the viewer's zone.
#[server(prefix = "/fn", endpoint = "list_open_slots", input = GetUrl, output = Compact)]
pub async fn list_open_slots(mentor_id: MentorId) -> Result<OpenSlots, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(services::availability::list_open_slots(&services, &actor, mentor_id, &zone).await)
}
