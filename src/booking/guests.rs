//! Those who come to one meeting together. They learn of each other what each of them agreed to, and no more.

use serde::{Deserialize, Serialize};

use super::party::Party;
use super::rules::SessionFacts;
use crate::actor::Actor;
use crate::failure::Failure;
use crate::ids::SessionId;
use crate::time::Timestamp;

/// Who else comes to a session, as the viewer may know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Guests {
    /// How many come besides the session's mentee.
    pub others: usize,
    /// Those of them whom the viewer may know, in the order of their seats.
    pub named: Vec<Guest>,
    /// Whether the session's mentee is named to the others.
    pub is_named: bool,
    /// Whether the viewer may change that now.
    pub can_change: bool,
}

/// One of those who come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Guest {
    /// As they are called; an address tells nothing of it.
    pub name: String,
    /// Their venture.
    pub company: Option<String>,
}

/// Says whether the mentee of a session is named to the others who come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NameToGuests {
    /// Which session.
    pub session_id: SessionId,
    /// Whether they are.
    pub is_named: bool,
}

/// Those of `guests`, each with whether they agreed to be named, whom `viewer` may know: the mentor meets them all,
/// and staff know everybody.
pub fn known_to(viewer: Party, guests: Vec<(Guest, bool)>) -> Vec<Guest> {
    guests
        .into_iter()
        .filter(|(_, is_named)| *is_named || viewer != Party::Mentee)
        .map(|(guest, _)| guest)
        .collect()
}

/// Whether `actor` may say if the session's mentee is named: that one alone, until it has ended.
pub fn check_naming(
    actor: &Actor,
    session: &SessionFacts,
    ends_at: Timestamp,
    now: Timestamp,
) -> Result<(), Failure> {
    match Party::of(actor, session) {
        None => Err(Failure::not_found("session")),
        Some(Party::Mentee) if session.status.holds_time() && now < ends_at => Ok(()),
        Some(Party::Mentee) => Err(Failure::conflict(
            "session_over",
            "The session has ended or was called off; who was named stays as it was.",
        )),
        Some(_) => Err(Failure::not_allowed("Only the founder says whether the others learn their name.")),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::account::Role;
    use crate::actor::Person;
    use crate::booking::SessionStatus;
    use crate::ids::{MenteeId, MentorId, UserId};

    #[test]
    fn guests_know_those_who_agreed() {
        let guest = |name: &str| Guest { name: name.into(), company: None };
        let guests = || vec![(guest("Noor"), true), (guest("Ada"), false)];
        assert_eq!(known_to(Party::Mentee, guests()), [guest("Noor")]);
        for viewer in [Party::Mentor, Party::Staff, Party::System] {
            assert_eq!(known_to(viewer, guests()).len(), 2);
        }
    }

    #[test]
    fn everybody_speaks_for_themselves_until_the_end() {
        let (mentor_id, mentee_id) = (MentorId(Uuid::from_u128(10)), MenteeId(Uuid::from_u128(20)));
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (starts_at, ends_at) = (at("2026-11-24T12:00:00Z"), at("2026-11-24T12:30:00Z"));
        let person = |role, mentor_id, mentee: Option<u128>| {
            Actor::Person(Person {
                user_id: UserId(Uuid::from_u128(1)),
                role,
                name: "Noor".into(),
                email: "noor@example.com".into(),
                mentor_id,
                mentee_id: mentee.map(|id| MenteeId(Uuid::from_u128(id))),
            })
        };
        let noor = person(Role::Mentee, None, Some(20));
        let ask = |actor: &Actor, status, now| {
            let session = SessionFacts { mentor_id, mentee_id, status, starts_at };
            check_naming(actor, &session, ends_at, at(now)).map_err(|failure| failure.status())
        };
        let during = "2026-11-24T12:29:59Z";
        assert_eq!(ask(&noor, SessionStatus::Pending, during), Ok(()));
        assert_eq!(ask(&noor, SessionStatus::Booked, during), Ok(()));
        assert_eq!(ask(&noor, SessionStatus::Booked, "2026-11-24T12:30:00Z"), Err(409));
        assert_eq!(ask(&noor, SessionStatus::Cancelled, during), Err(409));
        assert_eq!(
            ask(&person(Role::Mentor, Some(mentor_id), None), SessionStatus::Booked, during),
            Err(403)
        );
        assert_eq!(ask(&person(Role::Pm, None, None), SessionStatus::Booked, during), Err(403));
        assert_eq!(ask(&person(Role::Mentee, None, Some(21)), SessionStatus::Booked, during), Err(404));
    }
}
