//! Sessions are called off together because somebody leaves, within what their caller does besides.

use std::collections::BTreeSet;

use office_hours::booking::lifecycle::{self, Ask, Step};
use office_hours::booking::party::Party;
use office_hours::ids::{MentorId, SessionId};
use office_hours::{Actor, Failure};
use serde_json::json;
use store::Tx;
use store::queries::events;
use store::queries::sessions::{self, Transition};

use super::take_step::overtaken;
use crate::Services;
use crate::failure::OrFail;
use crate::jobs;
use crate::mail::sessions as mails;
use crate::waiting::offer_places;

/// Calls off every one of these sessions that still can be, each with its event and mails as one that is called off
/// for itself, then offers the times to whoever waits for them; gives how many. Their mentors must be held. `leaving`
/// is the mentor who leaves, if it is one: nobody is led back to them.
pub(crate) async fn call_off_all(
    services: &Services,
    tx: &Tx,
    actor: &Actor,
    session_ids: &[SessionId],
    reason: &str,
    leaving: Option<MentorId>,
) -> Result<u64, Failure> {
    let (now, policy) = (services.now(), services.config.cancel_policy);
    let ask = Ask { step: Step::Cancel, reason_given: true };
    let transition =
        Transition { from: Step::Cancel.from(), to: Step::Cancel.to(), mark: None, reason: Some(reason) };
    let no_session = || Failure::not_found("session");
    let (mut freed, mut count) = (BTreeSet::new(), 0);
    for session_id in session_ids.iter().copied() {
        let before = sessions::lock(tx, session_id).await.or_fail()?.ok_or_else(no_session)?;
        match lifecycle::check(ask, actor, &before.life(), policy, now) {
            Ok(()) => {}
            // It was called off or has begun a moment ago.
            Err(Failure::Conflict { .. }) => continue,
            Err(failure) => return Err(failure),
        }
        if !sessions::transition(tx, session_id, &transition, now).await.or_fail()? {
            return Err(overtaken());
        }
        let party = Party::of(actor, &before.life().session);
        let props = json!({ "step": Step::Cancel, "by": party, "reason": reason, "before": before.status });
        let id = session_id.to_string();
        events::insert(tx, now, actor.user_id(), "session.cancelled", "session", &id, props)
            .await
            .or_fail()?;
        let row = sessions::get(tx, session_id).await.or_fail()?.ok_or_else(no_session)?;
        jobs::enqueue_mails(
            services,
            tx,
            mails::cancelled(services, &row, &before, leaving == Some(row.mentor_id)),
        )
        .await?;
        freed.insert(row.mentor_id);
        count += 1;
    }
    for mentor_id in freed {
        offer_places(services, tx, mentor_id).await?;
    }
    Ok(count)
}
