//! Who comes and who does not: the question of the day before, and what missed sessions lead to.

use std::time::Duration;

use axum::http::Method;
use office_hours::Actor;
use serde_json::{Value, json};
use services::booking::ask_who_comes;

use crate::support::{Answer, Edition, Login, TestApp, on_both_databases};

const HOUR: Duration = Duration::from_secs(3_600);

async fn book(app: &TestApp, mentee: &Login, slot: &str) -> Answer {
    app.post(Some(mentee), "/api/sessions", json!({ "slot_id": slot })).await
}

fn path(session: &Value) -> String {
    format!("/api/sessions/{}", session["session_id"].as_str().unwrap())
}

async fn step(app: &TestApp, login: &Login, session: &Value, step: &str) -> Value {
    app.call(Some(login), Method::PATCH, &path(session), Some(json!({ "step": step }))).await.expect(200)
}

async fn confirm(app: &TestApp, login: Option<&Login>, session: &Value) -> Answer {
    app.post(login, &format!("{}/confirmation", path(session)), json!({})).await
}

async fn ask(app: &TestApp) -> u64 {
    ask_who_comes(&app.services, &Actor::System).await.unwrap()
}

async fn asked(app: &TestApp, email: &str) -> usize {
    app.mails_to(email).await.iter().filter(|mail| mail.subject.starts_with("Still coming? ")).count()
}

on_both_databases! {
    async fn whoever_does_not_answer_loses_the_place_to_those_who_wait(app: TestApp) {
        // The clock stands at a Monday, 8:00; sessions are on Thursday, 9:00.
        let (mentor, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Thu 09:00-10:00" })).await;
        let (noor, ada, bo) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await, app.mentee("bo@example.com").await);
        let slots = app.open_slots(&mentor_id).await;
        let silent = book(&app, &noor, &slots[0]).await.expect(201);
        let coming = book(&app, &ada, &slots[1]).await.expect(201);
        let waits = json!({ "mentor_id": mentor_id, "slot_id": slots[0] });
        app.post(Some(&bo), "/api/waiting-list", waits).await.expect(201);
        assert_eq!(ask(&app).await, 0, "not yet");
        assert_eq!((silent["can_confirm"].clone(), silent["confirmed"].clone()), (json!(false), json!(false)));
        app.clock.advance(49 * HOUR);
        assert_eq!(ask(&app).await, 1, "the first is 24 hours away, the second half an hour more");
        app.clock.advance(HOUR / 2);
        assert_eq!((ask(&app).await, ask(&app).await), (1, 0), "each is asked once");
        assert_eq!((asked(&app, "noor@example.com").await, asked(&app, "ada@example.com").await, asked(&app, "ines@example.com").await), (1, 1, 0));
        let seen = app.get(Some(&noor), &path(&silent)).await.expect(200);
        assert_eq!((&seen["can_confirm"], &seen["release_at"]["at"]), (&json!(true), &json!("2026-11-26T03:00:00Z")));
        assert_eq!(app.get(Some(&mentor), &path(&silent)).await.expect(200)["can_confirm"], false);

        assert_eq!(confirm(&app, None, &coming).await.status, 401);
        assert_eq!(confirm(&app, Some(&noor), &coming).await.status, 404);
        assert_eq!(confirm(&app, Some(&mentor), &coming).await.status, 403);
        for _ in 0..2 {
            let seen = confirm(&app, Some(&ada), &coming).await.expect(200);
            assert_eq!((&seen["can_confirm"], &seen["confirmed"]), (&json!(false), &json!(true)));
        }
        app.clock.advance(17 * HOUR + HOUR / 2);
        assert_eq!(ask(&app).await, 1, "six hours before, the place of who kept silent is freed");
        assert_eq!(app.get(Some(&noor), &path(&silent)).await.expect(200)["status"], "cancelled");
        assert_eq!(app.get(Some(&ada), &path(&coming)).await.expect(200)["status"], "booked");
        let waiting = app.get(Some(&bo), "/api/waiting-list").await.expect(200);
        assert_eq!(waiting[0]["offer"]["slot_id"].as_str(), Some(slots[0].as_str()));
        assert_eq!(confirm(&app, Some(&noor), &silent).await.problem(409), "nothing_to_confirm");
    }

    async fn a_moved_session_is_asked_about_anew_and_a_fresh_one_not_at_all(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Thu 09:00-10:00" })).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await.expect(201);
        app.clock.advance(49 * HOUR);
        assert_eq!(ask(&app).await, 1);
        confirm(&app, Some(&noor), &session).await.expect(200);
        book(&app, &ada, &slots[1]).await.expect(201);
        let moved = app.call(Some(&noor), Method::PATCH, &path(&session), Some(json!({ "slot_id": slots[2] }))).await.expect(200);
        assert_eq!(moved["confirmed"], false, "nobody has asked about the new time");
        app.clock.advance(HOUR);
        assert_eq!(ask(&app).await, 0, "booked the day before: fresh in mind");
        app.clock.advance(167 * HOUR);
        assert_eq!(ask(&app).await, 1);
        assert_eq!(asked(&app, "noor@example.com").await, 2);
    }

    async fn missed_sessions_limit_until_they_fade_or_are_objected_to(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Mon 09:00-11:00" })).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let sessions = [book(&app, &noor, &slots[0]).await.expect(201), book(&app, &noor, &slots[1]).await.expect(201)];
        let notice = async || app.get(Some(&noor), "/api/sessions").await.expect(200)["notice"].clone();
        assert_eq!(notice().await, Value::Null);
        app.clock.advance(4 * HOUR);
        step(&app, &mentor, &sessions[0], "mark_mentee_absent").await;
        let warned = notice().await;
        assert!(warned.as_str().unwrap().contains("You missed a session"), "{warned}");
        step(&app, &mentor, &sessions[1], "mark_mentee_absent").await;
        let limited = notice().await;
        assert!(limited.as_str().unwrap().contains("only one session at a time"), "{limited}");
        let open = app.open_slots(&mentor_id).await;
        let held = book(&app, &noor, &open[0]).await.expect(201);
        assert_eq!(book(&app, &noor, &open[1]).await.problem(409), "limited");
        // One is called off: another one may be booked.
        app.call(Some(&noor), Method::PATCH, &path(&held), Some(json!({ "status": "cancelled" }))).await.expect(200);
        book(&app, &noor, &open[1]).await.expect(201);
        // While staff look into an objection, that session does not count.
        let objection = json!({ "reason": "I was there, in the wrong room" });
        app.post(Some(&noor), &format!("{}/objection", path(&sessions[1])), objection).await.expect(200);
        assert!(notice().await.as_str().unwrap().contains("You missed a session"));
        book(&app, &noor, &open[2]).await.expect(201);
    }
}
