//! Why a time cannot be booked.

use super::SlotTime;
use crate::booking::party::Party;
use crate::failure::Failure;
use crate::language::Text;
use crate::text;
use crate::time::{Timestamp, Zone, clock_text, day_text};

/// A reason against a time. None of them says who else is met, or what the mentor does instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The mentor takes no bookings at all.
    MentorAway,
    /// The time has begun.
    Past,
    /// The mentor wants to know earlier.
    Notice {
        /// The first instant that is late enough.
        earliest: Timestamp,
    },
    /// The time is further ahead than can be booked.
    Horizon {
        /// The instant before which a session must start.
        latest: Timestamp,
    },
    /// The mentor has taken that time off.
    Block,
    /// The mentor offers no session of exactly that time.
    NotOffered,
    /// Another session lies across.
    Booked,
    /// All places of the group are taken.
    Full,
    /// The time is free, but nearer to another one than the mentor's buffers allow.
    Buffer {
        /// What must lie between the two, in minutes.
        minutes: i64,
    },
    /// The mentor's own calendar has something then.
    OutsideCalendar,
    /// Somebody is about to book it, or is about to book the last places.
    Held {
        /// When it is free again unless they do.
        until: Timestamp,
    },
    /// The mentor's week has as many sessions as the mentor wants.
    WeekFull {
        /// Monday to Sunday in the mentor's zone.
        week: SlotTime,
    },
    /// The mentee has had, or will have, as many sessions as this mentor gives to one mentee.
    MenteeCap {
        /// How many that is in [`super::MENTEE_CAP_DAYS`] days.
        sessions: usize,
    },
    /// The mentee is elsewhere then.
    MenteeBusy,
}

