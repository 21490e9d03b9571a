//! Accounts by name or address.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::account::Account;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// The accounts whose name or address holds the words, all where there are none, up to a limit; for staff.
#[server(prefix = "/fn", endpoint = "list_accounts", input = GetUrl, output = Compact)]
pub async fn list_accounts(#[server(default)] words: String) -> Result<Vec<Account>, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, _) = asking();
    answer(services::account::list_accounts(&services, &actor, &words).await)
}
