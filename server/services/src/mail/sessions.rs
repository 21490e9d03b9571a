//! What is written to the sides of a session.

use office_hours::booking::SessionStatus;
use office_hours::booking::lifecycle::undecided_until;
use office_hours::booking::party::{Party, Side};
use office_hours::language::Text;
use office_hours::text;
use office_hours::time::{self, LocalTime, Timestamp, Zone};
use store::queries::sessions::SessionRow;
use store::queries::users::UserRow;

use super::layout::Letter;
use super::{at, when};
use crate::Services;
use crate::booking::{Alternative, event_facts};
use crate::calendar::{self, EventFacts, Party as Attendee};
use crate::languages::reader_of;
use crate::ports::{CalendarMethod, CalendarPart, EventVersion, Mail};

/// To both sides: the session will take place. `in_place` is why staff booked it, where they did.
pub(crate) fn booked(services: &Services, session: &SessionRow, in_place: Option<&str>) -> [Mail; 2] {
    both(session, Event::Booked, invite(services, session), |reader| {
        let other = &reader.other;
        let booked = match (in_place, reader.side) {
            (None, _) => text!("Your session with {other} is booked.", other),
            (Some(_), Side::Mentor) => {
                text!("The programme’s staff booked a session of {other} with you.", other)
            }
            (Some(_), Side::Mentee) => {
                text!("The programme’s staff booked a session with {other} for you.", other)
            }
        };
        let mut paragraphs = vec![reader.say(booked), reader.when.clone()];
        paragraphs.extend(words(reader, in_place));
        paragraphs.push(reader.say(text!("Details, and a way to move or cancel it:")));
        paragraphs.push(page(services, session));
        paragraphs
    })
}

/// To both sides: the mentor is asked. `in_place` is why staff asked, where they did.
pub(crate) fn requested(
    services: &Services,
    session: &SessionRow,
    answer_by: Timestamp,
    in_place: Option<&str>,
) -> [Mail; 2] {
    both(session, Event::Requested, None, |reader| {
        let by = LocalTime::new(answer_by, &reader.reads).long;
        let other = &reader.other;
        let asked = match (in_place, reader.side) {
            (None, Side::Mentor) => text!("{other} asks for a session with you.", other),
            (None, Side::Mentee) => text!("You asked {other} for a session.", other),
            (Some(_), Side::Mentor) => {
                text!("The programme’s staff ask for a session of {other} with you.", other)
            }
            (Some(_), Side::Mentee) => {
                text!("The programme’s staff asked {other} for a session for you.", other)
            }
        };
        let what_now = match reader.side {
            Side::Mentor => text!("Please accept or decline it by {by}; the time is kept until then.", by),
            Side::Mentee => text!("The time is kept for you, and answered by {by} at the latest.", by),
        };
        let mut paragraphs =
            vec![format!("{} {}", reader.say(asked), reader.say(what_now)), reader.when.clone()];
        paragraphs.extend(words(reader, in_place));
        paragraphs.push(page(services, session));
        paragraphs
    })
}

/// To the mentee: the mentor has said no.
pub(crate) fn declined(services: &Services, session: &SessionRow, others: &[Alternative]) -> Mail {
    to(session, Side::Mentee, Event::Declined, None, |reader| {
        let other = &reader.other;
        let mut paragraphs = vec![
            reader.say(text!("{other} cannot take the session that you asked for.", other)),
            reader.when.clone(),
        ];
        paragraphs.extend(reader.reason(session.status_reason.as_deref()));
        paragraphs.extend(instead(services, session, others, reader));
        paragraphs
    })
}

/// To both sides: nobody answered in time.
pub(crate) fn expired(services: &Services, session: &SessionRow, others: &[Alternative]) -> [Mail; 2] {
    both(session, Event::Expired, None, |reader| {
        let other = &reader.other;
        if reader.side == Side::Mentor {
            return vec![
                reader.say(text!("The request of {other} was not answered in time and has expired.", other)),
                reader.when.clone(),
                reader.say(text!(
                    "The time is open for others again. If you would rather not answer each request, let times be \
                     booked at once: you find that with your hours."
                )),
                format!("{}/hours", services.config.base_url),
            ];
        }
        let late = text!("{other} did not answer your request in time, so it has expired.", other);
        let mut paragraphs = vec![reader.say(late), reader.when.clone()];
        paragraphs.extend(instead(services, session, others, reader));
        paragraphs
    })
}

