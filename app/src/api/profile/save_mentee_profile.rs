//! A mentee says who they are.

use leptos::prelude::*;

use crate::api::ApiError;

/// Saves the mentee's profile and leads on to `next`, or to the search.
#[server(prefix = "/fn", endpoint = "save_mentee_profile")]
pub async fn save_mentee_profile(
    name: String,
    company: String,
    stage: String,
    industry: String,
    goals: String,
    next: Option<String>,
) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    let input = office_hours::profile::SaveMenteeProfile { name, company, stage, industry, goals };
    answer(services::profile::save_mentee_profile(&services, &actor, &input).await)?;
    leptos_axum::redirect(office_hours::account::rules::safe_next(next.as_deref()));
    Ok(())
}
