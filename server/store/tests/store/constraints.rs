//! Each unique, check, reference and cascade of the schema, by trying to break it past our own code.

use office_hours::account::Role;
use office_hours::ids::{MenteeId, MentorId, SessionId, UserId};
use sea_orm::{ConnectionTrait, Statement};
use store::queries::{embeddings, logins};
use store::{Constraint, Edition, Store, StoreError};

use crate::support::{area, book, id, literal, mentee, mentor, now, offer, profile, run, slot, user};

crate::on_both!(
    uniques,
    checks,
    references,
    defaults,
    a_user_takes_everything_along,
    a_session_takes_its_feedback_along,
    only_utc_is_stored_on_sqlite,
);

const AT: &str = "'2026-11-24T10:00:00+00:00'";

struct World {
    db: Store,
    user_id: UserId,
    mentor_id: MentorId,
    mentee_id: MenteeId,
    session_id: SessionId,
}

impl World {
    async fn new(db: Store) -> Self {
        let mentor_id = mentor(&db, "Mo").await;
        let user_id = store::queries::mentors::get(&db, mentor_id).await.unwrap().unwrap().user_id;
        let mentee_id = mentee(&db, "Ana").await;
        let session_id = book(&db, mentor_id, mentee_id, slot("10:00:00", "10:30:00")).await;
        Self { db, user_id, mentor_id, mentee_id, session_id }
    }

    /// Inserts with `$u`, `$m`, `$e`, `$s` for the ids there are, `$n` for a new one and `$t` for a time.
    async fn insert(&self, into: &str) -> Result<(), StoreError> {
        let mut sql = format!("INSERT INTO {into}").replace("$t", AT);
        for (place, id) in [
            ("$u", self.user_id.0),
            ("$m", self.mentor_id.0),
            ("$e", self.mentee_id.0),
            ("$s", self.session_id.0),
        ] {
            sql = sql.replace(place, &literal(&self.db, id));
        }
        while sql.contains("$n") {
            sql = sql.replacen("$n", &literal(&self.db, id()), 1);
        }
        run(&self.db, &sql).await
    }

    async fn accepts(&self, into: &str) {
        if let Err(refused) = self.insert(into).await {
            panic!("{into}: {refused:?}");
        }
    }

    async fn refuses(&self, into: &str) -> Constraint {
        match self.insert(into).await {
            Err(StoreError::Conflict(constraint)) => constraint,
            other => panic!("{into}: {other:?}"),
        }
    }
}

async fn count(db: &Store, table: &str) -> i64 {
    let statement = Statement::from_string(
        db.connection().get_database_backend(),
        format!("SELECT count(*) AS n FROM {table}"),
    );
    db.connection().query_one_raw(statement).await.unwrap().unwrap().try_get("", "n").unwrap()
}

