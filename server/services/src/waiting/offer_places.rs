//! Places that came free are offered to those who wait, one person at a time.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use office_hours::availability::{Asker, Calendar, SlotTime, refuse};
use office_hours::booking::waiting::{self, MAX_OFFERS, OFFER_MINUTES, Waiting, offer_ends};
use office_hours::ids::{MenteeId, MentorId, SlotId, UserId, WaitingId};
use office_hours::profile::MentorProfile;
use office_hours::time::Timestamp;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::Tx;
use store::queries::availability::{self, SlotRow};
use store::queries::waiting_list::{self, OfferRow, WaitingRow};
use store::queries::{events, mentors};

use crate::Services;
use crate::availability::{FAR, MenteeCalendar, calendars, release_own};
use crate::failure::OrFail;
use crate::jobs::{self, Job};
use crate::mail::waiting as mails;
use crate::policy::{self, Action};

/// More slots than any mentor offers.
const ALL: u64 = 100_000;

/// Offers every place of the mentor that is free to whoever is next, with a mail each. The mentor must be
/// held; costs one query when nobody waits.
pub(crate) async fn offer_places(services: &Services, tx: &Tx, mentor_id: MentorId) -> Result<(), Failure> {
    let entries = waiting_list::list_of_mentor(tx, mentor_id).await.or_fail()?;
    if entries.is_empty() {
        return Ok(());
    }
    let Some(mentor) = mentors::get(tx, mentor_id).await.or_fail()? else { return Ok(()) };
    let now = services.now();
    let slots = availability::list_slots(tx, &[mentor_id], now, now + FAR, ALL).await.or_fail()?;
    let entries = forget_what_was_open(tx, &mentor, entries, &slots, now).await?;
    let askers = read_askers(tx, &entries, now).await?;
    // Everybody has one open offer at most, so this ends.
    while let Some((entry, time)) = find_offer(tx, &mentor, &entries, &slots, &askers, now).await? {
        let until = offer_ends(now, OFFER_MINUTES);
        waiting_list::insert_offer(tx, services.new_id(), entry, time, (now, until)).await.or_fail()?;
        let id = entry.entry_id.to_string();
        let props =
            json!({ "mentor_id": mentor_id, "mentee_id": entry.mentee_id, "starts_at": time.starts_at });
        events::insert(tx, now, None, "waiting.offered", "waiting", &id, props).await.or_fail()?;
        let mail = mails::offered(services, &mentor, entry, time, (now, until));
        jobs::enqueue(services, tx, &Job::SendMail(mail)).await?;
    }
    Ok(())
}

/// The mentor's slots that are open to everybody.
pub(super) async fn list_free(
    services: &Services,
    tx: &Tx,
    mentor: &MentorProfile,
) -> Result<Vec<SlotId>, Failure> {
    let now = services.now();
    let slots = availability::list_slots(tx, &[mentor.mentor_id], now, now + FAR, ALL).await.or_fail()?;
    let calendar = read_calendar(tx, mentor, &slots, now).await?;
    Ok(free(&slots, &calendar, now).map(|slot| slot.slot_id).collect())
}

/// What was open when somebody began to wait, and was taken since, is news once it comes free.
async fn forget_what_was_open(
    tx: &Tx,
    mentor: &MentorProfile,
    mut entries: Vec<WaitingRow>,
    slots: &[SlotRow],
    now: Timestamp,
) -> Result<Vec<WaitingRow>, Failure> {
    if entries.iter().all(|entry| entry.open_since.is_empty()) {
        return Ok(entries);
    }
    let calendar = read_calendar(tx, mentor, slots, now).await?;
    let free: HashSet<SlotId> = free(slots, &calendar, now).map(|slot| slot.slot_id).collect();
    for entry in &mut entries {
        let before = entry.open_since.len();
        entry.open_since.retain(|slot_id| free.contains(slot_id));
        if entry.open_since.len() < before {
            waiting_list::set_open_since(tx, entry.entry_id, &entry.open_since).await.or_fail()?;
        }
    }
    Ok(entries)
}

async fn read_calendar(
    tx: &Tx,
    mentor: &MentorProfile,
    slots: &[SlotRow],
    now: Timestamp,
) -> Result<Calendar, Failure> {
    let asked = SlotTime { starts_at: now, ends_at: slots.last().map_or(now, |slot| slot.time.ends_at) };
    let offered = HashMap::from([(mentor.mentor_id, slots.iter().map(|slot| slot.time).collect())]);
    let mut read = calendars(tx, &[mentor.into()], offered, asked, &[], now).await?;
    read.remove(&mentor.mentor_id).ok_or_else(|| Failure::not_found("mentor"))
}

fn free<'a>(
    slots: &'a [SlotRow],
    calendar: &'a Calendar,
    now: Timestamp,
) -> impl Iterator<Item = &'a SlotRow> {
    slots.iter().filter(move |slot| refuse(&slot.time, calendar, None, now).is_none())
}

