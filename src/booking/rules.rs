//! Who may book and cancel, and when.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::SessionStatus;
use crate::account::Role;
use crate::actor::{Actor, Person};
use crate::failure::Failure;
use crate::ids::{MenteeId, MentorId};
use crate::time::{Timestamp, Zone};

/// The longest note, in characters.
pub const MAX_NOTE: usize = 2_000;

/// What the rules need to know of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionFacts {
    /// Who gives time.
    pub mentor_id: MentorId,
    /// Who asked.
    pub mentee_id: MenteeId,
    /// Where it stands.
    pub status: SessionStatus,
    /// When it begins.
    pub starts_at: Timestamp,
}

/// What the rules need to know of a slot that somebody wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotFacts {
    /// Whose time.
    pub mentor_id: MentorId,
    /// When it begins.
    pub starts_at: Timestamp,
    /// Places.
    pub capacity: i32,
    /// Sessions that hold a place.
    pub taken: i32,
    /// Whether the mentor takes bookings at all.
    pub mentor_active: bool,
    /// Sessions of the mentor in that week that count against the cap.
    pub booked_that_week: i32,
    /// Sessions a week at most.
    pub load_cap_per_week: i32,
}

/// The mentee in whose name `actor` books.
pub fn booking_mentee(actor: &Actor) -> Result<(&Person, MenteeId), Failure> {
    let person = actor.person()?;
    match (person.role, person.mentee_id) {
        (Role::Mentee, Some(mentee_id)) => Ok((person, mentee_id)),
        (Role::Mentee, None) => {
            Err(Failure::conflict("profile_missing", "Tell us about your company first; it takes a minute."))
        }
        _ => Err(Failure::not_allowed("Only mentees book sessions. Sign in with a mentee's account.")),
    }
}

/// Whether a slot can be booked at `now`.
pub fn check_bookable(slot: &SlotFacts, now: Timestamp) -> Result<(), Failure> {
    if !slot.mentor_active {
        return Err(Failure::conflict("mentor_away", "This mentor takes no bookings at the moment."));
    }
    if slot.starts_at <= now {
        return Err(Failure::conflict("slot_past", "That time has begun already. Pick a later one."));
    }
    if slot.taken >= slot.capacity {
        return Err(slot_taken());
    }
    if slot.booked_that_week >= slot.load_cap_per_week {
        return Err(Failure::conflict(
            "week_full",
            "This mentor’s week is full. Pick a time in another week.",
        ));
    }
    Ok(())
}

/// The week that holds `at`, half-open: Monday to Sunday in the mentor's zone. Caps count by it.
pub fn week_of(at: Timestamp, zone: &Zone) -> (Timestamp, Timestamp) {
    let date = at.to_zoned(zone.tz().clone()).date();
    let monday = date.saturating_sub(i64::from(date.weekday().since(Weekday::Monday)).days());
    let start = |date: Date| date.to_zoned(zone.tz().clone()).map_or(at, |day| day.timestamp());
    (start(monday), start(monday.saturating_add(7.days())))
}

/// The answer to whoever came second.
pub fn slot_taken() -> Failure {
    Failure::conflict(
        "slot_taken",
        "Somebody booked this time a moment ago. Nothing was booked for you; pick another time.",
    )
}

/// The answer to a mentee who is elsewhere at that time.
pub fn mentee_busy() -> Failure {
    Failure::conflict(
        "mentee_busy",
        "You have another session at that time. Pick another time, or cancel the other one.",
    )
}

/// Whether `actor` may see the session at all.
pub fn may_see(actor: &Actor, session: &SessionFacts) -> bool {
    actor.is_staff() || is_party(actor, session)
}

/// Whether `actor` may call the session off at `now`; a stranger to it learns nothing.
pub fn check_cancellable(actor: &Actor, session: &SessionFacts, now: Timestamp) -> Result<(), Failure> {
    if !may_see(actor, session) {
        return Err(Failure::not_found("session"));
    }
    match session.status {
        SessionStatus::Cancelled => {
            return Err(Failure::conflict("already_cancelled", "This session was cancelled already."));
        }
        SessionStatus::Completed | SessionStatus::NoShow => {
            return Err(Failure::conflict("session_over", "This session is over; it cannot be cancelled."));
        }
        SessionStatus::Pending | SessionStatus::Booked => {}
    }
    if session.starts_at <= now {
        return Err(Failure::conflict("session_begun", "This session has begun; it cannot be cancelled."));
    }
    Ok(())
}

