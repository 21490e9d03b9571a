//! What is written to those who wait for a place.

use office_hours::availability::SlotTime;
use office_hours::profile::MentorProfile;
use office_hours::time::{self, LocalTime, Timestamp, Zone};
use store::queries::waiting_list::WaitingRow;

use super::layout::Letter;
use crate::Services;
use crate::ports::Mail;

/// A place came free, and is kept for the reader between the two instants.
pub(crate) fn offered(
    services: &Services,
    mentor: &MentorProfile,
    entry: &WaitingRow,
    time: SlotTime,
    (since, until): (Timestamp, Timestamp),
) -> Mail {
    // The mentee's zone is not stored; the mentor's is, and a mail names the zone it speaks in.
    let reads = time::Reader::english(Zone::of_stored(&mentor.timezone));
    let (starts, ends) = (LocalTime::new(time.starts_at, &reads), LocalTime::new(time.ends_at, &reads));
    let until = LocalTime::new(until, &reads);
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
        subject: format!(
            "A place with {}, {} {} ({})",
            mentor.name,
            starts.day,
            starts.time,
            reads.zone.name()
        ),
        paragraphs: vec![
            format!("You wait for a place with {}, and one came free.", mentor.name),
            format!("When: {}, until {}.", starts.long, ends.time),
            format!("It is kept for you until {}; then the next one is asked. Book it here:", until.long),
            format!("{}/sessions", services.config.base_url),
            "If it does not suit you, say so there, and you keep your place in the list.".to_owned(),
        ],
        calendar: None,
    }
    .write()
}