/// The earliest place that can be offered at `now`, and to whom.
async fn find_offer<'a>(
    tx: &Tx,
    mentor: &MentorProfile,
    entries: &'a [WaitingRow],
    slots: &[SlotRow],
    askers: &HashMap<MenteeId, Asker>,
    now: Timestamp,
) -> Result<Option<(&'a WaitingRow, SlotTime)>, Failure> {
    let ids: Vec<WaitingId> = entries.iter().map(|entry| entry.entry_id).collect();
    let offers = waiting_list::list_offers(tx, &ids, now).await.or_fail()?;
    let calendar = read_calendar(tx, mentor, slots, now).await?;
    for SlotRow { slot_id, time, .. } in free(slots, &calendar, now).copied() {
        let news = entries.iter().filter(|entry| !entry.open_since.contains(&slot_id));
        let waiting = news.map(|entry| as_waiting(entry, time, entries, &offers, askers, &calendar, now));
        let waiting: Vec<Waiting> = waiting.collect();
        let next = waiting::next_to_offer(&waiting, time, now, OFFER_MINUTES);
        if let Some(entry) = entries.iter().find(|entry| Some(entry.entry_id.0) == next) {
            return Ok(Some((entry, time)));
        }
    }
    Ok(None)
}

/// The entry as the rules see it, for one seat. Whoever has an offer of another time, or could not take this
/// one until the offer ends, is passed over for now.
fn as_waiting(
    entry: &WaitingRow,
    time: SlotTime,
    entries: &[WaitingRow],
    offers: &[OfferRow],
    askers: &HashMap<MenteeId, Asker>,
    calendar: &Calendar,
    now: Timestamp,
) -> Waiting {
    let of_this_seat =
        || offers.iter().filter(|offer| offer.entry_id == entry.entry_id && offer.time == time);
    let is_theirs = |offer: &&OfferRow| {
        let of = entries.iter().find(|other| other.entry_id == offer.entry_id);
        of.is_some_and(|other| other.mentee_id == entry.mentee_id)
    };
    let asked_elsewhere =
        offers.iter().filter(is_theirs).any(|offer| offer.is_open(now) && offer.time != time);
    let asker = askers.get(&entry.mentee_id);
    let ends = offer_ends(now, OFFER_MINUTES);
    let refused = [now, ends].iter().any(|at| refuse(&time, calendar, asker, *at).is_some());
    // Whoever said no is not asked about this seat again; whoever said nothing may be.
    let past = of_this_seat().filter(|offer| !offer.is_open(now));
    let past: u32 = past.map(|offer| if offer.declined_at.is_some() { MAX_OFFERS } else { 1 }).sum();
    Waiting {
        entry_id: entry.entry_id.0,
        mentee_id: entry.mentee_id,
        joined_at: entry.joined_at,
        wanted: entry.wanted,
        declined: past,
        offered_at: of_this_seat().find(|offer| offer.is_open(now)).map(|offer| offer.offered_at),
        has_clash: asked_elsewhere || refused,
    }
}

async fn read_askers(
    tx: &Tx,
    entries: &[WaitingRow],
    now: Timestamp,
) -> Result<HashMap<MenteeId, Asker>, Failure> {
    let asked = SlotTime { starts_at: now, ends_at: Timestamp::MAX };
    let mut askers = HashMap::new();
    for entry in entries {
        if let Entry::Vacant(unread) = askers.entry(entry.mentee_id) {
            let mentee = MenteeCalendar::of_mentee(tx, entry.mentee_id, entry.user_id, asked, &[]).await?;
            unread.insert(mentee.asker(entry.mentor_id));
        }
    }
    Ok(askers)
}

/// The mentee has a session with the mentor now: they wait no longer for that time, nor for any time, and what
/// they kept of the mentor's time is let go. The mentor must be held.
pub(crate) async fn stop_waiting(
    services: &Services,
    tx: &Tx,
    (user_id, mentee_id): (UserId, MenteeId),
    (mentor_id, time): (MentorId, SlotTime),
) -> Result<(), Failure> {
    release_own(tx, user_id, mentor_id, services.now()).await?;
    let entries = waiting_list::list_of_mentor(tx, mentor_id).await.or_fail()?;
    if entries.is_empty() {
        return Ok(());
    }
    let over = entries.iter().filter(|entry| entry.mentee_id == mentee_id);
    let over = over.filter(|entry| entry.wanted.is_none_or(|wanted| wanted == time));
    let ids: Vec<WaitingId> = over.map(|entry| entry.entry_id).collect();
    waiting_list::remove(tx, &ids).await.or_fail()?;
    // What was offered to them of other times goes to the next one, and this time is news once it comes free.
    offer_places(services, tx, mentor_id).await
}

/// Offers that ran out go to the next one, and times that were added to those who wait; gives for how many
/// mentors somebody waits.
pub async fn follow_up_offers(services: &Services, actor: &Actor) -> Result<u64, Failure> {
    policy::check(actor, Action::ImportProfiles)?;
    waiting_list::remove_past(&services.store, services.now()).await.or_fail()?;
    let mut awaited = 0;
    for mentor_id in waiting_list::list_awaited(&services.store).await.or_fail()? {
        let tx = services.store.begin().await.or_fail()?;
        mentors::lock(&tx, mentor_id).await.or_fail()?;
        offer_places(services, &tx, mentor_id).await?;
        tx.commit().await.or_fail()?;
        awaited += 1;
    }
    Ok(awaited)
}
