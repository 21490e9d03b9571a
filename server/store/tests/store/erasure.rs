//! Whoever is erased leaves sessions and counts, and nothing of themselves.

use office_hours::account::Account;
use office_hours::account::erasure::{FORMER_NAME, is_erased};
use sea_orm::{ConnectionTrait, Statement};
use store::Store;
use store::queries::sessions::{self, NewSession};
use store::queries::{embeddings, erasure, logins, mentees, mentors, saved_mentors, users};

use crate::support::{area, at, id, literal, mentee, mentor, now, offer, profile, run, session, slot};

crate::on_both!(
    a_mentor_leaves_what_was_met,
    a_mentor_takes_along_what_they_wrote_of_sessions,
    a_mentee_leaves_what_was_met,
);

async fn count(db: &Store, from: &str) -> i64 {
    let statement = Statement::from_string(
        db.connection().get_database_backend(),
        format!("SELECT count(*) AS n FROM {from}"),
    );
    db.connection().query_one_raw(statement).await.unwrap().unwrap().try_get("", "n").unwrap()
}

/// Both are there, have met, and have said so.
async fn met(db: &Store) -> (Account, Account) {
    let (mo, ana) = (mentor(db, "Mo").await, mentee(db, "Ana").await);
    offer(db, mo, slot("10:00:00", "10:30:00")).await;
    offer(db, mo, slot("12:00:00", "12:30:00")).await;
    let session = NewSession {
        notes: Some("Our term sheet"),
        location: "Room 2",
        ..session(mo, ana, slot("10:00:00", "10:30:00"))
    };
    sessions::insert(db, &session).await.unwrap();
    for side in ["mentor", "mentee"] {
        let feedback = format!(
            "INSERT INTO session_feedback (id, session_id, submitter_role, overall_rating, feedback_text, created_at) \
             VALUES ({}, {}, '{side}', 5, 'Thank you', '2026-11-24T11:00:00+00:00')",
            literal(db, id()),
            literal(db, session.session_id.0),
        );
        run(db, &feedback).await.unwrap();
    }
    let ana = users::find_account_of_mentee(db, ana).await.unwrap().unwrap();
    let user_id = mentors::get(db, mo).await.unwrap().unwrap().user_id;
    let areas = [area("hiring")];
    let saved = mentors::SaveMentor {
        bio: Some("Twenty rounds"),
        external_id: Some("p-1"),
        expertise: &areas,
        ..profile(user_id)
    };
    mentors::save(db, &saved).await.unwrap();
    saved_mentors::save(db, ana.user_id, mo, now()).await.unwrap();
    embeddings::replace(db, "m", mo, &[(0, "h".into(), vec![1.0])], &[], now()).await.unwrap();
    (users::find_account(db, user_id).await.unwrap().unwrap(), ana)
}