async fn uniques(db: Store) {
    let w = World::new(db).await;
    w.accepts("users (id, email, created_at) VALUES ($n, 'x@x.com', $t)").await;
    assert_eq!(
        w.refuses("users (id, email, created_at) VALUES ($n, 'x@x.com', $t)").await,
        Constraint::EmailTaken
    );

    let account =
        "accounts (id, user_id, type, provider, provider_account_id) VALUES ($n, $u, 'oidc', 'google', '1')";
    w.accepts(account).await;
    w.refuses(account).await;
    w.accepts(&account.replace("google", "microsoft")).await;

    let login = "sessions (id, session_token, user_id, expires) VALUES ($n, 'digest', $u, $t)";
    w.accepts(login).await;
    w.refuses(login).await;

    let link = "verification_tokens (identifier, token, expires) VALUES ('a@b.c', 'digest', $t)";
    w.accepts(link).await;
    w.refuses(link).await;
    w.accepts(&link.replace("a@b.c", "d@e.f")).await;

    w.refuses("mentors (id, user_id, created_at, updated_at) VALUES ($n, $u, $t, $t)").await;
    let ids = [
        user(&w.db, "A", Role::Mentor).await,
        user(&w.db, "B", Role::Mentor).await,
        user(&w.db, "C", Role::Mentor).await,
    ];
    let record = |n: usize, columns: &str, value: &str| {
        let user = literal(&w.db, ids[n].0);
        format!(
            "mentors (id, user_id, {columns}, created_at, updated_at) VALUES ($n, {user}, '{value}', $t, $t)"
        )
    };
    w.accepts(&record(0, "airtable_record_id", "rec1")).await;
    w.refuses(&record(1, "airtable_record_id", "rec1")).await;
    w.accepts(&record(1, "external_id", "p-1")).await;
    assert_eq!(w.refuses(&record(2, "external_id", "p-1")).await, Constraint::ExternalIdTaken);

    let founder = literal(&w.db, user(&w.db, "F", Role::Mentee).await.0);
    let profile = format!("mentees (id, user_id, created_at, updated_at) VALUES ($n, {founder}, $t, $t)");
    w.accepts(&profile).await;
    w.refuses(&profile).await;

    let feedback =
        "session_feedback (id, session_id, submitter_role, created_at) VALUES ($n, $s, 'mentee', $t)";
    w.accepts(feedback).await;
    assert_eq!(w.refuses(feedback).await, Constraint::FeedbackGiven);
    w.accepts(&feedback.replace("mentee", "mentor")).await;

    let hours = "weekly_hours (mentor_id, weekday, start_minute, end_minute) VALUES ($m, 0, 540, 600)";
    w.accepts(hours).await;
    w.refuses(hours).await;
    let vector = "mentor_embeddings (mentor_id, part, model, content_hash, vector, updated_at) VALUES ($m, 0, 'm', 'h', 'v', $t)";
    let vector =
        if w.db.edition() == Edition::Sqlite { vector.replace("'v'", "x'00'") } else { vector.to_owned() };
    w.accepts(&vector).await;
    w.refuses(&vector).await;

    let slot = "availability (id, mentor_id, starts_at, ends_at, created_at) \
                VALUES ($n, $m, '2026-11-24T10:00:00+00:00', '2026-11-24T10:30:00+00:00', $t)";
    w.accepts(slot).await;
    assert!(matches!(w.refuses(slot).await, Constraint::Other(_)), "a time is offered once");
    w.accepts(&slot.replace("10:30", "10:15")).await;
    w.accepts(&slot.replace("10:00:00", "10:15:00")).await;

    let seat = "office_sessions (id, mentor_id, mentee_id, starts_at, ends_at, group_id, capacity, seat, created_at, updated_at) \
                VALUES ($n, $m, $f, '2026-11-24T12:00:00+00:00', '2026-11-24T12:30:00+00:00', $u, 3, 2, $t, $t)";
    let seat_of = |mentee: MenteeId| seat.replace("$f", &literal(&w.db, mentee.0));
    let (two, three) = (mentee(&w.db, "Two").await, mentee(&w.db, "Three").await);
    w.accepts(&seat_of(two)).await;
    assert_eq!(w.refuses(&seat_of(three)).await, Constraint::SeatTaken);
    w.accepts(&seat_of(three).replace("3, 2", "3, 3")).await;
}

