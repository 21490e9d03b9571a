//! The zone in which somebody reads times.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Notes the zone, with the account too where somebody is signed in, and leads on to `next`.
#[server(prefix = "/fn", endpoint = "set_zone", output = Compact)]
pub async fn set_zone(tz: String, next: Option<String>) -> Result<(), ApiError> {
    use office_hours::account::rules::safe_next;

    use crate::api::request::{answer, asking, set_cookie};
    let (services, actor, _) = asking();
    let cookie = answer(services::account::set_zone(&services, &actor, &tz).await)?;
    set_cookie(&cookie);
    leptos_axum::redirect(safe_next(next.as_deref()));
    Ok(())
}
