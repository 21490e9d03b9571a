//! An address for the viewer's calendar program.

use leptos::prelude::*;
use office_hours::booking::CalendarFeed;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Gives a secret address to subscribe to; one there was stops working.
#[server(prefix = "/fn", endpoint = "renew_feed", output = Compact)]
pub async fn renew_feed() -> Result<CalendarFeed, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::booking::renew_feed(&services, &actor).await)
}
