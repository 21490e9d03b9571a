//! Whether an account may be used.

use leptos::prelude::*;
use office_hours::ids::UserId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Sets the status and leads back to the person's page. `upcoming` says what becomes of sessions to come: `keep` or
/// `cancel`.
#[server(prefix = "/fn", endpoint = "set_user_status", output = Compact)]
pub async fn set_user_status(
    user_id: UserId,
    status: String,
    reason: String,
    #[server(default)] upcoming: String,
) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let input = office_hours::account::status::SetUserStatus { user_id, status, upcoming, reason };
    answer(services::account::set_user_status(&services, &actor, &input, &zone).await)?;
    leptos_axum::redirect(&format!("/programme/people/{user_id}?saved=1"));
    Ok(())
}
