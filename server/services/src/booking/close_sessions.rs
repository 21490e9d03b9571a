//! What happens to sessions by themselves as time passes.

use jiff::SignedDuration;
use office_hours::booking::TakeStep;
use office_hours::booking::lifecycle::{DECISION_HOURS, MARKING_DAYS, Step};
use office_hours::ids::SessionId;
use office_hours::{Actor, Failure};
use store::queries::sessions;

use super::take_step;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// Lets requests expire that were not answered in time; gives how many.
pub async fn expire_requests(services: &Services, actor: &Actor) -> Result<u64, Failure> {
    policy::check(actor, Action::ImportProfiles)?;
    let now = services.now();
    let before = now - SignedDuration::from_hours(DECISION_HOURS);
    let ids = sessions::list_unanswered(&services.store, before, now).await.or_fail()?;
    take_all(services, ids, Step::Expire).await
}

/// Closes sessions of which nobody said how they went; gives how many.
pub async fn close_sessions(services: &Services, actor: &Actor) -> Result<u64, Failure> {
    policy::check(actor, Action::ImportProfiles)?;
    let before = services.now() - SignedDuration::from_hours(24 * MARKING_DAYS);
    let ids = sessions::list_unmarked(&services.store, before).await.or_fail()?;
    take_all(services, ids, Step::Close).await
}

/// One transaction each. Somebody may take another step meanwhile, or another process the same one:
/// then there is nothing to do.
async fn take_all(services: &Services, ids: Vec<SessionId>, step: Step) -> Result<u64, Failure> {
    let mut taken = 0;
    for session_id in ids {
        let input = TakeStep { session_id, step, reason: String::new() };
        match take_step(services, &Actor::System, &input, &Reader::default()).await {
            Ok(_) => taken += 1,
            Err(Failure::Conflict { .. } | Failure::NotFound { .. }) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(taken)
}
