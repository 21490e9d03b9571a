//! Those who come to one meeting together agree to be named to each other, or no longer do.

use office_hours::booking::SessionView;
use office_hours::booking::guests::{Guests, NameToGuests, check_naming, known_to};
use office_hours::booking::party::Party;
use office_hours::time::Timestamp;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::sessions::SessionRow;
use store::queries::{events, guests, sessions};

use super::get_session;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// Notes whether the others learn the mentee's name. Saying the same again changes nothing.
pub async fn name_to_guests(
    services: &Services,
    actor: &Actor,
    input: NameToGuests,
    reader: &Reader,
) -> Result<SessionView, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let NameToGuests { session_id, is_named } = input;
    let now = services.now();
    let tx = services.store.begin().await.or_fail()?;
    let row = sessions::lock(&tx, session_id).await.or_fail()?;
    let row = row.ok_or_else(|| Failure::not_found("session"))?;
    check_naming(actor, &row.life().session, row.ends_at, now)?;
    if row.group_id.is_none() {
        return Err(Failure::conflict(
            "no_guests",
            "The mentor meets you alone; there is nobody to be named to.",
        ));
    }
    if row.named_to_guests != is_named {
        guests::set_named(&tx, session_id, is_named).await.or_fail()?;
        let (id, props) = (session_id.to_string(), json!({ "is_named": is_named }));
        events::insert(&tx, now, actor.user_id(), "session.named_to_guests", "session", &id, props)
            .await
            .or_fail()?;
    }
    tx.commit().await.or_fail()?;
    get_session(services, actor, session_id, reader).await
}

/// Who else comes, as `actor` may know it; nothing of a session that is for one, or was called off.
pub(super) async fn guests_of(
    services: &Services,
    actor: &Actor,
    row: &SessionRow,
    now: Timestamp,
) -> Result<Option<Guests>, Failure> {
    let session = row.life().session;
    let Some(viewer) = Party::of(actor, &session) else { return Ok(None) };
    if row.group_id.is_none() || !row.status.counts() {
        return Ok(None);
    }
    let others = guests::list_others(&services.store, row.session_id).await.or_fail()?;
    Ok(Some(Guests {
        others: others.len(),
        named: known_to(viewer, others),
        is_named: row.named_to_guests,
        can_change: check_naming(actor, &session, row.ends_at, now).is_ok(),
    }))
}
