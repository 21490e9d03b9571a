//! Accounts by name or address.

use office_hours::account::Account;
use office_hours::account::status::MAX_ACCOUNTS;
use office_hours::profile::rules::line;
use office_hours::{Actor, Failure};
use store::queries::users;

use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// The accounts whose name or address holds the words, all where there are none, at most [`MAX_ACCOUNTS`]; whoever
/// is called exactly so comes first.
pub async fn list_accounts(services: &Services, actor: &Actor, words: &str) -> Result<Vec<Account>, Failure> {
    policy::check(actor, Action::ManagePeople)?;
    let words = line("name", words)?.unwrap_or_default();
    users::list_accounts(&services.store, &words, MAX_ACCOUNTS).await.or_fail()
}