async fn checks(db: Store) {
    let w = World::new(db).await;
    for (column, words) in [("role", "mentee mentor admin pm"), ("status", "active inactive suspended")] {
        let row = |word: &str| {
            format!("users (id, email, {column}, created_at) VALUES ($n, '{word}@x.com', '{word}', $t)")
        };
        for word in words.split(' ') {
            w.accepts(&row(word)).await;
        }
        w.refuses(&row("Mentor")).await;
        w.refuses(&row("")).await;
    }
    let user_id = literal(&w.db, user(&w.db, "V", Role::Mentor).await.0);
    let profile = |column: &str, value: &str| {
        format!(
            "mentors (id, user_id, {column}, created_at, updated_at) VALUES ($n, {user_id}, {value}, $t, $t)"
        )
    };
    w.refuses(&profile("visibility", "'secret'")).await;
    assert_eq!(
        w.refuses(&profile("load_cap_per_week", "-1")).await,
        Constraint::Other("mentors_load_cap".into())
    );
    w.accepts(&profile("load_cap_per_week", "0")).await;
    for word in ["public", "private", "limited"] {
        run(&w.db, &format!("UPDATE mentors SET visibility = '{word}'")).await.unwrap();
    }

    let slot = "availability (id, mentor_id, starts_at, ends_at, capacity, created_at) \
                VALUES ($n, $m, '2026-11-24T10:00:00+00:00', '2026-11-24T10:30:00+00:00', 1, $t)";
    assert_eq!(
        w.refuses(&slot.replace(", 1,", ", 0,")).await,
        Constraint::Other("availability_capacity".into())
    );
    assert_eq!(
        w.refuses(&slot.replace("10:30", "10:00")).await,
        Constraint::Other("availability_time_range".into())
    );
    w.refuses(&slot.replace("10:30", "09:30")).await;
    w.accepts(slot).await;

    let session = "office_sessions (id, mentor_id, mentee_id, starts_at, ends_at, status, created_at, updated_at) \
                   VALUES ($n, $m, $e, '2026-11-24T12:00:00+00:00', '2026-11-24T12:30:00+00:00', 'booked', $t, $t)";
    w.refuses(&session.replace("booked", "maybe")).await;
    w.refuses(&session.replace("12:30", "12:00")).await;
    for (columns, values) in [
        ("seat", "2"),
        ("seat", "0"),
        ("capacity, seat", "2, 3"),
        ("buffer_before_minutes", "-1"),
        ("buffer_after_minutes", "241"),
    ] {
        let session = session.replace("status,", &format!("{columns}, status,"));
        let refused = w.refuses(&session.replace("'booked'", &format!("{values}, 'booked'"))).await;
        assert!(matches!(refused, Constraint::Other(_)), "{columns} {values}");
    }
    for status in ["completed", "cancelled", "no_show", "booked"] {
        w.accepts(&session.replace("booked", status)).await;
    }
    w.accepts(&session.replace("booked", "pending").replace("T12", "T13")).await;

    let feedback = |column: &str, value: &str| {
        format!(
            "session_feedback (id, session_id, submitter_role, {column}, created_at) VALUES ($n, $s, 'mentee', {value}, $t)"
        )
    };
    for column in ["overall_rating", "expertise_rating", "communication_rating", "helpfulness_rating"] {
        for value in ["0", "6", "-1"] {
            assert!(matches!(w.refuses(&feedback(column, value)).await, Constraint::Other(_)));
        }
        for value in ["1", "5", "NULL"] {
            w.accepts(&feedback(column, value)).await;
            run(&w.db, "DELETE FROM session_feedback").await.unwrap();
        }
    }
    w.refuses(&feedback("overall_rating", "5").replace("'mentee'", "'admin'")).await;

    let hours = |weekday: i32, from: i32, to: i32| {
        format!(
            "weekly_hours (mentor_id, weekday, start_minute, end_minute) VALUES ($m, {weekday}, {from}, {to})"
        )
    };
    for (weekday, from, to) in [
        (-1, 0, 60),
        (7, 0, 60),
        (0, 60, 60),
        (0, 61, 60),
        (0, -1, 60),
        (0, 0, 1_441),
        (0, 1_000, 1_721),
        (0, 1_440, 1_500),
    ] {
        w.refuses(&hours(weekday, from, to)).await;
    }
    w.accepts(&hours(6, 0, 1_440)).await;
    w.accepts(&hours(5, 1_320, 1_560)).await;

    let told = |side: &str| {
        format!(
            "calendar_messages (event_id, side, sequence, begun_at, under_way) VALUES ($s, '{side}', 0, $t, TRUE)"
        )
    };
    let draft = |form: &str| {
        format!("form_drafts (user_id, form, entered, saved_at) VALUES ($u, '{form}', '{{}}', $t)")
    };
    for row in [told("mentor"), told("mentee"), draft("profile"), draft("rules")] {
        w.accepts(&row).await;
        w.refuses(&row).await;
    }
    w.refuses(&told("staff")).await;
    w.refuses(&draft("hours")).await;
}

