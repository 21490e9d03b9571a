//! How a session moves on: who may take which step, from where to where, and when.
//!
//! One table says it all (`step`), of facts that are given (`facts`). Writing the step down,
//! telling people and freeing the place are done elsewhere; so is choosing another time, this file
//! says only whether one may.
//!
//! **Sides.** A session has two, its mentee and its mentor. Staff who are one of them count as that
//! side and not as staff, so that nobody decides in their own favour. Whoever is neither, and no
//! staff, learns nothing of the session, not even that there is one.
//!
//! **Reasons.** Where staff or the process itself act in place of a side, they give a reason. A
//! step that only the process takes (expire, release, close) is its own reason.
//!
//! **Before the start.** Either side calls a session off, the mentee only before the cut-off of the
//! policy; staff are exempt from it. A request that waits for the mentor can be withdrawn until the
//! start: nobody has counted on it yet. At the very instant of a limit it is too late.
//!
//! **How it went.** From the start and for [`MARKING_DAYS`] days each side may say that the session
//! took place, the mentor that the mentee did not come, the mentee that the mentor did not come.
//! Nobody marks themselves absent. If nobody says anything, the process closes the session as
//! completed: most sessions take place, and silence must not cost anybody a strike.
//!
//! **Objecting.** Any mark may favour whoever sets it, so no side decides alone: a mark by one side
//! stands, and the other may object within [`OBJECTION_DAYS`] days; to a session that the process
//! closed either may. The mark then stands as disputed until it is resolved. What staff decided is
//! final for the sides.
//!
//! **Correcting.** Staff set another outcome within [`CORRECTION_DAYS`] days of the start, and a
//! disputed one whenever they come to it; confirming the outcome that stands ends the dispute too.
//! A side may correct only against itself: the mentor takes back that the mentee was absent, the
//! mentee that the mentor was, and either concedes not to have come. Nobody ever corrects in their
//! own favour.

mod facts;
mod step;

pub use facts::{CancelPolicy, LifeFacts, Mark, objection_until, undecided_until};
pub use step::Step;

use self::facts::marked_until;
use self::step::{May, Row, When, row};
use super::SessionStatus;
use super::party::{Party, Side};
use crate::actor::Actor;
use crate::failure::Failure;
use crate::language::Text;
use crate::time::Timestamp;

/// How long a request waits for the mentor, in hours.
pub const DECISION_HOURS: i64 = 48;
/// How long after the start the sides say how a session went, in days.
pub const MARKING_DAYS: i64 = 14;
/// How long after a mark the other side may object, in days.
pub const OBJECTION_DAYS: i64 = 7;
/// How long after the start an outcome can be corrected, in days. Longer than the last mark and the
/// last objection take together, so that whoever is late is still heard.
pub const CORRECTION_DAYS: i64 = 30;
/// How often the sides of a session move it, where nothing else is set.
pub const MAX_MOVES: u32 = 3;

/// A step that somebody wants to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Which one.
    pub step: Step,
    /// Whether they said why.
    pub reason_given: bool,
}

/// Whether `actor` may take the step at `now`. Refused is, in this order, who may not know of the
/// session; who never may; what does not stand so; a correction in one's own favour; what is too
/// early or too late; what needs a reason and has none.
pub fn check(
    ask: Ask,
    actor: &Actor,
    facts: &LifeFacts,
    policy: CancelPolicy,
    now: Timestamp,
) -> Result<(), Failure> {
    let row = row(ask.step);
    let party = party(actor, facts)?;
    let may = row.may(party);
    if may == May::No {
        return Err(Failure::not_allowed(who_may(ask.step)));
    }
    check_status(ask.step, &row, facts)?;
    if may == May::Concede {
        check_concession(ask.step, party, facts)?;
    }
    check_time(row.when, party, facts, now)?;
    if may == May::InTime {
        check_cutoff("too_late_to_cancel", TOO_LATE_TO_CANCEL, facts, policy, now)?;
    }
    check_reason(may, ask.reason_given)
}

/// The steps that `actor` may take at `now`, some of them only with a reason: what a page offers.
/// None for whoever may not know of the session.
pub fn open_steps(
    actor: &Actor,
    facts: &LifeFacts,
    policy: CancelPolicy,
    now: Timestamp,
) -> impl Iterator<Item = Step> {
    let is_open = move |step| check(Ask { step, reason_given: true }, actor, facts, policy, now).is_ok();
    Step::ALL.into_iter().filter(move |step| is_open(*step))
}

