//! The vectors of the topics' texts, embedded once per model and kept in the database.

use std::collections::HashMap;

use office_hours::Failure;
use office_hours::matching::topics::{self, Topic, Touches};
use store::queries::embeddings;

use super::embed_mentor::content_hash;
use super::models::Model;
use crate::Services;
use crate::failure::OrFail;
use crate::ports::ModelState;

/// Texts embedded and written at once: what is done stays done.
const AT_ONCE: usize = 64;

/// One vector for each text of each topic, of unit length, one after the other.
pub(crate) struct TopicVectors {
    topics: Vec<&'static Topic>,
    vectors: Vec<f32>,
}

impl TopicVectors {
    /// The topics that a need touches, by its vector.
    pub(super) fn touched_by(&self, need: &[f32]) -> Touches {
        let rows = self.vectors.chunks_exact(need.len());
        topics::touched_by(self.topics.iter().copied().zip(rows.map(|row| dot(row, need))))
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    // Eight sums side by side: the order of float additions is not the compiler's to change.
    let mut sums = [0.0_f32; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum()
}

/// Has the topics' texts embedded where that was not done before; from then on needs touch
/// topics. Without a model there is nothing to do.
pub async fn load_topics(services: &Services) -> Result<(), Failure> {
    for model in services.models() {
        load_for(services, model).await?;
    }
    Ok(())
}

async fn load_for(
    services: &Services,
    Model { embedder, known: kept, .. }: Model<'_>,
) -> Result<(), Failure> {
    if kept.topics.get().is_some() || embedder.state() != ModelState::Ready {
        return Ok(());
    }
    let model = embedder.model();
    let texts = topics::texts();
    let mut known: HashMap<String, Vec<f32>> =
        embeddings::list_texts(&services.store, model).await.or_fail()?.into_iter().collect();
    let missing: Vec<&String> =
        texts.iter().map(|(_, text)| text).filter(|text| !known.contains_key(&content_hash(text))).collect();
    for some in missing.chunks(AT_ONCE) {
        let vectors = embedder.embed(some.iter().map(|text| (*text).clone()).collect()).await.or_fail()?;
        let rows: Vec<(String, Vec<f32>)> = some.iter().map(|text| content_hash(text)).zip(vectors).collect();
        embeddings::add_texts(&services.store, model, &rows).await.or_fail()?;
        known.extend(rows);
    }
    let mut loaded = TopicVectors { topics: vec![], vectors: vec![] };
    for (topic, text) in &texts {
        if let Some(vector) = known.get(&content_hash(text)) {
            loaded.topics.push(topic);
            loaded.vectors.extend_from_slice(vector);
        }
    }
    tracing::info!(texts = texts.len(), embedded = missing.len(), "the topics are in use");
    // Two that load at once load the same.
    let _ = kept.topics.set(loaded);
    services.matching.has_changed();
    Ok(())
}
