//! Somebody goes back: the time they kept is free again.

use office_hours::ids::HoldId;
use office_hours::{Actor, Failure};
use store::queries::holds;

use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// Lets the hold go if it is the person's own and still there; otherwise there is nothing to do.
pub async fn release_hold(services: &Services, actor: &Actor, hold_id: HoldId) -> Result<(), Failure> {
    policy::check(actor, Action::BookSession)?;
    let person = actor.person()?;
    let mine = holds::list_of(&services.store, person.user_id).await.or_fail()?;
    if mine.iter().any(|row| row.id == hold_id) {
        holds::end(&services.store, &[hold_id], services.now()).await.or_fail()?;
    }
    Ok(())
}
