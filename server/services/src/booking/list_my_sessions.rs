//! The sessions of the signed-in person.

use office_hours::account::Role;
use office_hours::booking::{MySessions, SessionView};
use office_hours::{Actor, Failure};
use store::queries::sessions;

use super::session_view;
use super::strikes::notice;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::waiting::list_my_waiting;
use crate::{Reader, Services};

/// Sessions on the page at most, the latest ones.
const LIMIT: u64 = 200;

/// Upcoming ones, next first, past ones, latest first, what a mentee waits for, and what one who missed sessions
/// should know. Staff have the programme page instead.
pub async fn list_my_sessions(
    services: &Services,
    actor: &Actor,
    reader: &Reader,
) -> Result<MySessions, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let person = actor.person()?;
    let rows = match (person.mentor_id, person.mentee_id) {
        (Some(mentor_id), _) => {
            sessions::list_for_mentor(&services.store, mentor_id, LIMIT).await.or_fail()?
        }
        (None, Some(mentee_id)) => {
            sessions::list_for_mentee(&services.store, mentee_id, LIMIT).await.or_fail()?
        }
        (None, None) => vec![],
    };
    let now = services.now();
    let (mut upcoming, past): (Vec<SessionView>, Vec<SessionView>) = rows
        .into_iter()
        .map(|row| (row.ends_at, session_view(services, row, actor, reader, now)))
        .fold((vec![], vec![]), |(mut upcoming, mut past), (ends_at, view)| {
            if ends_at > now && view.status.holds_time() {
                upcoming.push(view)
            } else {
                past.push(view)
            }
            (upcoming, past)
        });
    upcoming.reverse();
    let (waiting, notice) = match person.mentee_id {
        Some(mentee_id) if person.role == Role::Mentee => {
            (list_my_waiting(services, actor, reader).await?, notice(services, mentee_id, reader).await?)
        }
        _ => (vec![], None),
    };
    Ok(MySessions { upcoming, past, waiting, notice })
}
