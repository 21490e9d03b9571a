//! A mentee leaves an offer to the next one, or waits no longer.

use office_hours::booking::WaitingStep;
use office_hours::booking::rules::booking_mentee;
use office_hours::ids::WaitingId;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::{events, mentors, waiting_list};

use super::list_my_waiting::no_entry;
use super::offer_places::offer_places;
use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// Takes the step, and offers the place that comes free by it to the next one in the same transaction.
pub async fn take_waiting_step(
    services: &Services,
    actor: &Actor,
    entry_id: WaitingId,
    step: WaitingStep,
) -> Result<(), Failure> {
    policy::check(actor, Action::BookSession)?;
    let (person, mentee_id) = booking_mentee(actor)?;
    let now = services.now();
    let mine = waiting_list::find(&services.store, entry_id).await.or_fail()?;
    let mine = mine.filter(|entry| entry.mentee_id == mentee_id).ok_or_else(no_entry)?;

    let tx = services.store.begin().await.or_fail()?;
    mentors::lock(&tx, mine.mentor_id).await.or_fail()?;
    let (word, changed) = match step {
        WaitingStep::Decline => {
            ("waiting.declined", waiting_list::decline_offers(&tx, entry_id, now).await.or_fail()?)
        }
        WaitingStep::Leave => ("waiting.left", waiting_list::remove(&tx, &[entry_id]).await.or_fail()?),
    };
    if changed == 0 {
        return Err(match step {
            WaitingStep::Decline => Failure::conflict(
                "nothing_offered",
                "No place is offered to you just now; it may have run out.",
            ),
            WaitingStep::Leave => no_entry(),
        });
    }
    let props = json!({ "mentor_id": mine.mentor_id });
    events::insert(&tx, now, Some(person.user_id), word, "waiting", &entry_id.to_string(), props)
        .await
        .or_fail()?;
    offer_places(services, &tx, mine.mentor_id).await?;
    tx.commit().await.or_fail()
}
