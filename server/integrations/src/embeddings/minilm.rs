//! all-MiniLM-L6-v2 in process: no key, no network, 384 numbers for a text.
//!
//! The folder holds `model.safetensors`, `tokenizer.json` and `config.json` as published. They are
//! read by a thread of their own, so that the server answers while they load. Inference never runs
//! on the async threads: every batch is a task of tokio's blocking pool, and two lanes keep a
//! re-index from standing in the way of somebody who is searching.

use std::collections::HashSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use async_trait::async_trait;
use services::ports::{Embedder, ModelState, PortError};
use tokenizers::{Tokenizer, TruncationParams};
use tokio::sync::{Semaphore, watch};
use tokio::task::spawn_blocking;

use super::bert::{Bert, Config};
use super::vocabulary::common_words;

/// As the weights are published; stored with each vector.
pub const MODEL: &str = "all-MiniLM-L6-v2";
/// Numbers of a vector.
pub const DIMENSION: usize = 384;

/// What the model was trained to read, markers included; longer texts are cut. The tokenizer's own
/// file says 128 and pads to it, which sentence-transformers overrides in the same way.
const MAX_TOKENS: usize = 256;

/// Texts in one pass of the model.
const MAX_BATCH_TEXTS: usize = 16;

/// Tokens in one pass: bounds its memory and how long it holds the processor.
const MAX_BATCH_TOKENS: usize = 512;

/// A call with at most this many texts is somebody waiting; a longer one is a job.
const QUICK_TEXTS: usize = 2;

/// The embedded [`Embedder`].
#[derive(Debug)]
pub struct MiniLm {
    phase: watch::Receiver<Phase>,
    /// Two, so that one query tokenizes while another multiplies; more only fight for the cores.
    quick: Semaphore,
    /// One: jobs take turns.
    bulk: Semaphore,
}

#[derive(Clone)]
enum Phase {
    Loading,
    Ready(Arc<Model>),
    Missing(String),
}

impl std::fmt::Debug for Phase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Loading => f.write_str("Loading"),
            Self::Ready(_) => f.write_str("Ready"),
            Self::Missing(reason) => f.debug_tuple("Missing").field(reason).finish(),
        }
    }
}

impl MiniLm {
    /// Returns at once; a thread reads the model from `dir` meanwhile.
    pub fn open_in_background(dir: PathBuf) -> Arc<Self> {
        let (settle, phase) = watch::channel(Phase::Loading);
        let spawned = thread::Builder::new().name("minilm-loader".into()).spawn({
            let settle = settle.clone();
            move || settle.send_replace(load_or_say_why(&dir))
        });
        if let Err(error) = spawned {
            settle.send_replace(Phase::Missing(format!("no thread to read the embedding model: {error}")));
        }
        Arc::new(Self { phase, quick: Semaphore::new(2), bulk: Semaphore::new(1) })
    }

    /// Waits until the model is ready or known to be missing; for command-line tools, which have
    /// nothing better to do meanwhile.
    pub async fn wait_until_settled(&self) -> ModelState {
        let mut phase = self.phase.clone();
        // An error would mean that the loader is gone, and then it has settled.
        let _ = phase.wait_for(|phase| !matches!(phase, Phase::Loading)).await;
        self.state()
    }

    fn ready(&self) -> Result<Arc<Model>, PortError> {
        match &*self.phase.borrow() {
            Phase::Ready(model) => Ok(Arc::clone(model)),
            Phase::Loading => Err(PortError::Retry("the embedding model is still being read".into())),
            Phase::Missing(reason) => Err(PortError::Retry(reason.clone())),
        }
    }
}

#[async_trait]
impl Embedder for MiniLm {
    fn model(&self) -> &str {
        MODEL
    }

    fn state(&self) -> ModelState {
        match &*self.phase.borrow() {
            Phase::Loading => ModelState::Loading,
            Phase::Ready(_) => ModelState::Ready,
            Phase::Missing(reason) => ModelState::Missing(reason.clone()),
        }
    }

    fn common_words(&self) -> Arc<HashSet<String>> {
        self.ready().map(|model| Arc::clone(&model.words)).unwrap_or_default()
    }

    async fn embed(&self, texts: Vec<String>) -> Result<Vec<Vec<f32>>, PortError> {
        let model = self.ready()?;
        let count = texts.len();
        let lane = if count <= QUICK_TEXTS { &self.quick } else { &self.bulk };
        let batches = on_blocking_pool(&model, move |model| model.plan(&texts)).await?;
        let mut vectors = vec![Vec::new(); count];
        for batch in batches {
            // Taken for each batch anew, so that jobs share the lane fairly.
            let _turn = lane.acquire().await.map_err(|_| PortError::Retry("shutting down".into()))?;
            for (place, vector) in on_blocking_pool(&model, move |model| model.run(&batch)).await? {
                vectors[place] = vector;
            }
        }
        Ok(vectors)
    }
}

async fn on_blocking_pool<T: Send + 'static>(
    model: &Arc<Model>,
    work: impl FnOnce(&Model) -> Result<T, String> + Send + 'static,
) -> Result<T, PortError> {
    let model = Arc::clone(model);
    match spawn_blocking(move || work(&model)).await {
        Ok(Ok(done)) => Ok(done),
        // The same text fails the same way.
        Ok(Err(reason)) => Err(PortError::GiveUp(format!("the embedding model refused: {reason}"))),
        Err(error) => Err(PortError::Retry(format!("the embedding model was interrupted: {error}"))),
    }
}

