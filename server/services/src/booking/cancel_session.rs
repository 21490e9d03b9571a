//! Calling a session off.

use office_hours::booking::rules::{self, MAX_NOTE};
use office_hours::booking::{CancelSession, SessionStatus, SessionView};
use office_hours::profile::rules::optional;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::sessions::SessionRow;
use store::queries::{events, sessions};

use super::{facts, session_view};
use crate::failure::OrFail;
use crate::jobs::{self, Job};
use crate::policy::{self, Action};
use crate::{Services, ViewerZone, mail};

/// Cancels the session: its time is open again with the commit, and both sides are told.
pub async fn cancel_session(
    services: &Services,
    actor: &Actor,
    input: &CancelSession,
    zone: &ViewerZone,
) -> Result<SessionView, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let reason = optional("reason", &input.reason, MAX_NOTE)?;
    let now = services.now();

    let tx = services.store.begin().await.or_fail()?;
    let row =
        sessions::get(&tx, input.session_id).await.or_fail()?.ok_or_else(|| Failure::not_found("session"))?;
    rules::check_cancellable(actor, &facts(&row), now)?;
    let open = [SessionStatus::Pending, SessionStatus::Booked];
    let won =
        sessions::transition(&tx, input.session_id, &open, SessionStatus::Cancelled, now).await.or_fail()?;
    if !won {
        return Err(Failure::conflict(
            "already_cancelled",
            "This session was changed by somebody else a moment ago.",
        ));
    }
    let id = input.session_id.to_string();
    let props = json!({ "reason": reason });
    events::insert(&tx, now, actor.user_id(), "session.cancelled", "session", &id, props).await.or_fail()?;
    for mail in mail::session_cancelled(&row, &services.config.base_url, reason.as_deref()) {
        jobs::enqueue(services, &tx, &Job::SendMail(mail)).await?;
    }
    tx.commit().await.or_fail()?;

    tracing::info!(session.id = %input.session_id, "a session was cancelled");
    let row = SessionRow { status: SessionStatus::Cancelled, ..row };
    Ok(session_view(row, actor, &zone.0, now))
}
