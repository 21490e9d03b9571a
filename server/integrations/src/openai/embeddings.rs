//! Texts to vectors by `text-embedding-3-small`.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use services::ports::{Embedder, ModelState, PortError};

use super::OpenAi;
use crate::embeddings::vocabulary::Vocabulary;
use crate::rest::Effort;

/// As the service calls it; stored with each vector.
pub const MODEL: &str = "text-embedding-3-small";
/// Numbers of a vector.
pub const DIMENSION: usize = 1_536;

/// Longer texts are cut. The model reads 8,192 tokens, and a token is a byte at least.
const MAX_BYTES: usize = 8_000;
/// Texts in one request; the service takes 2,048, but an answer of so many is 40 MB.
const MAX_BATCH_TEXTS: usize = 256;
/// Bytes in one request: the service takes 300,000 tokens.
const MAX_BATCH_BYTES: usize = 300_000;
/// In the place of a text that says nothing, which the service refuses.
const NOTHING: &str = ".";

/// A call with at most this many texts is somebody waiting; a longer one is a job.
const QUICK_TEXTS: usize = 2;
const QUICK: Effort = Effort { each: Duration::from_secs(5), tries: 2 };
const BULK: Effort = Effort { each: Duration::from_secs(30), tries: 4 };

/// The [`Embedder`] of OpenAI.
pub struct OpenAiEmbedder {
    api: OpenAi,
    vocabulary: Arc<Vocabulary>,
}

#[derive(Serialize)]
struct Request<'a> {
    model: &'a str,
    input: Vec<&'a str>,
    encoding_format: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    data: Vec<Embedding>,
}

#[derive(Deserialize)]
struct Embedding {
    index: usize,
    embedding: Vec<f32>,
}

impl OpenAiEmbedder {
    /// `vocabulary` says which words are no slips: the service does not tell which ones it knows.
    pub fn new(api: OpenAi, vocabulary: Arc<Vocabulary>) -> Self {
        Self { api, vocabulary }
    }

    async fn embed_batch(&self, texts: &[String], effort: Effort) -> Result<Vec<Vec<f32>>, PortError> {
        let input = texts.iter().map(|text| readable(text)).collect();
        let request = Request { model: MODEL, input, encoding_format: "float" };
        let answer: Answer = self.api.0.post("embeddings", &request, effort).await?;
        in_order(answer, texts.len()).map_err(PortError::Retry)
    }
}

#[async_trait]
impl Embedder for OpenAiEmbedder {
    fn model(&self) -> &str {
        MODEL
    }

    fn state(&self) -> ModelState {
        ModelState::Ready
    }

    fn common_words(&self) -> Arc<HashSet<String>> {
        self.vocabulary.words()
    }

    async fn embed(&self, texts: Vec<String>) -> Result<Vec<Vec<f32>>, PortError> {
        let effort = if texts.len() <= QUICK_TEXTS { QUICK } else { BULK };
        let mut vectors = Vec::with_capacity(texts.len());
        for batch in batches(&texts) {
            vectors.extend(self.embed_batch(&texts[batch], effort).await?);
        }
        Ok(vectors)
    }
}

/// The text as the service takes it.
fn readable(text: &str) -> &str {
    let text = text.trim();
    if text.is_empty() { NOTHING } else { &text[..text.floor_char_boundary(MAX_BYTES)] }
}

fn batches(texts: &[String]) -> Vec<Range<usize>> {
    let mut batches: Vec<Range<usize>> = vec![];
    let mut bytes = 0;
    for (place, text) in texts.iter().enumerate() {
        let length = readable(text).len();
        match batches.last_mut() {
            Some(batch) if batch.len() < MAX_BATCH_TEXTS && bytes + length <= MAX_BATCH_BYTES => {
                batch.end += 1;
                bytes += length;
            }
            _ => {
                batches.push(place..place + 1);
                bytes = length;
            }
        }
    }
    batches
}

/// The vectors by the index of their text, of length one, or what is wrong with them.
fn in_order(answer: Answer, count: usize) -> Result<Vec<Vec<f32>>, String> {
    let wrong = |what: String| Err(format!("OpenAI answers with {what}"));
    if answer.data.len() != count {
        return wrong(format!("{} vectors for {count} texts", answer.data.len()));
    }
    let mut vectors = vec![vec![]; count];
    for Embedding { index, mut embedding } in answer.data {
        if embedding.len() != DIMENSION {
            return wrong(format!("a vector of {} numbers instead of {DIMENSION}", embedding.len()));
        }
        let length = embedding.iter().map(|number| number * number).sum::<f32>().sqrt();
        if !(length.is_finite() && length > 0.0) {
            return wrong("a vector without direction".into());
        }
        embedding.iter_mut().for_each(|number| *number /= length);
        match vectors.get_mut(index) {
            Some(place) if place.is_empty() => *place = embedding,
            _ => {
                return wrong(format!(
                    "a second vector for a text, or one for a text {index} that is not there"
                ));
            }
        }
    }
    Ok(vectors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_characters_and_never_empty() {
        let long = "é".repeat(5_000);
        assert_eq!(readable(&long).len(), MAX_BYTES);
        assert_eq!(readable(&format!("x{long}")).len(), MAX_BYTES - 1);
        assert_eq!((readable(" \n"), readable(" sales ")), (NOTHING, "sales"));
    }

    #[test]
    fn requests_stay_within_both_bounds() {
        let short = vec!["x".to_owned(); MAX_BATCH_TEXTS + 1];
        assert_eq!(batches(&short), [0..MAX_BATCH_TEXTS, MAX_BATCH_TEXTS..MAX_BATCH_TEXTS + 1]);
        let long = vec!["x".repeat(MAX_BYTES); 80];
        assert_eq!(batches(&long), [0..37, 37..74, 74..80]);
        assert!(batches(&[]).is_empty());
    }
}
