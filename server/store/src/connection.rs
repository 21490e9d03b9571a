//! The pool, the transaction, and what both have in common.
//!
//! Settings of the connections live here and nowhere else; no table is named.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::Executor;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::errors::StoreError;

/// How long to wait for a connection, or for SQLite's write lock.
const PATIENCE: Duration = Duration::from_secs(5);
/// Connections to PostgreSQL. Each is a process there, which has to learn every statement anew: with more than these,
/// the first bookings of a rush take twice as long, and what follows is no faster. A server gives 100 by default, so
/// that several processes fit.
const POSTGRES_CONNECTIONS: u32 = 6;
/// Statements are planned when they are prepared and not for the numbers of each call: for ours the plan is the same.
const PLAN_ONCE: &str = "SET plan_cache_mode = force_generic_plan";
/// A connection that has been idle for longer is tried before it is used: a server in between may
/// have closed it.
const TRUSTED_IDLE: Duration = Duration::from_secs(30);

/// Names the lock of [`Store::begin_set_up`] among all of the database; any number that nobody else
/// takes.
const SET_UP_LOCK: i64 = 0x6f66_6669_6365;

/// Which database this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// A file beside the process.
    Sqlite,
    /// A server.
    Postgres,
}

impl Edition {
    pub(crate) fn of(connection: &impl ConnectionTrait) -> Self {
        match connection.get_database_backend() {
            DbBackend::Postgres => Self::Postgres,
            // `Store::connect` lets no third one in.
            _ => Self::Sqlite,
        }
    }
}

/// The database; cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    connection: DatabaseConnection,
    /// SQLite lets one writer in at a time and makes the others poll, which is neither fair nor
    /// fast: inside one process they queue here instead.
    turn: Arc<Mutex<()>>,
}

/// The pages that each SQLite connection keeps, in KiB: the upper levels of every index, and more.
const PAGE_CACHE: &str = "-16000";

impl Store {
    /// Opens the database at `url`: `sqlite://path?mode=rwc` or `postgres://…`.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let mut options = ConnectOptions::new(url);
        // Statements are not for the log: slow ones show in the spans of their use cases.
        options.acquire_timeout(PATIENCE).sqlx_logging(false);
        if url.starts_with("sqlite:") {
            options
                // Each connection is a thread; beyond a few, readers only take turns on the processor.
                .max_connections(sqlite_connections())
                // There is no network that could have gone away.
                .test_before_acquire(false)
                .idle_timeout(None)
                .max_lifetime(None)
                .map_sqlx_sqlite_opts(|sqlite| {
                    sqlite
                        .journal_mode(SqliteJournalMode::Wal)
                        // With a write-ahead log a crash of the process loses nothing, a power cut at
                        // most the last transactions, and the file stays sound (sqlite.org/wal.html).
                        .synchronous(SqliteSynchronous::Normal)
                        .foreign_keys(true)
                        .busy_timeout(PATIENCE)
                        .pragma("temp_store", "memory")
                        .pragma("cache_size", PAGE_CACHE)
                        .optimize_on_close(true, None)
                });
        } else {
            options
                .max_connections(POSTGRES_CONNECTIONS)
                .test_before_acquire_if_idle_for(TRUSTED_IDLE)
                // Settings in the address are refused by some of what stands between.
                .map_sqlx_postgres_pool_opts(|pool| {
                    pool.after_connect(|connection, _| {
                        Box::pin(async move { connection.execute(PLAN_ONCE).await.map(drop) })
                    })
                });
        }
        let connection = Database::connect(options).await?;
        Ok(Self { connection, turn: Arc::default() })
    }

    /// Which database this is.
    pub fn edition(&self) -> Edition {
        Edition::of(&self.connection)
    }

    /// The pool itself, for the migration runner and the job runner only: everything else asks in
    /// the words of [`crate::queries`].
    pub fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// Begins a write transaction: `BEGIN IMMEDIATE` on SQLite, so that what is read is still true
    /// when it is written; on PostgreSQL the default, READ COMMITTED, with row locks where needed.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let turn = match self.edition() {
            Edition::Sqlite => Some(Arc::clone(&self.turn).lock_owned().await),
            Edition::Postgres => None,
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: turn.is_some().then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = match turn {
            Some(_) => self.connection.begin_with_options(options).await?,
            None => begin_to_the_end(self.connection.clone(), options).await?,
        };
        Ok(Tx { transaction, _turn: turn })
    }

    /// Waits until no other process makes or changes the schema, and keeps others waiting until
    /// what it gives is dropped. Nothing is written through it.
    ///
    /// SQLite is for one process, and there an open transaction would be in the way.
    pub async fn begin_set_up(&self) -> Result<Option<Tx>, StoreError> {
        if self.edition() == Edition::Sqlite {
            return Ok(None);
        }
        let tx = self.begin().await?;
        tx.transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({SET_UP_LOCK})")).await?;
        Ok(Some(tx))
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.connection.ping().await?)
    }
}

/// Begins in a task of its own, which goes on when nobody waits any more: a visitor may close the
/// page at any moment, and sqlx 0.9 forgets a transaction that is given up between `BEGIN` and the
/// answer of PostgreSQL. The connection would go back to the pool with it open, and what is then
/// written there as a single statement would be lost.
async fn begin_to_the_end(
    connection: DatabaseConnection,
    options: TransactionOptions,
) -> Result<DatabaseTransaction, StoreError> {
    let begin = tokio::spawn(async move { connection.begin_with_options(options).await });
    match begin.await {
        Ok(begun) => Ok(begun?),
        Err(stopped) => Err(StoreError::Unavailable(DbErr::Custom(stopped.to_string()))),
    }
}

fn sqlite_connections() -> u32 {
    let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get() as u32);
    (cores * 2).clamp(4, 16)
}

/// An open transaction. Dropped without [`Tx::commit`], it is rolled back.
#[derive(Debug)]
pub struct Tx {
    // Fields are dropped in order: first the transaction ends, then the next writer gets its turn.
    transaction: DatabaseTransaction,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Tx {
    /// Makes everything since [`Store::begin`] last.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
    }
}

/// What a query can run on: the [`Store`] itself, or a transaction.
pub trait Db: Send + Sync {
    /// SeaORM's word for it.
    type Conn: ConnectionTrait;

    /// For the queries of this crate.
    fn conn(&self) -> &Self::Conn;
}

impl Db for Store {
    type Conn = DatabaseConnection;

    fn conn(&self) -> &DatabaseConnection {
        &self.connection
    }
}

impl Db for Tx {
    type Conn = DatabaseTransaction;

    fn conn(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}
