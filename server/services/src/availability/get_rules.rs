//! The signed-in mentor's own rules.

use office_hours::availability::AvailabilityRules;
use office_hours::availability::rules::format_weekly_hours;
use office_hours::profile::MentorProfile;
use office_hours::{Actor, Failure};
use store::Db;
use store::queries::{availability, availability_rules, mentors};

use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// When and how the signed-in mentor can be met, to be changed and saved.
pub async fn get_rules(services: &Services, actor: &Actor) -> Result<AvailabilityRules, Failure> {
    policy::check(actor, Action::EditMentorProfile)?;
    let mentor = own_profile(&services.store, actor).await?;
    let weekly = availability::list_weekly(&services.store, mentor.mentor_id).await.or_fail()?;
    let row = availability_rules::get(&services.store, mentor.mentor_id).await.or_fail()?;
    Ok(AvailabilityRules {
        version: row.version,
        weekly_hours: format_weekly_hours(&weekly),
        load_cap_per_week: mentor.load_cap_per_week.into(),
        offer: row.offer,
        exceptions: row.exceptions,
    })
}

/// The profile that hours belong to.
pub(super) async fn own_profile(db: &impl Db, actor: &Actor) -> Result<MentorProfile, Failure> {
    let missing = || Failure::conflict("profile_missing", "Tell us who you are first; it takes a minute.");
    let mentor_id = actor.person()?.mentor_id.ok_or_else(missing)?;
    mentors::get(db, mentor_id).await.or_fail()?.ok_or_else(missing)
}
