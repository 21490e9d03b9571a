//! A session as calendars see it, without the people in it.

use office_hours::booking::SessionStatus;
use office_hours::time::Zone;
use store::queries::sessions::SessionRow;

use crate::Services;
use crate::calendar::{EventFacts, EventStatus, Party};

/// The facts for the feed; an invitation says more of them. `zone` is the mentor's, `url` the
/// session's page.
pub(crate) fn event_facts<'a>(
    services: &'a Services,
    session: &'a SessionRow,
    zone: &'a Zone,
    url: &'a str,
) -> EventFacts<'a> {
    let organizer = &services.config.organizer;
    // Whatever the settings say by now: calendars refuse another organizer, and know the event by the host.
    let email = session.organizer_email.as_deref().unwrap_or(&organizer.email);
    EventFacts {
        event_id: session.event_id,
        host: email.rsplit('@').next().unwrap_or_default(),
        sequence: session.ical_sequence,
        stamp: services.now(),
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        zone,
        summary: "Office hours",
        description: url,
        location: match session.location.as_str() {
            "virtual" => "Online",
            place => place,
        },
        url,
        organizer: Party { name: &organizer.name, email },
        attendees: &[],
        status: match session.status {
            SessionStatus::Pending => EventStatus::Tentative,
            SessionStatus::Cancelled => EventStatus::Cancelled,
            SessionStatus::Booked | SessionStatus::Completed | SessionStatus::NoShow => {
                EventStatus::Confirmed
            }
        },
    }
}
