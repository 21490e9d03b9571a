//! Settings → database → ports → services. The only place that constructs them.

use std::sync::Arc;
use std::time::Duration;

use integrations::embeddings::minilm::{self, MiniLm};
use integrations::embeddings::vocabulary::Vocabulary;
use integrations::mail::files::FileMailer;
use integrations::openai::{self, OpenAi, OpenAiEmbedder, OpenAiNeeds};
use integrations::photos::files::FilePhotos;
use integrations::rest::new_client;
use integrations::standstill::{RepeatingEntropy, StandingClock};
use integrations::system::{SystemClock, SystemEntropy};
use integrations::upstash::UpstashVector;
use integrations::vectors::memory::MemoryIndex;
use migrations::{Migrator, MigratorTrait};
use office_hours::Actor;
use services::ports::{Clock, Embedder, Entropy, ModelState, NeedModel, PortError, VectorIndex};
use services::{Config, FormerModel, Ports, Services, matching};
use store::Store;
use store::queries::{embeddings, sessions};

use crate::settings::{Embeddings, OpenAiAccount, Settings, UpstashVectorIndex, redacted};
use crate::worker;

/// How often what was noted of searches is written.
const JOURNAL_WRITTEN: Duration = Duration::from_secs(1);

/// How often each process looks for vectors that another one wrote.
const INDEX_REFRESH: Duration = Duration::from_secs(2);

/// How long an outside part that failed is left alone.
const AFTER_FAILURE: Duration = Duration::from_secs(15);

/// Why the process could not start, as a sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BootError(pub String);

/// What was made.
pub struct Booted {
    /// The environment of every use case.
    pub services: Services,
    /// The local model, to wait for it.
    pub model: LocalModel,
}

/// The embedding model in this process; there is none where another edition embeds.
#[derive(Clone)]
pub struct LocalModel(Option<Arc<MiniLm>>);

impl LocalModel {
    /// Waits until it is ready or known to be missing.
    pub async fn wait_until_settled(&self) {
        if let Some(model) = &self.0 {
            model.wait_until_settled().await;
        }
    }
}

/// Opens the database, brings its schema up to date and picks an edition for each outside part.
pub async fn boot(settings: &Settings) -> Result<Booted, BootError> {
    let store = open_store(settings).await?;
    let (clock, entropy) = time_and_chance(settings);
    let mailer = FileMailer::new(settings.data_dir.join("mail"), &settings.mail_from, Arc::clone(&clock))
        .map_err(|error| {
            BootError(format!("Mails cannot be written to {}: {error}.", settings.data_dir.display()))
        })?;
    let mailer = Arc::new(mailer);
    let Matching { embedder, model, dimension, need_model, vectors, former } =
        matching_editions(settings, &store).await?;
    let ports = Ports {
        clock,
        entropy,
        embedder,
        need_model,
        vectors,
        former,
        mailer: mailer.clone(),
        mailbox: settings.development().then_some(mailer),
        photos: Arc::new(FilePhotos::new(settings.data_dir.join("photos"))),
    };
    let config = Config {
        base_url: settings.base_url.clone(),
        development: settings.development(),
        secret_key: settings.secret_key.clone(),
        organizer: settings.organizer(),
        cancel_policy: settings.cancel_policy,
        keep_answers: settings.keep_answers,
        personal_ranking: settings.personal_ranking,
        feedback_in_matching: settings.feedback_in_matching,
    };
    tracing::info!(
        database = ?store.edition(),
        words = "in process",
        embeddings = ports.embedder.model(),
        dimension,
        former_embeddings = ports.former.as_ref().map(|former| former.embedder.model()),
        needs = ports.need_model.as_ref().map_or("rules", |model| model.model()),
        vectors = if settings.upstash_vector.is_some() { "Upstash" } else { "in process" },
        mail = "files",
        photos = "files",
        jobs = "in the database",
        "editions of the outside parts"
    );
    sessions::note_organizer(&store, &config.organizer.email).await.map_err(|error| {
        BootError(format!("Who organizes the sessions that are booked could not be noted: {error}."))
    })?;
    Ok(Booted { services: Services::new(store, ports, config), model })
}

fn time_and_chance(settings: &Settings) -> (Arc<dyn Clock>, Arc<dyn Entropy>) {
    match settings.stand_still_at {
        Some(at) => {
            tracing::warn!(%at, "the clock stands still and secrets repeat themselves");
            (Arc::new(StandingClock(at)), Arc::new(RepeatingEntropy::default()))
        }
        None => (Arc::new(SystemClock), Arc::new(SystemEntropy)),
    }
}

/// The parts that matching asks.
struct Matching {
    embedder: Arc<dyn Embedder>,
    model: LocalModel,
    dimension: usize,
    need_model: Option<Arc<dyn NeedModel>>,
    vectors: Arc<dyn VectorIndex>,
    former: Option<FormerModel>,
}

