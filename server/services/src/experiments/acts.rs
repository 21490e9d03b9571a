//! What people were shown and did while an experiment ran, as the journal has it.

use std::collections::{HashMap, HashSet};

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
    let mut shown: HashMap<SearchId, Search> = HashMap::new();
    let id = experiment.id;
    events::for_each(store, SEARCH_SHOWN, from, experiment.ended_at, |event| {
        let search =
            search(event).filter(|search| search.shown.trial.as_ref().is_some_and(|t| t.experiment_id == id));
        shown.extend(search.map(|search| (search.search_id, search)));
    })
    .await
    .or_fail()?;
    // Who was shown a search at the end may act on it later.
    let mut acts: Vec<Act> = vec![];
    events::for_each(store, SEARCH_OPENED, from, None, |event| {
        acts.extend(
            act(&event, &event.entity_id, Deed::Opened).filter(|act| shown.contains_key(&act.search_id)),
        );
    })
    .await
    .or_fail()?;
    let mut booked: Vec<(SessionId, Act)> = vec![];
    events::for_each(store, "session.booked", from, None, |event| {
        booked.extend(booking(&event).filter(|(_, act)| shown.contains_key(&act.search_id)));
    })
    .await
    .or_fail()?;
    let ids: Vec<SessionId> = booked.iter().map(|(session_id, _)| *session_id).collect();
    let met: HashSet<SessionId> = sessions::list_statuses(store, &ids)
        .await
        .or_fail()?
        .into_iter()
        .filter(|(_, status, ends_at)| took_place(*status, *ends_at <= now))
        .map(|(session_id, ..)| session_id)
        .collect();
    acts.extend(booked.into_iter().map(|(session_id, act)| match met.contains(&session_id) {
        true => Act { deed: Deed::Met, ..act },
        false => act,
    }));
    Ok((shown.into_values().collect(), acts))
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
