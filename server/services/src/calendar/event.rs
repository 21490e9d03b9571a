//! What is known of a session, and the `VEVENT` that says it. Time zones are described in `zone`.

use calcard::icalendar::{
    ICalendarComponent, ICalendarComponentType, ICalendarParameter, ICalendarParticipationRole,
    ICalendarParticipationStatus, ICalendarProperty, ICalendarStatus, ICalendarTransparency,
    ICalendarUserTypes, Uri,
};
use office_hours::time::{Timestamp, Zone};
use uuid::Uuid;

use super::{text, zone};

/// A session, as far as calendars are concerned.
#[derive(Clone, Copy, Debug)]
pub struct EventFacts<'a> {
    /// With `host` it makes the `UID`, by which calendars know the event for life.
    pub event_id: Uuid,
    /// The platform's domain when the event was made. It stays what it is when the platform moves to another address.
    pub host: &'a str,
    /// From 0. It grows when the time or the place changes and when the session is cancelled, and
    /// never shrinks: a reader passes over a message whose number is lower than one it has seen.
    pub sequence: u32,
    /// When this was written; of two messages with one sequence number the later counts.
    pub stamp: Timestamp,
    /// Inclusive.
    pub starts_at: Timestamp,
    /// Exclusive, and later than `starts_at`.
    pub ends_at: Timestamp,
    /// The mentor's.
    pub zone: &'a Zone,
    /// What the calendar shows: neutral, and the same in every message of one session. Exchange shows
    /// the subject of the mail in its place, so that one is to be neutral too.
    pub summary: &'a str,
    /// Several lines, or nothing.
    pub description: &'a str,
    /// A place, an address to join, or nothing.
    pub location: &'a str,
    /// The page of the session, or nothing.
    pub url: &'a str,
    /// The platform, with an address that its mail may come from. It must never change for an event:
    /// servers refuse that. Should it have to, cancel and book under another id.
    pub organizer: Party<'a>,
    /// Mentor and mentee.
    pub attendees: &'a [Party<'a>],
    /// Whether it takes place.
    pub status: EventStatus,
}

/// Somebody with an address; both come from people and may hold anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party<'a> {
    /// As shown; nothing leaves the address alone.
    pub name: &'a str,
    /// Where mail goes.
    pub email: &'a str,
}

/// Whether an event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventStatus {
    /// It does.
    Confirmed,
    /// It may.
    Tentative,
    /// It does not.
    Cancelled,
}

/// What the text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A message to those concerned.
    Message,
    /// One person's feed.
    Feed,
}

impl EventFacts<'_> {
    /// Whether start and end are written in the zone; in UTC otherwise, and then both, since readers
    /// need not cope with a mixture.
    pub(super) fn is_local(&self) -> bool {
        zone::can_say(self.zone, self.starts_at) && zone::can_say(self.zone, self.ends_at)
    }

    fn uid(&self) -> String {
        format!("{}@{}", self.event_id, text::one_line(self.host))
    }
}

/// The event.
pub(super) fn describe(facts: &EventFacts, purpose: Purpose) -> ICalendarComponent {
    let mut event = ICalendarComponent::new(ICalendarComponentType::VEvent);
    event.add_uid(&facts.uid());
    event.add_property(ICalendarProperty::Dtstamp, zone::utc(facts.stamp));
    event.add_sequence(facts.sequence.into());
    event.add_property(ICalendarProperty::Status, status(facts.status));
    event.add_property(ICalendarProperty::Transp, transparency(facts.status));
    add_time(&mut event, ICalendarProperty::Dtstart, facts, facts.starts_at);
    add_time(&mut event, ICalendarProperty::Dtend, facts, facts.ends_at);
    event.add_property(ICalendarProperty::Summary, text::one_line(facts.summary));
    add_unless_empty(&mut event, ICalendarProperty::Description, text::lines(facts.description));
    add_unless_empty(&mut event, ICalendarProperty::Location, text::one_line(facts.location));
    if !facts.url.is_empty() {
        event.add_property(ICalendarProperty::Url, Uri::Location(text::uri(facts.url)));
    }
    add_parties(&mut event, facts, purpose);
    event
}

fn status(status: EventStatus) -> ICalendarStatus {
    match status {
        EventStatus::Confirmed => ICalendarStatus::Confirmed,
        EventStatus::Tentative => ICalendarStatus::Tentative,
        EventStatus::Cancelled => ICalendarStatus::Cancelled,
    }
}

/// A cancelled session blocks no time, also where a reader goes on showing it.
fn transparency(status: EventStatus) -> ICalendarTransparency {
    match status {
        EventStatus::Confirmed | EventStatus::Tentative => ICalendarTransparency::Opaque,
        EventStatus::Cancelled => ICalendarTransparency::Transparent,
    }
}

fn add_time(event: &mut ICalendarComponent, name: ICalendarProperty, facts: &EventFacts, at: Timestamp) {
    if facts.is_local() {
        let zone = ICalendarParameter::tzid(facts.zone.name().to_owned());
        event.add_property_with_params(name, [zone], zone::local(facts.zone, at));
    } else {
        event.add_property(name, zone::utc(at));
    }
}

fn add_unless_empty(event: &mut ICalendarComponent, name: ICalendarProperty, value: String) {
    if !value.is_empty() {
        event.add_property(name, value);
    }
}

/// A feed names the organizer alone: RFC 5546, 3.2.1 forbids attendees there.
fn add_parties(event: &mut ICalendarComponent, facts: &EventFacts, purpose: Purpose) {
    let organizer = named(&facts.organizer);
    event.add_property_with_params(ICalendarProperty::Organizer, organizer, address(&facts.organizer));
    let attendees = if purpose == Purpose::Feed { &[] } else { facts.attendees };
    for party in attendees {
        let attendee = named(party).into_iter().chain(taking_part());
        event.add_property_with_params(ICalendarProperty::Attendee, attendee, address(party));
    }
}

fn named(party: &Party) -> Option<ICalendarParameter> {
    let name = text::parameter(party.name);
    (!name.is_empty()).then(|| ICalendarParameter::cn(name))
}

fn address(party: &Party) -> Uri {
    Uri::Location(text::mailto(party.email))
}

/// Booking was the answer, so none is asked for.
fn taking_part() -> [ICalendarParameter; 4] {
    [
        ICalendarParameter::cutype(ICalendarUserTypes::Individual),
        ICalendarParameter::role(ICalendarParticipationRole::ReqParticipant),
        ICalendarParameter::partstat(ICalendarParticipationStatus::Accepted),
        ICalendarParameter::rsvp(false),
    ]
}
