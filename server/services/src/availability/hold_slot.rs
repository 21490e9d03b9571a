//! A time is kept for somebody while they fill in the form.

use jiff::SignedDuration;
use office_hours::availability::{HeldSlot, Hold, Keeping, SHARE_MINUTES, WINDOW_MINUTES, keeping, refuse};
use office_hours::booking::rules::booking_mentee;
use office_hours::ids::{HoldId, MentorId, SlotId, UserId};
use office_hours::text;
use office_hours::time::{LocalTime, Timestamp};
use office_hours::{Actor, Failure};
use store::Tx;
use store::queries::holds::{self, HoldRow};
use store::queries::{availability, mentors};

use super::calendars::{MenteeCalendar, calendar_of};
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::profile::may_read;
use crate::{Reader, Services};

/// Times that one person keeps at once; a further one lets the oldest go.
const MOST: usize = 3;

/// Keeps the time for five minutes. Of one mentor one time is kept at once: choosing another lets the
/// first go. Asked again for the same time, the end stays as it was; and of one mentor's times a person has a
/// share only, so that nobody keeps them from others by going back and forth.
pub async fn hold_slot(
    services: &Services,
    actor: &Actor,
    slot_id: SlotId,
    reader: &Reader,
) -> Result<HeldSlot, Failure> {
    policy::check(actor, Action::BookSession)?;
    let (person, _) = booking_mentee(actor)?;
    let now = services.now();

    let tx = services.store.begin().await.or_fail()?;
    let slot = availability::lock_slot(&tx, slot_id).await.or_fail()?;
    let slot = slot.ok_or_else(|| Failure::not_found("time"))?;
    let mentor = mentors::get(&tx, slot.mentor_id).await.or_fail()?;
    let mentor = mentor.filter(|m| may_read(actor, m)).ok_or_else(|| Failure::not_found("time"))?;
    let mine = holds::list_of(&tx, person.user_id).await.or_fail()?;
    let (same_mentor, others): (Vec<&HoldRow>, Vec<&HoldRow>) =
        mine.iter().partition(|row| row.mentor_id == slot.mentor_id);
    let is_live = |row: &&HoldRow| now < row.hold.expires_at;
    if let Some(row) = same_mentor.iter().copied().filter(is_live).find(|row| row.hold.time == slot.time) {
        return Ok(held(row, slot_id, reader));
    }
    let calendar = calendar_of(&tx, (&mentor).into(), slot.time, None, now).await?;
    let mentee = MenteeCalendar::read(&tx, actor, slot.time, None).await?;
    let asker = mentee.map(|mentee| mentee.asker(slot.mentor_id));
    if let Some(refusal) = refuse(&slot.time, &calendar, asker.as_ref(), now) {
        return Err(refusal.failure(&reader.zone));
    }
    let since = same_mentor.iter().map(|row| row.since).max();
    let Keeping { since, until } = keeping(since, now).ok_or_else(kept_enough)?;
    let others: Vec<&HoldRow> = others.into_iter().filter(is_live).collect();
    let too_many = (others.len() + 1).saturating_sub(MOST);
    let ids = |rows: &[&HoldRow]| rows.iter().map(|row| row.id).collect::<Vec<HoldId>>();
    holds::remove(&tx, &ids(&same_mentor)).await.or_fail()?;
    let hold = Hold { time: slot.time, holder: person.user_id, expires_at: until };
    let row = HoldRow { id: HoldId(services.new_id()), mentor_id: slot.mentor_id, hold, since };
    holds::insert(&tx, &row).await.or_fail()?;
    tx.commit().await.or_fail()?;
    // Those of other mentors for themselves: this transaction holds one mentor only.
    holds::end(&services.store, &ids(&others[..too_many]), now).await.or_fail()?;
    Ok(held(&row, slot_id, reader))
}

fn held(row: &HoldRow, slot_id: SlotId, reader: &Reader) -> HeldSlot {
    HeldSlot { hold_id: row.id, slot_id, until: LocalTime::new(row.hold.expires_at, reader) }
}

fn kept_enough() -> Failure {
    Failure::conflict(
        "kept_enough",
        text!(
            "This mentor’s times were kept for you for {minutes} minutes. You can book any that is free; it is \
             only not kept for you now.",
            minutes = SHARE_MINUTES,
        ),
    )
}

/// Lets go what the person keeps of the mentor's time: it is booked now.
pub(crate) async fn release_own(
    tx: &Tx,
    user_id: UserId,
    mentor_id: MentorId,
    now: Timestamp,
) -> Result<(), Failure> {
    let mine = holds::list_of(tx, user_id).await.or_fail()?;
    let ids: Vec<HoldId> = mine.iter().filter(|row| row.mentor_id == mentor_id).map(|row| row.id).collect();
    holds::end(tx, &ids, now).await.or_fail().map(drop)
}

/// Clears away what nobody keeps any more, once nobody's share depends on it; gives how many.
pub async fn clear_expired_holds(services: &Services, actor: &Actor) -> Result<u64, Failure> {
    policy::check(actor, Action::ImportProfiles)?;
    let now = services.now();
    let begun_before = now - SignedDuration::from_mins(WINDOW_MINUTES);
    holds::remove_over(&services.store, now, begun_before).await.or_fail()
}
