//! Asking the language model what a need says, without waiting for it long.
//!
//! Somebody who searches waits for a moment only, and then the rules alone have read the need. The
//! answer is kept when it comes, so that the next search for the same is read with it.

use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use office_hours::matching::advice::NeedAdvice;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::pause::Pause;
use crate::Services;
use crate::ports::NeedModel;

/// How long a search waits for it.
const PATIENCE: Duration = Duration::from_millis(300);
/// How long an answer is waited for that is kept for the next time.
const LONGEST: Duration = Duration::from_secs(10);
/// How long the model is left alone when it failed.
const PAUSE: Duration = Duration::from_secs(30);
/// Needs read at once. Anybody may search: of a crowd the rest is read by the rules alone.
const AT_ONCE: usize = 8;
/// Needs whose advice is kept, by the digests of their texts.
const CACHED: u64 = 10_000;

/// What is known of needs, and whether the model can be asked.
pub(super) struct Advisor {
    known: Cache<[u8; 32], Arc<NeedAdvice>>,
    turns: Semaphore,
    pause: Pause,
}

impl Default for Advisor {
    fn default() -> Self {
        Self { known: Cache::new(CACHED), turns: Semaphore::new(AT_ONCE), pause: Pause::default() }
    }
}

/// What the model sees in a need; nothing where there is none, or none that answers soon.
pub(super) async fn advice_on(services: &Services, text: &str) -> Option<Arc<NeedAdvice>> {
    let model = services.ports.need_model.as_ref()?;
    let advisor = &services.matching.advisor;
    let key: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    if let Some(known) = advisor.known.get(&key).await {
        return Some(known);
    }
    if advisor.pause.is_on() {
        return None;
    }
    // Apart from the search, so that the answer is kept even if nobody waits any more.
    let asked = tokio::spawn({
        let (advisor, model, text) = (Arc::clone(advisor), Arc::clone(model), text.to_owned());
        async move {
            let read = advisor.known.try_get_with(key, advisor.ask(model.as_ref(), &text));
            read.await.ok()
        }
    });
    match timeout(PATIENCE, asked).await {
        Ok(Ok(advice)) => advice,
        _ => None,
    }
}

/// Nobody could be asked; it was logged where it needs to be.
#[derive(Clone, Copy)]
struct NotAsked;

impl Advisor {
    /// Of those that ask for the same at once, one gets here.
    async fn ask(&self, model: &dyn NeedModel, text: &str) -> Result<Arc<NeedAdvice>, NotAsked> {
        let Ok(_turn) = self.turns.try_acquire() else { return Err(NotAsked) };
        let why = match timeout(LONGEST, model.read(text)).await {
            Ok(Ok(advice)) => return Ok(Arc::new(advice)),
            Ok(Err(error)) => error.to_string(),
            Err(_) => format!("it did not answer within {LONGEST:?}"),
        };
        if self.pause.begin(PAUSE) {
            tracing::warn!(
                model.name = model.model(),
                why,
                pause = ?PAUSE,
                "the language model reads no needs for now; the rules do"
            );
        }
        Err(NotAsked)
    }
}