async fn references(db: Store) {
    let w = World::new(db).await;
    for into in [
        "accounts (id, user_id, type, provider, provider_account_id) VALUES ($n, $n, 'oidc', 'google', '1')",
        "sessions (id, session_token, user_id, expires) VALUES ($n, 'digest', $n, $t)",
        "mentors (id, user_id, created_at, updated_at) VALUES ($n, $n, $t, $t)",
        "mentees (id, user_id, created_at, updated_at) VALUES ($n, $n, $t, $t)",
        "expertise (mentor_id, area) VALUES ($n, 'hiring')",
        "weekly_hours (mentor_id, weekday, start_minute, end_minute) VALUES ($n, 0, 0, 60)",
        "availability (id, mentor_id, starts_at, ends_at, created_at) VALUES ($n, $n, $t, '2026-11-24T11:00:00+00:00', $t)",
        "office_sessions (id, mentor_id, mentee_id, starts_at, ends_at, created_at, updated_at) \
         VALUES ($n, $n, $e, '2026-11-24T12:00:00+00:00', '2026-11-24T12:30:00+00:00', $t, $t)",
        "office_sessions (id, mentor_id, mentee_id, starts_at, ends_at, created_at, updated_at) \
         VALUES ($n, $m, $n, '2026-11-24T12:00:00+00:00', '2026-11-24T12:30:00+00:00', $t, $t)",
        "session_feedback (id, session_id, submitter_role, created_at) VALUES ($n, $n, 'mentee', $t)",
        "availability_rules (mentor_id, version, offer, exceptions, updated_at) VALUES ($n, 1, '{}', '{}', $t)",
        "calendar_feeds (user_id, token_hash, created_at) VALUES ($n, 'other', $t)",
        "holds (id, mentor_id, user_id, starts_at, ends_at, created_at, expires_at) \
         VALUES ($n, $m, $n, $t, '2026-11-24T11:00:00+00:00', $t, $t)",
        "waiting_list (id, mentor_id, mentee_id, joined_at) VALUES ($n, $n, $e, $t)",
        "waiting_list (id, mentor_id, mentee_id, joined_at) VALUES ($n, $m, $n, $t)",
        "waiting_offers (id, entry_id, mentor_id, user_id, starts_at, ends_at, offered_at, expires_at) \
         VALUES ($n, $n, $m, $u, $t, '2026-11-24T11:00:00+00:00', $t, $t)",
        "confirmations (session_id, starts_at, asked_at) VALUES ($n, $t, $t)",
        "idempotency_keys (user_id, key, fingerprint, created_at) VALUES ($n, 'k', 'f', $t)",
        "form_drafts (user_id, form, entered, saved_at) VALUES ($n, 'rules', '{}', $t)",
        "events (occurred_at, actor_user_id, type, entity, entity_id) VALUES ($t, $n, 'a', 'b', 'c')",
    ] {
        assert_eq!(w.refuses(into).await, Constraint::UnknownReference, "{into}");
    }
}

async fn defaults(db: Store) {
    let w = World::new(db).await;
    let new = id();
    let id = literal(&w.db, new);
    w.accepts(&format!("users (id, email, created_at) VALUES ({id}, 'x@x.com', $t)")).await;
    w.accepts(&format!("mentors (id, user_id, created_at, updated_at) VALUES ({id}, {id}, $t, $t)")).await;
    w.accepts(&format!("expertise (mentor_id, area) VALUES ({id}, 'hiring')")).await;
    w.accepts(&format!(
        "availability (id, mentor_id, starts_at, ends_at, created_at) VALUES ({id}, {id}, $t, '2026-11-24T11:00:00+00:00', $t)"
    ))
    .await;
    w.accepts(&format!(
        "office_sessions (id, mentor_id, mentee_id, starts_at, ends_at, created_at, updated_at) \
         VALUES ({id}, {id}, $e, '2026-11-24T12:00:00+00:00', '2026-11-24T12:30:00+00:00', $t, $t)"
    ))
    .await;
    w.accepts("events (occurred_at, type, entity, entity_id) VALUES ($t, 'a', 'b', 'c')").await;
    for condition in [
        "users WHERE email = 'x@x.com' AND role = 'mentee' AND status = 'active'",
        "mentors WHERE user_id = $i AND visibility = 'public' AND load_cap_per_week = 5 AND active = TRUE \
         AND CAST(languages AS text) = '[]'",
        "expertise WHERE mentor_id = $i AND weight = 1.0 AND id IS NOT NULL",
        "availability WHERE mentor_id = $i AND capacity = 1 AND location = 'virtual'",
        "office_sessions WHERE mentor_id = $i AND status = 'booked' AND group_id IS NULL \
         AND capacity = 1 AND seat = 1 AND buffer_before_minutes = 0 AND buffer_after_minutes = 0 \
         AND location = 'virtual' AND notes_version = 0 AND notes_user_id IS NULL AND event_id IS NULL",
        "events WHERE entity_id = 'c' AND CAST(props AS text) = '{}' AND id > 0",
    ] {
        assert_eq!(count(&w.db, &condition.replace("$i", &id)).await, 1, "{condition}");
    }
    assert_eq!(
        store::queries::mentors::get(&w.db, MentorId(new)).await.unwrap().unwrap().expertise,
        [area("hiring")]
    );
}

