//! Noting which searches were shown to whom and what was opened: for experiments, and for knowing what
//! people look for.
//!
//! A search does not wait for the journal: lines are kept for a moment and written together. What is
//! lost in a crash is a moment of statistics.

use std::sync::{Mutex, PoisonError};

use office_hours::experiments::count::ShownSearch;
use office_hours::ids::{MentorId, SearchId};
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::events::{self, Event};
use store::{Constraint, Store, StoreError};

use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// A search was shown.
pub(crate) const SEARCH_SHOWN: &str = "search.shown";
/// A mentor was opened from a search.
pub(crate) const SEARCH_OPENED: &str = "search.opened";

/// Lines kept at most; with a database that does not answer, the oldest go.
const MOST: usize = 10_000;

/// Lines that are not written yet.
#[derive(Default)]
pub(super) struct Journal(Mutex<Vec<Event>>);

impl Journal {
    fn add(&self, event: Event) {
        let mut events = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if events.len() >= MOST {
            events.drain(..MOST / 2);
            tracing::warn!(lost = MOST / 2, "searches could not be noted");
        }
        events.push(event);
    }

    /// What could not be written comes before what was noted meanwhile.
    fn put_back(&self, mut events: Vec<Event>) {
        let mut later = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        events.append(&mut later);
        *later = events;
    }

    fn take(&self) -> Vec<Event> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Notes a search. What the process asks itself is nobody's search.
pub(super) fn note_shown(services: &Services, actor: &Actor, search_id: SearchId, shown: &ShownSearch) {
    if *actor == Actor::System {
        return;
    }
    // Plain data: there is nothing in it that cannot be written.
    let props = serde_json::to_value(shown).unwrap_or_default();
    note(services, actor, SEARCH_SHOWN, search_id, props);
}

/// Notes that a mentor was opened from a search.
pub fn note_opened(
    services: &Services,
    actor: &Actor,
    search_id: SearchId,
    mentor_id: MentorId,
) -> Result<(), Failure> {
    policy::check(actor, Action::FindMentors)?;
    note(services, actor, SEARCH_OPENED, search_id, json!({ "mentor_id": mentor_id }));
    Ok(())
}

fn note(services: &Services, actor: &Actor, kind: &str, search_id: SearchId, props: serde_json::Value) {
    services.matching.journal.add(Event {
        occurred_at: services.now(),
        actor: actor.user_id(),
        kind: kind.to_owned(),
        entity: "search".to_owned(),
        entity_id: search_id.to_string(),
        props,
    });
}

/// Writes what was noted. Each process calls it every few seconds, and at its end.
pub async fn write_journal(services: &Services) -> Result<usize, Failure> {
    let events = services.matching.journal.take();
    let count = events.len();
    if events.is_empty() {
        return Ok(0);
    }
    let store = &services.store;
    match write(store, &events).await {
        // Somebody's account went meanwhile: what they did stays, without them.
        Err(StoreError::Conflict(Constraint::UnknownReference)) => {
            let mut left = events.into_iter();
            while let Some(event) = left.next() {
                if let Err(error) = write_one(store, &event).await {
                    services.matching.journal.put_back([event].into_iter().chain(left).collect());
                    return Err(error).or_fail();
                }
            }
        }
        Err(error) => {
            services.matching.journal.put_back(events);
            return Err(error).or_fail();
        }
        Ok(()) => {}
    }
    Ok(count)
}

/// All of them or none.
async fn write(store: &Store, events: &[Event]) -> Result<(), StoreError> {
    let tx = store.begin().await?;
    events::insert_many(&tx, events).await?;
    tx.commit().await
}

async fn write_one(store: &Store, event: &Event) -> Result<(), StoreError> {
    match write(store, std::slice::from_ref(event)).await {
        Err(StoreError::Conflict(_)) => write(store, &[Event { actor: None, ..event.clone() }]).await,
        written => written,
    }
}