impl Refusal {
    /// A stable word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MentorAway => "mentor_away",
            Self::Past => "slot_past",
            Self::Notice { .. } => "notice_too_short",
            Self::Horizon { .. } => "too_far_ahead",
            Self::Block => "mentor_on_leave",
            Self::NotOffered => "not_offered",
            Self::Booked => "slot_taken",
            Self::Full => "slot_full",
            Self::Buffer { .. } => "buffer",
            Self::OutsideCalendar => "calendar_busy",
            Self::Held { .. } => "slot_held",
            Self::WeekFull { .. } => "week_full",
            Self::MenteeCap { .. } => "mentee_cap",
            Self::MenteeBusy => "mentee_busy",
        }
    }

    /// Whether it may pass before the time comes, so that it makes sense to wait.
    pub fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Booked
                | Self::Full
                | Self::Buffer { .. }
                | Self::Held { .. }
                | Self::WeekFull { .. }
                | Self::OutsideCalendar
        )
    }

    /// What happened and what to do, for a person who reads times in `zone`.
    pub fn message(&self, zone: &Zone) -> Text {
        let time = |at: Timestamp| clock_text(at, zone);
        let said = |at: Timestamp| {
            text!("{day}, {time} ({zone})", day = day_text(at, zone), time = time(at), zone = zone.name())
        };
        match self {
            Self::MentorAway => "This mentor takes no bookings at the moment.".into(),
            Self::Past => "That time has begun already. Pick a later one.".into(),
            Self::Notice { earliest } => {
                text!("This mentor wants to know earlier. Pick a time from {earliest} on.", earliest = said(*earliest))
            }
            Self::Horizon { latest } => {
                text!("That time is further ahead than can be booked. Pick one before {latest}.", latest = said(*latest))
            }
            Self::Block => "The mentor has taken that time off. Pick another time.".into(),
            Self::NotOffered => "The mentor offers no session from then until then.".into(),
            Self::Booked => "This time is taken. Pick another time.".into(),
            Self::Full => "All places of this session are taken. Pick another time.".into(),
            Self::Buffer { minutes } => Text::counted(
                "This time is too close to another one: the mentor needs one minute between the two. \
                 Pick another time.",
                "This time is too close to another one: the mentor needs {count} minutes between the two. \
                 Pick another time.",
                *minutes,
            ),
            Self::OutsideCalendar => "The mentor is busy at that time. Pick another time.".into(),
            Self::Held { until } => text!(
                "Somebody is booking this time right now. Pick another time, or look again at {time}.",
                time = time(*until)
            ),
            Self::WeekFull { .. } => "This mentor’s week is full. Pick a time in another week.".into(),
            Self::MenteeCap { sessions } => Text::counted(
                "This mentor meets each mentee once in {days} days at most. Pick a time further away, or another \
                 mentor.",
                "This mentor meets each mentee {count} times in {days} days at most. Pick a time further away, or \
                 another mentor.",
                i64::try_from(*sessions).unwrap_or(i64::MAX),
            )
            .with("days", super::MENTEE_CAP_DAYS),
            Self::MenteeBusy => {
                "You have another session at that time. Pick another time, or cancel the other one.".into()
            }
        }
    }

    /// The same as the answer to whoever wanted to book.
    pub fn failure(&self, zone: &Zone) -> Failure {
        let message = match self {
            // Somebody else was quicker, which leaves one wondering.
            Self::Booked => text!("{message} Nothing was booked for you.", message = self.message(zone)),
            _ => self.message(zone),
        };
        Failure::conflict(self.code(), message)
    }

    /// The same as the answer to whoever wanted to move a session there.
    pub fn failure_to_move(&self, party: Party, zone: &Zone) -> Failure {
        let message = match self {
            Self::MenteeBusy if party != Party::Mentee => {
                "The founder has another session at that time. Pick another time.".into()
            }
            _ => self.message(zone),
        };
        Failure::conflict(self.code(), text!("{message} Nothing was moved.", message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_has_its_word_and_a_sentence() {
        let at: Timestamp = "2026-11-24T13:00:00Z".parse().unwrap();
        let zone = Zone::parse("timezone", "Europe/Berlin").unwrap();
        let cases = [
            (Refusal::MentorAway, "mentor_away", "no bookings"),
            (Refusal::Past, "slot_past", "begun"),
            (
                Refusal::Notice { earliest: at },
                "notice_too_short",
                "from Tue 24 Nov, 14:00 (Europe/Berlin) on",
            ),
            (Refusal::Horizon { latest: at }, "too_far_ahead", "before Tue 24 Nov, 14:00 (Europe/Berlin)"),
            (Refusal::Block, "mentor_on_leave", "time off"),
            (Refusal::NotOffered, "not_offered", "offers no session"),
            (Refusal::Booked, "slot_taken", "is taken"),
            (Refusal::Full, "slot_full", "All places"),
            (Refusal::Buffer { minutes: 15 }, "buffer", "15 minutes"),
            (Refusal::OutsideCalendar, "calendar_busy", "busy"),
            (Refusal::Held { until: at }, "slot_held", "again at 14:00"),
            (Refusal::WeekFull { week: SlotTime::lasting(at, 1) }, "week_full", "week is full"),
            (Refusal::MenteeCap { sessions: 1 }, "mentee_cap", "once in 28 days"),
            (Refusal::MenteeCap { sessions: 3 }, "mentee_cap", "3 times in 28 days"),
            (Refusal::MenteeBusy, "mentee_busy", "another session"),
        ];
        let waited_for = cases.iter().filter(|(refusal, ..)| refusal.may_pass()).map(|(_, code, _)| *code);
        let may_pass = ["slot_taken", "slot_full", "buffer", "calendar_busy", "slot_held", "week_full"];
        assert_eq!(waited_for.collect::<Vec<_>>(), may_pass);
        for (refusal, code, part) in cases {
            assert_eq!(refusal.code(), code);
            let message = refusal.message(&zone).to_string();
            assert!(message.contains(part) && message.ends_with('.'), "{message}");
            assert_eq!(refusal.failure(&zone).status(), 409);
            let to_move = refusal.failure_to_move(Party::Mentor, &zone).to_string();
            assert!(
                to_move.ends_with("Nothing was moved.") && !to_move.contains("booked for you"),
                "{to_move}"
            );
        }
        let booked = Refusal::Booked.failure(&zone).to_string();
        assert_eq!(booked, "This time is taken. Pick another time. Nothing was booked for you.");
        let busy = |party| Refusal::MenteeBusy.failure_to_move(party, &zone).to_string();
        assert!(
            busy(Party::Mentee).starts_with("You have") && busy(Party::Staff).starts_with("The founder has")
        );
    }
}
