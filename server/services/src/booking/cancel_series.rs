//! Sessions that repeat are called off: one, one and all later ones, or all.

use std::collections::BTreeMap;

use office_hours::availability::Reason;
use office_hours::booking::SessionStatus;
use office_hours::booking::lifecycle::{self, Ask, Step};
use office_hours::booking::party::Party;
use office_hours::booking::rules::MAX_NOTE;
use office_hours::booking::series::{
    CancelSeries, Change, LeftSession, Member, Scope, SeriesCancelled, in_scope,
};
use office_hours::ids::{MentorId, SessionId};
use office_hours::profile::rules::optional;
use office_hours::time::Timestamp;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::Tx;
use store::queries::sessions::{self, SessionRow, Transition};
use store::queries::{events, mentors};

use super::get_series::{no_series, seen_by};
use super::session_view;
use super::take_step::overtaken;
use crate::failure::OrFail;
use crate::jobs;
use crate::mail::{series as series_mails, sessions as mails};
use crate::policy::{self, Action};
use crate::waiting::offer_places;
use crate::{Reader, Services};

/// Calls off every session that is meant and can still be, in one transaction; their times are open
/// again with the commit, or offered to whoever waits for them. Those that cannot be called off any more stay and are named with the reason.
/// Where none can be, nothing is done and the reason of the first is the answer.
pub async fn cancel_series(
    services: &Services,
    actor: &Actor,
    input: &CancelSeries,
    reader: &Reader,
) -> Result<SeriesCancelled, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let reason = optional("reason", &input.reason, MAX_NOTE)?;
    let scope = Scope::parse("scope", &input.scope)?;
    let (now, policy) = (services.now(), services.config.cancel_policy);

    let tx = services.store.begin().await.or_fail()?;
    // First the mentors, then the sessions, as moving does: nobody waits for the other.
    mentors::lock_of_series(&tx, input.series_id).await.or_fail()?;
    let rows = seen_by(actor, sessions::lock_series(&tx, input.series_id).await.or_fail()?);
    let first = rows.first().map(|row| row.life().session).ok_or_else(no_series)?;
    let party = Party::of(actor, &first).ok_or_else(no_series)?;
    let meant = meant(&rows, input.session_id, scope)?;
    let ask = Ask { step: Step::Cancel, reason_given: reason.is_some() };
    let (mut going, mut left) = (vec![], vec![]);
    for row in rows.into_iter().filter(|row| meant.contains(&row.session_id)) {
        match lifecycle::check(ask, actor, &row.life(), policy, now) {
            Ok(()) => going.push(row),
            Err(Failure::Conflict { code, message }) => left.push((row, code, message)),
            Err(failure) => return Err(failure),
        }
    }
    if going.is_empty() {
        let (_, code, message) = left.into_iter().next().ok_or_else(no_series)?;
        return Err(Failure::Conflict { code, message });
    }
    let transition = Transition {
        from: Step::Cancel.from(),
        to: Step::Cancel.to(),
        mark: None,
        reason: reason.as_deref(),
    };
    let mut gone = Vec::with_capacity(going.len());
    for before in &going {
        let props = json!({
            "step": Step::Cancel, "by": party, "reason": reason, "before": before.status,
            "series_id": input.series_id, "scope": scope,
        });
        let id = before.session_id.to_string();
        events::insert(&tx, now, actor.user_id(), "session.cancelled", "session", &id, props)
            .await
            .or_fail()?;
        gone.push(call_off(&tx, before.session_id, &transition, now).await?);
    }
    // Other mentors may have taken some over: each is written to of their own.
    let mut of_mentor: BTreeMap<MentorId, Vec<(SessionRow, &SessionRow)>> = BTreeMap::new();
    for (row, before) in gone.iter().zip(&going) {
        of_mentor.entry(row.mentor_id).or_default().push((row.clone(), before));
    }
    for (mentor_id, gone) in of_mentor {
        let mails = match gone.as_slice() {
            [(row, before)] => mails::cancelled(services, row, before, false).into(),
            gone => series_mails::cancelled(services, gone),
        };
        jobs::enqueue_mails(services, &tx, mails).await?;
        offer_places(services, &tx, mentor_id).await?;
    }
    tx.commit().await.or_fail()?;

    tracing::info!(series.id = %input.series_id, sessions = gone.len(), "sessions of a series were called off");
    let view = |row: SessionRow| session_view(services, row, actor, reader, now);
    // What was called off before is as it should be: nobody needs to be told.
    let left = left.into_iter().filter(|(row, ..)| row.status != SessionStatus::Cancelled);
    Ok(SeriesCancelled {
        cancelled: gone.into_iter().map(view).collect(),
        left: left
            .map(|(row, code, message)| LeftSession {
                session: view(row),
                reason: Reason { code, message: message.say(reader.catalog) },
            })
            .collect(),
    })
}

/// The sessions that are meant. Which one it starts from must be said, but for all of them.
fn meant(rows: &[SessionRow], which: Option<SessionId>, scope: Scope) -> Result<Vec<SessionId>, Failure> {
    let which = match (which, scope, rows.first()) {
        (Some(which), ..) => which,
        (None, Scope::All, Some(first)) => first.session_id,
        (None, ..) => {
            return Err(Failure::invalid("session_id", "Say which session is meant, or choose all of them."));
        }
    };
    let members: Vec<Member> = rows.iter().map(SessionRow::member).collect();
    let meant = in_scope(&members, which, scope, Change::Cancel);
    if meant.is_empty() { Err(Failure::not_found("session")) } else { Ok(meant) }
}

async fn call_off(
    tx: &Tx,
    session_id: SessionId,
    transition: &Transition<'_>,
    now: Timestamp,
) -> Result<SessionRow, Failure> {
    if !sessions::transition(tx, session_id, transition, now).await.or_fail()? {
        return Err(overtaken());
    }
    let row = sessions::get(tx, session_id).await.or_fail()?;
    row.ok_or_else(|| Failure::not_found("session"))
}