/// To both sides: the session will not take place. Where the mentor leaves, the mentee is not led back to them.
pub(crate) fn cancelled(
    services: &Services,
    session: &SessionRow,
    before: &SessionRow,
    mentor_leaves: bool,
) -> [Mail; 2] {
    both(session, Event::Cancelled, call_off(services, session, before), |reader| {
        let cancelled = text!("Your session with {other} was cancelled.", other = &reader.other);
        let mut paragraphs = vec![reader.say(cancelled), reader.when.clone()];
        paragraphs.extend(reader.reason(session.status_reason.as_deref()));
        match reader.side {
            Side::Mentor if mentor_leaves => paragraphs.push(reader.say(text!("Nothing for you to do."))),
            Side::Mentor => paragraphs
                .push(reader.say(text!("The time is open for others again. Nothing for you to do."))),
            Side::Mentee if mentor_leaves => paragraphs.extend(instead(services, session, &[], reader)),
            Side::Mentee => {
                paragraphs.push(reader.say(text!("Find another time:")));
                paragraphs.push(format!("{}/mentors/{}", services.config.base_url, session.mentor_id));
            }
        }
        paragraphs
    })
}

/// To both sides: the session has another time. `by` is who moved it, where it was one of the two.
pub(crate) fn moved(
    services: &Services,
    session: &SessionRow,
    before: &SessionRow,
    by: Option<&str>,
    why: Option<&str>,
) -> [Mail; 2] {
    both(session, Event::Moved, reschedule(services, session, before), |reader| {
        let other = &reader.other;
        let moved = match by {
            Some(by) => text!("{by} moved the session with {other}.", by, other),
            None => text!("The programme’s staff moved the session with {other}.", other),
        };
        let before = LocalTime::new(before.starts_at, &reader.reads).long;
        let mut paragraphs = vec![
            reader.say(moved),
            reader.when.clone(),
            reader.say(text!("Before, it was on {before}.", before)),
        ];
        paragraphs.extend(reader.reason(why));
        if session.status == SessionStatus::Pending {
            let by = undecided_until(session.requested_at, session.starts_at);
            let by = LocalTime::new(by, &reader.reads).long;
            paragraphs.push(reader.say(match reader.side {
                Side::Mentor => text!("Please accept or decline the new time by {by}, or it expires.", by),
                Side::Mentee => text!("{other} accepts or declines it by {by} at the latest.", other, by),
            }));
        }
        paragraphs.push(reader.say(text!("Details, and a way to move or cancel it:")));
        paragraphs.push(page(services, session));
        paragraphs
    })
}

/// To all three: another mentor takes the session over. In calendars that is another event, and the old one is taken
/// out of those that had it.
pub(crate) fn handed_over(
    services: &Services,
    session: &SessionRow,
    before: &SessionRow,
    why: Option<&str>,
) -> Vec<Mail> {
    let gone = SessionRow { ical_sequence: session.ical_sequence, ..before.clone() };
    let off = call_off(services, &gone, before);
    // A message has room for one event that is acted upon, so the mentee gets two.
    let replaced = off.is_some().then(|| {
        to(&gone, Side::Mentee, Event::Cancelled, off.clone(), |reader| {
            vec![
                reader.say(text!(
                    "{mentor} takes over your session with {other}. This takes the old entry out of your calendar; \
                     the new one comes with another mail.",
                    mentor = &session.mentor_name,
                    other = &reader.other
                )),
                reader.when.clone(),
            ]
        })
    });
    let left = to(&gone, Side::Mentor, Event::Cancelled, off, |reader| {
        let mut paragraphs = vec![
            reader.say(text!(
                "The programme’s staff gave your session with {other} to another mentor.",
                other = &reader.other
            )),
            reader.when.clone(),
        ];
        paragraphs.extend(reader.reason(why));
        paragraphs.push(reader.say(text!("The time is open for others again. Nothing for you to do.")));
        paragraphs
    });
    let calendar = (session.status == SessionStatus::Booked).then(|| invite(services, session)).flatten();
    let [mentor, mentee] = both(session, Event::Moved, calendar, |reader| {
        let other = &reader.other;
        let given = match reader.side {
            Side::Mentor => text!("The programme’s staff gave you a session with {other}.", other),
            Side::Mentee => text!(
                "The programme’s staff gave your session with {before} to {other}.",
                before = &before.mentor_name,
                other
            ),
        };
        let mut paragraphs = vec![reader.say(given), reader.when.clone()];
        paragraphs.extend(reader.reason(why));
        paragraphs.push(note(reader));
        paragraphs.push(reader.say(text!("Details, and a way to move or cancel it:")));
        paragraphs.push(page(services, session));
        paragraphs
    });
    [left].into_iter().chain(replaced).chain([mentor, mentee]).collect()
}

