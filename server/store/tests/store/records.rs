//! The journal, the outbox, and the vectors.

use jiff::ToSpan;
use migrations::{Migrator, MigratorTrait};
use office_hours::account::Role;
use office_hours::booking::party::Side;
use office_hours::experiments::{Arm, Experiment, Mode, RankingSettings, StartExperiment};
use office_hours::ids::ExperimentId;
use office_hours::time::Timestamp;
use serde_json::json;
use store::outbox::{self, OutboxRow};
use store::queries::calendar_messages::{self, CalendarMessage, Turn};
use store::queries::{embeddings, events, experiments, users};
use store::{Constraint, Store, StoreError};
use uuid::Uuid;

use crate::support::{id, mentor, now, user};

crate::on_both!(
    events_are_added,
    one_experiment_runs_at_a_time,
    an_event_by_nobody_known_is_refused,
    the_outbox_hands_out_the_oldest_first,
    an_outbox_row_lives_and_dies_with_its_transaction,
    messages_of_an_event_take_turns,
    vectors_are_replaced_by_part,
    vectors_are_listed_since,
    vectors_come_in_pages_of_whole_mentors,
    a_file_that_is_no_database_is_named,
    the_schema_goes_down_and_up_through_the_pool,
);

async fn events_are_added(db: Store) {
    let actor = user(&db, "Ana", Role::Admin).await;
    for (actor, later) in [(Some(actor), 1), (None, 0)] {
        let at = now() + later.seconds();
        events::insert(&db, at, actor, "session.booked", "session", "1", json!({"a": [1, "ü"]}))
            .await
            .unwrap();
    }
    events::insert(&db, now(), None, "session.cancelled", "session", "1", json!({})).await.unwrap();
    let list = async |to| {
        let mut found = vec![];
        events::for_each(&db, "session.booked", now(), to, |event| found.push(event)).await.unwrap();
        found
    };
    let all = list(None).await;
    assert_eq!(all.iter().map(|event| event.actor).collect::<Vec<_>>(), [Some(actor), None]);
    assert_eq!(all[0].props, json!({"a": [1, "ü"]}));
    assert_eq!(list(Some(now() + 1.second())).await, all[1..]);
    let last = async |kinds: &[&str]| events::find_last(&db, kinds, "session", "1").await.unwrap();
    assert_eq!(last(&["session.booked"]).await.as_ref(), all.last());
    let kind = last(&["session.booked", "session.cancelled"]).await.map(|event| event.kind);
    assert_eq!((kind.as_deref(), last(&["session.moved"]).await), (Some("session.cancelled"), None));
    // Beyond what one statement binds and one page holds.
    events::insert_many(&db, &vec![all[0].clone(); 5_500]).await.unwrap();
    assert_eq!(list(None).await.len(), 5_502);
}

async fn one_experiment_runs_at_a_time(db: Store) {
    let start = |number: u32, key: &str| {
        let arm = |name: &str| Arm { name: name.into(), share: number, settings: RankingSettings::default() };
        let arms = vec![arm("control"), arm("other")];
        let input = StartExperiment { key: key.into(), mode: Mode::Interleaved, arms };
        Experiment::new(ExperimentId(id()), number, input, now() + i64::from(number).seconds()).unwrap()
    };
    assert_eq!(experiments::find_running(&db).await.unwrap(), None);
    let first = start(1, "more-words");
    experiments::insert(&db, &first).await.unwrap();
    assert_eq!(experiments::find_running(&db).await.unwrap(), Some(first.clone()));
    let second = start(2, "more-words");
    let refused = experiments::insert(&db, &second).await.unwrap_err();
    assert!(matches!(refused, StoreError::Conflict(Constraint::ExperimentRuns)), "{refused:?}");
    assert!(experiments::end(&db, first.id, now()).await.unwrap());
    assert!(!experiments::end(&db, first.id, now()).await.unwrap(), "it has ended");
    experiments::insert(&db, &second).await.unwrap();
    let ended = Experiment { ended_at: Some(now()), ..first.clone() };
    assert_eq!(experiments::get(&db, first.id).await.unwrap(), Some(ended.clone()));
    assert_eq!(experiments::list(&db).await.unwrap(), [second, ended]);
    assert_eq!(experiments::count_starts(&db, "more-words").await.unwrap(), 2);
    assert_eq!(experiments::count_starts(&db, "other").await.unwrap(), 0);
}

