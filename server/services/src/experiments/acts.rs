//! What people were shown and did while an experiment ran, as the journal has it.

use std::collections::HashSet;

use office_hours::Failure;
use office_hours::booking::SessionStatus;
use office_hours::experiments::Experiment;
use office_hours::experiments::count::{Act, Deed, Search};
use office_hours::ids::{SearchId, SessionId};
use store::queries::events::{self, Event};
use store::queries::sessions;

use crate::Services;
use crate::failure::OrFail;
use crate::matching::{SEARCH_OPENED, SEARCH_SHOWN};

/// Searches and acts; lines of other releases that cannot be read are left out.
pub(super) async fn read(
    services: &Services,
    experiment: &Experiment,
) -> Result<(Vec<Search>, Vec<Act>), Failure> {
    let (store, now) = (&services.store, services.now());
    let from = experiment.started_at;
    // Who was shown a search at the end may act on it later.
    let shown = events::list(store, SEARCH_SHOWN, from, experiment.ended_at).await.or_fail()?;
    let opened = events::list(store, SEARCH_OPENED, from, None).await.or_fail()?;
    let booked = events::list(store, "session.booked", from, None).await.or_fail()?;
    let booked: Vec<(SessionId, Act)> = booked.iter().filter_map(booking).collect();
    let ids: Vec<SessionId> = booked.iter().map(|(session_id, _)| *session_id).collect();
    let met: HashSet<SessionId> = sessions::list_statuses(store, &ids)
        .await
        .or_fail()?
        .into_iter()
        .filter(|(_, status, ends_at)| took_place(*status, *ends_at <= now))
        .map(|(session_id, ..)| session_id)
        .collect();
    let mut acts: Vec<Act> =
        opened.iter().filter_map(|event| act(event, &event.entity_id, Deed::Opened)).collect();
    acts.extend(booked.into_iter().map(|(session_id, act)| match met.contains(&session_id) {
        true => Act { deed: Deed::Met, ..act },
        false => act,
    }));
    Ok((shown.into_iter().filter_map(search).collect(), acts))
}

/// A session that is over, and of which nobody has said otherwise, took place.
fn took_place(status: SessionStatus, is_over: bool) -> bool {
    status == SessionStatus::Completed || (status == SessionStatus::Booked && is_over)
}

fn search(event: Event) -> Option<Search> {
    Some(Search {
        search_id: event.entity_id.parse().ok()?,
        user_id: event.actor?,
        shown: serde_json::from_value(event.props).ok()?,
    })
}

fn booking(event: &Event) -> Option<(SessionId, Act)> {
    let act = act(event, event.props["search_id"].as_str()?, Deed::Booked)?;
    Some((event.entity_id.parse().ok()?, act))
}

fn act(event: &Event, search_id: &str, deed: Deed) -> Option<Act> {
    Some(Act {
        search_id: search_id.parse::<SearchId>().ok()?,
        user_id: event.actor?,
        mentor_id: event.props["mentor_id"].as_str()?.parse().ok()?,
        deed,
    })
}