/// To the mentee, the day before: whether they are still coming.
pub(crate) fn still_coming(services: &Services, session: &SessionRow, answer_by: Option<Timestamp>) -> Mail {
    to(session, Side::Mentee, Event::StillComing, None, |reader| {
        let mut paragraphs = vec![
            reader.say(text!(
                "Your session with {other} is soon. Are you still coming?",
                other = &reader.other
            )),
            reader.when.clone(),
        ];
        if let Some(by) = answer_by {
            let by = LocalTime::new(by, &reader.reads).long;
            paragraphs.push(reader.say(text!(
                "Please say so by {by}; otherwise the place is given to somebody who waits.",
                by
            )));
        }
        paragraphs.push(reader.say(text!("Say that you are coming, move it or cancel it:")));
        paragraphs.push(page(services, session));
        paragraphs
    })
}

/// To the mentee: the mentor's hours change, and the session no longer fits into them.
pub(crate) fn other_time_wanted(services: &Services, session: &SessionRow) -> Mail {
    let event = Event::OtherTimeWanted { asked: services.now() };
    to(session, Side::Mentee, event, None, |reader| {
        vec![
            reader.say(text!(
                "The hours of {other} change, and your session no longer fits into them.",
                other = &reader.other
            )),
            reader.when.clone(),
            reader.say(text!(
                "It stays as it is until one of you moves it. Please choose another time if you can:"
            )),
            format!("{}/move", page(services, session)),
        ]
    })
}

/// To one of the programme's staff: the mentor cannot keep the session.
pub(crate) fn hand_over_wanted(services: &Services, session: &SessionRow, member: &UserRow) -> Mail {
    let reads = reader_of(member.language, &session.mentor_timezone);
    let starts = LocalTime::new(session.starts_at, &reads);
    let SessionRow { mentor_name: mentor, mentee_name: mentee, session_id, .. } = session;
    let say = |text: Text| text.say(reads.catalog);
    Letter {
        // It can be asked again: hours change back and forth.
        key: format!("session-hand-over-{session_id}-{}-{}", services.now().as_millisecond(), member.user_id),
        to: member.email.clone(),
        to_name: member.name.clone().unwrap_or_default(),
        subject: say(text!(
            "Hand over? {mentor} with {mentee}, {when}",
            mentor,
            mentee,
            when = at(&starts, &reads)
        )),
        paragraphs: vec![
            say(text!(
                "The hours of {mentor} change, and they ask that another mentor takes over the session with {mentee}.",
                mentor,
                mentee
            )),
            when(&starts, session.ends_at, &reads),
            say(text!("It stays as it is until somebody moves it. Choose who takes it over:")),
            format!("{}/move", page(services, session)),
        ],
        calendar: None,
        catalog: reads.catalog,
    }
    .write()
}

