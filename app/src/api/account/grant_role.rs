//! What somebody is on the programme.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Gives the account of an address the role, making one where there is none, and leads to its page; for
/// administrators.
#[server(prefix = "/fn", endpoint = "grant_role", output = Compact)]
pub async fn grant_role(email: String, role: String) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    let role = answer(role.parse())?;
    let input = services::account::GrantRole { email, role };
    let granted = answer(services::account::grant_role(&services, &actor, &input).await)?;
    leptos_axum::redirect(&format!("/programme/people/{}?saved=1", granted.user_id));
    Ok(())
}
