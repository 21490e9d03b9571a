//! One account.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use office_hours::account::status::AccountView;
use office_hours::ids::UserId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// The account with its sessions to come, in the viewer's zone; for staff.
#[server(prefix = "/fn", endpoint = "get_account", input = GetUrl, output = Compact)]
pub async fn get_account(user_id: UserId) -> Result<AccountView, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(services::account::get_account(&services, &actor, user_id, &zone).await)
}
