//! Writes that come with a key: whatever is sent twice is done once.

use std::sync::Arc;
use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};
use services::idempotency::forget_old_answers;

use crate::support::{Answer, Edition, Login, TestApp, on_both_databases};

async fn write(app: &TestApp, login: &Login, key: &str, path: &str, body: Value) -> Answer {
    app.call_with(Some(login), Method::POST, path, Some(body), &[("Idempotency-Key", key)]).await
}

fn replayed(answer: &Answer) -> bool {
    answer.headers.contains_key("idempotency-replayed")
}

on_both_databases! {
    async fn the_same_key_gives_the_same_answer(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let slots = app.open_slots(&mentor_id).await;
        let asked = json!({ "slot_id": slots[0], "note": "Our term sheet" });
        let first = write(&app, &noor, "one", "/api/sessions", asked.clone()).await;
        assert!(first.status == 201 && !replayed(&first), "{}", first.text);
        // Even after the session is gone, it is the answer to that write.
        let id = first.json()["session_id"].as_str().unwrap().to_owned();
        let path = format!("/api/sessions/{id}");
        app.call(Some(&noor), Method::PATCH, &path, Some(json!({ "status": "cancelled" }))).await.expect(200);
        let second = write(&app, &noor, "\"one\"", "/api/sessions", asked.clone()).await;
        assert!(second.status == 201 && replayed(&second), "{}", second.text);
        assert_eq!(second.text, first.text);
        assert!(app.open_slots(&mentor_id).await.contains(&slots[0]), "nothing was booked again");
        // Another key is another write, and so is the same key of somebody else.
        let third = write(&app, &noor, "two", "/api/sessions", asked.clone()).await;
        assert!(third.status == 201 && third.json()["session_id"] != first.json()["session_id"], "{}", third.text);
        let other = write(&app, &ada, "one", "/api/sessions", asked.clone()).await;
        assert_eq!(other.problem(409), "slot_taken");
        // A refusal is an answer as well.
        app.call(Some(&noor), Method::PATCH, &format!("/api/sessions/{}", third.json()["session_id"].as_str().unwrap()), Some(json!({ "status": "cancelled" }))).await.expect(200);
        let again = write(&app, &ada, "one", "/api/sessions", asked.clone()).await;
        assert!(replayed(&again));
        assert_eq!(again.problem(409), "slot_taken");
        // The key of one write is not that of another.
        let reused = write(&app, &noor, "one", "/api/sessions", json!({ "slot_id": slots[1] })).await;
        assert_eq!(reused.problem(422), "Idempotency-Key");
        for bad in ["", "two words", &"x".repeat(300)] {
            assert_eq!(write(&app, &noor, bad, "/api/sessions", asked.clone()).await.problem(422), "Idempotency-Key");
        }
        // After a day it is forgotten.
        app.clock.advance(Duration::from_secs(24 * 3_600 + 1));
        assert_eq!(forget_old_answers(&app.services).await.unwrap(), 3);
        let anew = write(&app, &noor, "one", "/api/sessions", json!({ "slot_id": slots[8] })).await;
        assert!(anew.status == 201 && !replayed(&anew), "{}", anew.text);
    }

    async fn of_many_tries_at_once_one_is_carried_out(app: TestApp) {
        let (mentor, _) = app.mentor("ines@example.com", Value::Null).await;
        let mut rules = app.get(Some(&mentor), "/api/availability/rules").await.expect(200);
        rules["offer"]["location"] = json!("Room 2");
        let (app, mentor) = (Arc::new(app), Arc::new(mentor));
        let tries: Vec<_> = (0..8).map(|_| {
            let (app, mentor, rules) = (Arc::clone(&app), Arc::clone(&mentor), rules.clone());
            tokio::spawn(async move {
                app.call_with(Some(&mentor), Method::PUT, "/api/availability/rules", Some(rules), &[("Idempotency-Key", "k")]).await
            })
        }).collect();
        for answer in tries {
            let answer = answer.await.unwrap();
            // Without a key all but the first would be told that the rules have changed.
            if answer.status != 200 {
                assert_eq!(answer.problem(409), "in_progress");
            }
        }
        let kept = app.get(Some(&mentor), "/api/availability/rules").await.expect(200);
        assert_eq!((&kept["version"], &kept["offer"]["location"]), (&json!(1), &json!("Room 2")));
    }
}
