//! Sessions: booking, cancelling, reading.

mod book_session;
mod cancel_session;
mod get_session;
mod list_my_sessions;

pub use book_session::book_session;
pub use cancel_session::cancel_session;
pub use get_session::get_session;
pub use list_my_sessions::list_my_sessions;

use office_hours::booking::SessionView;
use office_hours::booking::rules::{self, SessionFacts, SlotFacts};
use office_hours::profile::MentorProfile;
use office_hours::time::{LocalTime, Timestamp, Zone};
use office_hours::{Actor, Failure};
use store::Db;
use store::queries::availability::SlotRow;
use store::queries::sessions::{self, SessionRow};

use crate::failure::OrFail;

/// Whether the slot can be booked at `now`; to be sure of it, the slot must be locked.
pub(crate) async fn check_slot(
    db: &impl Db,
    slot: &SlotRow,
    mentor: &MentorProfile,
    now: Timestamp,
) -> Result<(), Failure> {
    let (from, to) = rules::week_of(slot.starts_at, &Zone::of_stored(&mentor.timezone));
    let counted = sessions::list_counted_starts(db, &[slot.mentor_id], from, to).await.or_fail()?;
    let facts = SlotFacts {
        mentor_id: slot.mentor_id,
        starts_at: slot.starts_at,
        capacity: slot.capacity,
        taken: slot.taken,
        mentor_active: mentor.active,
        booked_that_week: i32::try_from(counted.len()).unwrap_or(i32::MAX),
        load_cap_per_week: mentor.load_cap_per_week,
    };
    rules::check_bookable(&facts, now)
}

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
