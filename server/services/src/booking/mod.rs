//! Sessions: booking, cancelling, reading.

mod book_session;
mod cancel_session;
mod get_session;
mod list_my_sessions;

pub use book_session::book_session;
pub use cancel_session::cancel_session;
pub use get_session::get_session;
pub use list_my_sessions::list_my_sessions;

use office_hours::Actor;
use office_hours::booking::SessionView;
use office_hours::booking::rules::{self, SessionFacts};
use office_hours::time::{LocalTime, Timestamp, Zone};
use store::queries::sessions::SessionRow;

/// What the rules need of a row.
fn facts(row: &SessionRow) -> SessionFacts {
    SessionFacts {
        mentor_id: row.mentor_id,
        mentee_id: row.mentee_id,
        status: row.status,
        starts_at: row.starts_at,
    }
}

/// A row as `actor` reads it.
pub(crate) fn session_view(row: SessionRow, actor: &Actor, zone: &Zone, now: Timestamp) -> SessionView {
    let can_cancel = rules::check_cancellable(actor, &facts(&row), now).is_ok();
    SessionView {
        session_id: row.session_id,
        mentor_id: row.mentor_id,
        mentor_name: row.mentor_name,
        mentor_headline: row.mentor_headline,
        mentee_id: row.mentee_id,
        mentee_name: row.mentee_name,
        mentee_company: row.mentee_company,
        starts: LocalTime::new(row.starts_at, zone),
        ends: LocalTime::new(row.ends_at, zone),
        zone: zone.name().to_owned(),
        status: row.status,
        meeting_url: row.meeting_url,
        note: row.notes,
        can_cancel,
    }
}
