//! A side says that it was otherwise.

use office_hours::booking::lifecycle;
use office_hours::booking::rules::MAX_NOTE;
use office_hours::booking::{ObjectToMark, SessionView};
use office_hours::profile::rules::optional;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::{events, sessions};

use super::session_view;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// Objects to what was said of how the session went: it stands as disputed until staff decide. What
/// happened instead is for them alone.
pub async fn object_to_mark(
    services: &Services,
    actor: &Actor,
    input: &ObjectToMark,
    reader: &Reader,
) -> Result<SessionView, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let reason = optional("reason", &input.reason, MAX_NOTE)?
        .ok_or_else(|| Failure::invalid("reason", "Say what happened, for the programme’s staff."))?;
    let now = services.now();

    let tx = services.store.begin().await.or_fail()?;
    let row = sessions::lock(&tx, input.session_id).await.or_fail()?;
    let row = row.ok_or_else(|| Failure::not_found("session"))?;
    lifecycle::check_objection(actor, &row.life(), now)?;
    sessions::set_disputed(&tx, input.session_id, now).await.or_fail()?;
    let props = json!({ "reason": reason });
    let id = input.session_id.to_string();
    events::insert(&tx, now, actor.user_id(), "session.disputed", "session", &id, props).await.or_fail()?;
    let row = sessions::get(&tx, input.session_id).await.or_fail()?;
    let row = row.ok_or_else(|| Failure::not_found("session"))?;
    tx.commit().await.or_fail()?;

    Ok(session_view(services, row, actor, reader, now))
}
