//! The signed-in mentor's own rules.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::availability::{AvailabilityRules, Review};

use crate::api::ApiError;
use crate::api::compact::Compact;

/// When and how the signed-in mentor can be met; for a review, as it was entered and is not saved yet.
#[server(prefix = "/fn", endpoint = "get_rules", input = GetUrl, output = Compact)]
pub async fn get_rules(#[server(default)] review: bool) -> Result<Review<AvailabilityRules>, ApiError> {
    use services::availability;

    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(if review {
        availability::review_rules(&services, &actor, &zone).await
    } else {
        availability::get_rules(&services, &actor).await.map(Review::of_saved)
    })
}
