//! What a mentor offers: how long, how often, to how many, how far ahead.

use super::slot_time::shifted;
use super::{Approval, HORIZON_DAYS, OfferInput, SESSION_MINUTES, SlotTime};
use crate::failure::Failure;
use crate::language::Text;
use crate::profile::rules::ends_line;
use crate::text;
use crate::time::Timestamp;

/// Days over which sessions of one mentee with one mentor are counted for the cap: no 28 days in a
/// row, by the clock, hold more than the cap says.
pub const MENTEE_CAP_DAYS: i64 = 28;

/// The longest location, in characters.
pub const MAX_LOCATION: usize = 200;

/// The longest buffer, in minutes.
pub(super) const MAX_BUFFER: i64 = 240;

const DAY_MINUTES: i64 = 24 * 60;

/// What a mentor offers, within its bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    session_minutes: u16,
    interval_minutes: u16,
    buffer_before_minutes: u16,
    buffer_after_minutes: u16,
    notice_minutes: u32,
    horizon_days: u16,
    capacity: u16,
    cap_per_mentee: Option<u16>,
    location: String,
    approval: Approval,
}

impl Default for Offer {
    fn default() -> Self {
        Self {
            session_minutes: SESSION_MINUTES as u16,
            interval_minutes: SESSION_MINUTES as u16,
            buffer_before_minutes: 0,
            buffer_after_minutes: 0,
            notice_minutes: 0,
            horizon_days: HORIZON_DAYS as u16,
            capacity: 1,
            cap_per_mentee: None,
            location: "virtual".into(),
            approval: Approval::Instant,
        }
    }
}

impl Offer {
    /// Checks what was entered; the first field that is out of its bounds is named.
    pub fn parse(input: &OfferInput) -> Result<Self, Failure> {
        let horizon_days = within("horizon_days", input.horizon_days, 1, 365, "days")?;
        let notice_minutes = within("notice_minutes", input.notice_minutes, 0, 60 * DAY_MINUTES, "minutes")?;
        if notice_minutes >= horizon_days * DAY_MINUTES {
            return Err(Failure::invalid(
                "notice_minutes",
                Text::counted(
                    "Nothing could be booked: the notice is as long as the horizon of one day. \
                     Give a shorter notice or a longer horizon.",
                    "Nothing could be booked: the notice is as long as the horizon of {count} days. \
                     Give a shorter notice or a longer horizon.",
                    horizon_days,
                ),
            ));
        }
        let cap = input.cap_per_mentee.map(|cap| within("cap_per_mentee", cap, 1, 100, "sessions"));
        Ok(Self {
            session_minutes: within("session_minutes", input.session_minutes, 5, 480, "minutes")? as u16,
            interval_minutes: within("interval_minutes", input.interval_minutes, 5, 480, "minutes")? as u16,
            buffer_before_minutes: buffer("buffer_before_minutes", input.buffer_before_minutes)?,
            buffer_after_minutes: buffer("buffer_after_minutes", input.buffer_after_minutes)?,
            notice_minutes: notice_minutes as u32,
            horizon_days: horizon_days as u16,
            capacity: within("capacity", input.capacity, 1, 500, "places")? as u16,
            cap_per_mentee: cap.transpose()?.map(|cap| cap as u16),
            location: location(&input.location)?,
            approval: Approval::parse("approval", &input.approval)?,
        })
    }

    /// Length of a session.
    pub fn session_minutes(&self) -> i64 {
        self.session_minutes.into()
    }

    /// From one start to the next.
    pub fn interval_minutes(&self) -> i64 {
        self.interval_minutes.into()
    }

    /// What the mentor needs before a session.
    pub fn buffer_before_minutes(&self) -> i64 {
        self.buffer_before_minutes.into()
    }

    /// What the mentor needs after a session.
    pub fn buffer_after_minutes(&self) -> i64 {
        self.buffer_after_minutes.into()
    }

    /// From booking to start at least, in minutes of the clock.
    pub fn notice_minutes(&self) -> i64 {
        self.notice_minutes.into()
    }

    /// How far ahead can be booked, in days of 24 hours.
    pub fn horizon_days(&self) -> i64 {
        self.horizon_days.into()
    }

    /// Places of a session; one means that the mentor is with the mentee alone.
    pub fn capacity(&self) -> u32 {
        self.capacity.into()
    }

    /// Sessions with one mentee in [`MENTEE_CAP_DAYS`] days at most.
    pub fn cap_per_mentee(&self) -> Option<usize> {
        self.cap_per_mentee.map(usize::from)
    }

    /// "virtual", a room, a phone number.
    pub fn location(&self) -> &str {
        &self.location
    }

    /// Who says yes.
    pub fn approval(&self) -> Approval {
        self.approval
    }

    /// The first instant at which a session may start that is booked at `now`, but for the past:
    /// a notice of zero does not let anybody book what has begun.
    pub fn earliest(&self, now: Timestamp) -> Timestamp {
        shifted(now, self.notice_minutes())
    }

    /// The instant from which on nothing can be booked at `now`.
    pub fn latest(&self, now: Timestamp) -> Timestamp {
        shifted(now, self.horizon_days() * DAY_MINUTES)
    }

