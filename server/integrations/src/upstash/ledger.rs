//! What an index elsewhere holds, as far as this process knows.
//!
//! Every process brings the index up to date from the database at its start and again after every
//! change. With the ledger only what differs is sent, and what is gone is known by name.

use std::collections::{BTreeMap, HashMap};
use std::sync::{PoisonError, RwLock, RwLockWriteGuard};

use office_hours::ids::MentorId;
use sha2::{Digest, Sha256};

/// Bytes of a digest: enough for one vector not to be taken for another by chance.
const DIGEST_BYTES: usize = 8;

/// The parts of one mentor, each with the digest of its vector; nothing while it is not known
/// whether it arrived.
type Parts = BTreeMap<i32, Option<String>>;

/// What the index holds.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    mentors: RwLock<HashMap<MentorId, Parts>>,
}

/// The parts of a mentor as they should be.
pub(super) struct Wanted {
    pub(super) part: i32,
    pub(super) digest: String,
    pub(super) vector: Vec<f32>,
}

/// What has to be done to a mentor.
#[derive(Default)]
pub(super) struct Changes {
    /// To be written.
    pub(super) put: Vec<Wanted>,
    /// To be removed.
    pub(super) gone: Vec<i32>,
}

impl Ledger {
    // What a panic leaves here is at worst sent once more.
    fn write(&self) -> RwLockWriteGuard<'_, HashMap<MentorId, Parts>> {
        self.mentors.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many mentors the index holds.
    pub(super) fn len(&self) -> usize {
        self.mentors.read().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Starts with what the index says it holds.
    pub(super) fn fill(&self, rows: Vec<(MentorId, i32, Option<String>)>) {
        let mut mentors = HashMap::new();
        for (mentor_id, part, digest) in rows {
            mentors.entry(mentor_id).or_insert_with(Parts::new).insert(part, digest);
        }
        *self.write() = mentors;
    }

    /// What is to be done; what is to be written counts as not known until [`Ledger::put`] is told.
    pub(super) fn begin(&self, mentor_id: MentorId, wanted: Vec<Wanted>) -> Changes {
        let mut mentors = self.write();
        let known = mentors.entry(mentor_id).or_default();
        let gone =
            known.keys().filter(|part| !wanted.iter().any(|one| one.part == **part)).copied().collect();
        let is_new = |one: &Wanted| known.get(&one.part) != Some(&Some(one.digest.clone()));
        let put: Vec<Wanted> = wanted.into_iter().filter(is_new).collect();
        for one in &put {
            known.insert(one.part, None);
        }
        if known.is_empty() {
            mentors.remove(&mentor_id);
        }
        Changes { put, gone }
    }

    /// It arrived.
    pub(super) fn put(&self, mentor_id: MentorId, part: i32, digest: &str) {
        self.write().entry(mentor_id).or_default().insert(part, Some(digest.to_owned()));
    }

    /// It is gone.
    pub(super) fn remove(&self, mentor_id: MentorId, part: i32) {
        let mut mentors = self.write();
        if let Some(known) = mentors.get_mut(&mentor_id) {
            known.remove(&part);
            if known.is_empty() {
                mentors.remove(&mentor_id);
            }
        }
    }
}

/// What tells whether a vector changed.
pub(super) fn digest(vector: &[f32]) -> String {
    let mut hash = Sha256::new();
    vector.iter().for_each(|number| hash.update(number.to_le_bytes()));
    hash.finalize().iter().take(DIGEST_BYTES).map(|byte| format!("{byte:02x}")).collect()
}
