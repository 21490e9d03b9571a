//! The zone somebody reads times in.

use office_hours::time::Zone;
use office_hours::{Actor, Failure};
use store::queries::users;

use super::cookie;
use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// Notes in which zone the person reads times from now on, in mails too; gives the `Set-Cookie` header, which is all
/// there is for strangers.
pub async fn set_zone(services: &Services, actor: &Actor, zone: &str) -> Result<String, Failure> {
    policy::check(actor, Action::SeeOneself)?;
    let zone = Zone::parse("tz", zone)?;
    if let Some(user_id) = actor.user_id() {
        users::set_timezone(&services.store, user_id, &zone).await.or_fail()?;
    }
    Ok(cookie::set_zone(&zone))
}
