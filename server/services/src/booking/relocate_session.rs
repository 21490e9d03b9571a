//! One session gets another time, whether it moves alone or with others. Mails are not written here.

use office_hours::availability::{Approval, Offer, Refusal, SlotTime};
use office_hours::booking::SessionStatus;
use office_hours::booking::lifecycle::{self, MAX_MOVES, MoveAsk};
use office_hours::booking::party::{Party, Side};
use office_hours::booking::series::Scope;
use office_hours::ids::MentorId;
use office_hours::time::{Timestamp, Zone};
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::sessions::{self, NewTime, SessionRow};
use store::queries::{busy, events};
use store::{Constraint, StoreError, Tx};

use super::change_asked::MOVED;
use super::seats::find_seat;
use crate::Services;
use crate::failure::OrFail;

/// Whether `actor` may move the session at `now`, wherever to.
pub(super) fn check_move(
    services: &Services,
    actor: &Actor,
    row: &SessionRow,
    reason_given: bool,
    now: Timestamp,
) -> Result<(), Failure> {
    let ask = MoveAsk { moves_so_far: row.moves, limit: MAX_MOVES, reason_given };
    lifecycle::check_move(actor, &row.life(), ask, services.config.cancel_policy, now)
}

/// Who moves sessions, and why.
#[derive(Clone, Copy)]
pub(super) struct Relocation<'a> {
    /// Who.
    pub(super) actor: &'a Actor,
    /// As whom.
    pub(super) party: Party,
    /// For the other side.
    pub(super) reason: Option<&'a str>,
    /// Which of its series move with it; nothing for a session that is moved by itself.
    pub(super) scope: Option<Scope>,
}

impl Relocation<'_> {
    /// The side that moves the session, as it is called.
    pub(super) fn by<'r>(&self, row: &'r SessionRow) -> Option<&'r str> {
        self.party.side().map(|side| match side {
            Side::Mentee => row.mentee_name.as_str(),
            Side::Mentor => row.mentor_name.as_str(),
        })
    }

    fn is_alone(&self) -> bool {
        matches!(self.scope, None | Some(Scope::One))
    }
}

/// What the database refuses, in the words of whoever moves.
fn could_not_move(error: StoreError, party: Party) -> Result<(), Failure> {
    let refusal = match error {
        StoreError::Conflict(Constraint::MentorOverlap | Constraint::SeatTaken) => Refusal::Booked,
        StoreError::Conflict(Constraint::MenteeOverlap) => Refusal::MenteeBusy,
        other => return Err(other).or_fail(),
    };
    // Neither of them says a time: any zone does.
    Err(refusal.failure_to_move(party, &Zone::utc()))
}

/// Moves the session to that time of the mentor, writes that down, and gives the session as it stands then.
/// Where the mentor approves bookings, a mentee who moves asks anew. Mentor, session and mentee must be held,
/// and the time be one that can be had under `offer`.
pub(super) async fn relocate_session(
    services: &Services,
    tx: &Tx,
    relocation: Relocation<'_>,
    before: &SessionRow,
    (mentor_id, time): (MentorId, SlotTime),
    offer: &Offer,
) -> Result<SessionRow, Failure> {
    let Relocation { actor, party, reason, scope } = relocation;
    let (now, session_id) = (services.now(), before.session_id);
    // To calendars, what another mentor takes over is another event.
    let handed_over = mentor_id != before.mentor_id;
    let organizer = services.config.organizer.email.as_str();
    let asks_anew = offer.approval() == Approval::Mentor && party == Party::Mentee;
    let group = busy::find_group(tx, mentor_id, time).await.or_fail()?;
    let to = NewTime {
        mentor_id,
        time,
        buffer_before_minutes: offer.buffer_before_minutes(),
        buffer_after_minutes: offer.buffer_after_minutes(),
        seat: find_seat(services, group, offer)?,
        location: offer.location(),
        status: if asks_anew { SessionStatus::Pending } else { before.status },
        moves: before.moves + u32::from(party.side().is_some()),
        moved_alone: before.moved_alone || relocation.is_alone(),
        new_event: handed_over.then(|| (services.new_id(), organizer)),
    };
    let moved = sessions::move_to(tx, session_id, &to, now).await;
    moved.or_else(|error| could_not_move(error, party))?;
    let row = sessions::get(tx, session_id).await.or_fail()?;
    let row = row.ok_or_else(|| Failure::not_found("session"))?;
    let props = json!({
        "from": before.starts_at,
        "to": row.starts_at,
        "from_mentor_id": before.mentor_id,
        "to_mentor_id": row.mentor_id,
        "by": party,
        "reason": reason,
        "series_id": before.series.map(|series| series.series_id),
        "scope": scope,
    });
    let id = session_id.to_string();
    events::insert(tx, now, actor.user_id(), MOVED, "session", &id, props).await.or_fail()?;
    Ok(row)
}
