//! Looking around without a need.
//!
//! However many mentors there are, the same few questions are asked: whom the viewer has met and saved, who is
//! new and who offers time, then once for all of them who may be seen, what they say and when they are free.

use std::collections::{HashMap, HashSet};

use jiff::SignedDuration;
use office_hours::ids::MentorId;
use office_hours::matching::history::History;
use office_hours::profile::discovery::{
    AlikeShelf, Discovered, Discovery, FREE_DAYS, NEW_DAYS, ON_SHELF, ON_WHOLE_SHELF, Shelf, TOPICS,
    TopicCount, WENT_WELL,
};
use office_hours::profile::{Audience, MentorCard, MentorProfile};
use office_hours::{Actor, Failure};
use store::queries::mentors::{self, MentorVersion};
use store::queries::saved_mentors;

use super::index::catch_up;
use super::personal::history_of;
use super::times::WantedTimes;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::profile::audience;
use crate::saved::saved_among;
use crate::{Reader, Services};

/// Some who offer time have none that can be booked: so many times more are looked at.
const SPARE: usize = 4;

/// All shelves with a few mentors each, or one of them with more.
pub async fn discover(
    services: &Services,
    actor: &Actor,
    only: Option<Shelf>,
    reader: &Reader,
) -> Result<Discovery, Failure> {
    policy::check(actor, Action::FindMentors)?;
    catch_up(services).await?;
    let history = history_of(services, actor).await?;
    let asked = Asked { only, audience: audience(actor) };
    let chosen = choose(services, actor, asked, &history).await?;

    let ids: Vec<MentorId> = chosen.ids().collect::<HashSet<_>>().into_iter().collect();
    let store = &services.store;
    let seen = mentors::list_seen(store, asked.audience, &ids).await.or_fail()?;
    let versions: HashMap<MentorId, MentorVersion> =
        seen.into_iter().map(|version| (version.mentor_id, version)).collect();
    let ids: Vec<MentorId> = versions.keys().copied().collect();
    let profiles: HashMap<MentorId, MentorProfile> =
        mentors::get_many(store, &ids).await.or_fail()?.into_iter().map(|one| (one.mentor_id, one)).collect();
    let free: Vec<MentorVersion> = chosen.free.iter().filter_map(|id| versions.get(id).copied()).collect();
    let within = SignedDuration::from_hours(24 * FREE_DAYS);
    let mut slots = WantedTimes::within(within, reader, services.now()).free_slots(services, &free).await?;
    let saved = saved_among(services, actor, &ids).await?;

    let shown = |id: &MentorId| {
        Some(Discovered {
            mentor: MentorCard::from(profiles.get(id)?.clone()),
            saved: saved.as_ref().map(|saved| saved.contains(id)),
            next_slot: None,
        })
    };
    let known = |ids: &[MentorId]| -> Vec<Discovered> { ids.iter().filter_map(shown).collect() };
    let mut free: Vec<Discovered> = free
        .iter()
        .filter_map(|version| {
            let next = slots.remove(&version.mentor_id)?.into_iter().next()?;
            Some(Discovered { next_slot: Some(next), ..shown(&version.mentor_id)? })
        })
        .collect();
    free.sort_by_key(|one| {
        let starts_at = one.next_slot.as_ref().and_then(|slot| slot.starts.at.timestamp());
        (starts_at, one.mentor.mentor_id)
    });
    free.truncate(asked.places());
    let alike = chosen.alike.as_ref().and_then(|(met, alike)| {
        let mentors: Vec<Discovered> = known(alike);
        let met = profiles.get(met)?.name.clone();
        (!mentors.is_empty()).then_some(AlikeShelf { met, mentors })
    });
    Ok(Discovery { saved: known(&chosen.saved), free, new: known(&chosen.new), alike, topics: chosen.topics })
}

/// What is asked for.
#[derive(Clone, Copy)]
struct Asked {
    only: Option<Shelf>,
    audience: Audience,
}

impl Asked {
    fn wants(self, shelf: Shelf) -> bool {
        self.only.is_none_or(|only| only == shelf)
    }

    fn places(self) -> usize {
        if self.only.is_some() { ON_WHOLE_SHELF } else { ON_SHELF }
    }
}

/// Who may come on which shelf.
#[derive(Default)]
struct Chosen {
    saved: Vec<MentorId>,
    free: Vec<MentorId>,
    new: Vec<MentorId>,
    alike: Option<(MentorId, Vec<MentorId>)>,
    topics: Vec<TopicCount>,
}

impl Chosen {
    fn ids(&self) -> impl Iterator<Item = MentorId> {
        let alike = self.alike.iter().flat_map(|(met, alike)| [met].into_iter().chain(alike));
        self.saved.iter().chain(&self.free).chain(&self.new).chain(alike).copied()
    }
}

async fn choose(
    services: &Services,
    actor: &Actor,
    asked: Asked,
    history: &History,
) -> Result<Chosen, Failure> {
    let (store, now, audience) = (&services.store, services.now(), asked.audience);
    let mut chosen = Chosen::default();
    if let Some(directory) = services.matching.directory().as_ref() {
        if asked.only.is_none() {
            chosen.topics = directory.count_topics(audience, TOPICS);
        }
        if asked.wants(Shelf::Alike) {
            let met = history
                .went_well(WENT_WELL)
                .find(|met| directory.member(*met).is_some_and(|member| member.seen_by(audience)));
            let known: Vec<MentorId> = history.rated.iter().map(|(mentor, _)| *mentor).collect();
            chosen.alike = met.map(|met| (met, directory.list_alike(met, audience, &known, asked.places())));
        }
    }
    let places = asked.places() as u64;
    if asked.wants(Shelf::New) {
        let since = now - SignedDuration::from_hours(24 * NEW_DAYS);
        chosen.new = mentors::list_newest(store, audience, since, places).await.or_fail()?;
    }
    if asked.wants(Shelf::Free) {
        let until = now + SignedDuration::from_hours(24 * FREE_DAYS);
        let most = places * SPARE as u64;
        chosen.free = mentors::list_offering(store, audience, (now, until), most).await.or_fail()?;
    }
    if let (None, Actor::Person(person), Ok(())) =
        (asked.only, actor, policy::check(actor, Action::SaveMentors))
    {
        let listed = saved_mentors::list_seen(store, person.user_id, audience, places).await;
        chosen.saved = listed.or_fail()?;
    }
    Ok(chosen)
}