/// Whether `actor` may object to what was said of the session.
pub fn check_objection(actor: &Actor, facts: &LifeFacts, now: Timestamp) -> Result<(), Failure> {
    let side = party(actor, facts)?.side().ok_or_else(|| {
        Failure::not_allowed("Only the mentee and the mentor object. Correct the session instead.")
    })?;
    let told = Step::CorrectToCompleted.from().contains(&facts.session.status);
    let mark = facts.mark.filter(|_| told).ok_or_else(not_marked)?;
    let refused = if mark.by.side() == Some(side) {
        ("own_mark", "You said so yourself. Correct it instead, or write to the programme’s staff.")
    } else if mark.by == Party::Staff {
        ("decided_by_staff", "The programme’s staff decided this. Write to them if something is new.")
    } else if mark.disputed {
        ("already_disputed", "There is an objection already. The programme’s staff look into it.")
    } else if objection_until(&mark, facts.session.starts_at) <= now {
        ("objection_over", "The time to object is over. Write to the programme’s staff.")
    } else {
        return Ok(());
    };
    Err(Failure::conflict(refused.0, refused.1))
}

/// A move that somebody wants to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoveAsk {
    /// How often either side has moved the session; moves by staff are not counted.
    pub moves_so_far: u32,
    /// How often they may in all, [`MAX_MOVES`] where nothing else is set.
    pub limit: u32,
    /// Whether they said why.
    pub reason_given: bool,
}

/// Whether `actor` may move the session to another time at `now`.
///
/// Both sides use up one limit, so that a session is not pushed about for ever. The mentee is
/// bound to the cut-off as well, the mentor only to the start; staff and the process itself to
/// neither, with a reason. Whether the other time is free is for the availability to say.
pub fn check_move(
    actor: &Actor,
    facts: &LifeFacts,
    ask: MoveAsk,
    policy: CancelPolicy,
    now: Timestamp,
) -> Result<(), Failure> {
    let party = party(actor, facts)?;
    let cancel = row(Step::Cancel);
    check_status(Step::Cancel, &cancel, facts)?;
    check_time(When::BeforeStart, party, facts, now)?;
    if party == Party::Mentee {
        check_cutoff("too_late_to_move", TOO_LATE_TO_MOVE, facts, policy, now)?;
    }
    if party.side().is_some() && ask.moves_so_far >= ask.limit {
        return Err(Failure::conflict(
            "moved_too_often",
            "This session was moved as often as it can be. Cancel it, or write to the programme’s staff.",
        ));
    }
    check_reason(cancel.may(party), ask.reason_given)
}

fn party(actor: &Actor, facts: &LifeFacts) -> Result<Party, Failure> {
    Party::of(actor, &facts.session).ok_or_else(|| Failure::not_found("session"))
}

fn check_concession(step: Step, party: Party, facts: &LifeFacts) -> Result<(), Failure> {
    if party.side() != loser(step, facts) {
        return Err(Failure::not_allowed(
            "You can correct this only against yourself. Object instead, or write to the programme’s staff.",
        ));
    }
    Ok(())
}

/// The side that a correction goes against.
fn loser(step: Step, facts: &LifeFacts) -> Option<Side> {
    step.absent().or_else(|| facts.absent().map(Side::other))
}

fn who_may(step: Step) -> &'static str {
    match step {
        Step::Approve | Step::Decline => "Only the mentor answers a request.",
        Step::MarkMenteeAbsent => "Only the mentor can say that the mentee did not come.",
        Step::MarkMentorAbsent => "Only the mentee can say that the mentor did not come.",
        Step::Expire | Step::Release | Step::Close => "This happens by itself; nobody needs to do it.",
        Step::Cancel | Step::Complete => "Only the mentee, the mentor and the staff can do this.",
        Step::CorrectToCompleted | Step::CorrectToMenteeAbsent | Step::CorrectToMentorAbsent => {
            "Only the mentee, the mentor and the staff correct a session."
        }
    }
}

