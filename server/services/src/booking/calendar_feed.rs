//! A person's sessions in their own calendar program, read under a secret address.

use jiff::SignedDuration;
use office_hours::booking::{CalendarFeed, SessionStatus};
use office_hours::time::Zone;
use office_hours::{Actor, Failure};
use store::queries::calendar_feeds;
use store::queries::sessions::{self, SessionRow};

use super::event_facts::event_facts;
use crate::Services;
use crate::account::digest;
use crate::calendar::{self, EventFacts};
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// Sessions in a feed at most, the latest ones.
const LIMIT: u64 = 500;
/// How far back a feed goes.
const PAST: SignedDuration = SignedDuration::from_hours(24 * 92);

/// Gives the signed-in person an address for their calendar program; one they had stops working. The
/// secret in it is shown this once.
pub async fn renew_feed(services: &Services, actor: &Actor) -> Result<CalendarFeed, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let person = actor.person()?;
    let secret = services.new_secret();
    let hash = digest(services, &secret);
    calendar_feeds::set(&services.store, person.user_id, &hash, services.now()).await.or_fail()?;
    Ok(CalendarFeed { url: format!("{}/api/calendar/feed/{secret}", services.config.base_url) })
}

/// Stops the address from working.
pub async fn revoke_feed(services: &Services, actor: &Actor) -> Result<(), Failure> {
    policy::check(actor, Action::UseSessions)?;
    calendar_feeds::remove(&services.store, actor.person()?.user_id).await.or_fail()
}

/// The sessions of whoever the secret belongs to, as iCalendar. Whom they meet is not in it: the
/// address may be known to others' programs as well.
pub async fn read_feed(services: &Services, secret: &str) -> Result<String, Failure> {
    let found = calendar_feeds::find_person(&services.store, &digest(services, secret)).await.or_fail()?;
    let person = found.ok_or_else(|| Failure::not_found("calendar"))?;
    let (mentor_id, mentee_id) = (person.mentor_id, person.mentee_id);
    policy::check(&Actor::Person(person), Action::UseSessions)?;
    let rows = match (mentor_id, mentee_id) {
        (Some(mentor_id), _) => sessions::list_for_mentor(&services.store, mentor_id, LIMIT).await,
        (None, Some(mentee_id)) => sessions::list_for_mentee(&services.store, mentee_id, LIMIT).await,
        (None, None) => Ok(vec![]),
    };
    let since = services.now() - PAST;
    let mut rows = rows.or_fail()?;
    rows.retain(|row| row.ends_at > since && row.status != SessionStatus::Cancelled);
    Ok(write(services, &rows))
}

fn write(services: &Services, rows: &[SessionRow]) -> String {
    let organizer = &services.config.organizer;
    let zones: Vec<Zone> = rows.iter().map(|row| Zone::of_stored(&row.mentor_timezone)).collect();
    let urls: Vec<String> =
        rows.iter().map(|row| format!("{}/sessions/{}", services.config.base_url, row.session_id)).collect();
    let known = rows.iter().zip(&zones).zip(&urls);
    let events: Vec<EventFacts> =
        known.map(|((row, zone), url)| event_facts(services, row, zone, url)).collect();
    calendar::feed(&organizer.name, &events)
}
