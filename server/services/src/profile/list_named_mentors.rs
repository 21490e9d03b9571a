//! A few mentors by what is typed of their names.

use office_hours::profile::MentorCard;
use office_hours::profile::names::{MAX_NAMED, typed_words};
use office_hours::{Actor, Failure};
use store::queries::mentors;

use super::audience;
use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// The first by name, [`MAX_NAMED`] at most; nobody when nothing is typed.
pub async fn list_named_mentors(
    services: &Services,
    actor: &Actor,
    name: &str,
) -> Result<Vec<MentorCard>, Failure> {
    policy::check(actor, Action::FindMentors)?;
    let words = typed_words(name);
    if words.is_empty() {
        return Ok(vec![]);
    }
    mentors::list_cards_named(&services.store, audience(actor), &words, u64::from(MAX_NAMED)).await.or_fail()
}
