//! Who waits for a place, and what becomes of one that comes free.

use std::time::Duration;

use axum::http::Method;
use office_hours::Actor;
use serde_json::{Value, json};
use services::waiting::follow_up_offers;

use crate::support::{Edition, Login, TestApp, on_both_databases};

const LIST: &str = "/api/waiting-list";
const MINUTE: Duration = Duration::from_secs(60);

async fn book(app: &TestApp, mentee: &Login, slot: &str) -> crate::support::Answer {
    app.post(Some(mentee), "/api/sessions", json!({ "slot_id": slot })).await
}

async fn cancel(app: &TestApp, login: &Login, session: &Value) {
    let path = format!("/api/sessions/{}", session["session_id"].as_str().unwrap());
    app.call(Some(login), Method::PATCH, &path, Some(json!({ "status": "cancelled" }))).await.expect(200);
}

async fn join(app: &TestApp, mentee: &Login, mentor_id: &str, slot: Option<&str>) -> Value {
    let entry =
        app.post(Some(mentee), LIST, json!({ "mentor_id": mentor_id, "slot_id": slot })).await.expect(201);
    // Whoever joins at the same instant is ordered by chance.
    app.clock.advance(Duration::from_secs(1));
    entry
}

async fn entries(app: &TestApp, mentee: &Login) -> Vec<Value> {
    app.get(Some(mentee), LIST).await.expect(200).as_array().unwrap().clone()
}

/// The slot that is offered to the mentee, if one is.
async fn offered(app: &TestApp, mentee: &Login) -> Option<String> {
    let entries = entries(app, mentee).await;
    entries.iter().find_map(|entry| entry["offer"]["slot_id"].as_str().map(ToOwned::to_owned))
}

async fn step(app: &TestApp, mentee: &Login, entry: &Value, step: &str) -> crate::support::Answer {
    let path = format!("{LIST}/{}", entry["entry_id"].as_str().unwrap());
    app.call(Some(mentee), Method::PATCH, &path, Some(json!({ "step": step }))).await
}

async fn mails(app: &TestApp, email: &str) -> usize {
    let mails = app.mails_to(email).await;
    mails.iter().filter(|mail| mail.subject.starts_with("A place with Ines")).count()
}

