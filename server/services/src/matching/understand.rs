//! Reading a need with what the process knows: its profiles, its model, its topics.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use office_hours::Failure;
use office_hours::matching::directory::Directory;
use office_hours::matching::need::{Need, Reader};
use office_hours::matching::text_index::TextQuery;
use office_hours::matching::topics::Touches;
use office_hours::time::Zone;

use super::advice::advice_on;
use super::models::{Model, Which};
use super::topics::TopicVectors;
use crate::Services;
use crate::ports::ModelState;

/// How long a need waits for its vector. Words alone now are better than meaning much later.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long new needs go without one when the model failed or has too much to do.
const PAUSE: Duration = Duration::from_secs(5);

/// A need with all that retrieval asks of it.
pub(super) struct Understood {
    pub(super) need: Need,
    /// Nothing when meaning cannot be compared now.
    pub(super) meaning: Option<Arc<Meaning>>,
    /// Nothing while topics are not read.
    pub(super) touches: Option<Touches>,
    /// Whether everybody who was asked about it has answered.
    pub(super) is_whole: bool,
}

/// What a text means to the model.
pub(super) struct Meaning {
    pub(super) vector: Vec<f32>,
    /// The model.
    pub(super) which: Which,
    /// The topics it touches; found when these are read.
    touches: OnceLock<Touches>,
}

impl Meaning {
    fn touches(&self, topics: &TopicVectors) -> &Touches {
        self.touches.get_or_init(|| topics.touched_by(&self.vector))
    }
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

/// What is read differently from how it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'a> {
    /// The zone of whoever asks.
    pub(super) zone: &'a Zone,
    /// Keys of parts that are to be left out.
    pub(super) without: &'a [String],
    /// Whether slips are mended.
    pub(super) mend: bool,
    /// Whether other languages than English are looked for.
    pub(super) translate: bool,
}

/// Reads what was typed, or says on `query` what would be right.
///
/// The rules read it first. Where there is a language model, what it sees besides is added if it
/// answers soon enough; the vector of what the rules read is made meanwhile.
pub(super) async fn understand(
    services: &Services,
    text: &str,
    reading: Reading<'_>,
) -> Result<Understood, Failure> {
    if services.ports.need_model.is_none() {
        return understand_by_rules(services, text, reading).await;
    }
    let need = with_reader(services, reading, |reader| Need::parse(text, reader))?;
    let (advice, meaning) = tokio::join!(advice_on(services, &need.text), meaning_of(services, &need));
    let is_whole = advice.is_some();
    let advice = advice.unwrap_or_default();
    let before = need.meaning.clone();
    let need = with_reader(services, reading, |reader| need.advised(&advice, reader));
    let meaning = if need.meaning == before { meaning } else { meaning_of(services, &need).await };
    let touches = touched(services, meaning.as_deref(), reading);
    let touches = match advice.topics(reading.without).as_slice() {
        [] => touches,
        topics => Some(touches.unwrap_or_default().advised(topics)),
    };
    Ok(Understood { need, meaning, touches, is_whole })
}

/// The same without a language model.
pub(super) async fn understand_by_rules(
    services: &Services,
    text: &str,
    reading: Reading<'_>,
) -> Result<Understood, Failure> {
    let need = with_reader(services, reading, |reader| Need::parse(text, reader))?;
    let meaning = meaning_of(services, &need).await;
    let touches = touched(services, meaning.as_deref(), reading);
    Ok(Understood { need, meaning, touches, is_whole: true })
}

/// The topics that are near in meaning; nothing while they or the meaning are not known.
fn touched(services: &Services, meaning: Option<&Meaning>, reading: Reading<'_>) -> Option<Touches> {
    let meaning = meaning?;
    let topics = services.model_of(meaning).known.topics.get()?;
    Some(meaning.touches(topics).clone().without(reading.without))
}

/// Reads with what the process knows at this moment.
fn with_reader<T>(services: &Services, reading: Reading<'_>, read: impl FnOnce(&Reader<'_>) -> T) -> T {
    let common = services.ports.embedder.common_words();
    let directory = services.matching.directory();
    let texts = directory.as_ref().filter(|_| reading.mend).map(Directory::texts);
    read(&Reader {
        now: &services.now().to_zoned(reading.zone.tz().clone()),
        meant_by: &|word| texts?.meant_by(word, &common),
        named_in: &|text| directory.as_ref().map(|directory| directory.named_in(text)).unwrap_or_default(),
        without: reading.without,
        translate: reading.translate,
    })
}

/// What the need means, kept for the next time.
async fn meaning_of(services: &Services, need: &Need) -> Option<Arc<Meaning>> {
    let Model { which, embedder, known, .. } = services.serving_model();
    if embedder.state() != ModelState::Ready {
        return None;
    }
    let cache = &known.meanings;
    if let Some(meaning) = cache.get(&need.meaning).await {
        return Some(meaning);
    }
    if known.pause.is_on() {
        return None;
    }
    let embedded = embedder.embed(vec![need.meaning.clone()]);
    let why = match tokio::time::timeout(PATIENCE, embedded).await {
        Ok(Ok(mut vectors)) => {
            let meaning = Arc::new(Meaning { vector: vectors.pop()?, which, touches: OnceLock::new() });
            cache.insert(need.meaning.clone(), Arc::clone(&meaning)).await;
            return Some(meaning);
        }
        Ok(Err(error)) => error.to_string(),
        Err(_) => format!("it did not answer within {PATIENCE:?}"),
    };
    if known.pause.begin(PAUSE) {
        tracing::warn!(why, pause = ?PAUSE, "needs are not embedded for now; words alone are compared");
    }
    None
}
