//! A time is kept for somebody while they fill in the form.

use jiff::SignedDuration;
use office_hours::availability::{HeldSlot, Hold, refuse};
use office_hours::booking::rules::booking_mentee;
use office_hours::ids::{HoldId, MentorId, SlotId, UserId};
use office_hours::time::{LocalTime, Timestamp, Zone};
use office_hours::{Actor, Failure};
use store::Tx;
use store::queries::holds::{self, HoldRow};
use store::queries::{availability, mentors};

use super::calendars::{MenteeCalendar, calendar_of};
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::profile::may_read;
use crate::{Services, ViewerZone};

/// How long a time is kept.
const KEPT: SignedDuration = SignedDuration::from_mins(5);
/// Times that one person keeps at once; a further one lets the oldest go.
const MOST: usize = 3;

/// Keeps the time for five minutes. Of one mentor one time is kept at once: choosing another lets the
/// first go. Asked again for the same time, the end stays as it was, so that nobody keeps a time by
/// asking over and over.
pub async fn hold_slot(
    services: &Services,
    actor: &Actor,
    slot_id: SlotId,
    zone: &ViewerZone,
) -> Result<HeldSlot, Failure> {
    policy::check(actor, Action::BookSession)?;
    let (person, _) = booking_mentee(actor)?;
    let now = services.now();

    let tx = services.store.begin().await.or_fail()?;
    let slot = availability::lock_slot(&tx, slot_id).await.or_fail()?;
    let slot = slot.ok_or_else(|| Failure::not_found("time"))?;
    let mentor = mentors::get(&tx, slot.mentor_id).await.or_fail()?;
    let mentor = mentor.filter(|m| may_read(actor, m)).ok_or_else(|| Failure::not_found("time"))?;
    let mine = holds::list_of(&tx, person.user_id, now).await.or_fail()?;
    if let Some(row) = mine.iter().find(|row| row.mentor_id == slot.mentor_id && row.hold.time == slot.time) {
        return Ok(held(row, slot_id, &zone.0));
    }
    let calendar = calendar_of(&tx, &mentor, slot.time, None, now).await?;
    let mentee = MenteeCalendar::read(&tx, actor, slot.time, None).await?;
    let asker = mentee.map(|mentee| mentee.asker(slot.mentor_id));
    if let Some(refusal) = refuse(&slot.time, &calendar, asker.as_ref(), now) {
        return Err(refusal.failure(&zone.0));
    }
    let (same_mentor, others): (Vec<&HoldRow>, Vec<&HoldRow>) =
        mine.iter().partition(|row| row.mentor_id == slot.mentor_id);
    let too_many = (others.len() + 1).saturating_sub(MOST);
    let ids = |rows: Vec<&HoldRow>| rows.into_iter().map(|row| row.id).collect::<Vec<HoldId>>();
    let oldest = ids(others.into_iter().take(too_many).collect());
    holds::remove(&tx, &ids(same_mentor)).await.or_fail()?;
    let hold = Hold { time: slot.time, holder: person.user_id, expires_at: now + KEPT };
    let row = HoldRow { id: HoldId(services.new_id()), mentor_id: slot.mentor_id, hold };
    holds::insert(&tx, &row, now).await.or_fail()?;
    tx.commit().await.or_fail()?;
    // Those of other mentors for themselves: this transaction holds one mentor only.
    holds::remove(&services.store, &oldest).await.or_fail()?;
    Ok(held(&row, slot_id, &zone.0))
}

fn held(row: &HoldRow, slot_id: SlotId, zone: &Zone) -> HeldSlot {
    HeldSlot { hold_id: row.id, slot_id, until: LocalTime::new(row.hold.expires_at, zone) }
}

/// Lets go what the person keeps of the mentor's time: it is booked now.
pub(crate) async fn release_own(
    tx: &Tx,
    user_id: UserId,
    mentor_id: MentorId,
    now: Timestamp,
) -> Result<(), Failure> {
    let mine = holds::list_of(tx, user_id, now).await.or_fail()?;
    let ids: Vec<HoldId> = mine.iter().filter(|row| row.mentor_id == mentor_id).map(|row| row.id).collect();
    holds::remove(tx, &ids).await.or_fail().map(drop)
}

/// Clears away what nobody keeps any more; gives how many.
pub async fn clear_expired_holds(services: &Services, actor: &Actor) -> Result<u64, Failure> {
    policy::check(actor, Action::ImportProfiles)?;
    holds::remove_expired(&services.store, services.now()).await.or_fail()
}
