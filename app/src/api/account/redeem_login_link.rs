//! Using a sign-in link.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Signs in with a mailed link and leads to where the person was going.
#[server(prefix = "/fn", endpoint = "redeem_login_link", output = Compact)]
pub async fn redeem_login_link(email: String, token: String, next: Option<String>) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking, set_cookie};
    let (services, actor, reader) = asking();
    let input = office_hours::account::RedeemLoginLink { email, token };
    let login = services::account::redeem_login_link(&services, &actor, &input, next.as_deref(), &reader);
    let login = answer(login.await)?;
    set_cookie(&login.cookie);
    leptos_axum::redirect(&login.next);
    Ok(())
}