on_both_databases! {
    async fn a_freed_place_goes_down_the_list_one_by_one(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Thu 09:00-09:30" })).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let slot = &slots[0];
        let session = book(&app, &noor, slot).await.expect(201);
        let (ada, bo, cy) = (app.mentee("ada@example.com").await, app.mentee("bo@example.com").await, app.mentee("cy@example.com").await);
        let listed = app.get(Some(&ada), &format!("/api/availability/{mentor_id}")).await.expect(200);
        assert_eq!(listed["taken"][0]["slot_id"].as_str(), Some(slot.as_str()), "what is taken can be waited for");
        let first = join(&app, &ada, &mentor_id, Some(slot)).await;
        let again = join(&app, &ada, &mentor_id, Some(slot)).await;
        assert_eq!((&again["entry_id"], &again["ahead"]), (&first["entry_id"], &json!(0)), "one waits once");
        let second = join(&app, &bo, &mentor_id, Some(slot)).await;
        assert_eq!((&second["ahead"], &second["offer"]), (&json!(1), &Value::Null));
        join(&app, &cy, &mentor_id, Some(slot)).await;

        cancel(&app, &noor, &session).await;
        assert_eq!(offered(&app, &ada).await.as_ref(), Some(slot));
        assert_eq!(offered(&app, &bo).await, None, "one person at a time");
        assert_eq!((mails(&app, "ada@example.com").await, mails(&app, "bo@example.com").await), (1, 0));
        // Neither the list nor booking sells it to somebody else, whoever waits or not.
        assert!(!app.open_slots(&mentor_id).await.contains(slot));
        for other in [&noor, &bo] {
            assert_eq!(book(&app, other, slot).await.problem(409), "slot_held");
        }
        // No answer within two hours: the next one is asked, and nobody twice meanwhile.
        app.clock.advance(119 * MINUTE);
        follow_up_offers(&app.services, &Actor::System).await.unwrap();
        assert_eq!(offered(&app, &ada).await.as_ref(), Some(slot));
        app.clock.advance(MINUTE);
        follow_up_offers(&app.services, &Actor::System).await.unwrap();
        assert_eq!((offered(&app, &ada).await, offered(&app, &bo).await.as_ref()), (None, Some(slot)));
        assert_eq!(book(&app, &ada, slot).await.problem(409), "slot_held");
        // No: the next one, at once, and the place in the list stays.
        assert_eq!(step(&app, &bo, &second, "decline").await.status, 204);
        assert_eq!(step(&app, &bo, &second, "decline").await.problem(409), "nothing_offered");
        assert_eq!(offered(&app, &cy).await.as_ref(), Some(slot));
        assert_eq!((entries(&app, &bo).await.len(), mails(&app, "cy@example.com").await), (1, 1));
        // Taken: whoever has the session waits no longer.
        assert_eq!(book(&app, &cy, slot).await.expect(201)["status"], "booked");
        assert_eq!(entries(&app, &cy).await, [] as [Value; 0]);
        assert_eq!((offered(&app, &ada).await, offered(&app, &bo).await), (None, None));
    }

    async fn who_has_a_clash_is_passed_over_and_keeps_the_place(app: TestApp) {
        let hours = json!({ "weekly_hours": "Thu 09:00-09:30" });
        let (_, mentor_id) = app.mentor("ines@example.com", hours.clone()).await;
        let (_, elsewhere) = app.mentor("omar@example.com", hours).await;
        let (noor, ada, bo) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await, app.mentee("bo@example.com").await);
        let slots = app.open_slots(&mentor_id).await;
        let mut sessions = vec![];
        for slot in &slots {
            sessions.push(book(&app, &noor, slot).await.expect(201));
        }
        let any = join(&app, &ada, &mentor_id, None).await;
        join(&app, &bo, &mentor_id, None).await;
        book(&app, &ada, &app.open_slots(&elsewhere).await[0]).await.expect(201);
        cancel(&app, &noor, &sessions[0]).await;
        assert_eq!((offered(&app, &ada).await, offered(&app, &bo).await.as_ref()), (None, Some(&slots[0])));
        // The next place is for whoever was passed over; whoever has an offer gets no second one.
        cancel(&app, &noor, &sessions[1]).await;
        assert_eq!(offered(&app, &ada).await.as_ref(), Some(&slots[1]));
        cancel(&app, &noor, &sessions[2]).await;
        assert!(app.open_slots(&mentor_id).await.contains(&slots[2]), "nobody is left to ask: it is open to all");
        // Who leaves gives back what was offered.
        assert_eq!(step(&app, &ada, &any, "leave").await.status, 204);
        assert_eq!(step(&app, &ada, &any, "leave").await.status, 404);
        assert!(app.open_slots(&mentor_id).await.contains(&slots[1]));
    }

    async fn who_waits_for_any_time_wants_none_of_those_that_are_open(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Thu 09:00-09:30" })).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let slots = app.open_slots(&mentor_id).await;
        let entry = join(&app, &noor, &mentor_id, None).await;
        assert_eq!(entry["offer"], Value::Null);
        assert_eq!(app.open_slots(&mentor_id).await, slots, "nothing is kept from others");
        // Once one of them was taken and comes free, it is news.
        let session = book(&app, &ada, &slots[1]).await.expect(201);
        follow_up_offers(&app.services, &Actor::System).await.unwrap();
        assert_eq!(offered(&app, &noor).await, None);
        cancel(&app, &ada, &session).await;
        assert_eq!(offered(&app, &noor).await.as_ref(), Some(&slots[1]));
        // Who says no is not asked about it again.
        assert_eq!(step(&app, &noor, &entry, "decline").await.status, 204);
        assert_eq!(offered(&app, &noor).await, None);
        assert_eq!(app.open_slots(&mentor_id).await, slots);
        // Who says nothing is asked once more.
        let session = book(&app, &ada, &slots[2]).await.expect(201);
        cancel(&app, &ada, &session).await;
        for _ in 0..2 {
            assert_eq!(offered(&app, &noor).await.as_ref(), Some(&slots[2]));
            app.clock.advance(120 * MINUTE);
            follow_up_offers(&app.services, &Actor::System).await.unwrap();
        }
        assert_eq!(offered(&app, &noor).await, None);
        assert_eq!(app.open_slots(&mentor_id).await, slots);
    }

    async fn new_hours_reach_those_who_wait_first(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "" })).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let entry = join(&app, &noor, &mentor_id, None).await;
        assert_eq!(entry["offer"], Value::Null);
        let mut rules = app.get(Some(&mentor), "/api/availability/rules").await.expect(200);
        rules["weekly_hours"] = json!("Thu 09:00-09:30");
        app.call(Some(&mentor), Method::PUT, "/api/availability/rules", Some(rules)).await.expect(200);
        let slot = offered(&app, &noor).await.unwrap();
        assert_eq!(book(&app, &ada, &slot).await.problem(409), "slot_held");
        assert!(!app.open_slots(&mentor_id).await.contains(&slot), "and the rest is open");
        assert_eq!(app.open_slots(&mentor_id).await.len(), 3);
    }

    async fn what_cannot_be_waited_for_is_said(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let asked = |mentor_id: &str, slot: Value| json!({ "mentor_id": mentor_id, "slot_id": slot });
        assert_eq!(app.post(None, LIST, asked(&mentor_id, Value::Null)).await.status, 401);
        assert_eq!(app.post(Some(&mentor), LIST, asked(&mentor_id, Value::Null)).await.status, 403);
        let free = app.post(Some(&noor), LIST, asked(&mentor_id, json!(slots[0]))).await;
        assert_eq!(free.problem(409), "slot_free");
        let id = "00000000-0000-7000-8000-000000000000";
        assert_eq!(app.post(Some(&noor), LIST, asked(id, Value::Null)).await.status, 404);
        assert_eq!(app.post(Some(&noor), LIST, asked(&mentor_id, json!(id))).await.status, 404);
        book(&app, &noor, &slots[0]).await.expect(201);
        let own = app.post(Some(&noor), LIST, asked(&mentor_id, json!(slots[0]))).await;
        assert_eq!(own.problem(409), "already_booked");
        let foreign = app.mentee("ada@example.com").await;
        let entry = join(&app, &noor, &mentor_id, None).await;
        assert_eq!(step(&app, &foreign, &entry, "leave").await.status, 404, "not theirs");
        assert_eq!(entries(&app, &noor).await.len(), 1);
    }

    async fn an_offer_and_the_list_never_sell_one_place_twice(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Thu 09:00-09:30" })).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await.expect(201);
        let mut crowd = vec![];
        for n in 0..6 {
            let mentee = app.mentee(&format!("m{n}@example.com")).await;
            if n % 2 == 0 {
                join(&app, &mentee, &mentor_id, Some(&slots[0])).await;
            }
            crowd.push(mentee);
        }
        cancel(&app, &noor, &session).await;
        let app = std::sync::Arc::new(app);
        let tasks: Vec<_> = crowd.into_iter().map(|mentee| {
            let (app, slot) = (std::sync::Arc::clone(&app), slots[0].clone());
            tokio::spawn(async move { book(&app, &mentee, &slot).await.status })
        }).collect();
        let mut booked = vec![];
        for task in tasks {
            booked.push(task.await.unwrap());
        }
        assert_eq!(booked.iter().filter(|status| **status == 201).count(), 1, "{booked:?}");
        assert_eq!(booked[0], 201, "whoever it was offered to: {booked:?}");
    }
}