/// To the side of whom it is said that they did not come.
pub(crate) fn absent(services: &Services, session: &SessionRow) -> Option<Mail> {
    let absent = session.mark.and_then(|mark| mark.absent)?;
    let decided = session.mark.is_some_and(|mark| mark.by == Party::Staff);
    let mail = to(session, absent, Event::Missed, None, |reader| {
        vec![
            reader.say(text!(
                "It was noted that you did not come to the session with {other}.",
                other = &reader.other
            )),
            reader.when.clone(),
            reader.say(match decided {
                true => text!("The programme’s staff decided this. Write to them if something is new:"),
                false => text!(
                    "If that is not so, object within seven days; the programme’s staff then look into it:"
                ),
            }),
            page(services, session),
        ]
    });
    Some(mail)
}

/// What a letter to one side needs to say.
struct Reader {
    side: Side,
    other: String,
    when: String,
    reads: time::Reader,
    note: Option<String>,
    /// Whether it is no longer just what the mentee wrote when they booked.
    note_is_edited: bool,
}

impl Reader {
    fn say(&self, text: Text) -> String {
        text.say(self.reads.catalog)
    }

    fn reason(&self, why: Option<&str>) -> Option<String> {
        why.map(|reason| self.say(text!("Reason: {reason}", reason)))
    }
}

fn note(reader: &Reader) -> String {
    let other = &reader.other;
    reader.say(match &reader.note {
        Some(note) if reader.note_is_edited => text!("Agenda: {note}", note),
        Some(note) if reader.side == Side::Mentee => text!("What you wrote: {note}", note),
        Some(note) => text!("What {other} wrote: {note}", other, note),
        None => text!("No note was added."),
    })
}

/// What the mentee wrote, or why staff booked in their place and what they noted.
fn words(reader: &Reader, in_place: Option<&str>) -> Vec<String> {
    if in_place.is_none() {
        return vec![note(reader)];
    }
    let note = reader.note.as_ref().map(|note| reader.say(text!("Note: {note}", note)));
    reader.reason(in_place).into_iter().chain(note).collect()
}

fn instead(
    services: &Services,
    session: &SessionRow,
    others: &[Alternative],
    reader: &Reader,
) -> Vec<String> {
    if others.is_empty() {
        let find = reader.say(text!("Find somebody else:"));
        return vec![find, format!("{}/find", services.config.base_url)];
    }
    let mut paragraphs = vec![reader.say(text!("These mentors fit as well and have time soon:"))];
    for Alternative { mentor_id, name, headline, .. } in others {
        paragraphs.push(match headline {
            Some(headline) => reader.say(text!("{name}: {headline}", name, headline)),
            None => name.clone(),
        });
        paragraphs.push(format!("{}/mentors/{mentor_id}", services.config.base_url));
    }
    let mentor = &session.mentor_name;
    paragraphs.push(reader.say(text!("Or choose another time of {mentor}:", mentor)));
    paragraphs.push(format!("{}/mentors/{}", services.config.base_url, session.mentor_id));
    paragraphs
}

pub(super) fn page(services: &Services, session: &SessionRow) -> String {
    format!("{}/sessions/{}", services.config.base_url, session.session_id)
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    Booked,
    Requested,
    Declined,
    Expired,
    Cancelled,
    Moved,
    StillComing,
    Missed,
    OtherTimeWanted { asked: Timestamp },
}

impl Event {
    /// In the message's key.
    fn word(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Requested => "requested",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::Moved => "moved",
            Self::StillComing => "still-coming",
            Self::Missed => "missed",
            Self::OtherTimeWanted { .. } => "other-time-wanted",
        }
    }

    /// Exchange shows the subject as the title of an event that is kept, so that one is the same whatever became of
    /// it.
    fn subject(self, other: &str, when: Text) -> Text {
        match self {
            Self::Booked | Self::Moved => text!("Session with {other}, {when}", other, when),
            Self::Requested => text!("Session requested: {other}, {when}", other, when),
            Self::Declined => text!("Session declined: {other}, {when}", other, when),
            Self::Expired => text!("Request expired: {other}, {when}", other, when),
            Self::Cancelled => text!("Session cancelled: {other}, {when}", other, when),
            Self::StillComing => text!("Still coming? {other}, {when}", other, when),
            Self::Missed => text!("Session missed: {other}, {when}", other, when),
            Self::OtherTimeWanted { .. } => text!("Another time? {other}, {when}", other, when),
        }
    }
}

