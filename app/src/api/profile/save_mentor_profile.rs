//! A mentor says who they are and when they have time.

#![allow(
    clippy::too_many_arguments,
    reason = "one argument per form field; the macro writes it more than once"
)]

use leptos::prelude::*;
use office_hours::availability::TouchedDecision;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Saves the mentor's profile and hours and leads to the profile; where sessions would no longer fit, to what becomes
/// of each, and nothing is saved.
#[server(prefix = "/fn", endpoint = "save_mentor_profile", output = Compact)]
pub async fn save_mentor_profile(
    name: String,
    headline: String,
    bio: String,
    company: String,
    title: String,
    languages: String,
    country: String,
    visibility: String,
    expertise: String,
    industry: String,
    stage: String,
    timezone: String,
    weekly_hours: String,
    #[server(default)] decisions: Vec<TouchedDecision>,
) -> Result<(), ApiError> {
    use office_hours::availability::Settlement;
    use services::availability::Saving;

    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let settlement = Settlement { keep_booked: false, decisions };
    let input = office_hours::profile::SaveMentorProfile {
        name,
        headline,
        bio,
        company,
        title,
        languages: Some(languages),
        country: Some(country),
        visibility: Some(visibility),
        expertise,
        industry,
        stage,
        timezone,
        weekly_hours,
    };
    let saved =
        services::profile::save_mentor_profile_or_review(&services, &actor, &input, &settlement, &zone).await;
    match answer(saved)? {
        Saving::Saved(mentor_id) => leptos_axum::redirect(&format!("/mentors/{mentor_id}?saved=1")),
        Saving::Review => leptos_axum::redirect("/hours?review=1"),
    }
    Ok(())
}
