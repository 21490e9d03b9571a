//! What is written to the sides of sessions that repeat: one message a side that lists them all, with
//! a calendar part for each, since each is an event of its own. A single one is written about in
//! `sessions`.

use office_hours::booking::SessionStatus;
use office_hours::booking::lifecycle::undecided_until;
use office_hours::booking::party::Side;
use office_hours::time::{self, LocalTime, Timestamp, Zone};
use store::queries::sessions::SessionRow;

use super::layout::Letter;
use super::sessions::{call_off, invite, page, reschedule};
use crate::Services;
use crate::ports::{CalendarPart, Mail};

/// To both sides: the sessions will take place.
pub(crate) fn booked(services: &Services, sessions: &[SessionRow]) -> Vec<Mail> {
    let calendars = sessions.iter().filter_map(|session| invite(services, session)).collect();
    both(sessions, Event::Booked, calendars, |reader| {
        vec![
            format!("Your {} with {} are booked{}.", reader.sessions, reader.other, reader.repeats),
            reader.times.clone(),
            note(reader),
            "Details, and a way to move or cancel each of them:".to_owned(),
            page(services, reader.first),
        ]
    })
}

/// To both sides: the mentor is asked.
pub(crate) fn requested(services: &Services, sessions: &[SessionRow], answer_by: Timestamp) -> Vec<Mail> {
    both(sessions, Event::Requested, vec![], |reader| {
        let by = LocalTime::new(answer_by, &reader.reads).long;
        let (sessions, repeats, other) = (&reader.sessions, &reader.repeats, reader.other);
        let asked = match reader.side {
            Side::Mentor => format!(
                "{other} asks for {sessions} with you{repeats}. Please accept or decline each of them by {by}; \
                 the times are kept until then."
            ),
            Side::Mentee => format!(
                "You asked {other} for {sessions}{repeats}. The times are kept for you, and answered by {by} \
                 at the latest."
            ),
        };
        vec![asked, reader.times.clone(), note(reader), page(services, reader.first)]
    })
}

/// To both sides: the sessions will not take place. `before` are the same as they stood until then.
pub(crate) fn cancelled(services: &Services, sessions: &[SessionRow], before: &[SessionRow]) -> Vec<Mail> {
    let calendars = sessions.iter().zip(before).filter_map(|(now, before)| call_off(services, now, before));
    both(sessions, Event::Cancelled, calendars.collect(), |reader| {
        let mut paragraphs = vec![
            format!("Your {} with {} were cancelled.", reader.sessions, reader.other),
            reader.times.clone(),
        ];
        paragraphs.extend(reader.first.status_reason.as_ref().map(|reason| format!("Reason: {reason}")));
        match reader.side {
            Side::Mentor => {
                paragraphs.push("The times are open for others again. Nothing for you to do.".to_owned());
            }
            Side::Mentee => {
                paragraphs.push("Find other times:".to_owned());
                paragraphs.push(format!("{}/mentors/{}", services.config.base_url, reader.first.mentor_id));
            }
        }
        paragraphs
    })
}

/// To both sides: the sessions, earliest first, have other times than `before`, each with what it was. `by` is who
/// moved them, where it was one of the two.
pub(crate) fn moved(
    services: &Services,
    sessions: &[(SessionRow, &SessionRow)],
    by: Option<&str>,
    why: Option<&str>,
) -> Vec<Mail> {
    let calendars = sessions.iter().filter_map(|(now, before)| reschedule(services, now, before));
    let calendars = calendars.collect();
    let rows: Vec<SessionRow> = sessions.iter().map(|(now, _)| now.clone()).collect();
    let waits = rows.iter().find(|row| row.status == SessionStatus::Pending);
    both(&rows, Event::Moved, calendars, |reader| {
        let by = by.unwrap_or("The programme’s staff");
        let was = |(now, before): &(SessionRow, &SessionRow)| {
            let before = LocalTime::new(before.starts_at, &reader.reads);
            format!("{} (before: {}, {})", line(now, &reader.reads), before.day, before.time)
        };
        let mut paragraphs = vec![
            format!("{by} moved {} with {}.", reader.sessions, reader.other),
            sessions.iter().map(was).collect::<Vec<_>>().join("\n"),
        ];
        paragraphs.extend(why.map(|why| format!("Reason: {why}")));
        if let Some(first) = waits {
            let by = LocalTime::new(undecided_until(first.requested_at, first.starts_at), &reader.reads).long;
            paragraphs.push(match reader.side {
                Side::Mentor => format!(
                    "Please accept or decline each of them that you have not accepted yet by {by}, or it expires."
                ),
                Side::Mentee => {
                    format!("{} answers what is not agreed on yet by {by} at the latest.", reader.other)
                }
            });
        }
        paragraphs.push("Details, and a way to move or cancel each of them:".to_owned());
        paragraphs.push(page(services, reader.first));
        paragraphs
    })
}