fn load_or_say_why(dir: &Path) -> Phase {
    let started = Instant::now();
    let loaded = catch_unwind(AssertUnwindSafe(|| Model::load(dir)))
        .unwrap_or_else(|_| Err("reading it ended in a panic".into()));
    match loaded {
        Ok(model) => {
            let duration_ms = started.elapsed().as_millis() as u64;
            tracing::info!(model.name = MODEL, duration_ms, "the embedding model is ready");
            Phase::Ready(Arc::new(model))
        }
        Err(reason) => {
            let sentence = format!(
                "the embedding model cannot be used from {}: {reason}; `make run` fetches it",
                dir.display()
            );
            tracing::warn!(model.name = MODEL, reason = sentence, "text matching serves without the model");
            Phase::Missing(sentence)
        }
    }
}

/// Texts for one pass, each with its place in the answer.
#[derive(Default)]
struct Batch {
    rows: Vec<(usize, Vec<u32>)>,
    tokens: usize,
}

impl Batch {
    fn has_room_for(&self, ids: &[u32]) -> bool {
        self.rows.len() < MAX_BATCH_TEXTS && self.tokens + ids.len() <= MAX_BATCH_TOKENS
    }

    fn push(&mut self, row: (usize, Vec<u32>)) {
        self.tokens += row.1.len();
        self.rows.push(row);
    }
}

struct Model {
    tokenizer: Tokenizer,
    words: Arc<HashSet<String>>,
    bert: Bert,
}

impl Model {
    fn load(dir: &Path) -> Result<Self, String> {
        let config: Config =
            serde_json::from_slice(&read(dir, "config.json")?).map_err(|e| format!("config.json: {e}"))?;
        let mut tokenizer = Tokenizer::from_bytes(read(dir, "tokenizer.json")?)
            .map_err(|e| format!("tokenizer.json: {e}"))?;
        let truncation = TruncationParams { max_length: MAX_TOKENS, ..TruncationParams::default() };
        tokenizer.with_truncation(Some(truncation)).map_err(|e| format!("tokenizer.json: {e}"))?;
        tokenizer.with_padding(None);
        // The file's bytes are dropped at the end of this function; only the tensors stay.
        let weights = read(dir, "model.safetensors")?;
        let bert = Bert::load(&config, &weights).map_err(|e| format!("model.safetensors: {e}"))?;
        let words = Arc::new(common_words(&tokenizer));
        Ok(Self { tokenizer, words, bert })
    }

    /// Tokenizes once and cuts the work into passes, short texts first.
    fn plan(&self, texts: &[String]) -> Result<Vec<Batch>, String> {
        let mut rows = Vec::with_capacity(texts.len());
        for (place, text) in texts.iter().enumerate() {
            let tokens = self.tokenizer.encode_fast(text.as_str(), true).map_err(|e| e.to_string())?;
            rows.push((place, tokens.get_ids().to_vec()));
        }
        rows.sort_by_key(|(_, ids)| ids.len());
        let mut batches: Vec<Batch> = Vec::new();
        for row in rows {
            match batches.last_mut() {
                Some(batch) if batch.has_room_for(&row.1) => batch.push(row),
                _ => {
                    let mut batch = Batch::default();
                    batch.push(row);
                    batches.push(batch);
                }
            }
        }
        Ok(batches)
    }

    fn run(&self, batch: &Batch) -> Result<Vec<(usize, Vec<f32>)>, String> {
        let texts: Vec<&[u32]> = batch.rows.iter().map(|(_, ids)| ids.as_slice()).collect();
        let hidden = self.bert.forward(&texts).map_err(|e| e.to_string())?;
        let mut hidden = hidden.as_slice();
        let mut vectors = Vec::with_capacity(batch.rows.len());
        for (place, ids) in &batch.rows {
            let (own, rest) = hidden.split_at(ids.len() * self.bert.width());
            vectors.push((*place, mean_of_unit_length(own, self.bert.width())));
            hidden = rest;
        }
        Ok(vectors)
    }
}

fn read(dir: &Path, name: &str) -> Result<Vec<u8>, String> {
    fs::read(dir.join(name)).map_err(|error| format!("{name}: {error}"))
}

/// The mean of the rows of `hidden`, scaled to length one.
fn mean_of_unit_length(hidden: &[f32], width: usize) -> Vec<f32> {
    let mut sum = vec![0.0f32; width];
    for row in hidden.chunks_exact(width) {
        for (total, value) in sum.iter_mut().zip(row) {
            *total += value;
        }
    }
    let length = sum.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length > 0.0 {
        sum.iter_mut().for_each(|value| *value /= length);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_has_length_one() {
        assert_eq!(mean_of_unit_length(&[3.0, 0.0, 3.0, 8.0], 2), [0.6, 0.8]);
    }

    #[tokio::test]
    async fn a_missing_folder_is_said_in_a_sentence() {
        let minilm = MiniLm::open_in_background("/nowhere/at-all".into());
        let ModelState::Missing(reason) = minilm.wait_until_settled().await else {
            panic!("there is no such folder")
        };
        assert!(reason.contains("/nowhere/at-all") && reason.contains("`make run`"), "{reason}");
        let refused = minilm.embed(vec!["anything".into()]).await.unwrap_err();
        assert!(matches!(refused, PortError::Retry(said) if said == reason));
    }

    #[tokio::test]
    async fn a_broken_file_is_missing_and_not_a_panic() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("config.json"), "{}").unwrap();
        let minilm = MiniLm::open_in_background(dir.path().into());
        let state = minilm.wait_until_settled().await;
        assert!(matches!(state, ModelState::Missing(reason) if reason.contains("config.json")));
    }
}