async fn matching_editions(settings: &Settings, store: &Store) -> Result<Matching, BootError> {
    let unusable = |error: PortError| BootError(format!("An outside part cannot be set up: {error}."));
    let client = new_client().map_err(unusable)?;
    let account = |account: &OpenAiAccount| {
        OpenAi::new(client.clone(), &account.base_url, &account.api_key.0).map_err(unusable)
    };
    let openai = settings.openai.as_ref().map(account).transpose()?;
    let local = || MiniLm::open_in_background(settings.model_dir.clone());
    let remote = |openai: &OpenAi| {
        let vocabulary = Vocabulary::read_in_background(settings.model_dir.clone());
        Arc::new(OpenAiEmbedder::new(openai.clone(), vocabulary))
    };
    let (embedder, model, dimension): (Arc<dyn Embedder>, _, _) = match &openai {
        Some(openai) if settings.embeddings == Embeddings::OpenAi => {
            (remote(openai), LocalModel(None), openai::DIMENSION)
        }
        _ => {
            let model = local();
            (Arc::clone(&model) as _, LocalModel(Some(model)), minilm::DIMENSION)
        }
    };
    let former: Option<Arc<dyn Embedder>> = match (&openai, settings.embeddings) {
        (_, Embeddings::OpenAi) if is_ahead(store, minilm::MODEL, openai::MODEL).await? => Some(local()),
        (Some(account), Embeddings::Local) if is_ahead(store, openai::MODEL, minilm::MODEL).await? => {
            Some(remote(account))
        }
        _ => None,
    };
    let in_memory = |embedder| FormerModel { embedder, vectors: Arc::new(MemoryIndex::new()) };
    let vectors: Arc<dyn VectorIndex> = match &settings.upstash_vector {
        Some(UpstashVectorIndex { url, token }) => Arc::new(
            UpstashVector::new(client, url, &token.0, embedder.model(), dimension).map_err(unusable)?,
        ),
        None => Arc::new(MemoryIndex::new()),
    };
    let need_model = openai.map(|openai| Arc::new(OpenAiNeeds::new(openai)) as Arc<dyn NeedModel>);
    Ok(Matching { embedder, model, dimension, need_model, vectors, former: former.map(in_memory) })
}

/// Whether one model has made vectors of more mentors than another.
async fn is_ahead(store: &Store, model: &str, other: &str) -> Result<bool, BootError> {
    let count = async |model: &str| {
        embeddings::count_mentors(store, model)
            .await
            .map_err(|error| BootError(format!("The vectors in the database could not be counted: {error}.")))
    };
    Ok(count(model).await? > count(other).await?)
}

/// Opens the database and brings its schema up to date.
pub async fn open_store(settings: &Settings) -> Result<Store, BootError> {
    std::fs::create_dir_all(&settings.data_dir).map_err(|error| {
        BootError(format!("DATA_DIR {} cannot be made: {error}.", settings.data_dir.display()))
    })?;
    let store = Store::connect(&settings.database_url).await.map_err(|error| {
        BootError(format!("The database at {} cannot be opened: {error}.", redacted(&settings.database_url)))
    })?;
    // Of several processes that start on one new database, one makes the schema.
    let alone = store.begin_set_up().await.map_err(|error| {
        BootError(format!("The database's schema could not be kept to this process: {error}."))
    })?;
    Migrator::up(store.connection(), None).await.map_err(|error| {
        BootError(format!("The database's schema could not be brought up to date: {error}."))
    })?;
    worker::set_up(&store)
        .await
        .map_err(|error| BootError(format!("The tables of the job queue could not be made: {error}.")))?;
    drop(alone);
    Ok(store)
}

/// Writes what is noted of searches until it is told to stop; never stopped in between, so that
/// nothing is lost.
pub async fn keep_journal(services: Services, stopped: impl Future<Output = ()>) {
    let mut tick = tokio::time::interval(JOURNAL_WRITTEN);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    tokio::pin!(stopped);
    loop {
        let is_last = tokio::select! {
            _ = tick.tick() => false,
            () = &mut stopped => true,
        };
        worked("noting searches", matching::write_journal(&services).await);
        if is_last {
            return;
        }
    }
}

/// Keeps the indexes as the database says, as long as the process runs. Once the model is
/// read, profiles that have no vectors yet get theirs. What fails is tried again.
pub async fn keep_index(services: Services, model: LocalModel) {
    worked("reading the vectors", matching::refresh_index(&services).await);
    model.wait_until_settled().await;
    // Whether nothing is left to embed that was missing at the start.
    let mut is_caught_up = false;
    match services.ports.embedder.state() {
        ModelState::Missing(reason) => {
            is_caught_up = true;
            tracing::warn!(reason, "the embedding model is missing; matching compares words only");
        }
        _ => tracing::info!(mentors = services.ports.vectors.len(), "the embedding model is in use"),
    }
    let mut tick = tokio::time::interval(INDEX_REFRESH);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        let mut all_worked = worked("reading the topics", matching::load_topics(&services).await);
        if !is_caught_up {
            let embedded = matching::embed_stale(&services, &Actor::System).await;
            is_caught_up = worked("embedding what was missing", embedded);
            all_worked &= is_caught_up;
        }
        all_worked &= worked("reading new vectors", matching::refresh_index(&services).await);
        if !all_worked {
            tokio::time::sleep(AFTER_FAILURE).await;
        }
    }
}

fn worked<T>(doing: &str, result: Result<T, office_hours::Failure>) -> bool {
    if let Err(failure) = &result {
        tracing::warn!(%failure, doing, "this did not work; it is tried again");
    }
    result.is_ok()
}
