//! What the mentor has asked for, of a session that does not fit into changed hours.

use office_hours::availability::TouchedChoice;
use office_hours::booking::party::Party;
use office_hours::time::Timestamp;
use office_hours::{Actor, Failure};
use serde_json::Value;
use store::queries::events;
use store::queries::sessions::SessionRow;

use crate::Services;
use crate::failure::OrFail;

/// The line of the journal that says so.
pub(crate) const CHANGE_ASKED: &str = "session.change_asked";
/// The line that says that a session has another time, or another mentor.
pub(super) const MOVED: &str = "session.moved";

/// What was asked for since the session has its time, as far as `actor` is told; nothing once that has come.
pub(super) async fn change_asked(
    services: &Services,
    actor: &Actor,
    row: &SessionRow,
    now: Timestamp,
) -> Result<Option<TouchedChoice>, Failure> {
    if !row.status.holds_time() || row.starts_at <= now {
        return Ok(None);
    }
    let id = row.session_id.to_string();
    let last = events::find_last(&services.store, &[CHANGE_ASKED, MOVED], "session", &id).await.or_fail()?;
    let asked = last.filter(|event| event.kind == CHANGE_ASKED);
    let choice = asked.and_then(|event| choice(&event.props));
    // Whether somebody takes it over is between the mentor and the staff until somebody does.
    let is_mentee = Party::of(actor, &row.life().session) == Some(Party::Mentee);
    Ok(choice.filter(|choice| !is_mentee || *choice != TouchedChoice::HandOver))
}

fn choice(props: &Value) -> Option<TouchedChoice> {
    serde_json::from_value(props.get("choice")?.clone()).ok()
}
