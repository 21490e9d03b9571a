//! Messages about one event reach each side in the order of their numbers, or not at all.
//!
//! They are jobs, and jobs overtake each other: one is tried again while the next is sent at once, or two processes
//! have one each. A reader that is shown an old invitation after the event was called off may put it back. So whatever
//! is older than the last message of its event is dropped, and whatever is newer waits until the older one that is
//! under way has gone or failed. A message that was dropped is not missed: the later one says
//! all of it, and should that one be given up after all its tries, it is a dead letter and says so.

use std::collections::HashMap;

use jiff::SignedDuration;
use store::Store;
use store::queries::calendar_messages::{self, CalendarMessage, Turn};

use crate::Services;
use crate::ports::{CalendarPart, Mail, PortError};

/// How long a message may be under way before its process counts as gone. Shorter than what the waiting one is tried
/// for, and longer than any mailer takes.
const SILENCE: SignedDuration = SignedDuration::from_mins(1);

/// Sends the message without the parts that are overtaken; one that was about nothing else is not sent at all.
pub(crate) async fn send_in_order(services: &Services, mail: &Mail) -> Result<(), PortError> {
    let parts = parts_of(mail);
    if parts.is_empty() {
        return services.ports.mailer.send(mail).await;
    }
    let turns = begin_all(services, &parts).await?;
    let sent = match without_overtaken(mail, &turns) {
        Some(mail) => services.ports.mailer.send(&mail).await,
        None => {
            tracing::info!(mail.key = mail.key, "a message was overtaken by a later one and is not sent");
            Ok(())
        }
    };
    let ended = end_all(&services.store, &turns).await;
    sent.and(ended)
}

/// The events that the message is about. One of an earlier release does not say them.
fn parts_of(mail: &Mail) -> Vec<CalendarMessage> {
    let Some(side) = mail.side else { return vec![] };
    let versions = mail.calendar.iter().chain(&mail.more_calendars).filter_map(|part| part.of);
    versions.map(|of| CalendarMessage { event_id: of.event_id, side, sequence: of.sequence }).collect()
}

type Turns = HashMap<CalendarMessage, Turn>;

/// Gives all parts their turn, or none while an earlier message of one is under way.
async fn begin_all(services: &Services, parts: &[CalendarMessage]) -> Result<Turns, PortError> {
    let now = services.now();
    let mut parts = parts.to_vec();
    // In one order, so that nobody who does the same waits for another in a circle.
    parts.sort_by_key(|part| part.event_id);
    let tx = services.store.begin().await.map_err(|error| retry(&error))?;
    let mut turns = Turns::new();
    for part in parts {
        let turn = calendar_messages::begin(&tx, part, now, now - SILENCE).await;
        match turn.map_err(|error| retry(&error))? {
            Turn::Wait => {
                return Err(PortError::Retry("an earlier message of the same event is under way".into()));
            }
            turn => turns.insert(part, turn),
        };
    }
    tx.commit().await.map_err(|error| retry(&error))?;
    Ok(turns)
}

async fn end_all(store: &Store, turns: &Turns) -> Result<(), PortError> {
    for (part, _) in turns.iter().filter(|(_, turn)| **turn == Turn::Begun) {
        calendar_messages::end(store, *part).await.map_err(|error| retry(&error))?;
    }
    Ok(())
}

/// Nothing is left of a message all of whose events have moved on.
fn without_overtaken(mail: &Mail, turns: &Turns) -> Option<Mail> {
    let is_current = |part: &CalendarPart| {
        let overtaken = mail.side.zip(part.of).is_some_and(|(side, of)| {
            let message = CalendarMessage { event_id: of.event_id, side, sequence: of.sequence };
            turns.get(&message) == Some(&Turn::Overtaken)
        });
        !overtaken
    };
    let mut parts = mail.calendar.iter().chain(&mail.more_calendars).filter(|part| is_current(part)).cloned();
    let calendar = Some(parts.next()?);
    Some(Mail { calendar, more_calendars: parts.collect(), ..mail.clone() })
}

fn retry(error: &store::StoreError) -> PortError {
    PortError::Retry(error.to_string())
}
