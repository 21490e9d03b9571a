//! One's own profile, as it was entered.

use office_hours::availability::rules::format_weekly_hours;
use office_hours::profile::expertise::format_expertise;
use office_hours::profile::origin::{format_country, format_languages};
use office_hours::profile::{SaveMenteeProfile, SaveMentorProfile};
use office_hours::time::Zone;
use office_hours::{Actor, Failure};
use store::queries::{availability, mentees, mentors};

use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// What the mentor entered; nothing for a newcomer.
pub async fn get_my_mentor_profile(
    services: &Services,
    actor: &Actor,
) -> Result<Option<SaveMentorProfile>, Failure> {
    policy::check(actor, Action::EditMentorProfile)?;
    let Some(mentor_id) = actor.person()?.mentor_id else { return Ok(None) };
    let Some(profile) = mentors::get(&services.store, mentor_id).await.or_fail()? else { return Ok(None) };
    let hours = availability::list_weekly(&services.store, mentor_id).await.or_fail()?;
    Ok(Some(SaveMentorProfile {
        name: profile.name,
        headline: profile.headline.unwrap_or_default(),
        bio: profile.bio.unwrap_or_default(),
        company: profile.company.unwrap_or_default(),
        title: profile.title.unwrap_or_default(),
        languages: Some(format_languages(&profile.languages)),
        country: Some(format_country(profile.country.as_deref())),
        visibility: Some(profile.visibility.as_str().to_owned()),
        expertise: format_expertise(&profile.expertise),
        industry: profile.industry.unwrap_or_default(),
        stage: profile.stage.unwrap_or_default(),
        // What the hours count in: a name that is known no more could not be saved again.
        timezone: Zone::of_stored(&profile.timezone).name().to_owned(),
        weekly_hours: format_weekly_hours(&hours),
    }))
}

/// What the mentee entered; nothing for a newcomer.
pub async fn get_my_mentee_profile(
    services: &Services,
    actor: &Actor,
) -> Result<Option<SaveMenteeProfile>, Failure> {
    policy::check(actor, Action::EditMenteeProfile)?;
    let Some(mentee_id) = actor.person()?.mentee_id else { return Ok(None) };
    let profile = mentees::get(&services.store, mentee_id).await.or_fail()?;
    Ok(profile.map(|profile| SaveMenteeProfile {
        name: profile.name,
        company: profile.company.unwrap_or_default(),
        stage: profile.stage.unwrap_or_default(),
        industry: profile.industry.unwrap_or_default(),
        goals: profile.goals.unwrap_or_default(),
    }))
}
