//! One field of a mentor's profile changes, where it stands.

use leptos::prelude::*;
use office_hours::ids::MentorId;
use office_hours::profile::MentorProfile;
use office_hours::profile::field::ProfileField;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Saves the field alone, unless it says by now something else than it `was`.
#[server(prefix = "/fn", endpoint = "save_profile_field", output = Compact)]
pub async fn save_profile_field(
    mentor_id: MentorId,
    field: ProfileField,
    value: String,
    was: String,
) -> Result<MentorProfile, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    let input = office_hours::profile::field::SaveProfileField { field, value, was };
    answer(services::profile::save_profile_field(&services, &actor, mentor_id, &input).await)
}
