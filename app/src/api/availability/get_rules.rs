//! The signed-in mentor's own rules.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::availability::AvailabilityRules;

use crate::api::ApiError;

/// When and how the signed-in mentor can be met.
#[server(prefix = "/fn", endpoint = "get_rules", input = GetUrl)]
pub async fn get_rules() -> Result<AvailabilityRules, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::availability::get_rules(&services, &actor).await)
}