async fn an_event_by_nobody_known_is_refused(db: Store) {
    let ghost = office_hours::ids::UserId(id());
    let refused = events::insert(&db, now(), Some(ghost), "a", "b", "c", json!({})).await.unwrap_err();
    assert!(matches!(refused, StoreError::Conflict(Constraint::UnknownReference)), "{refused:?}");
}

async fn the_outbox_hands_out_the_oldest_first(db: Store) {
    let ids = [id(), id(), id()];
    let rows = [(0, 2), (1, 0), (2, 1)].map(|(n, minutes)| OutboxRow {
        id: ids[n],
        payload: json!({ "n": n }),
        created_at: now() + minutes.minutes(),
        ..waiting()
    });
    outbox::insert(&db, &rows).await.unwrap();
    assert_eq!(outbox::count_undelivered(&db).await.unwrap(), 3);
    let first = outbox::list_undelivered(&db, 2).await.unwrap();
    assert_eq!(first.iter().map(|row| row.id).collect::<Vec<_>>(), [ids[1], ids[2]]);
    assert_eq!(
        (first[0].kind.as_str(), &first[0].payload, first[0].created_at),
        ("send_mail", &json!({"n": 1}), now())
    );
    outbox::mark_delivered(&db, &[ids[1], ids[2]], now()).await.unwrap();
    outbox::mark_delivered(&db, &[], now()).await.unwrap();
    assert_eq!(outbox::count_undelivered(&db).await.unwrap(), 1);
    assert_eq!(outbox::list_undelivered(&db, 9).await.unwrap()[0].id, ids[0]);
    assert_eq!(outbox::remove_delivered(&db, now()).await.unwrap(), 0);
    assert_eq!(outbox::remove_delivered(&db, now() + 1.second()).await.unwrap(), 2);
    assert_eq!(outbox::count_undelivered(&db).await.unwrap(), 1);
}

fn waiting() -> OutboxRow {
    OutboxRow { id: id(), kind: "send_mail".into(), payload: json!({}), created_at: now() }
}

