//! Each entity matches its table: a row with every column set goes in and comes back the same.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, EntityTrait, IntoActiveModel, Iterable, ModelTrait, PrimaryKeyToColumn, Select,
};
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::Store;
use crate::connection::Db;
use crate::support::id;

crate::on_both!(every_entity_matches_its_table);

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Inserts the row, reads the table, and expects the very row.
async fn comes_back<E>(db: &Store, row: E::Model)
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel> + Clone + PartialEq + std::fmt::Debug + Sync,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    Select<E>: Sized,
{
    // Every column is written, the key too.
    let mut active = row.clone().into_active_model();
    for key in E::PrimaryKey::iter() {
        let column = key.into_column();
        active.set(column, row.get(column));
    }
    E::insert(active.reset_all()).exec_without_returning(db.conn()).await.unwrap();
    assert_eq!(E::find().all(db.conn()).await.unwrap(), [row]);
}

async fn every_entity_matches_its_table(db: Store) {
    let at = time("2026-11-24T10:00:00.123456Z");
    let text = |text: &str| Some(text.to_owned());
    let (user, mentor, mentee, session): (Uuid, Uuid, Uuid, Uuid) = (id(), id(), id(), id());
    let series: Uuid = id();
    comes_back::<users::Entity>(
        &db,
        users::Model {
            id: user,
            email: "ana@acme.com".into(),
            name: text("Ana"),
            email_verified: Some(at),
            image: text("/ana.webp"),
            role: "pm".into(),
            language: "pt".into(),
            timezone: text("America/Sao_Paulo"),
            status: "inactive".into(),
            created_at: at,
            last_login_at: Some(at),
        },
    )
    .await;
    comes_back::<accounts::Entity>(
        &db,
        accounts::Model {
            id: id(),
            user_id: user,
            r#type: "oidc".into(),
            provider: "google".into(),
            provider_account_id: "1".into(),
            refresh_token: text("r"),
            access_token: text("a"),
            expires_at: Some(1_795_000_000_000),
            token_type: text("bearer"),
            scope: text("openid"),
            id_token: text("i"),
            session_state: text("s"),
        },
    )
    .await;
    comes_back::<calendar_feeds::Entity>(
        &db,
        calendar_feeds::Model { user_id: user, token_hash: "f".into(), created_at: at },
    )
    .await;
    comes_back::<calendar_messages::Entity>(
        &db,
        calendar_messages::Model {
            event_id: id(),
            side: "mentee".into(),
            sequence: 2,
            begun_at: at,
            under_way: true,
        },
    )
    .await;
    comes_back::<logins::Entity>(
        &db,
        logins::Model { id: id(), session_token: "d".into(), user_id: user, expires: at },
    )
    .await;
    let link = login_links::Model { identifier: "ana@acme.com".into(), token: "d".into(), expires: at };
    comes_back::<login_links::Entity>(&db, link).await;
    comes_back::<mentors::Entity>(
        &db,
        mentors::Model {
            id: mentor,
            user_id: user,
            airtable_record_id: text("rec1"),
            external_id: text("p-1"),
            headline: text("h"),
            bio: text("b"),
            company: text("c"),
            title: text("t"),
            industry: text("i"),
            stage: text("s"),
            timezone: "Europe/Berlin".into(),
            country: text("DE"),
            languages: json!(["en", "de"]),
            visibility: "limited".into(),
            load_cap_per_week: 0,
            active: false,
            photo_url: text("/p"),
            linkedin_url: text("/l"),
            created_at: at,
            updated_at: at,
        },
    )
    .await;
    let area =
        expertise::Model { id: id(), mentor_id: mentor, area: "a".into(), subarea: text("s"), weight: 0.1 };
    comes_back::<expertise::Entity>(&db, area).await;
    let saved = saved_mentors::Model { user_id: user, mentor_id: mentor, saved_at: at };
    comes_back::<saved_mentors::Entity>(&db, saved).await;
    comes_back::<mentees::Entity>(
        &db,
        mentees::Model {
            id: mentee,
            user_id: user,
            company: text("c"),
            stage: text("s"),
            industry: text("i"),
            goals: text("g"),
            created_at: at,
            updated_at: at,
        },
    )
    .await;
    let window = weekly_hours::Model { mentor_id: mentor, weekday: 6, start_minute: 0, end_minute: 1_440 };
    comes_back::<weekly_hours::Entity>(&db, window).await;
    let end = time("2026-11-24T10:00:00.5Z");
    comes_back::<availability::Entity>(
        &db,
        availability::Model {
            id: id(),
            mentor_id: mentor,
            starts_at: at,
            ends_at: end,
            capacity: 3,
            location: "room 2".into(),
            created_at: at,
        },
    )
    .await;
    comes_back::<availability_rules::Entity>(
        &db,
        availability_rules::Model {
            mentor_id: mentor,
            version: 3,
            offer: json!({ "capacity": 3 }),
            exceptions: json!({ "blocks": [] }),
            updated_at: at,
        },
    )
    .await;
    comes_back::<holds::Entity>(
        &db,
        holds::Model {
            id: id(),
            mentor_id: mentor,
            user_id: user,
            starts_at: at,
            ends_at: end,
            created_at: at,
            expires_at: end,
        },
    )
    .await;
    comes_back::<form_drafts::Entity>(
        &db,
        form_drafts::Model {
            user_id: user,
            form: "rules".into(),
            entered: json!({ "version": 1 }),
            saved_at: at,
        },
    )
    .await;
    comes_back::<idempotency_keys::Entity>(
        &db,
        idempotency_keys::Model {
            user_id: user,
            key: "k".into(),
            fingerprint: "f".into(),
            status: Some(201),
            content_type: text("application/json"),
            body: text("{}"),
            created_at: at,
        },
    )
    .await;
    comes_back::<session_series::Entity>(
        &db,
        session_series::Model {
            id: series,
            mentor_id: mentor,
            mentee_id: mentee,
            frequency: "fortnightly".into(),
            created_at: at,
        },
    )
    .await;
    let entry = id();
    comes_back::<waiting_list::Entity>(
        &db,
        waiting_list::Model {
            id: entry,
            mentor_id: mentor,
            mentee_id: mentee,
            starts_at: Some(at),
            ends_at: Some(end),
            joined_at: at,
            open_since: json!([id()]),
        },
    )
    .await;
    comes_back::<waiting_offers::Entity>(
        &db,
        waiting_offers::Model {
            id: id(),
            entry_id: entry,
            mentor_id: mentor,
            user_id: user,
            starts_at: at,
            ends_at: end,
            offered_at: at,
            expires_at: end,
            declined_at: Some(at),
        },
    )
    .await;
    comes_back::<office_sessions::Entity>(
        &db,
        office_sessions::Model {
            id: session,
            mentor_id: mentor,
            mentee_id: mentee,
            starts_at: at,
            ends_at: end,
            status: "pending".into(),
            group_id: Some(id()),
            buffer_before_minutes: 5,
            buffer_after_minutes: 10,
            capacity: 3,
            seat: 2,
            named_to_guests: true,
            location: "room 2".into(),
            meeting_url: text("/m"),
            notes: text("n"),
            notes_version: 4,
            notes_user_id: Some(id()),
            requested_at: Some(at),
            moves: 1,
            ical_sequence: 2,
            marked_at: Some(end),
            marked_by: text("staff"),
            absent: text("mentor"),
            disputed: true,
            status_reason: text("r"),
            series_id: Some(series),
            moved_alone: true,
            event_id: Some(id()),
            organizer_email: text("o@acme.com"),
            created_at: at,
            updated_at: at,
        },
    )
    .await;
    comes_back::<confirmations::Entity>(
        &db,
        confirmations::Model { session_id: session, starts_at: at, asked_at: at, confirmed_at: Some(end) },
    )
    .await;
    comes_back::<session_feedback::Entity>(
        &db,
        session_feedback::Model {
            id: id(),
            session_id: session,
            submitter_role: "mentor".into(),
            overall_rating: Some(1),
            expertise_rating: Some(2),
            communication_rating: Some(3),
            helpfulness_rating: Some(5),
            feedback_text: text("f"),
            topics_discussed: json!(["a"]),
            goals_achieved: Some(true),
            would_recommend: Some(false),
            follow_up_needed: None,
            positive_tags: json!(["b"]),
            improvement_tags: json!([]),
            created_at: at,
        },
    )
    .await;
    comes_back::<events::Entity>(
        &db,
        events::Model {
            id: 7_000_000_000,
            occurred_at: at,
            actor_user_id: Some(user),
            r#type: "session.booked".into(),
            entity: "session".into(),
            entity_id: session.to_string(),
            props: json!({ "a": { "b": 1 } }),
        },
    )
    .await;
    comes_back::<experiments::Entity>(
        &db,
        experiments::Model {
            id: id(),
            key: "more-words".into(),
            version: 2,
            mode: "interleaved".into(),
            arms: json!([{ "name": "control" }]),
            started_at: at,
            ended_at: Some(at),
        },
    )
    .await;
    comes_back::<mentor_embeddings::Entity>(
        &db,
        mentor_embeddings::Model {
            mentor_id: mentor,
            part: 2,
            model: "mini".into(),
            content_hash: "h".into(),
            vector: vec![0, 255, 1, 2],
            updated_at: at,
        },
    )
    .await;
    comes_back::<text_embeddings::Entity>(
        &db,
        text_embeddings::Model { model: "mini".into(), content_hash: "h".into(), vector: vec![0, 255, 1, 2] },
    )
    .await;
    comes_back::<outbox::Entity>(
        &db,
        outbox::Model {
            id: id(),
            kind: "send_mail".into(),
            payload: json!({ "to": "ana" }),
            created_at: at,
            delivered_at: Some(at),
        },
    )
    .await;
}
