//! Mentors side by side.

use std::collections::HashMap;

use office_hours::ids::MentorId;
use office_hours::matching::explain::{Question, ReadProfile};
use office_hours::matching::{MatchFilters, Reason};
use office_hours::profile::MentorProfile;
use office_hours::profile::comparison::{Asked, Compared, Comparison, Rating};
use office_hours::{Actor, Failure};
use store::queries::{mentor_signals, mentors};

use super::times::WantedTimes;
use super::understand::{Reading, understand};
use crate::availability::horizon;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::profile::audience;
use crate::{Reader, Services};

/// Up to three mentors by their ids, with commas between them, and what of their profiles fits `need`, which may
/// be empty. Whom the viewer may not see is only counted, with what is no id.
pub async fn compare_mentors(
    services: &Services,
    actor: &Actor,
    ids: &str,
    need: &str,
    reader: &Reader,
) -> Result<Comparison, Failure> {
    policy::check(actor, Action::FindMentors)?;
    let asked = Asked::parse(ids);
    let store = &services.store;
    let seen = mentors::list_seen(store, audience(actor), &asked.mentors).await.or_fail()?;
    let may_see = |mentor_id: &MentorId| seen.iter().any(|version| version.mentor_id == *mentor_id);
    let ids: Vec<MentorId> = asked.mentors.iter().copied().filter(may_see).collect();
    let profiles = mentors::get_many(store, &ids).await.or_fail()?;
    let ratings: HashMap<MentorId, Option<Rating>> = mentor_signals::get_ratings(store, &ids)
        .await
        .or_fail()?
        .into_iter()
        .map(|(mentor_id, count, mean)| (mentor_id, Rating::of(count, mean)))
        .collect();
    let now = services.now();
    let times = WantedTimes::within(horizon(now).duration_since(now), reader, now);
    let mut slots = times.free_slots(services, &seen).await?;
    let mut fits = fits(services, &profiles, need.trim(), reader).await?;
    let missing = asked.strange as usize + asked.mentors.len() - profiles.len();
    let mentors = profiles.into_iter().map(|profile| Compared {
        rating: ratings.get(&profile.mentor_id).copied().flatten(),
        next_slots: slots.remove(&profile.mentor_id).unwrap_or_default(),
        fits: fits.remove(&profile.mentor_id).unwrap_or_default(),
        profile,
    });
    Ok(Comparison {
        mentors: mentors.collect(),
        missing: u32::try_from(missing).unwrap_or(u32::MAX),
        more: asked.more,
    })
}

async fn fits(
    services: &Services,
    profiles: &[MentorProfile],
    need: &str,
    reader: &Reader,
) -> Result<HashMap<MentorId, Vec<Reason>>, Failure> {
    if need.is_empty() || profiles.is_empty() {
        return Ok(HashMap::new());
    }
    let reading = Reading { zone: &reader.zone, without: &[], mend: true, translate: true };
    let understood = understand(services, need, reading).await?;
    let (touches, filters) = (understood.topics(), MatchFilters::default());
    let question = Question::new(&understood.need, &touches, &filters, reader.catalog);
    let reasons = |profile: &MentorProfile| {
        (profile.mentor_id, question.reasons(&ReadProfile::new(profile.clone()), None))
    };
    Ok(profiles.iter().map(reasons).collect())
}
