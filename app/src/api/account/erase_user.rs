//! Erasing an account.

use leptos::prelude::*;
use office_hours::ids::UserId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Erases the account, and leads to the start page whoever erased their own, staff to the list of people. Staff say
/// why.
#[server(prefix = "/fn", endpoint = "erase_user", output = Compact)]
pub async fn erase_user(
    user_id: UserId,
    email: String,
    #[server(default)] why: String,
) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking, set_cookie};
    let (services, actor, _) = asking();
    let input = office_hours::account::erasure::EraseUser { user_id, email, reason: why };
    answer(services::account::erase_user(&services, &actor, &input).await)?;
    if actor.user_id() == Some(user_id) {
        set_cookie(&services::account::cookie::expire(services.config.development));
        leptos_axum::redirect("/");
    } else {
        leptos_axum::redirect("/programme/people");
    }
    Ok(())
}
