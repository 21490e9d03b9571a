//! Keeping a mentor to find them again.

use leptos::prelude::*;
use office_hours::ids::MentorId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Saves a mentor.
#[server(prefix = "/fn", endpoint = "save_mentor", output = Compact)]
pub async fn save_mentor(mentor_id: MentorId) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::saved::save_mentor(&services, &actor, mentor_id).await)
}