async fn a_user_takes_everything_along(db: Store) {
    let w = World::new(db).await;
    offer(&w.db, w.mentor_id, slot("10:00:00", "10:30:00")).await;
    let saved = store::queries::mentors::SaveMentor { expertise: &[area("hiring")], ..profile(w.user_id) };
    store::queries::mentors::save(&w.db, &saved).await.unwrap();
    logins::insert(&w.db, id(), "digest", w.user_id, now()).await.unwrap();
    embeddings::replace(&w.db, "m", w.mentor_id, &[(0, "h".into(), vec![1.0])], &[], now()).await.unwrap();
    w.accepts(
        "accounts (id, user_id, type, provider, provider_account_id) VALUES ($n, $u, 'oidc', 'google', '1')",
    )
    .await;
    w.accepts("weekly_hours (mentor_id, weekday, start_minute, end_minute) VALUES ($m, 0, 0, 60)").await;
    w.accepts("availability_rules (mentor_id, version, offer, exceptions, updated_at) VALUES ($m, 1, '{}', '{}', $t)")
        .await;
    w.accepts("calendar_feeds (user_id, token_hash, created_at) VALUES ($u, 'digest', $t)").await;
    w.accepts(
        "holds (id, mentor_id, user_id, starts_at, ends_at, created_at, expires_at) \
         VALUES ($n, $m, $u, $t, '2026-11-24T11:00:00+00:00', $t, $t)",
    )
    .await;
    w.accepts("confirmations (session_id, starts_at, asked_at) VALUES ($s, $t, $t)").await;
    w.accepts("idempotency_keys (user_id, key, fingerprint, created_at) VALUES ($u, 'k', 'f', $t)").await;
    w.accepts("form_drafts (user_id, form, entered, saved_at) VALUES ($u, 'rules', '{}', $t)").await;
    let entry = literal(&w.db, id());
    w.accepts(&format!("waiting_list (id, mentor_id, mentee_id, joined_at) VALUES ({entry}, $m, $e, $t)"))
        .await;
    w.accepts(&format!(
        "waiting_offers (id, entry_id, mentor_id, user_id, starts_at, ends_at, offered_at, expires_at) \
         VALUES ($n, {entry}, $m, $u, $t, '2026-11-24T11:00:00+00:00', $t, $t)"
    ))
    .await;
    w.accepts("session_feedback (id, session_id, submitter_role, created_at) VALUES ($n, $s, 'mentee', $t)")
        .await;
    w.accepts("events (occurred_at, actor_user_id, type, entity, entity_id) VALUES ($t, $u, 'a', 'b', 'c')")
        .await;
    let owned = [
        "accounts",
        "sessions",
        "mentors",
        "expertise",
        "weekly_hours",
        "availability",
        "availability_rules",
        "calendar_feeds",
        "confirmations",
        "form_drafts",
        "holds",
        "idempotency_keys",
        "mentor_embeddings",
        "office_sessions",
        "session_feedback",
        "waiting_list",
        "waiting_offers",
    ];
    for table in owned {
        assert_eq!(count(&w.db, table).await, 1, "{table}");
    }
    run(&w.db, &format!("DELETE FROM users WHERE id = {}", literal(&w.db, w.user_id.0))).await.unwrap();
    for table in owned {
        assert_eq!(count(&w.db, table).await, 0, "{table}");
    }
    assert_eq!(count(&w.db, "mentees").await, 1, "the other side stays");
    assert_eq!(count(&w.db, "events WHERE actor_user_id IS NULL").await, 1, "what happened stays true");
    if w.db.edition() == Edition::Sqlite {
        assert_eq!(count(&w.db, "mentor_documents").await, 0);
    }
}

async fn a_session_takes_its_feedback_along(db: Store) {
    let w = World::new(db).await;
    w.accepts("session_feedback (id, session_id, submitter_role, created_at) VALUES ($n, $s, 'mentee', $t)")
        .await;
    let mentee_id = literal(&w.db, w.mentee_id.0);
    run(&w.db, &format!("DELETE FROM mentees WHERE id = {mentee_id}")).await.unwrap();
    assert_eq!(count(&w.db, "office_sessions").await, 0);
    assert_eq!(count(&w.db, "session_feedback").await, 0);
}

async fn only_utc_is_stored_on_sqlite(db: Store) {
    let w = World::new(db).await;
    let slot = |from: &str, to: &str| {
        format!(
            "availability (id, mentor_id, starts_at, ends_at, created_at) VALUES ($n, $m, '{from}', '{to}', $t)"
        )
    };
    let other_zone = slot("2026-11-24T10:00:00+01:00", "2026-11-24T10:30:00+01:00");
    let with_space = slot("2026-11-24 11:00:00+00:00", "2026-11-24 11:30:00+00:00");
    if w.db.edition() == Edition::Sqlite {
        w.refuses(&other_zone).await;
        w.refuses(&with_space).await;
    } else {
        w.accepts(&other_zone).await;
        w.accepts(&with_space).await;
    }
}