async fn an_outbox_row_lives_and_dies_with_its_transaction(db: Store) {
    let tx = db.begin().await.unwrap();
    outbox::insert(&tx, &[waiting()]).await.unwrap();
    drop(tx);
    assert_eq!(outbox::count_undelivered(&db).await.unwrap(), 0);
    let tx = db.begin().await.unwrap();
    outbox::insert(&tx, &[waiting()]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(outbox::count_undelivered(&db).await.unwrap(), 1);
}

async fn messages_of_an_event_take_turns(db: Store) {
    let message = |side, sequence| CalendarMessage { event_id: Uuid::from_u128(7), side, sequence };
    let begin = async |message, at: Timestamp| {
        let tx = db.begin().await.unwrap();
        let turn = calendar_messages::begin(&tx, message, at, at - 2.minutes()).await.unwrap();
        tx.commit().await.unwrap();
        turn
    };
    let (first, second) = (message(Side::Mentee, 1), message(Side::Mentee, 2));
    assert_eq!(begin(first, now()).await, Turn::Begun);
    assert_eq!(begin(first, now()).await, Turn::Begun, "the same message goes again");
    assert_eq!(begin(second, now()).await, Turn::Wait);
    assert_eq!(begin(message(Side::Mentor, 2), now()).await, Turn::Begun, "each side has its own");
    calendar_messages::end(&db, first).await.unwrap();
    assert_eq!(begin(second, now()).await, Turn::Begun);
    assert_eq!(begin(first, now()).await, Turn::Overtaken, "also while the later one is under way");
    calendar_messages::end(&db, first).await.unwrap();
    let third = message(Side::Mentee, 3);
    assert_eq!(begin(third, now()).await, Turn::Wait, "an old one ends nothing");
    assert_eq!(begin(third, now() + 3.minutes()).await, Turn::Begun, "whose process is gone");
    assert_eq!(calendar_messages::remove_old(&db, now() + 1.minute()).await.unwrap(), 1);
}

async fn vectors_are_replaced_by_part(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    let part =
        |part: i32, hash: &str, first: f32| (part, hash.to_owned(), vec![first, -0.5, f32::MIN_POSITIVE]);
    assert_eq!(embeddings::list_stale(&db, "mini").await.unwrap(), [ana, bob]);
    let first = [part(0, "a", 1.0), part(1, "b", 2.0), part(2, "c", 3.0)];
    embeddings::replace(&db, "mini", ana, &first, &[], now()).await.unwrap();
    embeddings::replace(&db, "maxi", ana, &[part(0, "a", 9.0)], &[], now()).await.unwrap();
    assert_eq!(embeddings::list_stale(&db, "mini").await.unwrap(), [bob]);
    store::queries::mentors::set_active(&db, ana, true, now() + 1.hour()).await.unwrap();
    assert_eq!(embeddings::list_stale(&db, "mini").await.unwrap(), [ana, bob], "saved since");

    embeddings::replace(&db, "mini", ana, &[part(1, "B", 4.0)], &[0], now()).await.unwrap();
    let hashes = embeddings::list_hashes(&db, "mini", ana).await.unwrap();
    assert_eq!(hashes, [(0, "a".to_owned()), (1, "B".to_owned())]);
    let rows = embeddings::list_page(&db, "mini", None, 100).await.unwrap();
    assert_eq!(rows.iter().map(|row| (row.mentor_id, row.part)).collect::<Vec<_>>(), [(ana, 0), (ana, 1)]);
    assert_eq!(rows[0].vector, [1.0, -0.5, f32::MIN_POSITIVE]);
    assert_eq!(rows[1].vector[0], 4.0);
    assert_eq!(
        embeddings::list_page(&db, "maxi", None, 100).await.unwrap().len(),
        1,
        "another model is another set"
    );

    embeddings::replace(&db, "mini", ana, &[], &[], now()).await.unwrap();
    assert_eq!(embeddings::list_page(&db, "mini", None, 100).await.unwrap(), []);
}

async fn vectors_are_listed_since(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    let part = |part: i32| (part, "h".to_owned(), vec![1.0]);
    embeddings::replace(&db, "mini", ana, &[part(0)], &[], now()).await.unwrap();
    embeddings::replace(&db, "mini", bob, &[part(0)], &[], now()).await.unwrap();
    embeddings::replace(&db, "mini", ana, &[part(1)], &[0], now() + 1.hour()).await.unwrap();
    let since = async |at| {
        let rows = embeddings::list_since(&db, "mini", at).await.unwrap();
        rows.into_iter().map(|row| (row.mentor_id, row.part)).collect::<Vec<_>>()
    };
    assert_eq!(since(now()).await, [(ana, 0), (ana, 1), (bob, 0)]);
    assert_eq!(since(now() + 1.hour()).await, [(ana, 0), (ana, 1)], "whoever changed comes whole");
    assert_eq!(since(now() + 2.hours()).await, []);
}

async fn vectors_come_in_pages_of_whole_mentors(db: Store) {
    let mut wanted = vec![];
    for number in 0..7_i32 {
        let mentor_id = mentor(&db, &format!("Mentor {number}")).await;
        let parts: Vec<_> = (0..=number % 3).map(|part| (part, "h".to_owned(), vec![1.0])).collect();
        embeddings::replace(&db, "mini", mentor_id, &parts, &[], now()).await.unwrap();
        embeddings::replace(&db, "maxi", mentor_id, &parts[..1], &[], now()).await.unwrap();
        wanted.extend(parts.iter().map(|(part, ..)| (mentor_id, *part)));
    }
    wanted.sort_unstable();
    assert_eq!(embeddings::count_mentors(&db, "mini").await.unwrap(), 7);
    assert_eq!(embeddings::count_mentors(&db, "other").await.unwrap(), 0);
    for limit in [4, 5, 13, 14, 99] {
        let (mut all, mut after) = (vec![], None);
        loop {
            let page = embeddings::list_page(&db, "mini", after, limit).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(last.mentor_id);
            all.extend(page.iter().map(|row| (row.mentor_id, row.part)));
        }
        assert_eq!(all, wanted, "pages of {limit}");
    }
}

async fn a_file_that_is_no_database_is_named(db: Store) {
    db.ping().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let missing = format!("sqlite://{}/none/there.db?mode=rw", folder.path().display());
    assert!(matches!(Store::connect(&missing).await, Err(StoreError::Unavailable(_))));
    assert!(matches!(Store::connect("postgres://127.0.0.1:1/none").await, Err(StoreError::Unavailable(_))));
}

/// Steps run on whichever connection is free, and SQLite keeps the schema per connection: one that
/// remembers a table which another has dropped must not refuse to create it.
async fn the_schema_goes_down_and_up_through_the_pool(db: Store) {
    let readers: Vec<_> = (0..16)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { users::count(&db).await.unwrap() })
        })
        .collect();
    for reader in readers {
        reader.await.unwrap();
    }
    for _ in 0..3 {
        Migrator::down(db.connection(), None).await.unwrap();
        Migrator::up(db.connection(), None).await.unwrap();
    }
    user(&db, "Ana", Role::Mentee).await;
}
