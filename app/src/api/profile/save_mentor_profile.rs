//! A mentor says who they are and when they have time.

#![allow(
    clippy::too_many_arguments,
    reason = "one argument per form field; the macro writes it more than once"
)]

use leptos::prelude::*;

use crate::api::ApiError;

/// Saves the mentor's profile and hours and leads to the profile.
#[server(prefix = "/fn", endpoint = "save_mentor_profile")]
pub async fn save_mentor_profile(
    name: String,
    headline: String,
    bio: String,
    company: String,
    title: String,
    expertise: String,
    industry: String,
    stage: String,
    timezone: String,
    weekly_hours: String,
) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    let input = office_hours::profile::SaveMentorProfile {
        name,
        headline,
        bio,
        company,
        title,
        expertise,
        industry,
        stage,
        timezone,
        weekly_hours,
    };
    let mentor_id = answer(services::profile::save_mentor_profile(&services, &actor, &input).await)?;
    leptos_axum::redirect(&format!("/mentors/{mentor_id}"));
    Ok(())
}
