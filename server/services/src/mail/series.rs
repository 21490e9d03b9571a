//! What is written to the sides of sessions that repeat: one message a side that lists them all, with
//! a calendar part for each, since each is an event of its own. A single one is written about in
//! `sessions`.

use office_hours::booking::SessionStatus;
use office_hours::booking::lifecycle::undecided_until;
use office_hours::booking::party::Side;
use office_hours::booking::series::Frequency;
use office_hours::language::Text;
use office_hours::text;
use office_hours::time::{self, LocalTime, Timestamp};
use store::queries::sessions::SessionRow;

use super::at;
use super::layout::Letter;
use super::sessions::{call_off, invite, page, reschedule};
use crate::Services;
use crate::languages::reader_of;
use crate::ports::{CalendarPart, Mail};

/// To both sides: the sessions will take place.
pub(crate) fn booked(services: &Services, sessions: &[SessionRow]) -> Vec<Mail> {
    let calendars = sessions.iter().filter_map(|session| invite(services, session)).collect();
    both(sessions, Event::Booked, calendars, |reader| {
        let Reader { number, other, .. } = *reader;
        let booked = match reader.often() {
            Some(often) => {
                text!("Your {number} sessions with {other} are booked, {often}.", number, other, often)
            }
            None => text!("Your {number} sessions with {other} are booked.", number, other),
        };
        vec![
            reader.say(booked),
            reader.times.clone(),
            note(reader),
            reader.say(text!("Details, and a way to move or cancel each of them:")),
            page(services, reader.first),
        ]
    })
}

/// To both sides: the mentor is asked.
pub(crate) fn requested(services: &Services, sessions: &[SessionRow], answer_by: Timestamp) -> Vec<Mail> {
    both(sessions, Event::Requested, vec![], |reader| {
        let by = LocalTime::new(answer_by, &reader.reads).long;
        let Reader { number, other, .. } = *reader;
        let asked = match (reader.side, reader.often()) {
            (Side::Mentor, Some(often)) => {
                text!("{other} asks for {number} sessions with you, {often}.", other, number, often)
            }
            (Side::Mentor, None) => text!("{other} asks for {number} sessions with you.", other, number),
            (Side::Mentee, Some(often)) => {
                text!("You asked {other} for {number} sessions, {often}.", other, number, often)
            }
            (Side::Mentee, None) => text!("You asked {other} for {number} sessions.", other, number),
        };
        let what_now = match reader.side {
            Side::Mentor => {
                text!("Please accept or decline each of them by {by}; the times are kept until then.", by)
            }
            Side::Mentee => text!("The times are kept for you, and answered by {by} at the latest.", by),
        };
        let asked = format!("{} {}", reader.say(asked), reader.say(what_now));
        vec![asked, reader.times.clone(), note(reader), page(services, reader.first)]
    })
}

