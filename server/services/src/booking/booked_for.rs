//! For whom a session is booked: for oneself, or, by staff, for a mentee in whose place they act.

use office_hours::booking::BookSession;
use office_hours::booking::in_place::{BY_WORDS, by_id, by_words, is_for_oneself};
use office_hours::booking::rules::{MAX_NOTE, booking_mentee};
use office_hours::ids::{MenteeId, UserId};
use office_hours::profile::rules::required;
use office_hours::{Actor, Failure};
use store::queries::users;

use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// As long as an address can be.
const MAX_WORDS: usize = 254;
/// Accounts looked at, of whatever role.
const LOOKED_AT: u64 = 200;

/// The mentee of a session to be.
pub(super) struct BookedFor {
    /// The mentee.
    pub(super) mentee_id: MenteeId,
    /// Their account.
    pub(super) user_id: UserId,
    /// Why staff book in their place; nothing where they book for themselves.
    pub(super) reason: Option<String>,
}

/// The mentee for whom `actor` books. Whoever is no staff and names somebody else is refused before anybody is
/// looked for.
pub(super) async fn booked_for(
    services: &Services,
    actor: &Actor,
    input: &BookSession,
) -> Result<BookedFor, Failure> {
    if is_for_oneself(actor, input) {
        policy::check(actor, Action::BookSession)?;
        let (person, mentee_id) = booking_mentee(actor)?;
        return Ok(BookedFor { mentee_id, user_id: person.user_id, reason: None });
    }
    policy::check(actor, Action::BookInPlace)?;
    let store = &services.store;
    let (user_id, mentee_id) = match (input.mentee_id, &input.mentee) {
        (Some(mentee_id), None) => {
            by_id(users::find_account_of_mentee(store, mentee_id).await.or_fail()?.as_ref())?
        }
        (None, Some(words)) => {
            let words = required(BY_WORDS, words, MAX_WORDS, "Give the mentee’s e-mail address or name.")?;
            by_words(&words, &users::list_accounts(store, &words, LOOKED_AT).await.or_fail()?)?
        }
        (None, None) => {
            return Err(Failure::invalid(
                BY_WORDS,
                "Say for which mentee: their address or name, or their id.",
            ));
        }
        (Some(_), Some(_)) => {
            return Err(Failure::invalid(BY_WORDS, "The mentee’s id is given already: leave this out."));
        }
    };
    let why = "Say why; the mentee and the mentor read it.";
    let reason = required("reason", &input.reason, MAX_NOTE, why)?;
    Ok(BookedFor { mentee_id, user_id, reason: Some(reason) })
}
