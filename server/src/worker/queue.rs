//! The queue's tables on either database, through apalis' own statements.

use std::time::Duration;

use apalis::prelude::Task;
use apalis_postgres::PostgresStorage;
use apalis_sqlite::{SqliteStorage, SqlxError};
use serde_json::Value;
use store::{Edition, Store};

use super::WorkerError;
use super::ticket::Ticket;

/// The queue's name in the `job_type` column.
pub(super) const NAME: &str = "office-hours";

/// A process that is alive says so this often …
const HEARTBEAT: Duration = Duration::from_secs(5);

/// … and after so many silent ones its jobs are given to another: late mails stay within 30 s.
const MISSED_HEARTBEATS: usize = 4;

/// One row at a time. With more, apalis neither beats nor closes rows while fetched ones wait for
/// a free hand, so a long job would make a living process look dead.
const FETCHED_AT_ONCE: usize = 1;

/// Connections of one worker to PostgreSQL: apalis asks one question after the other, and a
/// connection that it gave up is not free again at once.
const WORKER_CONNECTIONS: u32 = 2;

/// apalis' storage of one edition.
#[derive(Clone)]
pub(super) enum Queue {
    /// Tables `Jobs` and `Workers`.
    Sqlite(SqliteStorage<Value>),
    /// Tables `apalis.jobs` and `apalis.workers`.
    Postgres(PostgresStorage<Value>),
}

/// Makes apalis' tables or brings them up to date. On PostgreSQL the role must be allowed to create
/// a schema and the extensions `pgcrypto` and `hstore`.
pub async fn set_up(store: &Store) -> Result<(), WorkerError> {
    match store.edition() {
        Edition::Sqlite => set_up_sqlite(store).await,
        Edition::Postgres => {
            let mut steps = PostgresStorage::migrations();
            steps.set_ignore_missing(true);
            steps.run(store.connection().get_postgres_connection_pool()).await.map_err(WorkerError::queue)
        }
    }
}

/// Not `SqliteStorage::setup`: it also switches `synchronous` off on whichever connection it gets,
/// and a crash may then lose what was committed.
async fn set_up_sqlite(store: &Store) -> Result<(), WorkerError> {
    let mut steps = SqliteStorage::migrations();
    // The previous release must be able to start on the tables of this one.
    steps.set_ignore_missing(true);
    let pool = store.connection().get_sqlite_connection_pool();
    // SQLite has no lock for the whole: of two processes that start together, one may find a step
    // done by the other in the meantime. It looks again.
    for _ in 0..4 {
        if steps.run(pool).await.is_ok() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    steps.run(pool).await.map_err(WorkerError::queue)
}

impl Queue {
    /// The queue in this database.
    pub(super) fn of(store: &Store) -> Self {
        match store.edition() {
            Edition::Sqlite => {
                let config = apalis_sqlite::Config::default()
                    .queue(NAME)
                    .batch_size(FETCHED_AT_ONCE)
                    .heartbeat_interval(HEARTBEAT)
                    .missed_heartbeats(MISSED_HEARTBEATS)
                    .lock_tasks(false);
                let pool = store.connection().get_sqlite_connection_pool();
                Self::Sqlite(SqliteStorage::new(pool).with_config(config))
            }
            Edition::Postgres => {
                let config = apalis_postgres::Config::default()
                    .queue(NAME)
                    .batch_size(FETCHED_AT_ONCE)
                    .heartbeat_interval(HEARTBEAT)
                    .missed_heartbeats(MISSED_HEARTBEATS)
                    .lock_tasks(false);
                let pool = store.connection().get_postgres_connection_pool();
                Self::Postgres(PostgresStorage::new(pool).with_config(config))
            }
        }
    }

    /// The same queue through connections that go with it.
    ///
    /// A worker of apalis that stops gives up what it is asking the database, and sqlx 0.9 forgets a
    /// transaction of PostgreSQL that is given up while it begins. On a connection that others use
    /// next, what they write would be lost; on one that is closed nothing is.
    pub(super) fn on_its_own(&self) -> Self {
        match self {
            // There sqlx rolls back what nobody waits for.
            Self::Sqlite(_) => self.clone(),
            Self::Postgres(storage) => {
                let shared = storage.pool();
                let options = shared.options().clone().max_connections(WORKER_CONNECTIONS);
                let pool = options.connect_lazy_with((*shared.connect_options()).clone());
                Self::Postgres(PostgresStorage::new(&pool).with_config(storage.config().clone()))
            }
        }
    }

    /// Puts all tickets in; those that are there already stay as they are.
    pub(super) async fn push(&self, tickets: &[Ticket]) -> Result<(), WorkerError> {
        let tasks = tasks(tickets)?;
        match self {
            Self::Sqlite(storage) => {
                let mut tx = storage.pool().begin().await.map_err(WorkerError::queue)?;
                apalis_sqlite::queries::push_tasks(&mut *tx, NAME, &tasks)
                    .await
                    .map_err(WorkerError::queue)?;
                tx.commit().await.map_err(WorkerError::queue)
            }
            Self::Postgres(storage) => match push_to_postgres(storage, tasks).await {
                Err(error) if is_known_key(&error) => push_one_by_one(storage, tickets).await,
                pushed => pushed.map_err(WorkerError::queue),
            },
        }
    }
}

fn tasks(tickets: &[Ticket]) -> Result<Vec<Task<Vec<u8>>>, WorkerError> {
    tickets.iter().map(|ticket| ticket.to_task().map_err(WorkerError::queue)).collect()
}

async fn push_to_postgres(
    storage: &PostgresStorage<Value>,
    tasks: Vec<Task<Vec<u8>>>,
) -> Result<(), apalis_postgres::Error> {
    let mut connection = storage.pool().acquire().await?;
    apalis_postgres::queries::push_tasks(&mut *connection, NAME, tasks).await
}

/// apalis' insert says `ON CONFLICT DO NOTHING` on SQLite only; on PostgreSQL one known key refuses
/// the whole statement. It happens after a crash or when two relays meet, so it may be slow.
async fn push_one_by_one(storage: &PostgresStorage<Value>, tickets: &[Ticket]) -> Result<(), WorkerError> {
    for task in tasks(tickets)? {
        match push_to_postgres(storage, vec![task]).await {
            Err(error) if !is_known_key(&error) => return Err(WorkerError::queue(error)),
            _ => {}
        }
    }
    Ok(())
}

fn is_known_key(error: &apalis_postgres::Error) -> bool {
    let apalis_postgres::Error::Database(SqlxError::Database(error)) = error else { return false };
    error.is_unique_violation()
}
