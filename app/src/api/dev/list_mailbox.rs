//! The development mailbox.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::account::MailboxMail;

use crate::api::ApiError;

/// The latest mails that this server sent; not found outside development.
#[server(prefix = "/fn", endpoint = "list_mailbox", input = GetUrl)]
pub async fn list_mailbox() -> Result<Vec<MailboxMail>, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(services::account::list_mailbox(&services, &actor, &zone).await)
}
