//! The language somebody is written to in.

use office_hours::language::Language;
use office_hours::{Actor, Failure};
use store::queries::users;

use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// Notes in which language the person is written to from now on; of strangers nothing is noted.
pub async fn set_language(services: &Services, actor: &Actor, language: Language) -> Result<(), Failure> {
    policy::check(actor, Action::SeeOneself)?;
    match actor.user_id() {
        Some(user_id) => users::set_language(&services.store, user_id, language).await.or_fail(),
        None => Ok(()),
    }
}
