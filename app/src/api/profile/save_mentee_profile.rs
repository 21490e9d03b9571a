//! A mentee says who they are.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Saves the mentee's profile and leads on to `next`, or to who fits what they want to get done.
#[server(prefix = "/fn", endpoint = "save_mentee_profile", output = Compact)]
pub async fn save_mentee_profile(
    name: String,
    company: String,
    stage: String,
    industry: String,
    goals: String,
    next: Option<String>,
) -> Result<(), ApiError> {
    use office_hours::account::rules::safe_next;

    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    let input = office_hours::profile::SaveMenteeProfile { name, company, stage, industry, goals };
    answer(services::profile::save_mentee_profile(&services, &actor, &input).await)?;
    let results = crate::parts::links::find(office_hours::profile::steps::need_of(&input.goals));
    let next = next.filter(|next| !next.is_empty());
    leptos_axum::redirect(next.as_deref().map_or(&results, |next| safe_next(Some(next))));
    Ok(())
}
