//! What is written to the sides of a session.

use office_hours::booking::SessionStatus;
use office_hours::booking::lifecycle::undecided_until;
use office_hours::booking::party::{Party, Side};
use office_hours::time::{self, LocalTime, Timestamp, Zone};
use store::queries::sessions::SessionRow;
use store::queries::users::UserRow;

use super::layout::Letter;
use crate::Services;
use crate::booking::{Alternative, event_facts};
use crate::calendar::{self, EventFacts, Party as Attendee};
use crate::ports::{CalendarMethod, CalendarPart, EventVersion, Mail};

/// To both sides: the session will take place. `in_place` is why staff booked it, where they did.
pub(crate) fn booked(services: &Services, session: &SessionRow, in_place: Option<&str>) -> [Mail; 2] {
    both(session, Event::Booked, invite(services, session), |reader| {
        let other = &reader.other;
        let booked = match (in_place, reader.side) {
            (None, _) => format!("Your session with {other} is booked."),
            (Some(_), Side::Mentor) => format!("The programme’s staff booked a session of {other} with you."),
            (Some(_), Side::Mentee) => {
                format!("The programme’s staff booked a session with {other} for you.")
            }
        };
        let mut paragraphs = vec![booked, reader.when.clone()];
        paragraphs.extend(words(reader, in_place));
        paragraphs.push("Details, and a way to move or cancel it:".to_owned());
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
            (None, Side::Mentor) => format!("{other} asks for a session with you."),
            (None, Side::Mentee) => format!("You asked {other} for a session."),
            (Some(_), Side::Mentor) => {
                format!("The programme’s staff ask for a session of {other} with you.")
            }
            (Some(_), Side::Mentee) => format!("The programme’s staff asked {other} for a session for you."),
        };
        let what_now = match reader.side {
            Side::Mentor => format!("Please accept or decline it by {by}; the time is kept until then."),
            Side::Mentee => format!("The time is kept for you, and answered by {by} at the latest."),
        };
        let mut paragraphs = vec![format!("{asked} {what_now}"), reader.when.clone()];
        paragraphs.extend(words(reader, in_place));
        paragraphs.push(page(services, session));
        paragraphs
    })
}

/// To the mentee: the mentor has said no.
pub(crate) fn declined(services: &Services, session: &SessionRow, others: &[Alternative]) -> Mail {
    to(session, Side::Mentee, Event::Declined, None, |reader| {
        let mut paragraphs = vec![
            format!("{} cannot take the session that you asked for.", reader.other),
            reader.when.clone(),
        ];
        paragraphs.extend(reason(reader));
        paragraphs.extend(instead(services, session, others));
        paragraphs
    })
}

