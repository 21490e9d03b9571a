//! Settings → database → ports → services. The only place that constructs them.

use std::sync::Arc;
use std::time::Duration;

use integrations::embeddings::minilm::MiniLm;
use integrations::mail::files::FileMailer;
use integrations::system::{SystemClock, SystemEntropy};
use integrations::vectors::memory::MemoryIndex;
use migrations::{Migrator, MigratorTrait};
use office_hours::Actor;
use services::ports::{Clock, Embedder, ModelState};
use services::{Config, Ports, Services, matching};
use store::Store;

use crate::settings::{Settings, redacted};
use crate::worker;

/// How often each process looks for vectors that another one wrote.
const INDEX_REFRESH: Duration = Duration::from_secs(2);

/// Why the process could not start, as a sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BootError(pub String);

/// What was made.
pub struct Booted {
    /// The environment of every use case.
    pub services: Services,
    /// The local model, to wait for it.
    pub model: Arc<MiniLm>,
}

/// Opens the database, brings its schema up to date and picks an edition for each outside part.
pub async fn boot(settings: &Settings) -> Result<Booted, BootError> {
    let store = open_store(settings).await?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let model = MiniLm::open_in_background(settings.model_dir.clone());
    let mailer = FileMailer::new(settings.data_dir.join("mail"), &settings.mail_from, Arc::clone(&clock))
        .map_err(|error| {
            BootError(format!("Mails cannot be written to {}: {error}.", settings.data_dir.display()))
        })?;
    let mailer = Arc::new(mailer);
    let ports = Ports {
        clock,
        entropy: Arc::new(SystemEntropy),
        embedder: Arc::clone(&model) as Arc<dyn Embedder>,
        need_model: None,
        vectors: Arc::new(MemoryIndex::new()),
        mailer: mailer.clone(),
        mailbox: settings.development().then_some(mailer),
    };
    let config = Config {
        base_url: settings.base_url.clone(),
        development: settings.development(),
        secret_key: settings.secret_key.clone(),
        keep_answers: settings.keep_answers,
    };
    tracing::info!(
        database = ?store.edition(),
        words = "in process",
        embeddings = "all-MiniLM-L6-v2 in process",
        vectors = "in process",
        mail = "files",
        jobs = "in the database",
        "editions of the outside parts"
    );
    Ok(Booted { services: Services::new(store, ports, config), model })
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

/// Keeps the indexes as the database says, and the journal written, as long as the process runs. Once the model is
/// read, profiles that have no vectors yet get theirs.
pub async fn keep_index(services: Services, model: Arc<MiniLm>) {
    log_failure("reading the vectors", matching::refresh_index(&services).await);
    model.wait_until_settled().await;
    match services.ports.embedder.state() {
        ModelState::Missing(reason) => {
            tracing::warn!(reason, "the embedding model is missing; matching compares words only");
        }
        _ => {
            tracing::info!(mentors = services.ports.vectors.len(), "the embedding model is in use");
            log_failure("reading the topics", matching::load_topics(&services).await);
            log_failure("embedding what was missing", matching::embed_stale(&services, &Actor::System).await);
        }
    }
    let mut tick = tokio::time::interval(INDEX_REFRESH);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        log_failure("reading new vectors", matching::refresh_index(&services).await);
        log_failure("noting searches", matching::write_journal(&services).await);
    }
}

fn log_failure<T>(doing: &str, result: Result<T, office_hours::Failure>) {
    if let Err(failure) = result {
        tracing::warn!(%failure, doing, "the indexes could not be brought up to date; it is tried again");
    }
}
