//! Mentors for a need: retrieval by meaning and by words, then the domain's ranking.

mod embed_mentor;
mod evaluate;
mod index;
mod match_mentors;
mod reindex;
mod retrieve;
mod suggest_mentors;
mod topics;
mod understand;

pub use embed_mentor::embed_mentor;
pub use evaluate::{Step, rank_for_evaluation};
pub use index::{Coverage, refresh_index, vector_coverage};
pub use match_mentors::match_mentors;
pub use reindex::{Reindexed, embed_stale, reindex};
pub use suggest_mentors::suggest_mentors;
pub use topics::load_topics;

use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use moka::future::Cache;
use office_hours::matching::text_index::TextIndex;
use office_hours::time::Timestamp;
use tokio::sync::Mutex;

use topics::TopicVectors;

/// Needs whose vectors are kept.
const CACHED_QUERIES: u64 = 10_000;

/// What matching keeps in the process between requests.
pub(crate) struct MatchingState {
    /// Vectors of needs, by text; a vector never changes for one model, and the process has one.
    query_vectors: Cache<String, Arc<Vec<f32>>>,
    /// Every profile by its words; nothing until all were read once.
    texts: RwLock<Option<TextIndex>>,
    /// What needs are compared with to see their topics; once the model has read it.
    topics: OnceLock<TopicVectors>,
    /// Up to when the indexes have seen the database.
    seen_until: Mutex<Option<Timestamp>>,
}

// A panic while the lock was held is a defect; answering from what is there beats failing every
// search until the next start, which reads everything again.
impl MatchingState {
    fn texts(&self) -> RwLockReadGuard<'_, Option<TextIndex>> {
        self.texts.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn texts_mut(&self) -> RwLockWriteGuard<'_, Option<TextIndex>> {
        self.texts.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for MatchingState {
    fn default() -> Self {
        Self {
            query_vectors: Cache::new(CACHED_QUERIES),
            texts: RwLock::default(),
            topics: OnceLock::new(),
            seen_until: Mutex::new(None),
        }
    }
}
