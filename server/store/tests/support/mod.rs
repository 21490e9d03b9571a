//! Fresh, migrated databases of both editions, and builders for the rows that tests need.
//!
//! Shared by the tests of this room, also by those inside the crate. Ids are counted, not drawn.

// Each test binary uses its own part of this.
#![allow(dead_code)]

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};

use migrations::{Migrator, MigratorTrait};
use office_hours::account::Role;
use office_hours::availability::SlotTime;
use office_hours::booking::SessionStatus;
use office_hours::ids::{MenteeId, MentorId, SessionId, SlotId, UserId};
use office_hours::profile::Expertise;
use office_hours::time::Timestamp;
use sea_orm::ConnectionTrait;
use sea_orm::sqlx::{self, Connection, Executor};
use store::queries::availability::SlotTerms;
use store::queries::mentees::SaveMentee;
use store::queries::mentors::SaveMentor;
use store::queries::sessions::{NewSession, Transition};
use store::queries::{availability, mentees, mentors, sessions, users};
use store::{Edition, Store, StoreError};
use uuid::Uuid;

/// Makes one test per database of each `async fn(Store)` in the module's `cases`.
#[macro_export]
macro_rules! on_both {
    ($($case:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                $crate::support::on_sqlite(super::$case).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                $crate::support::on_postgres(super::$case).await;
            })+
        }
    };
}

/// Runs `case` on a new SQLite file.
pub async fn on_sqlite<F: Future<Output = ()>>(case: impl FnOnce(Store) -> F) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/test.db?mode=rwc", folder.path().display());
    let store = Store::connect(&url).await.unwrap();
    Migrator::up(store.connection(), None).await.unwrap();
    case(store).await;
}

/// Runs `case` on a new database of the server at `TEST_POSTGRES_URL`, dropped afterwards.
pub async fn on_postgres<F: Future<Output = ()> + Send + 'static>(case: impl FnOnce(Store) -> F) {
    let server = std::env::var("TEST_POSTGRES_URL")
        .expect("PostgreSQL is needed: run it through `make test`, or set TEST_POSTGRES_URL");
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let name = format!("store_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    on_server(&server, &format!("CREATE DATABASE {name}")).await;
    let (base, _) = server.rsplit_once('/').expect("a URL that ends in /postgres");
    let store = Store::connect(&format!("{base}/{name}")).await.unwrap();
    Migrator::up(store.connection(), None).await.unwrap();
    // A task of its own, so that the database goes also when the case fails.
    let outcome = tokio::spawn(case(store.clone())).await;
    store.connection().close_by_ref().await.unwrap();
    on_server(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
    if let Err(failed) = outcome {
        std::panic::resume_unwind(failed.into_panic());
    }
}

async fn on_server(server: &str, statement: &str) {
    let mut connection = sqlx::PgConnection::connect(server).await.expect("the server at TEST_POSTGRES_URL");
    connection.execute(sqlx::AssertSqlSafe(statement)).await.unwrap();
    connection.close().await.unwrap();
}

/// The next id.
pub fn id() -> Uuid {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u128(
        0x0193_0000_0000_7000_8000_0000_0000_0000 | u128::from(COUNT.fetch_add(1, Ordering::Relaxed)),
    )
}

/// An instant from its text.
pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A Monday morning.
pub fn now() -> Timestamp {
    at("2026-11-23T08:00:00Z")
}

/// A time on the day after [`now`].
pub fn slot(from: &str, to: &str) -> SlotTime {
    SlotTime { starts_at: at(&format!("2026-11-24T{from}Z")), ends_at: at(&format!("2026-11-24T{to}Z")) }
}

/// Runs a statement as it is.
pub async fn run(store: &Store, sql: &str) -> Result<(), StoreError> {
    store.connection().execute_unprepared(sql).await.map(|_| ()).map_err(StoreError::from)
}

/// An id as the database writes it in a statement.
pub fn literal(store: &Store, id: Uuid) -> String {
    match store.edition() {
        Edition::Sqlite => format!("x'{}'", id.simple()),
        Edition::Postgres => format!("'{id}'::uuid"),
    }
}

/// Adds an account.
pub async fn user(store: &Store, name: &str, role: Role) -> UserId {
    let user_id = UserId(id());
    let email = format!("{}.{}@example.com", name.to_lowercase().replace(' ', "."), user_id.0.simple());
    users::insert(store, user_id, &email, Some(name), role, now()).await.unwrap();
    user_id
}

/// A profile with little in it, to change and save.
pub fn profile(user_id: UserId) -> SaveMentor<'static> {
    SaveMentor {
        mentor_id: MentorId(id()),
        user_id,
        external_id: None,
        headline: None,
        bio: None,
        company: None,
        title: None,
        industry: None,
        stage: None,
        timezone: "Europe/Berlin",
        country: None,
        languages: &[],
        expertise: &[],
        now: now(),
    }
}

/// An area of the usual weight.
pub fn area(name: &str) -> Expertise {
    Expertise { area: name.to_owned(), subarea: None, weight: 1.0 }
}

/// Adds an account with a mentor's profile.
pub async fn mentor(store: &Store, name: &str) -> MentorId {
    let user_id = user(store, name, Role::Mentor).await;
    mentors::save(store, &profile(user_id)).await.unwrap()
}

/// Adds an account with a mentee's profile.
pub async fn mentee(store: &Store, name: &str) -> MenteeId {
    let user_id = user(store, name, Role::Mentee).await;
    let profile = SaveMentee {
        mentee_id: MenteeId(id()),
        user_id,
        company: Some("Acme"),
        stage: Some("seed"),
        industry: Some("saas"),
        goals: None,
        now: now(),
    };
    mentees::save(store, &profile).await.unwrap()
}

/// What a slot says of itself where the mentor does not say.
pub const ALONE: SlotTerms<'static> = SlotTerms { capacity: 1, location: "virtual" };

/// Adds a slot of capacity 1.
pub async fn offer(store: &Store, mentor_id: MentorId, time: SlotTime) -> SlotId {
    let slot_id = SlotId(id());
    let added =
        availability::insert_missing(store, mentor_id, &[(slot_id, time)], ALONE, now()).await.unwrap();
    assert_eq!(added, 1, "the slot is new");
    slot_id
}

/// A booked session of two people, to change and insert.
pub fn session(mentor_id: MentorId, mentee_id: MenteeId, time: SlotTime) -> NewSession<'static> {
    NewSession {
        session_id: SessionId(id()),
        mentor_id,
        mentee_id,
        starts_at: time.starts_at,
        ends_at: time.ends_at,
        status: SessionStatus::Booked,
        buffer_before_minutes: 0,
        buffer_after_minutes: 0,
        seat: None,
        location: "virtual",
        meeting_url: None,
        notes: None,
        series_id: None,
        organizer_email: "hello@example.com",
        now: now(),
    }
}

/// Books it.
pub async fn book(store: &Store, mentor_id: MentorId, mentee_id: MenteeId, time: SlotTime) -> SessionId {
    let session = session(mentor_id, mentee_id, time);
    sessions::insert(store, &session).await.unwrap();
    session.session_id
}

/// A step that says nothing but where to.
pub fn step(from: &[SessionStatus], to: SessionStatus) -> Transition<'_> {
    Transition { from, to, mark: None, reason: None }
}