    /// What a session of this time keeps the mentor from: itself and its buffers.
    pub fn reserved(&self, time: SlotTime) -> SlotTime {
        time.with_buffers(self.buffer_before_minutes(), self.buffer_after_minutes())
    }
}

fn within(field: &str, number: i64, least: i64, most: i64, unit: &'static str) -> Result<i64, Failure> {
    (least..=most).contains(&number).then_some(number).ok_or_else(|| {
        Failure::invalid(field, text!("Give {least} to {most} {unit}.", least, most, unit = Text::from(unit)))
    })
}

fn buffer(field: &str, minutes: i64) -> Result<u16, Failure> {
    within(field, minutes, 0, MAX_BUFFER, "minutes").map(|minutes| minutes as u16)
}

fn location(text: &str) -> Result<String, Failure> {
    let (field, text) = ("location", text.trim());
    let length = text.chars().count();
    if length == 0 {
        return Err(Failure::invalid(field, "Say where to meet: virtual, a room, or a phone number."));
    }
    if length > MAX_LOCATION {
        return Err(Failure::invalid(
            field,
            text!("Keep it to {max} characters; this has {length}.", max = MAX_LOCATION, length),
        ));
    }
    if text.contains(|c: char| c.is_control() || ends_line(c)) {
        return Err(Failure::invalid(field, "Write it on one line."));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(input: OfferInput) -> (String, String) {
        match Offer::parse(&input).unwrap_err() {
            Failure::Invalid { field, message } => (field, message.to_string()),
            other => panic!("expected a field, got {other:?}"),
        }
    }

    #[test]
    fn what_is_left_out_is_as_it_was() {
        assert_eq!(Offer::parse(&OfferInput::default()).unwrap(), Offer::default());
        let read: OfferInput = serde_json::from_str(r#"{ "capacity": 3 }"#).unwrap();
        assert_eq!(read, OfferInput { capacity: 3, ..OfferInput::default() });
    }

    #[test]
    fn each_field_has_its_bounds_and_is_named() {
        type Set = fn(&mut OfferInput, i64);
        let cases: [(&str, Set, i64, i64); 8] = [
            ("session_minutes", |input, to| input.session_minutes = to, 5, 480),
            ("interval_minutes", |input, to| input.interval_minutes = to, 5, 480),
            ("buffer_before_minutes", |input, to| input.buffer_before_minutes = to, 0, 240),
            ("buffer_after_minutes", |input, to| input.buffer_after_minutes = to, 0, 240),
            ("notice_minutes", |input, to| input.notice_minutes = to, 0, 86_400),
            ("horizon_days", |input, to| input.horizon_days = to, 1, 365),
            ("capacity", |input, to| input.capacity = to, 1, 500),
            ("cap_per_mentee", |input, to| input.cap_per_mentee = Some(to), 1, 100),
        ];
        for (field, set, least, most) in cases {
            let with = |value| {
                let mut input = OfferInput { horizon_days: 365, ..OfferInput::default() };
                set(&mut input, value);
                input
            };
            for good in [least, most] {
                assert!(Offer::parse(&with(good)).is_ok(), "{field} {good}");
            }
            for bad in [least - 1, most + 1, 1_000_000, i64::MIN, i64::MAX] {
                let (named, message) = refused(with(bad));
                assert_eq!(named, field, "{bad}");
                assert!(message.contains(&least.to_string()) && message.contains(&most.to_string()));
            }
        }
    }

    #[test]
    fn a_notice_as_long_as_the_horizon_is_refused() {
        let input = |notice_minutes| OfferInput { notice_minutes, horizon_days: 2, ..OfferInput::default() };
        assert!(Offer::parse(&input(2_879)).is_ok());
        assert_eq!(refused(input(2_880)).0, "notice_minutes");
    }

    #[test]
    fn words_are_checked() {
        let place = |location: &str| OfferInput { location: location.into(), ..OfferInput::default() };
        assert_eq!(Offer::parse(&place("  Room 4, 2nd floor ")).unwrap().location(), "Room 4, 2nd floor");
        for bad in [" ", "Room\n4", "Room\u{2028}4", "Room\u{0}", &"x".repeat(201)] {
            assert_eq!(refused(place(bad)).0, "location");
        }
        let approval = |word: &str| OfferInput { approval: word.into(), ..OfferInput::default() };
        for known in [Approval::Instant, Approval::Mentor] {
            assert_eq!(Offer::parse(&approval(known.as_str())).unwrap().approval(), known);
        }
        assert_eq!(refused(approval("later")).0, "approval");
    }

    #[test]
    fn notice_and_horizon_are_hours_of_the_clock() {
        // The day on which New York's clocks go back has 25 hours.
        let offer =
            Offer::parse(&OfferInput { notice_minutes: 1_440, horizon_days: 2, ..OfferInput::default() });
        let (offer, now) = (offer.unwrap(), "2026-10-31T14:00:00Z".parse().unwrap());
        assert_eq!(offer.earliest(now).to_string(), "2026-11-01T14:00:00Z");
        assert_eq!(offer.latest(now).to_string(), "2026-11-02T14:00:00Z");
        assert_eq!(offer.latest(Timestamp::MAX), Timestamp::MAX);
    }
}
