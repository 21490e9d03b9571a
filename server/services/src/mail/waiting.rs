//! What is written to those who wait for a place.

use office_hours::availability::SlotTime;
use office_hours::language::Text;
use office_hours::profile::MentorProfile;
use office_hours::text;
use office_hours::time::{LocalTime, Timestamp};
use store::queries::waiting_list::WaitingRow;

use super::layout::Letter;
use super::{at, when};
use crate::Services;
use crate::languages::reader_of;
use crate::ports::Mail;

/// A place came free, and is kept for the reader between the two instants.
pub(crate) fn offered(
    services: &Services,
    mentor: &MentorProfile,
    entry: &WaitingRow,
    time: SlotTime,
    (since, until): (Timestamp, Timestamp),
) -> Mail {
    let reads = reader_of(entry.mentee_language, &entry.mentee_timezone);
    let say = |text: Text| text.say(reads.catalog);
    let starts = LocalTime::new(time.starts_at, &reads);
    let until = LocalTime::new(until, &reads).long;
    let mentor = &mentor.name;
    Letter {
        // The same place may be offered a second time.
        key: format!(
            "waiting-offered-{}-{}-{}",
            entry.entry_id,
            time.starts_at.as_second(),
            since.as_second()
        ),
        to: entry.mentee_email.clone(),
        to_name: entry.mentee_name.clone(),
        subject: say(text!("A place with {mentor}, {when}", mentor, when = at(&starts, &reads))),
        paragraphs: vec![
            say(text!("You wait for a place with {mentor}, and one came free.", mentor)),
            when(&starts, time.ends_at, &reads),
            say(text!("It is kept for you until {until}; then the next one is asked. Book it here:", until)),
            format!("{}/sessions", services.config.base_url),
            say(text!("If it does not suit you, say so there, and you keep your place in the list.")),
        ],
        calendar: None,
        catalog: reads.catalog,
    }
    .write()
}
