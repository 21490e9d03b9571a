//! A mentee waits for a place.

use office_hours::availability::refuse;
use office_hours::booking::rules::booking_mentee;
use office_hours::booking::waiting::MAX_ENTRIES;
use office_hours::booking::{JoinWaitingList, WaitingEntry};
use office_hours::ids::WaitingId;
use office_hours::text;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::waiting_list::{self, NewWaiting};
use store::queries::{availability, events, mentors, sessions};

use super::list_my_waiting::{list_my_waiting, no_entry};
use super::offer_places::{list_free, offer_places};
use crate::availability::{MenteeCalendar, calendar_of};
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::profile::may_read;
use crate::{Reader, Services};

/// Joins the list of the mentor for any time but those that are open now, or for one session whose places are
/// taken. Whoever waits for that already keeps the place they have.
pub async fn join_waiting_list(
    services: &Services,
    actor: &Actor,
    input: &JoinWaitingList,
    reader: &Reader,
) -> Result<WaitingEntry, Failure> {
    policy::check(actor, Action::BookSession)?;
    let (person, mentee_id) = booking_mentee(actor)?;
    let now = services.now();

    let tx = services.store.begin().await.or_fail()?;
    mentors::lock(&tx, input.mentor_id).await.or_fail()?;
    let mentor = mentors::get(&tx, input.mentor_id).await.or_fail()?;
    let mentor =
        mentor.filter(|mentor| may_read(actor, mentor)).ok_or_else(|| Failure::not_found("mentor"))?;
    let wanted = match input.slot_id {
        None => None,
        Some(slot_id) => {
            let slot = availability::find_slot(&tx, slot_id).await.or_fail()?;
            let slot = slot.filter(|slot| slot.mentor_id == input.mentor_id);
            let slot = slot.ok_or_else(|| Failure::not_found("time"))?;
            let starts_at = slot.time.starts_at;
            if sessions::find_active(&tx, slot.mentor_id, mentee_id, starts_at).await.or_fail()?.is_some() {
                return Err(booked_already());
            }
            let calendar = calendar_of(&tx, (&mentor).into(), slot.time, None, now).await?;
            let mentee = MenteeCalendar::read(&tx, actor, slot.time, None).await?;
            let asker = mentee.map(|mentee| mentee.asker(slot.mentor_id));
            match refuse(&slot.time, &calendar, asker.as_ref(), now) {
                None => return Err(free_now()),
                Some(refusal) if refusal.may_pass() => Some(slot.time),
                Some(refusal) => return Err(refusal.failure(&reader.zone)),
            }
        }
    };
    let mine = waiting_list::list_of_mentee(&tx, mentee_id).await.or_fail()?;
    let is_it = |mentor_id, time| mentor_id == input.mentor_id && time == wanted;
    let entry_id = match mine.iter().find(|entry| is_it(entry.mentor_id, entry.wanted)) {
        Some(entry) => entry.entry_id,
        None if mine.len() >= MAX_ENTRIES => return Err(too_many()),
        None => {
            let entry_id = WaitingId(services.new_id());
            // Whoever waits for any time has seen what is open.
            let open_since = match wanted {
                None => list_free(services, &tx, &mentor).await?,
                Some(_) => vec![],
            };
            let mentor_id = input.mentor_id;
            let entry = NewWaiting { entry_id, mentor_id, mentee_id, wanted, open_since: &open_since, now };
            waiting_list::insert(&tx, &entry).await.or_fail()?;
            let id = entry_id.to_string();
            let props =
                json!({ "mentor_id": input.mentor_id, "starts_at": wanted.map(|time| time.starts_at) });
            events::insert(&tx, now, Some(person.user_id), "waiting.joined", "waiting", &id, props)
                .await
                .or_fail()?;
            entry_id
        }
    };
    offer_places(services, &tx, input.mentor_id).await?;
    tx.commit().await.or_fail()?;

    let entries = list_my_waiting(services, actor, reader).await?;
    entries.into_iter().find(|entry| entry.entry_id == entry_id).ok_or_else(no_entry)
}

fn booked_already() -> Failure {
    Failure::conflict("already_booked", "You have this session already. There is nothing to wait for.")
}

fn free_now() -> Failure {
    Failure::conflict("slot_free", "This time is free: book it. There is nothing to wait for.")
}

fn too_many() -> Failure {
    Failure::conflict(
        "waiting_for_too_much",
        text!(
            "You wait for {max} places already. Leave a list first that matters less to you.",
            max = MAX_ENTRIES
        ),
    )
}
