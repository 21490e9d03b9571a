//! A mentor changes when and how they can be met.

use leptos::prelude::*;
use office_hours::availability::EnteredRules;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Saves the rules. Where sessions would no longer fit, it leads to what becomes of each, and nothing is saved.
#[server(prefix = "/fn", endpoint = "save_rules", output = Compact)]
pub async fn save_rules(rules: EnteredRules) -> Result<(), ApiError> {
    use services::availability::Saving;

    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    // Strangers are asked to sign in before they are told what to correct.
    answer(actor.person().map(drop))?;
    let input = answer(rules.parse())?;
    let saved = services::availability::save_rules_or_review(&services, &actor, &input, &zone).await;
    leptos_axum::redirect(match answer(saved.map_err(office_hours::availability::of_the_form))? {
        Saving::Saved(_) => "/hours/rules?saved=1",
        Saving::Review => "/hours/rules?review=1",
    });
    Ok(())
}
