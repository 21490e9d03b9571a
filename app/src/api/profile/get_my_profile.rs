//! The viewer's own profile, as it was entered.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::availability::Review;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// What the mentor entered; for a review, also what is not saved yet. Nothing for a new one.
#[server(prefix = "/fn", endpoint = "get_my_mentor_profile", input = GetUrl, output = Compact)]
pub async fn get_my_mentor_profile(
    #[server(default)] review: bool,
) -> Result<Option<Review<office_hours::profile::SaveMentorProfile>>, ApiError> {
    use services::profile;

    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(if review {
        profile::review_mentor_profile(&services, &actor, &zone).await
    } else {
        profile::get_my_mentor_profile(&services, &actor).await.map(|saved| saved.map(Review::of_saved))
    })
}

/// What the mentee entered; nothing yet for a new one.
#[server(prefix = "/fn", endpoint = "get_my_mentee_profile", input = GetUrl, output = Compact)]
pub async fn get_my_mentee_profile() -> Result<Option<office_hours::profile::SaveMenteeProfile>, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::profile::get_my_mentee_profile(&services, &actor).await)
}