/// What a letter to one side needs to say.
struct Reader<'a> {
    side: Side,
    other: &'a str,
    first: &'a SessionRow,
    /// "6 sessions".
    sessions: String,
    /// ", every week".
    repeats: String,
    /// A line for each.
    times: String,
    reads: time::Reader,
}

/// When a session is.
fn line(session: &SessionRow, reads: &time::Reader) -> String {
    let ends = LocalTime::new(session.ends_at, reads);
    format!("{}, until {}", LocalTime::new(session.starts_at, reads).long, ends.time)
}

fn note(reader: &Reader<'_>) -> String {
    match (&reader.first.notes, reader.side) {
        (Some(note), Side::Mentor) => format!("What {} wrote: {note}", reader.other),
        (Some(note), Side::Mentee) => format!("What you wrote: {note}"),
        (None, _) => "No note was added.".to_owned(),
    }
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    Booked,
    Requested,
    Cancelled,
    Moved,
}

impl Event {
    /// In the message's key.
    fn word(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Requested => "requested",
            Self::Cancelled => "cancelled",
            Self::Moved => "moved",
        }
    }

    /// How the subject begins; as in `sessions`, that of an event that is kept stays the same.
    fn subject(self) -> &'static str {
        match self {
            Self::Booked | Self::Moved => "Sessions with ",
            Self::Requested => "Sessions requested: ",
            Self::Cancelled => "Sessions cancelled: ",
        }
    }
}

fn both(
    sessions: &[SessionRow],
    event: Event,
    calendars: Vec<CalendarPart>,
    body: impl Fn(&Reader<'_>) -> Vec<String>,
) -> Vec<Mail> {
    let Some(first) = sessions.iter().min_by_key(|session| session.starts_at) else { return vec![] };
    let letter = |side| to(side, first, sessions, event, calendars.clone(), &body);
    [Side::Mentor, Side::Mentee].map(letter).into()
}

fn to(
    side: Side,
    first: &SessionRow,
    sessions: &[SessionRow],
    event: Event,
    calendars: Vec<CalendarPart>,
    body: impl Fn(&Reader<'_>) -> Vec<String>,
) -> Mail {
    // The mentee's zone is not stored; the mentor's is, and a mail names the zone it speaks in.
    let reads = time::Reader::english(Zone::of_stored(&first.mentor_timezone));
    let (email, name, other) = match side {
        Side::Mentor => (&first.mentor_email, &first.mentor_name, &first.mentee_name),
        Side::Mentee => (&first.mentee_email, &first.mentee_name, &first.mentor_name),
    };
    let starts = LocalTime::new(first.starts_at, &reads);
    let reader = Reader {
        side,
        other,
        first,
        sessions: format!("{} sessions", sessions.len()),
        repeats: first.series.map(|series| format!(", {}", series.frequency.spoken())).unwrap_or_default(),
        times: sessions.iter().map(|session| line(session, &reads)).collect::<Vec<_>>().join("\n"),
        reads: reads.clone(),
    };
    let mut calendars = calendars.into_iter();
    let id = first.session_id;
    let mail = Letter {
        key: match event {
            // They may be moved more than once.
            Event::Moved => format!("series-moved-{id}-{}-{}", first.ical_sequence, side.as_str()),
            // A session begins a series once and is called off once.
            _ => format!("series-{}-{id}-{}", event.word(), side.as_str()),
        },
        to: email.clone(),
        to_name: name.clone(),
        subject: format!(
            "{}{other}, {} from {} {} ({})",
            event.subject(),
            sessions.len(),
            starts.day,
            starts.time,
            reads.zone.name()
        ),
        paragraphs: body(&reader),
        calendar: calendars.next(),
    }
    .write();
    Mail { more_calendars: calendars.collect(), side: Some(side), ..mail }
}
