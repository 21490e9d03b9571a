//! Mentors by name.

use office_hours::profile::{MENTORS_PER_PAGE, MentorPage};
use office_hours::{Actor, Failure};
use store::queries::mentors;

use super::audience;
use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// One page; a page beyond the last is empty.
pub async fn list_mentors(services: &Services, actor: &Actor, page: u32) -> Result<MentorPage, Failure> {
    policy::check(actor, Action::FindMentors)?;
    if page == 0 {
        return Err(Failure::invalid("page", "Pages count from 1."));
    }
    let size = u64::from(MENTORS_PER_PAGE);
    let (mentors, total) =
        mentors::list_cards(&services.store, audience(actor), u64::from(page - 1) * size, size)
            .await
            .or_fail()?;
    let total = u32::try_from(total).unwrap_or(u32::MAX);
    Ok(MentorPage { mentors, page, pages: total.div_ceil(MENTORS_PER_PAGE).max(1), total })
}
