//! Mentors for a need: retrieval by meaning and by words, then the domain's ranking.

mod embed_mentor;
mod evaluate;
mod index;
mod match_mentors;
mod reindex;
mod retrieve;
mod suggest_mentors;

pub use embed_mentor::embed_mentor;
pub use evaluate::rank_for_evaluation;
pub use index::{Coverage, refresh_index, vector_coverage};
pub use match_mentors::match_mentors;
pub use reindex::{Reindexed, embed_stale, reindex};
pub use suggest_mentors::suggest_mentors;

use std::sync::Arc;

use moka::future::Cache;
use office_hours::time::Timestamp;
use tokio::sync::Mutex;

/// Needs whose vectors are kept.
const CACHED_QUERIES: u64 = 10_000;

/// What matching keeps in the process between requests.
pub(crate) struct MatchingState {
    /// Vectors of needs, by text; a vector never changes for one model, and the process has one.
    query_vectors: Cache<String, Arc<Vec<f32>>>,
    /// Up to when the index has seen the database.
    seen_until: Mutex<Option<Timestamp>>,
}

impl Default for MatchingState {
    fn default() -> Self {
        Self { query_vectors: Cache::new(CACHED_QUERIES), seen_until: Mutex::new(None) }
    }
}
