//! Sessions as iCalendar text (RFC 5545): what an invitation carries (iTIP, RFC 5546), and what a
//! personal feed serves.
//!
//! Pure functions of values: no clock, no database, no mail. When something is sent, to whom, and
//! with which sequence number is the callers' to decide; see [`EventFacts::sequence`]. Escaping and
//! folding are those of `calcard`; what it would let through is taken out in `text`.

mod event;
mod text;
mod zone;

use std::collections::BTreeMap;
use std::slice;

use calcard::common::CalendarScale;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarMethod, ICalendarParameter,
    ICalendarProperty, ICalendarValueType,
};
use office_hours::time::{Timestamp, Zone};

pub use event::{EventFacts, EventStatus, Party};

use event::Purpose;

/// Who wrote the file, as RFC 5545 wants it said.
const PRODUCT: &str = "-//Office Hours//Sessions//EN";

/// How often a subscriber looks for changes.
const REFRESH: &str = "PT1H";

/// The session takes place: a new one, or a known one that was moved or renamed. The mail's part
/// says `text/calendar; method=REQUEST; charset=UTF-8`; a reader passes over one where that differs
/// from the text. Not for a cancelled session, which is [`cancel`]'s.
pub fn request(facts: &EventFacts) -> String {
    write(Purpose::Message, Some(ICalendarMethod::Request), slice::from_ref(facts))
}

/// The session does not take place, whatever [`EventFacts::status`] says. The sequence must be higher
/// than that of the last [`request`], and the mail's part says `method=CANCEL`.
pub fn cancel(facts: &EventFacts) -> String {
    let facts = EventFacts { status: EventStatus::Cancelled, ..*facts };
    write(Purpose::Message, Some(ICalendarMethod::Cancel), slice::from_ref(&facts))
}

/// The calendar `name` of one person, to be subscribed to. It lists no attendees. What
/// [`EventFacts::summary`] and [`EventFacts::description`] say of others, whoever holds the address
/// of the feed can read.
pub fn feed(name: &str, events: &[EventFacts]) -> String {
    let mut calendar = head(Some(ICalendarMethod::Publish));
    let name = text::one_line(name);
    calendar.add_property(ICalendarProperty::Name, name.as_str());
    calendar.add_property(ICalendarProperty::Other("X-WR-CALNAME".to_owned()), name);
    calendar.add_property_with_params(
        ICalendarProperty::RefreshInterval,
        [ICalendarParameter::value(ICalendarValueType::Duration)],
        REFRESH,
    );
    // The same for readers older than RFC 7986.
    calendar.add_property(ICalendarProperty::Other("X-PUBLISHED-TTL".to_owned()), REFRESH);
    assemble(calendar, Purpose::Feed, events)
}

fn write(purpose: Purpose, method: Option<ICalendarMethod>, events: &[EventFacts]) -> String {
    assemble(head(method), purpose, events)
}

fn head(method: Option<ICalendarMethod>) -> ICalendarComponent {
    let mut calendar = ICalendarComponent::new(ICalendarComponentType::VCalendar);
    calendar.add_property(ICalendarProperty::Version, "2.0");
    calendar.add_property(ICalendarProperty::Prodid, PRODUCT);
    calendar.add_property(ICalendarProperty::Calscale, CalendarScale::Gregorian);
    if let Some(method) = method {
        calendar.add_property(ICalendarProperty::Method, method);
    }
    calendar
}

/// The calendar first, then everything in it, each after what it is part of: parts are known by their
/// place in the list.
fn assemble(mut calendar: ICalendarComponent, purpose: Purpose, events: &[EventFacts]) -> String {
    let mut parts = Vec::new();
    for (zone, first, last) in zones_used(events) {
        let (mut timezone, observances) = zone::describe(zone, first, last);
        let place = next_place(&parts);
        timezone.component_ids = (place + 1..).zip(&observances).map(|(place, _)| place).collect();
        calendar.component_ids.push(place);
        parts.push(timezone);
        parts.extend(observances);
    }
    for facts in events {
        calendar.component_ids.push(next_place(&parts));
        parts.push(event::describe(facts, purpose));
    }
    parts.insert(0, calendar);
    ICalendar { components: parts }.to_string()
}

/// One more than the number of parts, because the calendar will stand before them.
fn next_place(parts: &[ICalendarComponent]) -> u32 {
    u32::try_from(parts.len() + 1).unwrap_or(u32::MAX)
}

/// The zones whose local times are written, by name, each with the first and the last instant in it.
fn zones_used<'a>(events: &[EventFacts<'a>]) -> Vec<(&'a Zone, Timestamp, Timestamp)> {
    let mut zones: BTreeMap<&str, (&Zone, Timestamp, Timestamp)> = BTreeMap::new();
    for facts in events.iter().filter(|facts| facts.is_local()) {
        zones
            .entry(facts.zone.name())
            .and_modify(|(_, first, last)| {
                *first = facts.starts_at.min(*first);
                *last = facts.ends_at.max(*last);
            })
            .or_insert((facts.zone, facts.starts_at, facts.ends_at));
    }
    zones.into_values().collect()
}

#[cfg(test)]
mod tests;
