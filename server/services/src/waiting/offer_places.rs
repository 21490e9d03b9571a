//! Places that came free are offered to those who wait, one person at a time.

use std::collections::HashMap;

use jiff::SignedDuration;
use office_hours::availability::{Asker, Calendar, SlotTime, refuse};
use office_hours::booking::waiting::{self, OFFER_MINUTES, Waiting, offer_ends};
use office_hours::ids::{MenteeId, MentorId, WaitingId};
use office_hours::profile::MentorProfile;
use office_hours::time::Timestamp;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::Tx;
use store::queries::waiting_list::{self, OfferRow, WaitingRow};
use store::queries::{availability, events, mentors};

use crate::Services;
use crate::availability::{MenteeCalendar, calendars, release_own};
use crate::failure::OrFail;
use crate::jobs::{self, Job};
use crate::mail::waiting as mails;
use crate::policy::{self, Action};

/// Further ahead than anything can be booked.
const FAR: SignedDuration = SignedDuration::from_hours(24 * 400);
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
    let times = availability::list_slots(tx, &[mentor_id], now, now + FAR, ALL).await.or_fail()?;
    let times: Vec<SlotTime> = times.into_iter().map(|slot| slot.time).collect();
    let askers = read_askers(tx, &entries, now).await?;
    // Everybody has one open offer at most, so this ends.
    while let Some((entry, time)) = find_offer(tx, &mentor, &entries, &times, &askers, now).await? {
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

/// The earliest place that can be offered at `now`, and to whom.
async fn find_offer<'a>(
    tx: &Tx,
    mentor: &MentorProfile,
    entries: &'a [WaitingRow],
    times: &[SlotTime],
    askers: &HashMap<MenteeId, Asker>,
    now: Timestamp,
) -> Result<Option<(&'a WaitingRow, SlotTime)>, Failure> {
    let ids: Vec<WaitingId> = entries.iter().map(|entry| entry.entry_id).collect();
    let offers = waiting_list::list_offers(tx, &ids, now).await.or_fail()?;
    let asked = SlotTime { starts_at: now, ends_at: times.last().map_or(now, |time| time.ends_at) };
    let offered = HashMap::from([(mentor.mentor_id, times.to_vec())]);
    let mut read = calendars(tx, &[mentor], offered, asked, None, now).await?;
    let Some(calendar) = read.remove(&mentor.mentor_id) else { return Ok(None) };
    let free = times.iter().copied().filter(|time| refuse(time, &calendar, None, now).is_none());
    for time in free {
        let waiting =
            entries.iter().map(|entry| as_waiting(entry, time, entries, &offers, askers, &calendar, now));
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
    let past = of_this_seat().filter(|offer| !offer.is_open(now)).count();
    Waiting {
        entry_id: entry.entry_id.0,
        mentee_id: entry.mentee_id,
        joined_at: entry.joined_at,
        wanted: entry.wanted,
        declined: u32::try_from(past).unwrap_or(u32::MAX),
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
        if !askers.contains_key(&entry.mentee_id) {
            let mentee = MenteeCalendar::of_mentee(tx, entry.mentee_id, entry.user_id, asked, None).await?;
            askers.insert(entry.mentee_id, mentee.asker(entry.mentor_id));
        }
    }
    Ok(askers)
}

/// The mentee has a session with the mentor now: they wait no longer for that time, nor for any time, and what
/// they kept of the mentor's time is let go. The mentor must be held.
pub(crate) async fn stop_waiting(
    services: &Services,
    tx: &Tx,
    (actor, mentee_id): (&Actor, MenteeId),
    (mentor_id, time): (MentorId, SlotTime),
) -> Result<(), Failure> {
    if let Some(user_id) = actor.user_id() {
        release_own(tx, user_id, mentor_id, services.now()).await?;
    }
    let entries = waiting_list::list_of_mentor(tx, mentor_id).await.or_fail()?;
    if entries.is_empty() {
        return Ok(());
    }
    let over = entries.iter().filter(|entry| entry.mentee_id == mentee_id);
    let over = over.filter(|entry| entry.wanted.is_none_or(|wanted| wanted == time));
    let ids: Vec<WaitingId> = over.map(|entry| entry.entry_id).collect();
    if waiting_list::remove(tx, &ids).await.or_fail()? > 0 {
        // What was offered to them of other times goes to the next one.
        offer_places(services, tx, mentor_id).await?;
    }
    Ok(())
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
