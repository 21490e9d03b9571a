//! A server in a test: the real router and database, with a clock that is moved by hand.

mod database;
mod fakes;
mod people;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use integrations::mail::files::FileMailer;
use integrations::photos::files::FilePhotos;
use integrations::vectors::memory::MemoryIndex;
use leptos::config::LeptosOptions;
use office_hours::booking::lifecycle::CancelPolicy;
use sea_orm::{ConnectionTrait, Statement};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use server::http::{AppState, router};
use server::worker::RunnerState;
use services::jobs::{self, Job};
use services::ports::{Embedder, Mailbox, NeedModel, SentMail, VectorIndex};
use services::{Config, Organizer, Ports, Services};
use store::outbox;
use tokio::sync::watch;
use tower::ServiceExt;

pub use database::{Edition, TestDatabase, new_postgres_database};
pub use fakes::{
    DownIndex, DownModel, FakeClock, FakeEntropy, FakeModel, FakeNeedModel, MissingModel, real_model,
};
pub use people::Login;

/// Runs one test on both databases.
macro_rules! on_both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident: TestApp) $body:block)*) => {$(
        mod $name {
            use super::*;
            async fn run($app: TestApp) $body
            $(#[$meta])*
            #[tokio::test]
            async fn sqlite() { run(TestApp::start(Edition::Sqlite).await).await }
            $(#[$meta])*
            #[tokio::test]
            async fn postgres() { run(TestApp::start(Edition::Postgres).await).await }
        }
    )*};
}
pub(crate) use on_both_databases;

/// The start of every test: a Monday morning.
pub const START: &str = "2026-11-23T08:00:00Z";

/// The files that browsers get as they are.
pub const PUBLIC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../public");

/// Where photos are kept, within the data of a test.
const PHOTOS: &str = "photos";

/// One server with a database of its own.
pub struct TestApp {
    pub services: Services,
    pub clock: Arc<FakeClock>,
    /// How the job runner of this server is said to be; there is none.
    pub runner: watch::Sender<RunnerState>,
    router: Router,
    mailbox: Arc<FileMailer>,
    data: Arc<tempfile::TempDir>,
    database: Arc<TestDatabase>,
}

/// The edition of the database of the test, for another server of the same kind.
pub fn edition_of(app: &TestApp) -> Edition {
    match app.services.store.edition() {
        store::Edition::Sqlite => Edition::Sqlite,
        store::Edition::Postgres => Edition::Postgres,
    }
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    /// The same where it is no text.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// Checks the status and gives the body as JSON.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        if self.text.is_empty() { Value::Null } else { self.json() }
    }

    /// Checks the status and gives what a server function answers.
    #[track_caller]
    pub fn told<T: DeserializeOwned>(&self, status: u16) -> T {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        app::api::compact::decode(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// Checks that it is a problem of this status, and gives its field or code.
    #[track_caller]
    pub fn problem(self, status: u16) -> String {
        assert_eq!(self.headers[CONTENT_TYPE], "application/problem+json", "{}", self.text);
        let body = self.expect(status);
        assert_eq!(body["status"], status);
        assert!(body["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
        let word = body["field"].as_str().or(body["code"].as_str());
        word.unwrap_or_default().to_owned()
    }
}

fn config() -> Config {
    Config {
        base_url: "http://office.test".into(),
        development: true,
        secret_key: "a key for tests only".into(),
        organizer: Organizer { name: "Office Hours".into(), email: "hello@example.com".into() },
        cancel_policy: CancelPolicy { cutoff_minutes: 0 },
        keep_answers: true,
        personal_ranking: true,
        feedback_in_matching: true,
    }
}

impl TestApp {
    /// Without a model: matching compares words.
    pub async fn start(edition: Edition) -> Self {
        Self::with_model(edition, Arc::new(MissingModel)).await
    }

    pub async fn with_model(edition: Edition, embedder: Arc<dyn Embedder>) -> Self {
        Self::with_models(edition, embedder, None).await
    }

    /// With a language model that reads needs, and none that compares meaning.
    pub async fn with_need_model(edition: Edition, need_model: Arc<dyn NeedModel>) -> Self {
        Self::with_models(edition, Arc::new(MissingModel), Some(need_model)).await
    }

    /// With an index of vectors of the test's own.
    pub async fn with_vectors(
        edition: Edition,
        embedder: Arc<dyn Embedder>,
        vectors: Arc<dyn VectorIndex>,
    ) -> Self {
        Self::with_parts(edition, embedder, None, vectors, config()).await
    }

    /// Founders cancel and move until so many minutes before the start.
    pub async fn with_cutoff(edition: Edition, cutoff_minutes: u32) -> Self {
        let config = Config { cancel_policy: CancelPolicy { cutoff_minutes }, ..config() };
        let vectors = Arc::new(MemoryIndex::new());
        Self::with_parts(edition, Arc::new(MissingModel), None, vectors, config).await
    }

    /// As it is where people use it.
    pub async fn in_production(edition: Edition) -> Self {
        let config = Config { development: false, ..config() };
        let vectors = Arc::new(MemoryIndex::new());
        Self::with_parts(edition, Arc::new(MissingModel), None, vectors, config).await
    }

    async fn with_models(
        edition: Edition,
        embedder: Arc<dyn Embedder>,
        need_model: Option<Arc<dyn NeedModel>>,
    ) -> Self {
        Self::with_parts(edition, embedder, need_model, Arc::new(MemoryIndex::new()), config()).await
    }

    async fn with_parts(
        edition: Edition,
        embedder: Arc<dyn Embedder>,
        need_model: Option<Arc<dyn NeedModel>>,
        vectors: Arc<dyn VectorIndex>,
        config: Config,
    ) -> Self {
        let database = TestDatabase::new(edition).await;
        let data = tempfile::tempdir().unwrap();
        let clock = Arc::new(FakeClock::at(START));
        let mailbox = Arc::new(
            FileMailer::new(data.path().join("mail"), "Office Hours <hello@example.com>", clock.clone())
                .unwrap(),
        );
        let ports = Ports {
            clock: clock.clone(),
            entropy: Arc::new(FakeEntropy::default()),
            embedder,
            need_model,
            vectors,
            former: None,
            mailer: mailbox.clone(),
            mailbox: Some(mailbox.clone()),
            photos: Arc::new(FilePhotos::new(data.path().join(PHOTOS))),
        };
        let services = Services::new(database.store.clone(), ports, config);
        Self::with_services(services, clock, mailbox, Arc::new(data), Arc::new(database))
    }

    /// Another server on the database of this one, whose mails come from that address.
    pub fn with_sender(&self, email: &str) -> Self {
        let organizer = Organizer { name: "Office Hours".into(), email: email.into() };
        let services = &self.services;
        let config = Config { organizer, ..services.config.clone() };
        let services = Services::new(services.store.clone(), services.ports.clone(), config);
        let (data, database) = (self.data.clone(), self.database.clone());
        Self::with_services(services, self.clock.clone(), self.mailbox.clone(), data, database)
    }

    fn with_services(
        services: Services,
        clock: Arc<FakeClock>,
        mailbox: Arc<FileMailer>,
        data: Arc<tempfile::TempDir>,
        database: Arc<TestDatabase>,
    ) -> Self {
        // The files as they are before the build adds its own.
        let leptos = LeptosOptions::builder().output_name("office-hours").site_root(PUBLIC).build();
        let (runner, runner_state) = watch::channel(RunnerState::Elsewhere);
        let router = router(AppState { services: services.clone(), leptos, runner: runner_state });
        Self { services, clock, runner, router, mailbox, data, database }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.into(),
        }
    }

    pub async fn get(&self, login: Option<&Login>, path: &str) -> Answer {
        self.call(login, Method::GET, path, None).await
    }

    pub async fn post(&self, login: Option<&Login>, path: &str, body: Value) -> Answer {
        self.call(login, Method::POST, path, Some(body)).await
    }

    pub async fn call(
        &self,
        login: Option<&Login>,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Answer {
        self.call_with(login, method, path, body, &[]).await
    }

    /// The same with headers of its own.
    pub async fn call_with(
        &self,
        login: Option<&Login>,
        method: Method,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(login) = login {
            request = request.header(COOKIE, &login.cookie);
        }
        let body = match body {
            Some(body) => {
                request = request.header(CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.send(request.body(body).unwrap()).await
    }

    /// A form post as a browser without JavaScript sends it.
    pub async fn submit(
        &self,
        login: Option<&Login>,
        path: &str,
        from: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let body = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect::<Vec<_>>()
            .join("&");
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("accept", "text/html")
            .header("origin", "http://office.test")
            .header("host", "office.test")
            .header("referer", format!("http://office.test{from}"));
        if let Some(login) = login {
            request = request.header(COOKIE, &login.cookie);
        }
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// The same arguments as the browser's script sends them.
    pub async fn submit_as_program(&self, path: &str, arguments: &str) -> Answer {
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(arguments.to_owned())).unwrap()).await
    }

    /// The arguments of a function that takes them as the program's own types.
    pub async fn submit_compact(&self, path: &str, arguments: &impl Serialize) -> Answer {
        let body = app::api::compact::encode(arguments).unwrap();
        let request = Request::post(path).header(CONTENT_TYPE, "application/octet-stream");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Carries out what is in the outbox, as the worker would; nothing may be left or fail.
    pub async fn deliver(&self) {
        let store = &self.services.store;
        loop {
            let mut rows = outbox::list_undelivered(store, 100).await.unwrap();
            // While the clock stands still they are in no order; what calendars are told has one, or is dropped.
            rows.sort_by_key(|row| row.payload["calendar"]["of"]["sequence"].as_u64());
            if rows.is_empty() {
                return;
            }
            for row in rows {
                let job: Job = serde_json::from_value(row.payload).unwrap();
                jobs::perform(&self.services, &job).await.unwrap();
                outbox::mark_delivered(store, &[row.id], self.services.now()).await.unwrap();
            }
        }
    }

    /// The names of the photos that are kept, and of what is not finished beside them.
    pub fn kept_photos(&self) -> Vec<String> {
        let Ok(files) = std::fs::read_dir(self.data.path().join(PHOTOS)) else { return vec![] };
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    }

    /// What the journal says of things of one kind, oldest first.
    pub async fn journal(&self, kind: &str) -> Vec<Value> {
        let connection = self.services.store.connection();
        let sql = "SELECT props FROM events WHERE type = $1 ORDER BY id";
        let asked = Statement::from_sql_and_values(connection.get_database_backend(), sql, [kind.into()]);
        let rows = connection.query_all_raw(asked).await.unwrap();
        rows.iter().map(|row| row.try_get("", "props").unwrap()).collect()
    }

    /// The mails to an address, newest first, after the outbox was emptied.
    pub async fn mails_to(&self, address: &str) -> Vec<SentMail> {
        self.deliver().await;
        let all = self.mailbox.list(1_000).await.unwrap();
        all.into_iter().filter(|mail| mail.to.contains(address)).collect()
    }
}

/// The cookie that an answer sets, as a client sends it back.
pub fn cookie_of(answer: &Answer) -> String {
    let set = answer.headers[SET_COOKIE].to_str().unwrap();
    set.split(';').next().unwrap().to_owned()
}

pub fn encode(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}
