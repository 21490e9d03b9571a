//! Mentors for a need: retrieval by meaning and by words, then the domain's ranking.

mod advice;
mod compare_mentors;
mod discover;
mod embed_mentor;
mod evaluate;
mod facts;
mod filters;
mod forget_mentor;
mod index;
mod journal;
mod known_answers;
mod known_areas;
mod looks;
mod match_mentors;
mod models;
mod pause;
mod personal;
mod preview_matches;
mod ranking;
mod reindex;
mod retrieve;
mod search;
mod stopwatch;
mod suggest_mentors;
mod times;
mod topics;
mod understand;

pub use compare_mentors::compare_mentors;
pub use discover::discover;
pub use embed_mentor::embed_mentor;
pub use evaluate::{Found, Step, find_for_evaluation, rank_for_evaluation};
pub(crate) use forget_mentor::forget_mentor;
pub use index::{Coverage, refresh_index, vector_coverage};
pub(crate) use journal::{SEARCH_OPENED, SEARCH_SHOWN};
pub use journal::{note_opened, write_journal};
pub use known_answers::{AnswerCounts, answer_counts};
pub(crate) use known_areas::known_areas;
pub use match_mentors::match_mentors;
pub(crate) use match_mentors::rank_as;
pub use preview_matches::preview_matches;
pub(crate) use ranking::refresh_experiment;
pub use reindex::{Reindexed, embed_stale, reindex};
pub use suggest_mentors::suggest_mentors;
pub use topics::load_topics;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use moka::future::Cache;
use office_hours::ids::MentorId;
use office_hours::matching::directory::Directory;
use office_hours::matching::explain::ReadProfile;
use office_hours::time::Timestamp;

use advice::Advisor;
use facts::KnownFacts;
use index::SeenProfiles;
use journal::Journal;
use known_answers::KnownAnswers;
use looks::Looks;
use models::KnownModels;
use personal::Histories;
use ranking::RunningExperiment;

/// Profiles whose words are kept.
const CACHED_PROFILES: u64 = 4_000;

/// What matching keeps in the process between requests.
pub(crate) struct MatchingState {
    /// What is kept of the models that compare meaning.
    models: KnownModels,
    /// What a language model reads in needs.
    advisor: Arc<Advisor>,
    /// Every profile; nothing until all were read once.
    directory: RwLock<Option<Directory>>,
    /// Profiles that were shown lately, by mentor and when they were saved.
    profiles: Cache<(MentorId, Timestamp), Arc<ReadProfile>>,
    /// What else signals are made of.
    facts: KnownFacts,
    /// Up to when the directory has seen the database.
    profiles_seen: Looks<SeenProfiles>,
    /// See [`MatchingState::revision`].
    revision: AtomicU64,
    /// Answers that were given lately.
    answers: KnownAnswers,
    /// What is known of those who ask.
    histories: Histories,
    /// The experiment that runs.
    experiment: RunningExperiment,
    /// What was searched and is not written yet.
    journal: Journal,
}

// A panic while the lock was held is a defect; answering from what is there beats failing every
// search until the next start, which reads everything again.
impl MatchingState {
    fn directory(&self) -> RwLockReadGuard<'_, Option<Directory>> {
        self.directory.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn directory_mut(&self) -> RwLockWriteGuard<'_, Option<Directory>> {
        self.directory.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Grows when profiles, vectors or topics become known anew: an answer from before may be another
    /// one now.
    fn revision(&self) -> u64 {
        self.revision.load(Ordering::Acquire)
    }

    /// Called after the new is in its place.
    fn has_changed(&self) {
        self.revision.fetch_add(1, Ordering::AcqRel);
    }
}

impl Default for MatchingState {
    fn default() -> Self {
        Self {
            models: KnownModels::default(),
            advisor: Arc::default(),
            directory: RwLock::default(),
            profiles: Cache::new(CACHED_PROFILES),
            facts: KnownFacts::default(),
            profiles_seen: Looks::default(),
            revision: AtomicU64::new(0),
            answers: KnownAnswers::default(),
            histories: Histories::default(),
            experiment: RunningExperiment::default(),
            journal: Journal::default(),
        }
    }
}