/// To both sides: nobody answered in time.
pub(crate) fn expired(services: &Services, session: &SessionRow, others: &[Alternative]) -> [Mail; 2] {
    both(session, Event::Expired, None, |reader| match reader.side {
        Side::Mentor => vec![
            format!("The request of {} was not answered in time and has expired.", reader.other),
            reader.when.clone(),
            "The time is open for others again. If you would rather not answer each request, let \
             times be booked at once: you find that with your hours."
                .to_owned(),
            format!("{}/hours", services.config.base_url),
        ],
        Side::Mentee => {
            let mut paragraphs = vec![
                format!("{} did not answer your request in time, so it has expired.", reader.other),
                reader.when.clone(),
            ];
            paragraphs.extend(instead(services, session, others));
            paragraphs
        }
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
        let mut paragraphs =
            vec![format!("Your session with {} was cancelled.", reader.other), reader.when.clone()];
        paragraphs.extend(reason(reader));
        match reader.side {
            Side::Mentor if mentor_leaves => paragraphs.push("Nothing for you to do.".to_owned()),
            Side::Mentor => {
                paragraphs.push("The time is open for others again. Nothing for you to do.".to_owned());
            }
            Side::Mentee if mentor_leaves => paragraphs.extend(instead(services, session, &[])),
            Side::Mentee => {
                paragraphs.push("Find another time:".to_owned());
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
        let by = by.unwrap_or("The programme’s staff");
        let mut paragraphs = vec![
            format!("{by} moved the session with {}.", reader.other),
            reader.when.clone(),
            format!("Before, it was on {}.", LocalTime::new(before.starts_at, &reader.reads).long),
        ];
        paragraphs.extend(why.map(|why| format!("Reason: {why}")));
        if session.status == SessionStatus::Pending {
            let by = undecided_until(session.requested_at, session.starts_at);
            let by = LocalTime::new(by, &reader.reads).long;
            paragraphs.push(match reader.side {
                Side::Mentor => {
                    format!("Please accept or decline the new time by {by}, or it expires.")
                }
                Side::Mentee => format!("{} accepts or declines it by {by} at the latest.", reader.other),
            });
        }
        paragraphs.push("Details, and a way to move or cancel it:".to_owned());
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
    let why = why.map(|why| format!("Reason: {why}"));
    let gone = SessionRow { ical_sequence: session.ical_sequence, ..before.clone() };
    let off = call_off(services, &gone, before);
    // A message has room for one event that is acted upon, so the mentee gets two.
    let replaced = off.is_some().then(|| {
        to(&gone, Side::Mentee, Event::Cancelled, off.clone(), |reader| {
            vec![
                format!(
                    "{} takes over your session with {}. This takes the old entry out of your calendar; the new one \
                     comes with another mail.",
                    session.mentor_name, reader.other
                ),
                reader.when.clone(),
            ]
        })
    });
    let left = to(&gone, Side::Mentor, Event::Cancelled, off, |reader| {
        let mut paragraphs = vec![
            format!("The programme’s staff gave your session with {} to another mentor.", reader.other),
            reader.when.clone(),
        ];
        paragraphs.extend(why.clone());
        paragraphs.push("The time is open for others again. Nothing for you to do.".to_owned());
        paragraphs
    });
    let calendar = (session.status == SessionStatus::Booked).then(|| invite(services, session)).flatten();
    let [mentor, mentee] = both(session, Event::Moved, calendar, |reader| {
        let mut paragraphs = match reader.side {
            Side::Mentor => {
                vec![format!("The programme’s staff gave you a session with {}.", reader.other)]
            }
            Side::Mentee => vec![format!(
                "The programme’s staff gave your session with {} to {}.",
                before.mentor_name, reader.other
            )],
        };
        paragraphs.push(reader.when.clone());
        paragraphs.extend(why.clone());
        paragraphs.push(note(reader));
        paragraphs.push("Details, and a way to move or cancel it:".to_owned());
        paragraphs.push(page(services, session));
        paragraphs
    });
    [left].into_iter().chain(replaced).chain([mentor, mentee]).collect()
}

/// To the mentee, the day before: whether they are still coming.
pub(crate) fn still_coming(services: &Services, session: &SessionRow, answer_by: Option<Timestamp>) -> Mail {
    to(session, Side::Mentee, Event::StillComing, None, |reader| {
        let mut paragraphs = vec![
            format!("Your session with {} is soon. Are you still coming?", reader.other),
            reader.when.clone(),
        ];
        if let Some(by) = answer_by {
            let by = LocalTime::new(by, &reader.reads).long;
            paragraphs
                .push(format!("Please say so by {by}; otherwise the place is given to somebody who waits."));
        }
        paragraphs.push("Say that you are coming, move it or cancel it:".to_owned());
        paragraphs.push(page(services, session));
        paragraphs
    })
}

/// To the mentee: the mentor's hours change, and the session no longer fits into them.
pub(crate) fn other_time_wanted(services: &Services, session: &SessionRow) -> Mail {
    let event = Event::OtherTimeWanted { asked: services.now() };
    to(session, Side::Mentee, event, None, |reader| {
        vec![
            format!("The hours of {} change, and your session no longer fits into them.", reader.other),
            reader.when.clone(),
            "It stays as it is until one of you moves it. Please choose another time if you can:".to_owned(),
            format!("{}/move", page(services, session)),
        ]
    })
}

/// To one of the programme's staff: the mentor cannot keep the session.
pub(crate) fn hand_over_wanted(services: &Services, session: &SessionRow, member: &UserRow) -> Mail {
    let reads = time::Reader::english(Zone::of_stored(&session.mentor_timezone));
    let starts = LocalTime::new(session.starts_at, &reads);
    let SessionRow { mentor_name, mentee_name, session_id, .. } = session;
    Letter {
        // It can be asked again: hours change back and forth.
        key: format!("session-hand-over-{session_id}-{}-{}", services.now().as_millisecond(), member.user_id),
        to: member.email.clone(),
        to_name: member.name.clone().unwrap_or_default(),
        subject: format!(
            "Hand over? {mentor_name} with {mentee_name}, {} {} ({})",
            starts.day,
            starts.time,
            reads.zone.name()
        ),
        paragraphs: vec![
            format!(
                "The hours of {mentor_name} change, and they ask that another mentor takes over the session with \
                 {mentee_name}."
            ),
            when(&starts, session.ends_at, &reads),
            "It stays as it is until somebody moves it. Choose who takes it over:".to_owned(),
            format!("{}/move", page(services, session)),
        ],
        calendar: None,
    }
    .write()
}

/// To the side of whom it is said that they did not come.
pub(crate) fn absent(services: &Services, session: &SessionRow) -> Option<Mail> {
    let absent = session.mark.and_then(|mark| mark.absent)?;
    let decided = session.mark.is_some_and(|mark| mark.by == Party::Staff);
    let mail = to(session, absent, Event::Missed, None, |reader| {
        vec![
            format!("It was noted that you did not come to the session with {}.", reader.other),
            reader.when.clone(),
            if decided {
                "The programme’s staff decided this. Write to them if something is new:".to_owned()
            } else {
                "If that is not so, object within seven days; the programme’s staff then look into it:"
                    .to_owned()
            },
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
    reason: Option<String>,
}

fn note(reader: &Reader) -> String {
    match &reader.note {
        Some(note) if reader.note_is_edited => format!("Agenda: {note}"),
        Some(note) if reader.side == Side::Mentee => format!("What you wrote: {note}"),
        Some(note) => format!("What {} wrote: {note}", reader.other),
        None => "No note was added.".to_owned(),
    }
}

/// What the mentee wrote, or why staff booked in their place and what they noted.
fn words(reader: &Reader, in_place: Option<&str>) -> Vec<String> {
    let Some(why) = in_place else { return vec![note(reader)] };
    let note = reader.note.as_ref().map(|note| format!("Note: {note}"));
    [format!("Reason: {why}")].into_iter().chain(note).collect()
}

fn reason(reader: &Reader) -> Option<String> {
    reader.reason.as_ref().map(|reason| format!("Reason: {reason}"))
}

fn instead(services: &Services, session: &SessionRow, others: &[Alternative]) -> Vec<String> {
    if others.is_empty() {
        return vec!["Find somebody else:".to_owned(), format!("{}/find", services.config.base_url)];
    }
    let mut paragraphs = vec!["These mentors fit as well and have time soon:".to_owned()];
    for other in others {
        let headline = other.headline.as_ref().map(|headline| format!(": {headline}")).unwrap_or_default();
        paragraphs.push(format!("{}{headline}", other.name));
        paragraphs.push(format!("{}/mentors/{}", services.config.base_url, other.mentor_id));
    }
    paragraphs.push(format!("Or choose another time of {}:", session.mentor_name));
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

    /// How the subject begins. Exchange shows the subject as the title of an event that is kept, so that
    /// one is the same whatever became of it.
    fn subject(self) -> &'static str {
        match self {
            Self::Booked | Self::Moved => "Session with ",
            Self::Requested => "Session requested: ",
            Self::Declined => "Session declined: ",
            Self::Expired => "Request expired: ",
            Self::Cancelled => "Session cancelled: ",
            Self::StillComing => "Still coming? ",
            Self::Missed => "Session missed: ",
            Self::OtherTimeWanted { .. } => "Another time? ",
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
    // The mentee's zone is not stored; the mentor's is, and a mail names the zone it speaks in.
    let reads = time::Reader::english(Zone::of_stored(&session.mentor_timezone));
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
        reason: session.status_reason.clone(),
        reads,
    };
    let subject = event.subject();
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
        subject: format!("{subject}{other}, {} {} ({})", starts.day, starts.time, reader.reads.zone.name()),
        paragraphs: body(&reader),
        calendar,
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

fn when(starts: &LocalTime, ends_at: Timestamp, reads: &time::Reader) -> String {
    format!("When: {}, until {}.", starts.long, LocalTime::new(ends_at, reads).time)
}
