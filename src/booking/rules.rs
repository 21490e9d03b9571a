//! Who may book and cancel, and when.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::SessionStatus;
use super::party::{Party, Side};
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

/// The week that holds `at`, half-open: Monday to Sunday in the mentor's zone. Caps count by it.
pub fn week_of(at: Timestamp, zone: &Zone) -> (Timestamp, Timestamp) {
    let date = at.to_zoned(zone.tz().clone()).date();
    let monday = date.saturating_sub(i64::from(date.weekday().since(Weekday::Monday)).days());
    let start = |date: Date| date.to_zoned(zone.tz().clone()).map_or(at, |day| day.timestamp());
    (start(monday), start(monday.saturating_add(7.days())))
}

/// As which side `actor` may change what the session is about: both may, from booking until it has ended.
pub fn check_agenda(
    actor: &Actor,
    session: &SessionFacts,
    ends_at: Timestamp,
    now: Timestamp,
) -> Result<Side, Failure> {
    let party = Party::of(actor, session).ok_or_else(|| Failure::not_found("session"))?;
    let side = party.side().ok_or_else(|| {
        Failure::not_allowed("The agenda is for the two who meet. Write to them if something is missing.")
    })?;
    if !session.status.holds_time() || ends_at <= now {
        return Err(Failure::conflict(
            "agenda_closed",
            "The session has ended or was called off, so its agenda stays as it is.",
        ));
    }
    Ok(side)
}

/// Whether `actor` may see the session at all.
pub fn may_see(actor: &Actor, session: &SessionFacts) -> bool {
    Party::of(actor, session).is_some()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ids::UserId;

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
        // A Monday without a midnight: Tehran's clocks went from 0:00 to 1:00.
        assert_eq!(week("2021-03-22T12:00:00Z", "Asia/Tehran"), "2021-03-21T20:30:00Z 2021-03-28T19:30:00Z");
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
    fn both_sides_change_the_agenda_until_the_session_has_ended() {
        let (start, end) = ("2026-11-24T12:00:00Z", "2026-11-24T12:30:00Z".parse().unwrap());
        let (mentee, mentor) = (person(Role::Mentee, None, Some(20)), person(Role::Mentor, Some(10), None));
        let ask = |actor: &Actor, status, now: &str| {
            check_agenda(actor, &session(status, start), end, now.parse().unwrap())
        };
        let during = "2026-11-24T12:29:59Z";
        for status in [SessionStatus::Pending, SessionStatus::Booked] {
            assert_eq!(ask(&mentee, status, during), Ok(Side::Mentee));
            assert_eq!(ask(&mentor, status, during), Ok(Side::Mentor));
            assert_eq!(ask(&mentor, status, "2026-11-24T12:30:00Z").unwrap_err().status(), 409);
        }
        for status in [SessionStatus::Cancelled, SessionStatus::Completed, SessionStatus::NoShow] {
            assert_eq!(ask(&mentee, status, start).unwrap_err().status(), 409);
        }
        assert_eq!(
            ask(&person(Role::Pm, None, None), SessionStatus::Booked, start).unwrap_err().status(),
            403
        );
        let other = person(Role::Mentee, None, Some(21));
        assert_eq!(ask(&other, SessionStatus::Booked, start), Err(Failure::not_found("session")));
    }

    #[test]
    fn sides_and_staff_see_a_session_and_strangers_do_not() {
        let session = session(SessionStatus::Booked, "2026-11-24T12:00:00Z");
        for actor in [
            person(Role::Mentee, None, Some(20)),
            person(Role::Mentor, Some(10), None),
            person(Role::Pm, None, None),
            Actor::System,
        ] {
            assert!(may_see(&actor, &session));
        }
        for actor in
            [person(Role::Mentee, None, Some(21)), person(Role::Mentor, Some(11), None), Actor::Stranger]
        {
            assert!(!may_see(&actor, &session));
        }
    }
}
