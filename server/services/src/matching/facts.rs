//! What the database knows of mentors besides their profiles, kept for a moment: signals may be as
//! old as that. Whether somebody can be booked, and when, is asked anew for everybody who is shown.

use std::sync::{Arc, PoisonError, RwLock};

use jiff::SignedDuration;
use office_hours::Failure;
use office_hours::ids::{MentorId, MentorMap};
use office_hours::profile::MentorProfile;
use office_hours::time::Timestamp;
use store::queries::{mentor_signals, mentors};
use tokio::sync::Mutex;

use crate::Services;
use crate::availability::{horizon, read_slots};
use crate::failure::OrFail;

/// Facts older than this are read again, for the next search.
const FRESH: SignedDuration = SignedDuration::from_secs(30);
/// Facts older than this are not used.
const KEPT: SignedDuration = SignedDuration::from_mins(10);

/// How far back sessions tell whether they take place.
const KEPT_SINCE: SignedDuration = SignedDuration::from_hours(24 * 182);

/// What is known of one mentor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Facts {
    read_at: Timestamp,
    /// Sessions in the next seven days that count against the cap.
    pub(super) booked: i64,
    /// Ratings by mentees.
    pub(super) ratings: i64,
    /// Their mean, 1–5; 0 without any.
    pub(super) mean_rating: f64,
    /// Sessions of the last half year that took place.
    pub(super) kept: i64,
    /// And those that the mentor called off.
    pub(super) called_off: i64,
    /// The last sign-in or change of the profile.
    pub(super) last_active: Option<Timestamp>,
    /// The next time that can be booked.
    pub(super) next_slot: Option<Timestamp>,
}

/// The facts that were read, by mentor.
#[derive(Default)]
pub(super) struct KnownFacts {
    facts: RwLock<MentorMap<Facts>>,
    /// Whoever holds it reads again what is old: one at a time, so that a slow database does not get
    /// more to do because it is slow.
    turn: Arc<Mutex<()>>,
}

impl KnownFacts {
    fn get(&self, ids: &[MentorId], at: Timestamp) -> MentorMap<Facts> {
        let known = self.facts.read().unwrap_or_else(PoisonError::into_inner);
        let usable = |facts: &&Facts| at.duration_since(facts.read_at) < KEPT;
        ids.iter().filter_map(|id| Some((*id, *known.get(id).filter(usable)?))).collect()
    }

    fn put(&self, facts: &MentorMap<Facts>) {
        self.facts.write().unwrap_or_else(PoisonError::into_inner).extend(facts);
    }
}

/// The facts of some mentors. What is a little old is used, and read again meanwhile.
pub(super) async fn facts_of(services: &Services, ids: &[MentorId]) -> Result<MentorMap<Facts>, Failure> {
    let now = services.now();
    let known = &services.matching.facts;
    let mut facts = known.get(ids, now);
    let missing: Vec<MentorId> = ids.iter().copied().filter(|id| !facts.contains_key(id)).collect();
    if !missing.is_empty() {
        let read = read(services, &missing).await?;
        known.put(&read);
        facts.extend(read);
    }
    let old = facts.iter().filter(|(_, facts)| now.duration_since(facts.read_at) >= FRESH);
    let old: Vec<MentorId> = old.map(|(id, _)| *id).collect();
    if !old.is_empty()
        && let Ok(turn) = Arc::clone(&known.turn).try_lock_owned()
    {
        let services = services.clone();
        tokio::spawn(async move {
            let _turn = turn;
            match read(&services, &old).await {
                Ok(read) => services.matching.facts.put(&read),
                Err(failure) => tracing::warn!(%failure, "facts about mentors could not be read again"),
            }
        });
    }
    Ok(facts)
}

async fn read(services: &Services, ids: &[MentorId]) -> Result<MentorMap<Facts>, Failure> {
    let now = services.now();
    let store = &services.store;
    let week = now + SignedDuration::from_hours(24 * 7);
    let profiles = mentors::get_many(store, ids).await.or_fail()?;
    let profiles: Vec<&MentorProfile> = profiles.iter().collect();
    let to = horizon(now);
    let slots = read_slots(services, &profiles, now, to, 1, &[]).await?;
    let next = |id: &MentorId| slots.get(id)?.bookable((now, to), None, now).next();
    let booked: MentorMap<i64> =
        mentor_signals::get_load(store, ids, now, week).await.or_fail()?.into_iter().collect();
    let active: MentorMap<Timestamp> =
        mentor_signals::get_last_active(store, ids).await.or_fail()?.into_iter().collect();
    let kept = mentor_signals::get_kept(store, ids, now - KEPT_SINCE, now).await.or_fail()?;
    let kept: MentorMap<(i64, i64)> =
        kept.into_iter().map(|(id, kept, called_off)| (id, (kept, called_off))).collect();
    let ratings = mentor_signals::get_ratings(store, ids).await.or_fail()?;
    let ratings: MentorMap<(i64, f64)> =
        ratings.into_iter().map(|(id, count, mean)| (id, (count, mean))).collect();
    let facts = |id: &MentorId| {
        let (ratings, mean_rating) = ratings.get(id).copied().unwrap_or_default();
        let (kept, called_off) = kept.get(id).copied().unwrap_or_default();
        let facts = Facts {
            read_at: now,
            booked: booked.get(id).copied().unwrap_or_default(),
            ratings,
            mean_rating,
            kept,
            called_off,
            last_active: active.get(id).copied(),
            next_slot: next(id).map(|slot| slot.time.starts_at),
        };
        (*id, facts)
    };
    Ok(ids.iter().map(facts).collect())
}
