//! Who waits for a place with a mentor, and who is asked next when one comes free.
//!
//! Order is all that is decided here. While an offer is open its place counts as held
//! (`availability::Hold`) by the person asked, so that the public list cannot sell it as well.
//!
//! **One at a time.** While somebody's offer of a place is open, nobody else is offered it; an
//! offer ends when it is answered or when its time is up, at that very instant.
//!
//! **Who is next.** Whoever joined first; of two who joined at once, the entry with the smaller id.
//! Letting an offer run out costs one's place for this seat only: one is asked about it again once
//! everybody else was. Whoever said no to it counts as asked [`MAX_OFFERS`] times. For any other seat one keeps the place. After
//! [`MAX_OFFERS`] offers of a seat one is not asked about it any more, or the last to wait would be
//! asked without end.
//!
//! **Who is passed over.** Whoever has something else at that time keeps the place and is asked as
//! soon as they have not. A person with several entries waits once, by the earliest of those that
//! the seat would satisfy.
//!
//! **Too late to ask.** Nothing is offered that begins before the offer would end: the answer must
//! come before the session.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::availability::SlotTime;
use crate::ids::MenteeId;
use crate::time::Timestamp;

/// How often one person is offered the same seat.
pub const MAX_OFFERS: u32 = 2;
/// How long an offer is open, in minutes.
pub const OFFER_MINUTES: u32 = 120;
/// For how much one person waits at once.
pub const MAX_ENTRIES: usize = 10;

/// What is known of one entry in the list of a mentor, as to the seat that came free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The entry.
    pub entry_id: Uuid,
    /// Who waits.
    pub mentee_id: MenteeId,
    /// Since when.
    pub joined_at: Timestamp,
    /// The one session they want a place in; nothing for any time of the mentor.
    pub wanted: Option<SlotTime>,
    /// How many offers of this seat were declined or noted as run out.
    pub declined: u32,
    /// When this seat was last offered, unless that offer is counted in `declined` already.
    pub offered_at: Option<Timestamp>,
    /// Whether they are elsewhere at that time.
    pub has_clash: bool,
}

impl Waiting {
    fn wants(&self, freed: SlotTime) -> bool {
        self.wanted.is_none_or(|wanted| wanted == freed)
    }

    fn has_open_offer(&self, now: Timestamp, offer_minutes: u32) -> bool {
        self.offered_at.is_some_and(|at| now < offer_ends(at, offer_minutes))
    }
}

/// The instant at which an offer runs out.
pub fn offer_ends(offered_at: Timestamp, offer_minutes: u32) -> Timestamp {
    SlotTime::lasting(offered_at, i64::from(offer_minutes)).ends_at
}

/// The entry whose mentee is offered the freed seat at `now`, for so many minutes; nothing when
/// nobody is, or not yet.
pub fn next_to_offer(
    entries: &[Waiting],
    freed: SlotTime,
    now: Timestamp,
    offer_minutes: u32,
) -> Option<Uuid> {
    let is_open = entries.iter().any(|entry| entry.has_open_offer(now, offer_minutes));
    if is_open || freed.starts_at < offer_ends(now, offer_minutes) {
        return None;
    }
    let queue = queue(entries, freed);
    queue.iter().find(|person| !person.has_clash && person.offers < MAX_OFFERS).map(|person| person.entry_id)
}

/// The entries that wait for the seat in the order in which they are asked, one for each person;
/// those who are elsewhere at that time keep their place in it. Whether an offer is open or has
/// run out makes no difference here: every offer made counts.
pub fn order(entries: &[Waiting], freed: SlotTime) -> Vec<Uuid> {
    queue(entries, freed).iter().map(|person| person.entry_id).collect()
}

/// A person in the queue for one seat; ordered as they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// Offers of this seat so far.
    offers: u32,
    joined_at: Timestamp,
    entry_id: Uuid,
    has_clash: bool,
}

impl Place {
    fn of(entry: &Waiting) -> Self {
        let offers = entry.declined.saturating_add(u32::from(entry.offered_at.is_some()));
        Self { offers, joined_at: entry.joined_at, entry_id: entry.entry_id, has_clash: entry.has_clash }
    }

    /// One place of the same person's two.
    fn join(self, other: Self) -> Self {
        let (joined_at, entry_id) = (self.joined_at, self.entry_id).min((other.joined_at, other.entry_id));
        let offers = self.offers.saturating_add(other.offers);
        Self { offers, joined_at, entry_id, has_clash: self.has_clash || other.has_clash }
    }
}

fn queue(entries: &[Waiting], freed: SlotTime) -> Vec<Place> {
    let mut people: BTreeMap<MenteeId, Place> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.wants(freed)) {
        let place = Place::of(entry);
        people.entry(entry.mentee_id).and_modify(|known| *known = known.join(place)).or_insert(place);
    }
    let mut queue: Vec<Place> = people.into_values().collect();
    queue.sort_unstable();
    queue
}

#[cfg(test)]
mod tests;