fn both(
    session: &SessionRow,
    event: Event,
    calendar: Option<CalendarPart>,
    body: impl Fn(&Reader) -> Vec<String>,
) -> [Mail; 2] {
    [Side::Mentor, Side::Mentee].map(|side| to(session, side, event, calendar.clone(), &body))
}

fn to(
    session: &SessionRow,
    side: Side,
    event: Event,
    calendar: Option<CalendarPart>,
    body: impl Fn(&Reader) -> Vec<String>,
) -> Mail {
    let reads = reader_of(session.language_of(side), session.timezone_of(side));
    let starts = LocalTime::new(session.starts_at, &reads);
    let (email, name, other) = match side {
        Side::Mentor => (&session.mentor_email, &session.mentor_name, &session.mentee_name),
        Side::Mentee => (&session.mentee_email, &session.mentee_name, &session.mentor_name),
    };
    let reader = Reader {
        side,
        other: other.clone(),
        when: when(&starts, session.ends_at, &reads),
        note: session.notes.clone(),
        note_is_edited: session.notes_version > 0,
        reads,
    };
    // A session may be moved more than once: each time is a message of its own.
    let (word, id) = (event.word(), session.session_id);
    let sequence = match (event, session.mark) {
        // What is said of how it went can change and change back.
        (Event::Missed, Some(mark)) => mark.at.as_second(),
        // Hours change back and forth, and the session stays where it is.
        (Event::OtherTimeWanted { asked }, _) => asked.as_millisecond(),
        _ => session.ical_sequence.into(),
    };
    let mail = Letter {
        key: format!("session-{word}-{id}-{sequence}-{}", side.as_str()),
        to: email.clone(),
        to_name: name.clone(),
        subject: reader.say(event.subject(other, at(&starts, &reader.reads))),
        paragraphs: body(&reader),
        calendar,
        catalog: reader.reads.catalog,
    }
    .write();
    Mail { side: Some(side), ..mail }
}

/// Puts the session into both calendars, or where it is there already, at its new time.
pub(super) fn invite(services: &Services, session: &SessionRow) -> Option<CalendarPart> {
    Some(part(services, session, CalendarMethod::Request))
}

/// Has it in both calendars at its new time. A request is in no calendar before it is accepted, and one that
/// is asked for anew no longer.
pub(super) fn reschedule(
    services: &Services,
    session: &SessionRow,
    before: &SessionRow,
) -> Option<CalendarPart> {
    match session.status {
        SessionStatus::Pending => call_off(services, session, before),
        _ => invite(services, session),
    }
}

/// Takes it out of both calendars, if it was in them: a request is not.
pub(super) fn call_off(
    services: &Services,
    session: &SessionRow,
    before: &SessionRow,
) -> Option<CalendarPart> {
    (before.status == SessionStatus::Booked).then(|| part(services, session, CalendarMethod::Cancel))
}

fn part(services: &Services, session: &SessionRow, method: CalendarMethod) -> CalendarPart {
    let write = match method {
        CalendarMethod::Request => calendar::request,
        CalendarMethod::Cancel => calendar::cancel,
    };
    CalendarPart {
        method,
        text: with_facts(services, session, write),
        of: Some(EventVersion { event_id: session.event_id, sequence: session.ical_sequence }),
    }
}

fn with_facts(services: &Services, session: &SessionRow, write: fn(&EventFacts) -> String) -> String {
    let zone = Zone::of_stored(&session.mentor_timezone);
    let url = page(services, session);
    let note = session.notes.as_ref().map(|note| format!("{note}\n\n")).unwrap_or_default();
    let attendees = [
        Attendee { name: &session.mentor_name, email: &session.mentor_email },
        Attendee { name: &session.mentee_name, email: &session.mentee_email },
    ];
    let facts = event_facts(services, session, &zone, &url);
    write(&EventFacts {
        summary: &format!("Office hours: {} and {}", session.mentor_name, session.mentee_name),
        description: &format!("{note}{url}"),
        location: session.meeting_url.as_deref().unwrap_or(facts.location),
        attendees: &attendees,
        ..facts
    })
}
