//! The model in use and, while its vectors are being made, the one before it: needs are compared
//! with a set of vectors that is whole.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use moka::future::Cache;
use office_hours::time::Timestamp;
use tokio::sync::Mutex;

use super::pause::Pause;
use super::topics::TopicVectors;
use super::understand::Meaning;
use crate::Services;
use crate::ports::{Embedder, ModelState, VectorIndex};

/// Needs whose meaning is kept.
const CACHED_QUERIES: u64 = 10_000;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// The one that profiles are embedded with.
    InUse,
    /// The one they were embedded with before.
    Former,
}

/// What the process keeps of one model.
pub(super) struct KnownModel {
    /// What needs mean, by text; it never changes for one model.
    pub(super) meanings: Cache<String, Arc<Meaning>>,
    /// Whether it is left alone.
    pub(super) pause: Pause,
    /// What needs are compared with to see their topics; once the model has read it.
    pub(super) topics: OnceLock<TopicVectors>,
    /// Up to when the index has seen the database.
    pub(super) vectors_seen: Mutex<Option<Timestamp>>,
}

impl Default for KnownModel {
    fn default() -> Self {
        Self {
            meanings: Cache::new(CACHED_QUERIES),
            pause: Pause::default(),
            topics: OnceLock::new(),
            vectors_seen: Mutex::new(None),
        }
    }
}

/// What the process keeps of both.
#[derive(Default)]
pub(super) struct KnownModels {
    in_use: KnownModel,
    former: KnownModel,
    /// Whether the former one has had its time.
    retired: AtomicBool,
}

/// One of the two with all that belongs to it.
#[derive(Clone, Copy)]
pub(super) struct Model<'a> {
    pub(super) which: Which,
    pub(super) embedder: &'a dyn Embedder,
    pub(super) vectors: &'a dyn VectorIndex,
    pub(super) known: &'a KnownModel,
}

impl Services {
    fn model_in_use(&self) -> Model<'_> {
        Model {
            which: Which::InUse,
            embedder: &*self.ports.embedder,
            vectors: &*self.ports.vectors,
            known: &self.matching.models.in_use,
        }
    }

    fn former_model(&self) -> Option<Model<'_>> {
        let former = self.ports.former.as_ref()?;
        Some(Model {
            which: Which::Former,
            embedder: &*former.embedder,
            vectors: &*former.vectors,
            known: &self.matching.models.former,
        })
    }

    fn former_model_on_duty(&self) -> Option<Model<'_>> {
        self.former_model().filter(|_| !self.matching.models.retired.load(Ordering::Acquire))
    }

    /// Those to be kept as the database says.
    pub(super) fn models(&self) -> impl Iterator<Item = Model<'_>> {
        [Some(self.model_in_use()), self.former_model_on_duty()].into_iter().flatten()
    }

    /// The one that needs are compared by now.
    pub(super) fn serving_model(&self) -> Model<'_> {
        let former =
            self.former_model_on_duty().filter(|former| former.embedder.state() == ModelState::Ready);
        former.unwrap_or_else(|| self.model_in_use())
    }

    /// The one that a meaning comes from, though another may serve by now.
    pub(super) fn model_of(&self, meaning: &Meaning) -> Model<'_> {
        let former = self.former_model().filter(|former| former.which == meaning.which);
        former.unwrap_or_else(|| self.model_in_use())
    }

    /// Every profile has its vectors of the model in use: needs are compared by it from now on. What
    /// the index of the former one holds stays in memory until the next start, which does not read it.
    pub(super) fn retire_former_model(&self) {
        if self.ports.former.is_some() && !self.matching.models.retired.swap(true, Ordering::AcqRel) {
            tracing::info!(model = self.ports.embedder.model(), "the vectors of the new model are complete");
            self.matching.has_changed();
        }
    }
}
