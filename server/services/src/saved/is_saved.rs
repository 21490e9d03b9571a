//! Whether mentors are on somebody's list.

use std::collections::HashSet;

use office_hours::ids::MentorId;
use office_hours::{Actor, Failure};
use store::queries::saved_mentors;

use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// Whether a mentor is saved; nothing for those who cannot save anybody.
pub async fn is_saved(
    services: &Services,
    actor: &Actor,
    mentor_id: MentorId,
) -> Result<Option<bool>, Failure> {
    policy::check(actor, Action::FindMentors)?;
    let saved = saved_among(services, actor, &[mentor_id]).await?;
    Ok(saved.map(|saved| saved.contains(&mentor_id)))
}

/// Which of the mentors are saved, in one query; nothing for those who cannot save anybody.
pub(crate) async fn saved_among(
    services: &Services,
    actor: &Actor,
    mentor_ids: &[MentorId],
) -> Result<Option<HashSet<MentorId>>, Failure> {
    let (Actor::Person(person), Ok(())) = (actor, policy::check(actor, Action::SaveMentors)) else {
        return Ok(None);
    };
    let saved = saved_mentors::list_among(&services.store, person.user_id, mentor_ids).await.or_fail()?;
    Ok(Some(saved.into_iter().collect()))
}
