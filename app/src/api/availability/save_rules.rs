//! A mentor changes when and how they can be met.

use leptos::prelude::*;
use office_hours::availability::EnteredRules;

use crate::api::ApiError;

/// Saves the rules. Sessions that would no longer fit are named first, and nothing is saved.
#[server(prefix = "/fn", endpoint = "save_rules")]
pub async fn save_rules(rules: EnteredRules) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    // Strangers are asked to sign in before they are told what to correct.
    answer(actor.person().map(drop))?;
    let input = answer(rules.parse())?;
    let saved = services::availability::save_rules(&services, &actor, &input, &zone).await;
    answer(saved.map_err(office_hours::availability::of_the_form))?;
    leptos_axum::redirect("/hours/rules?saved=1");
    Ok(())
}