fn check_status(step: Step, row: &Row, facts: &LifeFacts) -> Result<(), Failure> {
    let status = facts.session.status;
    if !row.from.contains(&status) {
        return Err(wrong_status(row.when, status));
    }
    // Confirming what stands makes sense only where somebody objected.
    let same = status == row.to && facts.absent() == step.absent();
    if row.when == When::WhileCorrecting && same && !facts.is_disputed() {
        return Err(Failure::conflict(
            "already_so",
            "That is how the session is marked already; there is nothing to do.",
        ));
    }
    Ok(())
}

fn wrong_status(when: When, status: SessionStatus) -> Failure {
    let (code, message) = match (status, when) {
        (SessionStatus::Cancelled, _) => (
            "already_cancelled",
            "This session was cancelled already. Book another one if you still want to meet.",
        ),
        (_, When::WhileCorrecting) => return not_marked(),
        (SessionStatus::Pending, _) => {
            ("not_approved", "The mentor has not accepted this session yet. Accept it first, or wait.")
        }
        (SessionStatus::Booked, _) => (
            "already_approved",
            "This request was accepted already. Cancel the session if it cannot take place.",
        ),
        (_, When::WhileMarking | When::OnceUnmarked) => (
            "already_marked",
            "Somebody said already how this session went. Object to that, or correct it, if it is wrong.",
        ),
        (SessionStatus::Completed | SessionStatus::NoShow, _) => {
            ("session_over", "This session is over; it cannot be changed any more.")
        }
    };
    Failure::conflict(code, message)
}

fn not_marked() -> Failure {
    Failure::conflict("not_marked", "Nobody has said yet how this session went. Say so first.")
}

fn check_time(when: When, party: Party, facts: &LifeFacts, now: Timestamp) -> Result<(), Failure> {
    let starts_at = facts.session.starts_at;
    let expires_at = undecided_until(facts.requested_at, starts_at);
    let marking_ends = marked_until(starts_at);
    let begun = starts_at <= now;
    let undecided = party == Party::Staff && facts.is_disputed();
    let (code, message) = match when {
        When::WhileOpen | When::BeforeStart if begun => {
            ("session_begun", "This session has begun; it cannot be changed any more.")
        }
        When::WhileOpen if expires_at <= now => {
            ("request_expired", "This request was not answered in time. The mentee has to ask again.")
        }
        When::OnceExpired if now < expires_at => {
            ("still_open", "The mentor still has time to answer this request.")
        }
        When::WhileMarking | When::OnceUnmarked if !begun => {
            ("not_begun", "This session has not begun yet. Say how it went once it has.")
        }
        When::WhileMarking if marking_ends <= now => {
            ("marking_over", "The time to say how this session went is over. Write to the programme’s staff.")
        }
        When::OnceUnmarked if now < marking_ends => {
            ("still_open", "The mentee and the mentor still have time to say how the session went.")
        }
        When::WhileCorrecting if facts.settled_at() <= now && !undecided => (
            "correction_over",
            "This session is settled; what was said of it stays. Write to the programme’s staff.",
        ),
        _ => return Ok(()),
    };
    Err(Failure::conflict(code, message))
}

const TOO_LATE_TO_CANCEL: &str = "This session can be cancelled until {ahead} before it begins. Write to your mentor, or \
                                  to the programme’s staff.";
const TOO_LATE_TO_MOVE: &str = "This session can be moved until {ahead} before it begins. Write to your mentor, or to the \
                                programme’s staff.";

fn check_cutoff(
    code: &str,
    message: &'static str,
    facts: &LifeFacts,
    policy: CancelPolicy,
    now: Timestamp,
) -> Result<(), Failure> {
    let fixed = facts.session.status == SessionStatus::Booked;
    if !fixed || now < policy.cutoff(facts.session.starts_at) {
        return Ok(());
    }
    Err(Failure::conflict(code, Text::from(message).with("ahead", minutes_text(policy.cutoff_minutes))))
}

fn check_reason(may: May, reason_given: bool) -> Result<(), Failure> {
    if may == May::Reason && !reason_given {
        return Err(Failure::invalid("reason", "Say why; the mentee and the mentor read it."));
    }
    Ok(())
}

fn minutes_text(minutes: u32) -> Text {
    match minutes.is_multiple_of(60) {
        true => Text::counted("{count} hour", "{count} hours", i64::from(minutes / 60)),
        false => Text::counted("{count} minute", "{count} minutes", i64::from(minutes)),
    }
}

#[cfg(test)]
mod tests;
