//! One session.

use office_hours::booking::SessionView;
use office_hours::booking::rules;
use office_hours::ids::SessionId;
use office_hours::{Actor, Failure};
use store::queries::sessions;

use super::change_asked::change_asked;
use super::name_to_guests::guests_of;
use super::session_view;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// The session; not found for whoever is neither a side of it nor staff.
pub async fn get_session(
    services: &Services,
    actor: &Actor,
    session_id: SessionId,
    reader: &Reader,
) -> Result<SessionView, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let row = sessions::get(&services.store, session_id).await.or_fail()?;
    let row = row
        .filter(|row| rules::may_see(actor, &row.life().session))
        .ok_or_else(|| Failure::not_found("session"))?;
    let now = services.now();
    let guests = guests_of(services, actor, &row, now).await?;
    let change_asked = change_asked(services, actor, &row, now).await?;
    Ok(SessionView { guests, change_asked, ..session_view(services, row, actor, reader, now) })
}
