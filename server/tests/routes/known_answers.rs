//! Answers that are given again: only to whoever asked, and only while they are true.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use office_hours::profile::Visibility;
use serde_json::{Value, json};
use services::matching;
use store::queries::mentors;

use crate::matching::programme;
use crate::support::{DownIndex, DownModel, Edition, Login, TestApp, on_both_databases, real_model};

const NEED: &str = "Help with fundraising and hiring";

/// The answer, and whether it was there already.
async fn ask(app: &TestApp, login: Option<&Login>, body: Value) -> (Value, bool) {
    let answer = app.post(login, "/api/match", body).await.expect(200);
    let known = answer["stages"].as_array().unwrap().iter().any(|stage| stage["name"] == "known answer");
    (answer["results"].clone(), known)
}

/// Until nothing is so new that it is read again to be sure.
async fn settle(app: &TestApp) {
    app.clock.advance(Duration::from_secs(20));
    matching::refresh_index(&app.services).await.unwrap();
}

fn need() -> Value {
    json!({ "query": NEED })
}

on_both_databases! {
    async fn the_same_question_of_the_same_person_is_answered_from_memory(app: TestApp) {
        programme(&app).await;
        settle(&app).await;
        let (first, known) = ask(&app, None, need()).await;
        assert!(!known && first.as_array().unwrap().len() == 2, "{first}");
        assert_eq!(ask(&app, None, need()).await, (first.clone(), true));
        let mentee = app.mentee("noor@example.com").await;
        let zoned = Login { cookie: format!("{}; tz=Asia/Tokyo", mentee.cookie) };
        for (login, body) in [
            (Some(&mentee), need()),
            (Some(&zoned), need()),
            (None, json!({ "query": NEED, "limit": 5 })),
            (None, json!({ "query": NEED, "filters": { "stage": "seed" } })),
        ] {
            assert!(!ask(&app, login, body.clone()).await.1, "{body} was not asked by them");
            assert!(ask(&app, login, body).await.1);
        }
        let told = app.get(None, "/api/metrics").await;
        assert_eq!(told.status, 200);
        for line in ["office_hours_match_answers_known_total 5", "office_hours_match_answers_computed_total 5"] {
            assert!(told.text.lines().any(|one| one == line), "{line} is not in {}", told.text);
        }
    }

    async fn what_changed_is_computed_again(app: TestApp) {
        let [ines, ada, tom] = programme(&app).await;
        settle(&app).await;
        let mentee = app.mentee("noor@example.com").await;
        ask(&app, None, need()).await;
        let (results, known) = ask(&app, None, need()).await;
        assert!(known);
        let first = results.as_array().unwrap().iter().find(|result| result["mentor_id"] == ines.as_str()).unwrap();
        let slot = first["next_slots"][0]["slot_id"].clone();

        // A time on a card is booked, and free again.
        let booking = json!({ "slot_id": slot, "note": "Fundraising" });
        let session = app.post(Some(&mentee), "/api/sessions", booking).await.expect(201);
        let (results, known) = ask(&app, None, need()).await;
        assert!(!known && !results.to_string().contains(slot.as_str().unwrap()), "{results}");
        assert!(ask(&app, None, need()).await.1);
        let path = format!("/api/sessions/{}", session["session_id"].as_str().unwrap());
        app.call(Some(&mentee), axum::http::Method::PATCH, &path, Some(json!({ "status": "cancelled" }))).await.expect(200);
        let (results, known) = ask(&app, None, need()).await;
        assert!(!known && results.to_string().contains(slot.as_str().unwrap()), "{results}");

        // Somebody who is not shown becomes a better answer; somebody who is shown goes.
        let bio = json!({ "name": "Tom Okafor", "headline": "Fundraising and hiring", "weekly_hours": "" });
        app.mentor("tom@example.com", bio).await;
        let (results, known) = ask(&app, None, need()).await;
        assert!(!known && results.to_string().contains(&tom), "{results}");
        let store = &app.services.store;
        mentors::set_visibility(store, ada.parse().unwrap(), Visibility::Private, app.services.now()).await.unwrap();
        let (results, known) = ask(&app, None, need()).await;
        assert!(!known && !results.to_string().contains(&ada), "{results}");
    }

    async fn an_answer_is_old_after_five_minutes_or_when_a_time_on_it_begins(app: TestApp) {
        programme(&app).await;
        settle(&app).await;
        ask(&app, None, need()).await;
        app.clock.advance(Duration::from_secs(299));
        assert!(ask(&app, None, need()).await.1);
        app.clock.advance(Duration::from_secs(1));
        assert!(!ask(&app, None, need()).await.1);
        // Ines is free from 9 o'clock on; it is 8:58, 9:00.
        app.clock.advance(Duration::from_secs(53 * 60));
        let (before, _) = ask(&app, None, need()).await;
        app.clock.advance(Duration::from_secs(120));
        let (after, known) = ask(&app, None, need()).await;
        assert!(!known && before.to_string().contains("T09:00") && !after.to_string().contains("T09:00"), "{after}");
    }

    async fn who_is_free_when_is_always_computed(app: TestApp) {
        programme(&app).await;
        settle(&app).await;
        let timed = json!({ "query": "Fundraising on Wednesday, after 15:00" });
        let soon = json!({ "query": NEED, "filters": { "available_within_days": 3 } });
        for body in [timed, soon] {
            ask(&app, None, body.clone()).await;
            let (results, known) = ask(&app, None, body.clone()).await;
            assert!(!known && !results.as_array().unwrap().is_empty(), "{body}: {results}");
        }
    }
}

#[tokio::test]
async fn while_vectors_cannot_be_searched_words_answer_and_nothing_is_kept() {
    let index = Arc::new(DownIndex::default());
    let app = TestApp::with_vectors(Edition::Sqlite, real_model().await, index.clone()).await;
    programme(&app).await;
    app.deliver().await;
    settle(&app).await;
    let whole = app.post(None, "/api/match", need()).await.expect(200);
    assert_eq!((&whole["semantic"], whole["results"].as_array().unwrap().len()), (&json!(true), 3));
    let other = json!({ "query": "Help with hiring and fundraising" });
    index.is_down.store(true, Ordering::Relaxed);
    for _ in 0..2 {
        let (results, known) = ask(&app, None, other.clone()).await;
        assert!(!known && results.as_array().unwrap().len() == 2, "{results}");
    }
    let answer = app.post(None, "/api/match", other.clone()).await.expect(200);
    assert_eq!(answer["semantic"], false);
    index.is_down.store(false, Ordering::Relaxed);
    let (results, known) = ask(&app, None, other).await;
    assert!(!known && results.as_array().unwrap().len() == 3, "{results}");
}

#[tokio::test]
async fn a_model_that_does_not_answer_is_left_alone_for_a_moment() {
    let model = Arc::new(DownModel::default());
    let app = TestApp::with_model(Edition::Sqlite, model.clone()).await;
    programme(&app).await;
    settle(&app).await;
    model.is_used.store(true, Ordering::Relaxed);
    for need in ["Help with fundraising", "Help with hiring", "Help with factories", "Help with fundraising"]
    {
        let (results, known) = ask(&app, None, json!({ "query": need })).await;
        assert!(!known && results.as_array().unwrap().len() == 1, "{need}: {results}");
    }
    assert_eq!(model.asked.load(Ordering::Relaxed), 1);
}
