//! From a cookie to an actor: once for every request.

use office_hours::{Actor, Failure};
use store::queries::logins;

use super::digest;
use crate::Services;
use crate::failure::OrFail;

/// The person behind a login's secret; a stranger when there is none or it has ended.
pub async fn authenticate(services: &Services, secret: Option<&str>) -> Result<Actor, Failure> {
    let Some(secret) = secret else { return Ok(Actor::Stranger) };
    let person =
        logins::find_person(&services.store, &digest(services, secret), services.now()).await.or_fail()?;
    Ok(person.map_or(Actor::Stranger, Actor::Person))
}
