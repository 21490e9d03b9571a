//! Taking a mentor off one's list.

use leptos::prelude::*;
use office_hours::ids::MentorId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Saves a mentor no longer.
#[server(prefix = "/fn", endpoint = "forget_saved_mentor", output = Compact)]
pub async fn forget_saved_mentor(mentor_id: MentorId) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::saved::forget_saved_mentor(&services, &actor, mentor_id).await)
}
