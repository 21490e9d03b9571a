//! Time and chance in a test's hand, and models in every state.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use integrations::embeddings::minilm::MiniLm;
use integrations::vectors::memory::MemoryIndex;
use office_hours::ids::{MentorId, MentorSet};
use office_hours::matching::advice::{Claims, NeedAdvice};
use office_hours::time::Timestamp;
use services::ports::{
    Clock, Embedder, Entropy, Hit, ModelState, NeedModel, Passages, PortError, VectorIndex,
};

pub struct FakeClock(Mutex<Timestamp>);

impl FakeClock {
    pub fn at(text: &str) -> Self {
        Self(Mutex::new(text.parse().unwrap()))
    }

    pub fn advance(&self, by: Duration) {
        let mut now = self.0.lock().unwrap();
        *now += by;
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// Different bytes at every call, the same in every run (SplitMix64).
#[derive(Default)]
pub struct FakeEntropy(AtomicU64);

impl Entropy for FakeEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let mut z = self
                .0
                .fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed)
                .wrapping_add(0x9E37_79B9_7F4A_7C15);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}

/// A server whose model was never fetched.
pub struct MissingModel;

#[async_trait]
impl Embedder for MissingModel {
    fn model(&self) -> &str {
        "none"
    }

    fn state(&self) -> ModelState {
        ModelState::Missing("There is no model in this test.".into())
    }

    fn common_words(&self) -> Arc<HashSet<String>> {
        Arc::default()
    }

    async fn embed(&self, _: Vec<String>) -> Result<Vec<Vec<f32>>, PortError> {
        Err(PortError::Retry("there is no model in this test".into()))
    }
}

/// A model whose service answers nobody.
#[derive(Default)]
pub struct DownModel {
    /// Whether it is configured.
    pub is_used: AtomicBool,
    /// How often it was asked.
    pub asked: AtomicU64,
}

#[async_trait]
impl Embedder for DownModel {
    fn model(&self) -> &str {
        "down"
    }

    fn state(&self) -> ModelState {
        match self.is_used.load(Ordering::Relaxed) {
            true => ModelState::Ready,
            false => ModelState::Missing("It is not used yet.".into()),
        }
    }

    fn common_words(&self) -> Arc<HashSet<String>> {
        Arc::default()
    }

    async fn embed(&self, _: Vec<String>) -> Result<Vec<Vec<f32>>, PortError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        Err(PortError::Retry("it cannot be reached".into()))
    }
}

/// A model of a few lines: texts are alike as far as they share words.
pub struct FakeModel {
    name: &'static str,
    dimension: usize,
    /// Whether it cannot be reached.
    pub fails: AtomicBool,
    /// How often it was asked.
    pub asked: AtomicU64,
}

impl FakeModel {
    pub fn new(name: &'static str, dimension: usize) -> Arc<Self> {
        Arc::new(Self { name, dimension, fails: AtomicBool::new(false), asked: AtomicU64::new(0) })
    }

    fn vector(&self, text: &str) -> Vec<f32> {
        let mut vector = vec![0.01; self.dimension];
        for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
            let hash =
                word.bytes().fold(7_usize, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
            vector[hash % self.dimension] += 1.0;
        }
        let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
        vector.iter().map(|x| x / length).collect()
    }
}

#[async_trait]
impl Embedder for FakeModel {
    fn model(&self) -> &str {
        self.name
    }

    fn state(&self) -> ModelState {
        ModelState::Ready
    }

    fn common_words(&self) -> Arc<HashSet<String>> {
        Arc::default()
    }

    async fn embed(&self, texts: Vec<String>) -> Result<Vec<Vec<f32>>, PortError> {
        if self.fails.load(Ordering::Relaxed) {
            return Err(PortError::Retry("it cannot be reached".into()));
        }
        self.asked.fetch_add(1, Ordering::Relaxed);
        Ok(texts.iter().map(|text| self.vector(text)).collect())
    }
}

/// A language model that says what it was told to say.
#[derive(Default)]
pub struct FakeNeedModel {
    /// What it says of every need.
    pub claims: Claims,
    /// How long it takes.
    pub takes: Duration,
    /// Whether it fails instead.
    pub fails: bool,
    /// How often it was asked.
    pub asked: AtomicU64,
}

#[async_trait]
impl NeedModel for FakeNeedModel {
    fn model(&self) -> &str {
        "a language model"
    }

    async fn read(&self, text: &str) -> Result<NeedAdvice, PortError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(self.takes).await;
        if self.fails {
            return Err(PortError::Retry("it has a bad day".into()));
        }
        Ok(self.claims.clone().check(text))
    }
}

/// An index of vectors that can be made to fail.
#[derive(Default)]
pub struct DownIndex {
    index: MemoryIndex,
    /// Whether it cannot be reached.
    pub is_down: AtomicBool,
}

#[async_trait]
impl VectorIndex for DownIndex {
    async fn replace(&self, mentor_id: MentorId, passages: Passages) -> Result<(), PortError> {
        self.index.replace(mentor_id, passages).await
    }

    async fn search(
        &self,
        vector: &[f32],
        limit: usize,
        allowed: Option<&MentorSet>,
    ) -> Result<Vec<Hit>, PortError> {
        if self.is_down.load(Ordering::Relaxed) {
            return Err(PortError::Retry("it cannot be reached".into()));
        }
        self.index.search(vector, limit, allowed).await
    }

    fn len(&self) -> usize {
        self.index.len()
    }
}

/// The model itself, as `make test` fetches it.
pub async fn real_model() -> Arc<MiniLm> {
    let default = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../models/all-MiniLM-L6-v2");
    let model = MiniLm::open_in_background(std::env::var_os("MODEL_DIR").map_or(default, PathBuf::from));
    model.wait_until_settled().await;
    assert_eq!(model.state(), ModelState::Ready, "`make test` fetches the model");
    model
}
