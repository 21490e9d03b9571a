//! The words of every message. Plain text and the same as simple HTML; no template engine.

mod layout;

use office_hours::account::Email;
use office_hours::time::{LocalTime, Timestamp, Zone};
use store::queries::sessions::SessionRow;

use crate::ports::Mail;
use layout::Letter;

/// The sign-in link.
pub(crate) fn login_link(key: String, to: &Email, link: &str) -> Mail {
    Letter {
        key,
        to: to.as_str().to_owned(),
        to_name: String::new(),
        subject: "Your sign-in link for Office Hours".to_owned(),
        paragraphs: vec![
            "Open this link and press “Sign in”. It works once, for 15 minutes.".to_owned(),
            link.to_owned(),
            "If you did not ask for it, ignore this mail; nothing happens.".to_owned(),
        ],
    }
    .write()
}

/// To both sides: the session will take place.
pub(crate) fn session_booked(session: &SessionRow, base_url: &str) -> [Mail; 2] {
    session_letters(session, "booked", |side| {
        vec![
            format!("Your session with {} is booked.", side.other),
            side.when.clone(),
            match (&side.note, side.to_mentor) {
                (Some(note), true) => format!("What {} wrote: {note}", side.other),
                (Some(note), false) => format!("What you wrote: {note}"),
                (None, _) => "No note was added.".to_owned(),
            },
            "Details, and a way to cancel:".to_owned(),
            format!("{base_url}/sessions/{}", session.session_id),
        ]
    })
}

/// To both sides: the session will not take place.
pub(crate) fn session_cancelled(session: &SessionRow, base_url: &str, reason: Option<&str>) -> [Mail; 2] {
    session_letters(session, "cancelled", |side| {
        let mut paragraphs =
            vec![format!("Your session with {} was cancelled.", side.other), side.when.clone()];
        paragraphs.extend(reason.map(|reason| format!("Reason: {reason}")));
        if side.to_mentor {
            paragraphs.push("The time is open for others again. Nothing for you to do.".to_owned());
        } else {
            paragraphs.push("Find another time:".to_owned());
            paragraphs.push(format!("{base_url}/mentors/{}", session.mentor_id));
        }
        paragraphs
    })
}

/// What a letter to one side needs to say.
struct Side {
    to_mentor: bool,
    other: String,
    when: String,
    note: Option<String>,
}

fn session_letters(session: &SessionRow, event: &str, body: impl Fn(&Side) -> Vec<String>) -> [Mail; 2] {
    // The mentee's zone is not stored; the mentor's is, and a mail names the zone it speaks in.
    let zone = Zone::of_stored(&session.mentor_timezone);
    let starts = LocalTime::new(session.starts_at, &zone);
    [true, false].map(|to_mentor| {
        let (to, to_name, other) = if to_mentor {
            (&session.mentor_email, &session.mentor_name, &session.mentee_name)
        } else {
            (&session.mentee_email, &session.mentee_name, &session.mentor_name)
        };
        let side = Side {
            to_mentor,
            other: other.clone(),
            when: when(&starts, session.ends_at, &zone),
            note: session.notes.clone(),
        };
        let who = if to_mentor { "mentor" } else { "mentee" };
        Letter {
            key: format!("session-{event}-{}-{who}", session.session_id),
            to: to.clone(),
            to_name: to_name.clone(),
            subject: format!("Session {event}: {other}, {} {} ({})", starts.day, starts.time, zone.name()),
            paragraphs: body(&side),
        }
        .write()
    })
}

fn when(starts: &LocalTime, ends_at: Timestamp, zone: &Zone) -> String {
    format!("When: {}, until {}.", starts.long, LocalTime::new(ends_at, zone).time)
}
