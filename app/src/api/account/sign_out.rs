//! Signing out.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Ends the login of this browser.
#[server(prefix = "/fn", endpoint = "sign_out", output = Compact)]
pub async fn sign_out() -> Result<(), ApiError> {
    use crate::api::request::{answer, asking, login_cookie, set_cookie};
    let (services, actor, _) = asking();
    let cookie = login_cookie();
    let expired = answer(services::account::sign_out(&services, &actor, cookie.as_deref()).await)?;
    set_cookie(&expired);
    leptos_axum::redirect("/");
    Ok(())
}