/// To both sides: the sessions of one mentor will not take place, each with how it stood until then.
pub(crate) fn cancelled(services: &Services, sessions: &[(SessionRow, &SessionRow)]) -> Vec<Mail> {
    let calendars = sessions.iter().filter_map(|(now, before)| call_off(services, now, before));
    let rows: Vec<SessionRow> = sessions.iter().map(|(now, _)| now.clone()).collect();
    both(&rows, Event::Cancelled, calendars.collect(), |reader| {
        let Reader { number, other, .. } = *reader;
        let mut paragraphs = vec![
            reader.say(text!("Your {number} sessions with {other} were cancelled.", number, other)),
            reader.times.clone(),
        ];
        paragraphs.extend(reader.reason(reader.first.status_reason.as_deref()));
        match reader.side {
            Side::Mentor => {
                paragraphs
                    .push(reader.say(text!("The times are open for others again. Nothing for you to do.")));
            }
            Side::Mentee => {
                paragraphs.push(reader.say(text!("Find other times:")));
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
    both(&rows, Event::Moved, calendars, |reader| {
        let Reader { number, other, .. } = *reader;
        let moved = match by {
            Some(by) => text!("{by} moved {number} sessions with {other}.", by, number, other),
            None => text!("The programme’s staff moved {number} sessions with {other}.", number, other),
        };
        let was = |(now, before): &(SessionRow, &SessionRow)| {
            let starts = LocalTime::new(now.starts_at, &reader.reads).long;
            let ends = LocalTime::new(now.ends_at, &reader.reads).time;
            let LocalTime { day, time, .. } = LocalTime::new(before.starts_at, &reader.reads);
            reader.say(text!("{starts}, until {ends} (before: {day}, {time})", starts, ends, day, time))
        };
        let mut paragraphs = vec![reader.say(moved), sessions.iter().map(was).collect::<Vec<_>>().join("\n")];
        paragraphs.extend(reader.reason(why));
        paragraphs.extend(answer(reader, &rows));
        paragraphs.push(reader.say(text!("Details, and a way to move or cancel each of them:")));
        paragraphs.push(page(services, reader.first));
        paragraphs
    })
}

/// To all three: another mentor takes the sessions over, each with how it stood until then. In calendars those are
/// other events, and the old ones are taken out of those that had them.
pub(crate) fn handed_over(
    services: &Services,
    sessions: &[(SessionRow, &SessionRow)],
    why: Option<&str>,
) -> Vec<Mail> {
    let now: Vec<SessionRow> = sessions.iter().map(|(now, _)| now.clone()).collect();
    let gone: Vec<SessionRow> = sessions
        .iter()
        .map(|(now, before)| SessionRow { ical_sequence: now.ical_sequence, ..(*before).clone() })
        .collect();
    let (Some(first), Some(left)) = (earliest(&now), earliest(&gone)) else { return vec![] };
    let off: Vec<CalendarPart> = gone.iter().filter_map(|row| call_off(services, row, row)).collect();
    let mut letters = vec![to(Side::Mentor, left, &gone, Event::Cancelled, off.clone(), |reader| {
        let Reader { number, other, .. } = *reader;
        let given = text!(
            "The programme’s staff gave {number} of your sessions with {other} to another mentor.",
            number,
            other
        );
        let mut paragraphs = vec![reader.say(given), reader.times.clone()];
        paragraphs.extend(reader.reason(why));
        paragraphs.push(reader.say(text!("The times are open for others again. Nothing for you to do.")));
        paragraphs
    })];
    // As with one session: what leaves a calendar and what comes into it are two messages.
    if !off.is_empty() {
        letters.push(to(Side::Mentee, left, &gone, Event::Cancelled, off, |reader| {
            let Reader { number, other, .. } = *reader;
            let replaced = text!(
                "{mentor} takes over {number} of your sessions with {other}. This takes the old entries out of your \
                 calendar; the new ones come with another mail.",
                mentor = &first.mentor_name,
                number,
                other
            );
            vec![reader.say(replaced), reader.times.clone()]
        }));
    }
    let agreed = now.iter().filter(|row| row.status == SessionStatus::Booked);
    let calendars = agreed.filter_map(|row| invite(services, row)).collect();
    letters.extend(both(&now, Event::Moved, calendars, |reader| {
        let Reader { number, other, .. } = *reader;
        let given = match reader.side {
            Side::Mentor => {
                text!("The programme’s staff gave you {number} sessions with {other}.", number, other)
            }
            Side::Mentee => text!(
                "The programme’s staff gave {number} of your sessions with {before} to {other}.",
                number,
                before = &left.mentor_name,
                other
            ),
        };
        let mut paragraphs = vec![reader.say(given), reader.times.clone()];
        paragraphs.extend(reader.reason(why));
        paragraphs.push(note(reader));
        paragraphs.extend(answer(reader, &now));
        paragraphs.push(reader.say(text!("Details, and a way to move or cancel each of them:")));
        paragraphs.push(page(services, reader.first));
        paragraphs
    }));
    letters
}

/// Until when those are to be answered that wait for it, if there are any.
fn answer(reader: &Reader<'_>, sessions: &[SessionRow]) -> Option<String> {
    let first = sessions.iter().find(|row| row.status == SessionStatus::Pending)?;
    let by = LocalTime::new(undecided_until(first.requested_at, first.starts_at), &reader.reads).long;
    let other = reader.other;
    Some(reader.say(match reader.side {
        Side::Mentor => text!(
            "Please accept or decline each of them that you have not accepted yet by {by}, or it expires.",
            by
        ),
        Side::Mentee => text!("{other} answers what is not agreed on yet by {by} at the latest.", other, by),
    }))
}

/// What a letter to one side needs to say.
struct Reader<'a> {
    side: Side,
    other: &'a str,
    first: &'a SessionRow,
    /// How many there are: more than one.
    number: usize,
    /// A line for each.
    times: String,
    reads: time::Reader,
}

impl Reader<'_> {
    fn say(&self, text: Text) -> String {
        text.say(self.reads.catalog)
    }

    fn reason(&self, why: Option<&str>) -> Option<String> {
        why.map(|reason| self.say(text!("Reason: {reason}", reason)))
    }

    /// Within a sentence.
    fn often(&self) -> Option<Text> {
        self.first.series.map(|series| match series.frequency {
            Frequency::Weekly => text!("every week"),
            Frequency::Fortnightly => text!("every two weeks"),
            Frequency::Monthly => text!("every month"),
        })
    }
}

/// When a session is.
fn line(session: &SessionRow, reads: &time::Reader) -> String {
    let starts = LocalTime::new(session.starts_at, reads).long;
    let ends = LocalTime::new(session.ends_at, reads).time;
    text!("{starts}, until {ends}", starts, ends).say(reads.catalog)
}

fn note(reader: &Reader<'_>) -> String {
    reader.say(match (&reader.first.notes, reader.side) {
        (Some(note), Side::Mentor) => text!("What {other} wrote: {note}", other = reader.other, note),
        (Some(note), Side::Mentee) => text!("What you wrote: {note}", note),
        (None, _) => text!("No note was added."),
    })
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

    /// As in `sessions`, that of an event that is kept stays the same.
    fn subject(self, other: &str, number: usize, when: Text) -> Text {
        match self {
            Self::Booked | Self::Moved => {
                text!("Sessions with {other}, {number} from {when}", other, number, when)
            }
            Self::Requested => {
                text!("Sessions requested: {other}, {number} from {when}", other, number, when)
            }
            Self::Cancelled => {
                text!("Sessions cancelled: {other}, {number} from {when}", other, number, when)
            }
        }
    }
}

fn earliest(sessions: &[SessionRow]) -> Option<&SessionRow> {
    sessions.iter().min_by_key(|session| session.starts_at)
}

fn both(
    sessions: &[SessionRow],
    event: Event,
    calendars: Vec<CalendarPart>,
    body: impl Fn(&Reader<'_>) -> Vec<String>,
) -> Vec<Mail> {
    let Some(first) = earliest(sessions) else { return vec![] };
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
    let reads = reader_of(first.language_of(side), first.timezone_of(side));
    let (email, name, other) = match side {
        Side::Mentor => (&first.mentor_email, &first.mentor_name, &first.mentee_name),
        Side::Mentee => (&first.mentee_email, &first.mentee_name, &first.mentor_name),
    };
    let starts = LocalTime::new(first.starts_at, &reads);
    let reader = Reader {
        side,
        other,
        first,
        number: sessions.len(),
        times: sessions.iter().map(|session| line(session, &reads)).collect::<Vec<_>>().join("\n"),
        reads,
    };
    let mut calendars = calendars.into_iter();
    let id = first.session_id;
    let mail = Letter {
        // They may be moved more than once, and be called off after another mentor took them over.
        key: format!("series-{}-{id}-{}-{}", event.word(), first.ical_sequence, side.as_str()),
        to: email.clone(),
        to_name: name.clone(),
        subject: reader.say(event.subject(other, reader.number, at(&starts, &reader.reads))),
        paragraphs: body(&reader),
        calendar: calendars.next(),
        catalog: reader.reads.catalog,
    }
    .write();
    Mail { more_calendars: calendars.collect(), side: Some(side), ..mail }
}
