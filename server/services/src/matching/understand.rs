//! Reading a need with what the process knows: its profiles, its model, its topics.

use std::sync::Arc;
use std::time::Duration;

use office_hours::Failure;
use office_hours::matching::need::Need;
use office_hours::matching::text_index::TextQuery;
use office_hours::matching::topics::Touches;

use crate::Services;
use crate::ports::ModelState;

/// How long a need waits for its vector. Words alone now are better than meaning much later.
const PATIENCE: Duration = Duration::from_secs(2);

/// A need with all that retrieval asks of it.
pub(super) struct Understood {
    pub(super) need: Need,
    /// Nothing when meaning cannot be compared now.
    pub(super) vector: Option<Arc<Vec<f32>>>,
    /// Nothing while topics are not read.
    pub(super) touches: Option<Touches>,
}

impl Understood {
    /// The topics, none where they are not known.
    pub(super) fn topics(&self) -> Touches {
        self.touches.clone().unwrap_or_default()
    }

    /// What to look for in the words of profiles.
    pub(super) fn text_query(&self) -> TextQuery {
        TextQuery { need: self.need.terms(), topics: self.topics().topics }
    }
}

/// Reads what was typed, or says on `query` what would be right.
pub(super) async fn understand(services: &Services, text: &str) -> Result<Understood, Failure> {
    Ok(compare(services, Need::parse(text, meant_by(services))?).await)
}

/// What mends the slips of a need.
pub(super) fn meant_by(services: &Services) -> impl Fn(&str) -> Option<String> {
    let common = services.ports.embedder.common_words();
    move |word| services.matching.directory().as_ref()?.texts().meant_by(word, &common)
}

/// What a need is compared by.
pub(super) async fn compare(services: &Services, need: Need) -> Understood {
    let vector = query_vector(services, &need).await;
    let touches = match (&vector, services.matching.topics.get()) {
        (Some(vector), Some(topics)) => Some(topics.touched_by(vector)),
        _ => None,
    };
    Understood { need, vector, touches }
}

/// The need's vector, kept for the next time.
async fn query_vector(services: &Services, need: &Need) -> Option<Arc<Vec<f32>>> {
    if services.ports.embedder.state() != ModelState::Ready {
        return None;
    }
    let cache = &services.matching.query_vectors;
    if let Some(vector) = cache.get(&need.meaning).await {
        return Some(vector);
    }
    let embedded = services.ports.embedder.embed(vec![need.meaning.clone()]);
    match tokio::time::timeout(PATIENCE, embedded).await {
        Ok(Ok(mut vectors)) => {
            let vector = Arc::new(vectors.pop()?);
            cache.insert(need.meaning.clone(), Arc::clone(&vector)).await;
            Some(vector)
        }
        Ok(Err(error)) => {
            tracing::warn!(%error, "the need could not be embedded; words alone are compared");
            None
        }
        Err(_) => {
            tracing::warn!(waited = ?PATIENCE, "the model has too much to do; words alone are compared");
            None
        }
    }
}
