//! Asking for a sign-in link.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Mails a sign-in link and leads to the page that says so.
#[server(prefix = "/fn", endpoint = "request_login_link", output = Compact)]
pub async fn request_login_link(email: String, next: Option<String>) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, reader) = asking();
    let input = office_hours::account::RequestLoginLink { email, next };
    let sent = answer(services::account::request_login_link(&services, &actor, &input, &reader).await)?;
    leptos_axum::redirect(&sent.page);
    Ok(())
}
