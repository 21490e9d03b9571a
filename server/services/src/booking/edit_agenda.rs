//! The two who meet say what their session is about.

use office_hours::booking::party::Side;
use office_hours::booking::rules::{MAX_NOTE, check_agenda};
use office_hours::booking::{EditAgenda, SessionView};
use office_hours::profile::rules::optional;
use office_hours::text;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::sessions::SessionRow;
use store::queries::{events, sessions};

use super::session_view;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// Changes what the session is about. Refused when the other side has changed it since the version that was read.
pub async fn edit_agenda(
    services: &Services,
    actor: &Actor,
    input: &EditAgenda,
    reader: &Reader,
) -> Result<SessionView, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let agenda = optional("agenda", &input.agenda, MAX_NOTE)?;
    let now = services.now();
    let no_session = || Failure::not_found("session");

    let tx = services.store.begin().await.or_fail()?;
    let row = sessions::lock(&tx, input.session_id).await.or_fail()?.ok_or_else(no_session)?;
    let side = check_agenda(actor, &row.life().session, row.ends_at, now)?;
    // Whoever sends the same twice has said nothing new.
    if agenda != row.notes {
        if input.version != row.notes_version {
            return Err(overtaken(&row, side, &input.agenda));
        }
        sessions::set_notes(&tx, input.session_id, agenda.as_deref(), actor.person()?.user_id, now)
            .await
            .or_fail()?;
        let props = json!({ "by": side, "version": row.notes_version + 1 });
        let id = input.session_id.to_string();
        events::insert(&tx, now, actor.user_id(), "session.agenda_changed", "session", &id, props)
            .await
            .or_fail()?;
    }
    let row = sessions::get(&tx, input.session_id).await.or_fail()?.ok_or_else(no_session)?;
    tx.commit().await.or_fail()?;

    Ok(session_view(services, row, actor, reader, now))
}

/// What was typed is in it: the page shows the agenda as it is now, and without a script nothing else has it.
fn overtaken(row: &SessionRow, side: Side, typed: &str) -> Failure {
    let who = match row.notes_by {
        Some(Side::Mentee) if side == Side::Mentor => Some(&row.mentee_name),
        Some(Side::Mentor) if side == Side::Mentee => Some(&row.mentor_name),
        _ => None,
    };
    let message = match who {
        Some(name) => text!(
            "{name} changed the agenda meanwhile. Yours was not saved; add to theirs what is missing. You typed: \
             “{typed}”",
            name
        ),
        None => text!(
            "Somebody, perhaps you in another window, changed the agenda meanwhile. Yours was not saved; add to \
             theirs what is missing. You typed: “{typed}”"
        ),
    };
    let message = message.with("typed", typed.trim());
    Failure::conflict("agenda_changed", message)
}