/// Erases after the session, and gives the account as it is then.
async fn erase(db: &Store, account: &Account) -> Account {
    for (table, columns, values) in [
        ("sessions", "id, session_token, user_id, expires", "$n, 'digest', $u, '2026-12-24T11:00:00+00:00'"),
        ("calendar_feeds", "user_id, token_hash, created_at", "$u, 'digest', '2026-11-24T11:00:00+00:00'"),
        ("form_drafts", "user_id, form, entered, saved_at", "$u, 'rules', '{}', '2026-11-24T11:00:00+00:00'"),
        (
            "idempotency_keys",
            "user_id, key, fingerprint, created_at",
            "$u, 'k', 'f', '2026-11-24T11:00:00+00:00'",
        ),
    ] {
        let values = values.replace("$n", &literal(db, id())).replace("$u", &literal(db, account.user_id.0));
        run(db, &format!("INSERT INTO {table} ({columns}) VALUES ({values})")).await.unwrap();
    }
    let user = literal(db, account.user_id.0);
    let note = |kind: &str, entity_id: &str, props: &str| {
        format!(
            "INSERT INTO events (occurred_at, actor_user_id, type, entity, entity_id, props) VALUES \
             ('2026-11-24T10:59:00+00:00', {user}, '{kind}', 'x', '{entity_id}', '{props}')"
        )
    };
    let mentor_id = account.mentor_id.map(|id| id.to_string()).unwrap_or_default();
    run(db, &note("search.shown", "x", r#"{"request": {"query": "Secret need"}}"#)).await.unwrap();
    run(db, &note("session.cancelled", "x", r#"{"reason": "Secret illness", "by": "mentee"}"#))
        .await
        .unwrap();
    run(db, &note("mentor.imported", &mentor_id, r#"{"external_id": "Secret number"}"#)).await.unwrap();
    run(db, "UPDATE office_sessions SET status_reason = 'Secret again'").await.unwrap();
    let tx = db.begin().await.unwrap();
    erasure::erase(&tx, account, at("2026-11-24T11:00:00Z")).await.unwrap();
    tx.commit().await.unwrap();
    for table in ["sessions", "calendar_feeds", "form_drafts", "idempotency_keys", "saved_mentors"] {
        assert_eq!(count(db, table).await, 0, "{table}");
    }
    assert_eq!((count(db, "users").await, count(db, "office_sessions").await), (2, 1), "what was met stays");
    assert_eq!(count(db, "session_feedback WHERE overall_rating = 5").await, 2, "and how it was rated");
    assert_eq!(
        count(db, "session_feedback WHERE feedback_text IS NULL").await,
        1,
        "without the words of one side"
    );
    assert_eq!(count(db, "office_sessions WHERE status_reason IS NOT NULL").await, 0);
    let secrets = if account.mentor_id.is_some() { 0 } else { 1 };
    assert_eq!(count(db, "events WHERE CAST(props AS TEXT) LIKE '%Secret%'").await, secrets);
    assert_eq!(count(db, "events WHERE CAST(props AS TEXT) LIKE '%mentee%'").await, 1, "what was done stays");
    assert_eq!(users::find_person(db, account.user_id).await.unwrap(), None);
    assert_eq!(logins::find_person(db, "digest", now()).await.unwrap(), None);
    assert_eq!(users::find_by_email(db, &account.email).await.unwrap(), None);
    let after = users::find_account(db, account.user_id).await.unwrap().unwrap();
    assert_eq!(after.name, FORMER_NAME);
    assert!(is_erased(&after.email), "{}", after.email);
    after
}

async fn a_mentor_leaves_what_was_met(db: Store) {
    let (mo, ana) = met(&db).await;
    assert_eq!(count(&db, "mentors WHERE search_terms = 'hiring'").await, 1);
    erase(&db, &mo).await;
    let profile = mentors::get(&db, mo.mentor_id.unwrap()).await.unwrap().unwrap();
    assert_eq!((profile.bio, profile.headline, profile.active), (None, None, false));
    assert_eq!(profile.expertise, []);
    assert_eq!(count(&db, "mentors WHERE search_terms = '' AND external_id IS NULL").await, 1);
    for table in ["expertise", "mentor_embeddings"] {
        assert_eq!(count(&db, table).await, 0, "{table}");
    }
    assert_eq!(count(&db, "availability").await, 1, "time that was offered was offered");
    assert_eq!(count(&db, "office_sessions WHERE location = 'virtual' AND notes IS NOT NULL").await, 1);
    assert_eq!(users::find_account(&db, ana.user_id).await.unwrap(), Some(ana), "nothing of the other side");
    // Another one with the same number in a file is somebody else.
    assert_eq!(mentors::find_by_external_id(&db, "p-1").await.unwrap(), None);
}

async fn a_mentor_takes_along_what_they_wrote_of_sessions(db: Store) {
    let (mo, _) = met(&db).await;
    run(&db, "UPDATE office_sessions SET notes_user_id = (SELECT user_id FROM mentors)").await.unwrap();
    erase(&db, &mo).await;
    assert_eq!(count(&db, "office_sessions WHERE notes IS NULL").await, 1);
}

async fn a_mentee_leaves_what_was_met(db: Store) {
    let (mo, ana) = met(&db).await;
    let after = erase(&db, &ana).await;
    assert_eq!((after.company, after.mentee_id), (None, ana.mentee_id));
    let profile = mentees::get(&db, ana.mentee_id.unwrap()).await.unwrap().unwrap();
    assert_eq!((profile.name.as_str(), profile.goals), (FORMER_NAME, None));
    assert_eq!(count(&db, "office_sessions WHERE location = 'Room 2' AND notes IS NULL").await, 1);
    assert_eq!(users::find_account(&db, mo.user_id).await.unwrap(), Some(mo), "nothing of the other side");
}