fn is_party(actor: &Actor, session: &SessionFacts) -> bool {
    match actor {
        Actor::Person(person) => {
            person.mentor_id == Some(session.mentor_id) || person.mentee_id == Some(session.mentee_id)
        }
        Actor::Stranger | Actor::System => false,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ids::UserId;

    const NOW: &str = "2026-11-23T12:00:00Z";

    fn now() -> Timestamp {
        NOW.parse().unwrap()
    }

    fn person(role: Role, mentor: Option<u128>, mentee: Option<u128>) -> Actor {
        Actor::Person(Person {
            user_id: UserId(Uuid::from_u128(1)),
            role,
            name: "Noor".into(),
            email: "noor@example.com".into(),
            mentor_id: mentor.map(|n| MentorId(Uuid::from_u128(n))),
            mentee_id: mentee.map(|n| MenteeId(Uuid::from_u128(n))),
        })
    }

    fn session(status: SessionStatus, starts_at: &str) -> SessionFacts {
        SessionFacts {
            mentor_id: MentorId(Uuid::from_u128(10)),
            mentee_id: MenteeId(Uuid::from_u128(20)),
            status,
            starts_at: starts_at.parse().unwrap(),
        }
    }

    fn code(result: Result<(), Failure>) -> String {
        match result {
            Ok(()) => "ok".into(),
            Err(Failure::Conflict { code, .. }) => code,
            Err(other) => format!("{}", other.status()),
        }
    }

    #[test]
    fn a_slot_is_refused_for_each_reason() {
        let open = SlotFacts {
            mentor_id: MentorId(Uuid::from_u128(10)),
            starts_at: "2026-11-24T12:00:00Z".parse().unwrap(),
            capacity: 1,
            taken: 0,
            mentor_active: true,
            booked_that_week: 4,
            load_cap_per_week: 5,
        };
        let cases = [
            ("ok", open),
            ("mentor_away", SlotFacts { mentor_active: false, ..open }),
            ("slot_past", SlotFacts { starts_at: now(), ..open }),
            ("slot_taken", SlotFacts { taken: 1, ..open }),
            ("week_full", SlotFacts { booked_that_week: 5, ..open }),
        ];
        for (expected, slot) in cases {
            assert_eq!(code(check_bookable(&slot, now())), expected);
        }
    }

    #[test]
    fn a_week_is_that_of_the_mentor() {
        let week = |at: &str, zone: &str| {
            let (from, to) = week_of(at.parse().unwrap(), &Zone::parse("timezone", zone).unwrap());
            format!("{from} {to}")
        };
        // Sunday noon in London is already Monday in Auckland.
        let auckland = "2026-11-22T11:00:00Z 2026-11-29T11:00:00Z";
        assert_eq!(week("2026-11-22T12:00:00Z", "Pacific/Auckland"), auckland);
        assert_eq!(week("2026-11-26T12:00:00Z", "Pacific/Auckland"), auckland);
        assert_eq!(week("2026-11-29T10:59:59Z", "Pacific/Auckland"), auckland);
        // The week in which New York's clocks go back is an hour longer.
        assert_eq!(
            week("2026-11-01T23:00:00Z", "America/New_York"),
            "2026-10-26T04:00:00Z 2026-11-02T05:00:00Z"
        );
    }

    #[test]
    fn only_mentees_with_a_profile_book() {
        assert!(booking_mentee(&person(Role::Mentee, None, Some(20))).is_ok());
        assert_eq!(booking_mentee(&Actor::Stranger).unwrap_err(), Failure::NotSignedIn);
        assert_eq!(booking_mentee(&person(Role::Mentee, None, None)).unwrap_err().status(), 409);
        for role in [Role::Mentor, Role::Pm, Role::Admin] {
            assert_eq!(booking_mentee(&person(role, None, None)).unwrap_err().status(), 403);
        }
    }

    #[test]
    fn both_sides_and_staff_cancel_before_the_start() {
        let later = session(SessionStatus::Booked, "2026-11-24T12:00:00Z");
        for actor in [
            person(Role::Mentee, None, Some(20)),
            person(Role::Mentor, Some(10), None),
            person(Role::Pm, None, None),
            Actor::System,
        ] {
            assert_eq!(code(check_cancellable(&actor, &later, now())), "ok");
        }
        for actor in
            [person(Role::Mentee, None, Some(21)), person(Role::Mentor, Some(11), None), Actor::Stranger]
        {
            assert_eq!(code(check_cancellable(&actor, &later, now())), "404");
        }
    }

    #[test]
    fn what_is_over_or_off_stays_so() {
        let mentee = person(Role::Mentee, None, Some(20));
        let cases = [
            ("already_cancelled", session(SessionStatus::Cancelled, "2026-11-24T12:00:00Z")),
            ("session_over", session(SessionStatus::Completed, "2026-11-22T12:00:00Z")),
            ("session_over", session(SessionStatus::NoShow, "2026-11-22T12:00:00Z")),
            ("session_begun", session(SessionStatus::Booked, NOW)),
        ];
        for (expected, facts) in cases {
            assert_eq!(code(check_cancellable(&mentee, &facts, now())), expected);
        }
    }
}
