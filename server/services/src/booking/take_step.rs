//! A session moves on: accepted, turned down, called off, and how it went.

use office_hours::booking::lifecycle::{self, Ask, Mark, Step};
use office_hours::booking::party::Party;
use office_hours::booking::rules::MAX_NOTE;
use office_hours::booking::{SessionStatus, SessionView, TakeStep};
use office_hours::ids::SessionId;
use office_hours::profile::rules::optional;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::sessions::{self, SessionRow, Transition};
use store::queries::{events, mentors};

use super::alternatives::{Alternative, find_alternatives};
use super::session_view;
use super::turns::Turn;
use crate::failure::OrFail;
use crate::jobs;
use crate::mail::sessions as mails;
use crate::policy::{self, Action};
use crate::ports::Mail;
use crate::waiting::offer_places;
use crate::{Reader, Services};

/// Takes the step if the actor may. The session, its event and the mails are committed together; when
/// it is called off, its time is open again with the commit, or offered to whoever waits for it. Of two who take a step at once, one does.
pub async fn take_step(
    services: &Services,
    actor: &Actor,
    input: &TakeStep,
    reader: &Reader,
) -> Result<SessionView, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let reason = optional("reason", &input.reason, MAX_NOTE)?;
    let now = services.now();
    let step = input.step;
    let ask = Ask { step, reason_given: reason.is_some() };
    // Whoever is turned away is told whom to ask instead; looked for before anything is held.
    let others = match step {
        Step::Decline | Step::Expire => {
            let row = sessions::get(&services.store, input.session_id).await.or_fail()?;
            let row = row.ok_or_else(|| Failure::not_found("session"))?;
            lifecycle::check(ask, actor, &row.life(), services.config.cancel_policy, now)?;
            find_alternatives(services, &row).await?
        }
        _ => vec![],
    };

    let frees = step.to() == SessionStatus::Cancelled;
    let _turn = match frees {
        true => Some(turn_with_mentor(services, input.session_id).await?),
        false => None,
    };
    let tx = services.store.begin().await.or_fail()?;
    // First the mentor, then the session, as booking does: nobody waits for the other.
    if frees {
        mentors::lock_of_session(&tx, input.session_id).await.or_fail()?;
    }
    let row = sessions::lock(&tx, input.session_id).await.or_fail()?;
    let before = row.ok_or_else(|| Failure::not_found("session"))?;
    lifecycle::check(ask, actor, &before.life(), services.config.cancel_policy, now)?;
    let party = Party::of(actor, &before.life().session).ok_or_else(|| Failure::not_found("session"))?;
    let transition = Transition {
        from: step.from(),
        to: step.to(),
        mark: Mark::of(step, party, now),
        reason: reason.as_deref(),
    };
    if !sessions::transition(&tx, input.session_id, &transition, now).await.or_fail()? {
        return Err(overtaken());
    }
    let props = json!({ "step": step, "by": party, "reason": reason, "before": before.status });
    let id = input.session_id.to_string();
    events::insert(&tx, now, actor.user_id(), event_of(step), "session", &id, props).await.or_fail()?;
    let row = sessions::get(&tx, input.session_id).await.or_fail()?;
    let row = row.ok_or_else(|| Failure::not_found("session"))?;
    jobs::enqueue_mails(services, &tx, letters(services, &row, &before, step, &others)).await?;
    if frees {
        offer_places(services, &tx, row.mentor_id).await?;
    }
    tx.commit().await.or_fail()?;

    tracing::info!(session.id = %input.session_id, ?step, "a session moved on");
    Ok(session_view(services, row, actor, reader, now))
}

async fn turn_with_mentor(services: &Services, session_id: SessionId) -> Result<Turn<'_>, Failure> {
    let mentor_id = sessions::find_mentor(&services.store, session_id).await.or_fail()?;
    services.turns.take(mentor_id.ok_or_else(|| Failure::not_found("session"))?).await
}

/// The word in the journal.
fn event_of(step: Step) -> &'static str {
    match step {
        Step::Approve => "session.approved",
        Step::Decline => "session.declined",
        Step::Expire => "session.expired",
        Step::Cancel => "session.cancelled",
        Step::Release => "session.released",
        Step::Complete | Step::Close => "session.completed",
        Step::MarkMenteeAbsent | Step::MarkMentorAbsent => "session.no_show",
        Step::CorrectToCompleted | Step::CorrectToMenteeAbsent | Step::CorrectToMentorAbsent => {
            "session.corrected"
        }
    }
}

fn letters(
    services: &Services,
    row: &SessionRow,
    before: &SessionRow,
    step: Step,
    others: &[Alternative],
) -> Vec<Mail> {
    match step {
        Step::Approve => mails::booked(services, row, None).into(),
        Step::Decline => vec![mails::declined(services, row, others)],
        Step::Expire => mails::expired(services, row, others).into(),
        Step::Cancel | Step::Release => mails::cancelled(services, row, before, false).into(),
        Step::MarkMenteeAbsent
        | Step::MarkMentorAbsent
        | Step::CorrectToMenteeAbsent
        | Step::CorrectToMentorAbsent => mails::absent(services, row).into_iter().collect(),
        Step::Complete | Step::Close | Step::CorrectToCompleted => vec![],
    }
}

pub(crate) fn overtaken() -> Failure {
    Failure::conflict(
        "session_changed",
        "Somebody else changed this session a moment ago. Nothing was done; reload the page to see it.",
    )
}
