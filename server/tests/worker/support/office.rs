//! The database with its queue, and what a process is made of.

use std::sync::Arc;

use integrations::photos::files::FilePhotos;
use integrations::system::{SystemClock, SystemEntropy};
use integrations::vectors::memory::MemoryIndex;
use office_hours::booking::lifecycle::CancelPolicy;
use office_hours::booking::party::Side;
use sea_orm::{ConnectionTrait, Statement, sqlx};
use server::worker::{self, Backlog};
use services::jobs::Job;
use services::ports::{CalendarMethod, CalendarPart, EventVersion, Mail};
use services::{Config, Organizer, Ports, Services};
use store::outbox::{self, OutboxRow};
use store::{Db, Store};

use super::{FakeMailer, Runner, eventually};
use crate::database::{Edition, TestDatabase};
use crate::fakes::MissingModel;

pub struct Office {
    pub mailer: Arc<FakeMailer>,
    pub store: Store,
    edition: Edition,
    _database: TestDatabase,
}

impl Office {
    pub async fn open(edition: Edition) -> Self {
        let database = TestDatabase::new(edition).await;
        let store = database.store.clone();
        worker::set_up(&store).await.unwrap();
        Self { mailer: Arc::new(FakeMailer::new()), store, edition, _database: database }
    }

    /// A process on this database.
    pub fn services(&self) -> Services {
        let ports = Ports {
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
            embedder: Arc::new(MissingModel),
            need_model: None,
            vectors: Arc::new(MemoryIndex::new()),
            former: None,
            mailer: self.mailer.clone(),
            mailbox: None,
            // Nobody has one here.
            photos: Arc::new(FilePhotos::new("photos".into())),
        };
        let config = Config {
            base_url: "http://office.test".into(),
            development: true,
            secret_key: "a key for tests only".into(),
            organizer: Organizer { name: "Office Hours".into(), email: "hello@example.com".into() },
            cancel_policy: CancelPolicy { cutoff_minutes: 0 },
            keep_answers: true,
            personal_ranking: true,
            feedback_in_matching: true,
        };
        Services::new(self.store.clone(), ports, config)
    }

    /// Starts the job runner of a process of its own.
    pub fn start_runner(&self) -> Runner {
        Runner::start(self.services())
    }

    /// Commits the wish for a mail.
    pub async fn ask_for(&self, key: &str) {
        let tx = self.store.begin().await.unwrap();
        self.ask_within(&tx, key).await;
        tx.commit().await.unwrap();
    }

    /// Writes the wish for a mail, as a use case does beside its own rows.
    pub async fn ask_within(&self, db: &impl Db, key: &str) {
        self.enqueue(db, mail(key)).await;
    }

    /// Commits the wish for a mail to a mentee about that version of an event.
    pub async fn ask_about(&self, key: &str, method: CalendarMethod, of: EventVersion) {
        let calendar = Some(CalendarPart { method, text: "BEGIN:VCALENDAR".into(), of: Some(of) });
        self.enqueue(&self.store, Mail { calendar, side: Some(Side::Mentee), ..mail(key) }).await;
    }

    async fn enqueue(&self, db: &impl Db, mail: Mail) {
        let job = Job::SendMail(mail);
        let services = self.services();
        let row = OutboxRow {
            id: services.new_id(),
            kind: job.kind().into(),
            payload: serde_json::to_value(&job).unwrap(),
            created_at: services.now(),
        };
        outbox::insert(db, &[row]).await.unwrap();
    }

    pub async fn backlog(&self) -> Backlog {
        worker::backlog(&self.store).await.unwrap()
    }

    /// Waits until every job is done or dead.
    pub async fn until_settled(&self) -> Backlog {
        eventually("every job is done or dead", async || self.backlog().await.waiting == 0).await;
        self.backlog().await
    }

    /// Waits until the queue has what was in the outbox.
    pub async fn until_relayed(&self) {
        eventually("the outbox is empty", async || {
            outbox::count_undelivered(&self.store).await.unwrap() == 0
        })
        .await;
    }

    /// Makes the outbox forget that the queue has its rows: so it looks when a process dies after
    /// the push and before the mark.
    pub async fn forget_deliveries(&self, db: &impl Db) {
        db.conn().execute_unprepared("UPDATE outbox SET delivered_at = NULL").await.unwrap();
    }

    /// Lets so many seconds pass for the heartbeats of the runners that there were until now.
    pub async fn pass_silence(&self, seconds: u32) {
        self.change_queue(
            &format!("UPDATE Workers SET last_seen = last_seen - {seconds}"),
            &format!("UPDATE apalis.workers SET last_seen = last_seen - interval '{seconds} seconds'"),
        )
        .await;
    }

    /// Changes apalis' tables by hand.
    pub async fn change_queue(&self, sqlite: &str, postgres: &str) {
        let statement = match self.edition {
            Edition::Sqlite => sqlite,
            Edition::Postgres => postgres,
        };
        self.store.connection().execute_unprepared(statement).await.unwrap();
    }

    /// Rows of the queue, in that state if one is given.
    pub async fn queue_rows(&self, status: Option<&str>) -> i64 {
        let table = match self.edition {
            Edition::Sqlite => "Jobs",
            Edition::Postgres => "apalis.jobs",
        };
        let filter = status.map(|status| format!(" WHERE status = '{status}'")).unwrap_or_default();
        let connection = self.store.connection();
        let statement = Statement::from_string(
            connection.get_database_backend(),
            format!("SELECT count(*) AS count FROM {table}{filter}"),
        );
        let row = connection.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get("", "count").unwrap()
    }

    /// On PostgreSQL: connections that are in a transaction and do nothing. It is asked from outside
    /// the pool, because a connection never finds itself idle.
    pub async fn idle_transactions(&self) -> i64 {
        let pool = self.store.connection().get_postgres_connection_pool();
        let outside = pool.options().clone().connect_lazy_with((*pool.connect_options()).clone());
        let count = "SELECT count(*) FROM pg_stat_activity \
                     WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
        let count = sqlx::query_scalar(count).fetch_one(&outside).await.unwrap();
        outside.close().await;
        count
    }
}

fn mail(key: &str) -> Mail {
    Mail {
        key: key.to_owned(),
        to: "noor@example.com".into(),
        to_name: "Noor Haddad".into(),
        subject: "Your session".into(),
        text: "See you on Monday.".into(),
        html: "<p>See you on Monday.</p>".into(),
        calendar: None,
        more_calendars: vec![],
        side: None,
    }
}
