//! Signing out.

use office_hours::{Actor, Failure};
use store::queries::logins;

use super::{cookie, digest};
use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// Ends the login on the server and gives the header that removes it from the browser.
pub async fn sign_out(services: &Services, actor: &Actor, secret: Option<&str>) -> Result<String, Failure> {
    policy::check(actor, Action::SignIn)?;
    if let Some(secret) = secret {
        logins::remove(&services.store, &digest(services, secret)).await.or_fail()?;
    }
    Ok(cookie::expire(services.config.development))
}
