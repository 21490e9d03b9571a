//! Booking and cancelling.

use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{Edition, Login, TestApp, on_both_databases};

fn cancel() -> Option<Value> {
    Some(json!({ "status": "cancelled", "reason": "A customer call came up" }))
}

on_both_databases! {
    async fn a_booked_slot_is_gone_both_sides_are_told_and_cancelling_brings_it_back(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let slot = app.open_slots(&mentor_id).await.remove(0);

        let booked = app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slot, "note": "Our term sheet" })).await.expect(201);
        assert_eq!(booked["status"], "booked");
        assert_eq!(booked["note"], "Our term sheet");
        assert!(!app.open_slots(&mentor_id).await.contains(&slot));

        for email in ["ines@example.com", "noor@example.com"] {
            let mails = app.mails_to(email).await;
            let told = mails.iter().find(|mail| mail.subject.starts_with("Session with")).unwrap();
            assert!(told.text.contains("Our term sheet") && told.text.contains("Europe/Lisbon"), "{}", told.text);
        }
        let id = booked["session_id"].as_str().unwrap();
        for login in [&mentor, &mentee] {
            let mine = app.get(Some(login), "/api/sessions").await.expect(200);
            assert_eq!(mine["upcoming"][0]["session_id"], id);
        }

        let path = format!("/api/sessions/{id}");
        let cancelled = app.call(Some(&mentor), Method::PATCH, &path, cancel()).await.expect(200);
        assert_eq!(cancelled["status"], "cancelled");
        assert!(app.open_slots(&mentor_id).await.contains(&slot));
        let mails = app.mails_to("noor@example.com").await;
        let told = mails.iter().find(|mail| mail.subject.starts_with("Session cancelled")).unwrap();
        assert!(told.text.contains("A customer call came up"), "{}", told.text);
        let again = app.call(Some(&mentee), Method::PATCH, &path, cancel()).await;
        assert_eq!(again.problem(409), "already_cancelled");
        let mine = app.get(Some(&mentee), "/api/sessions").await.expect(200);
        assert_eq!((mine["upcoming"].as_array().unwrap().len(), mine["past"].as_array().unwrap().len()), (0, 1));
    }

    async fn a_session_says_when_it_is_on_the_mentors_clock(app: TestApp) {
        let tokyo = json!({ "timezone": "Asia/Tokyo", "weekly_hours": "Wed 14:00-16:00" });
        let (_, mentor_id) = app.mentor("ines@example.com", tokyo).await;
        let mentee = app.mentee("noor@example.com").await;
        let slot = app.open_slots(&mentor_id).await.remove(0);
        let booked = app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slot })).await.expect(201);
        let id = booked["session_id"].as_str().unwrap();

        let said = "Wed 25 Nov, 14:00–14:30 in Asia/Tokyo";
        let session = app.get(Some(&mentee), &format!("/api/sessions/{id}")).await.expect(200);
        assert_eq!((session["starts"]["time"].as_str(), session["mentor_time"].as_str()), (Some("05:00"), Some(said)));
        let page = app.get(Some(&mentee), &format!("/sessions/{id}")).await;
        assert!(page.text.contains(&format!("On the mentor’s clock: {said}")), "{}", page.text);

        // The clocks of Seoul show the same.
        let there = Login { cookie: format!("{}; tz=Asia/Seoul", mentee.cookie) };
        let session = app.get(Some(&there), &format!("/api/sessions/{id}")).await.expect(200);
        assert_eq!((session["starts"]["time"].as_str(), &session["mentor_time"]), (Some("14:00"), &Value::Null));
    }

    async fn of_many_at_once_exactly_one_gets_the_slot(app: TestApp) {
        const CLIENTS: usize = 100;
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let slot = app.open_slots(&mentor_id).await.remove(0);
        let mut logins = vec![];
        for n in 0..CLIENTS {
            logins.push(app.mentee(&format!("mentee{n}@example.com")).await);
        }
        app.deliver().await;
        let app = std::sync::Arc::new(app);
        let tasks: Vec<_> = logins
            .into_iter()
            .map(|login| {
                let (app, slot) = (app.clone(), slot.clone());
                tokio::spawn(async move { app.post(Some(&login), "/api/sessions", json!({ "slot_id": slot })).await })
            })
            .collect();
        let mut won = 0;
        for task in tasks {
            let answer = task.await.unwrap();
            if answer.status == 201 {
                won += 1;
            } else {
                assert_eq!(answer.problem(409), "slot_taken");
            }
        }
        assert_eq!(won, 1);
        let mails = app.mails_to("ines@example.com").await;
        assert_eq!(mails.iter().filter(|mail| mail.subject.starts_with("Session with")).count(), 1);
    }

    async fn a_mentee_is_never_in_two_places(app: TestApp) {
        let (_, first) = app.mentor("ines@example.com", Value::Null).await;
        let (_, second) = app.mentor("ada@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let (a, b) = (app.open_slots(&first).await.remove(0), app.open_slots(&second).await.remove(0));
        app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": a })).await.expect(201);
        assert_eq!(app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": b })).await.problem(409), "mentee_busy");
        assert!(app.open_slots(&second).await.contains(&b));
    }

    async fn a_full_week_takes_no_more(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        for slot in &slots[..5] {
            app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slot })).await.expect(201);
        }
        let sixth = app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slots[5] })).await;
        assert_eq!(sixth.problem(409), "week_full");
        // The week after has room: Monday has six slots and Wednesday four, so the eleventh is in it.
        app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slots[10] })).await.expect(201);
    }

    async fn the_last_place_of_a_week_goes_to_one_of_many(app: TestApp) {
        const CLIENTS: usize = 5;
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let first = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        for slot in &slots[..4] {
            app.post(Some(&first), "/api/sessions", json!({ "slot_id": slot })).await.expect(201);
        }
        // Five different times of that week, and one more session before the cap.
        let mut logins = vec![];
        for n in 0..CLIENTS {
            logins.push(app.mentee(&format!("mentee{n}@example.com")).await);
        }
        let app = std::sync::Arc::new(app);
        let tasks: Vec<_> = logins
            .into_iter()
            .zip(slots[4..].to_vec())
            .map(|(login, slot)| {
                let app = app.clone();
                tokio::spawn(async move { app.post(Some(&login), "/api/sessions", json!({ "slot_id": slot })).await })
            })
            .collect();
        let mut won = 0;
        for task in tasks {
            let answer = task.await.unwrap();
            if answer.status == 201 {
                won += 1;
            } else {
                assert_eq!(answer.problem(409), "week_full");
            }
        }
        assert_eq!(won, 1);
    }

    async fn a_full_week_is_not_offered(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let mut sessions = vec![];
        for slot in &slots[..5] {
            sessions.push(app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slot })).await.expect(201));
        }
        assert_eq!(app.open_slots(&mentor_id).await, slots[10..], "ten times a week");
        let found = |days: u32| json!({ "query": "fundraising", "filters": { "available_within_days": days } });
        let listed = app.post(None, "/api/match", found(14)).await.expect(200);
        assert_eq!(listed["results"][0]["next_slots"][0]["slot_id"], slots[10].as_str());
        let soon = app.post(None, "/api/match", found(5)).await.expect(200);
        assert_eq!(soon["results"].as_array().unwrap().len(), 0);
        // Whatever is listed can be booked.
        for slot in app.open_slots(&mentor_id).await.iter().step_by(9) {
            app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slot })).await.expect(201);
        }
        let path = format!("/api/sessions/{}", sessions[0]["session_id"].as_str().unwrap());
        app.call(Some(&mentee), Method::PATCH, &path, cancel()).await.expect(200);
        assert_eq!(app.open_slots(&mentor_id).await[0], slots[0]);
    }

    async fn asking_twice_for_the_same_time_gives_the_same_session(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let body = json!({ "slot_id": app.open_slots(&mentor_id).await.remove(0), "note": "Once" });
        let first = app.post(Some(&mentee), "/api/sessions", body.clone()).await.expect(201);
        let again = app.post(Some(&mentee), "/api/sessions", body).await.expect(201);
        assert_eq!(first, again);
        let mails = app.mails_to("ines@example.com").await;
        assert_eq!(mails.iter().filter(|mail| mail.subject.starts_with("Session with")).count(), 1);
    }

    async fn what_has_begun_is_refused(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let booked = app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slots[1] })).await.expect(201);
        // Lisbon is on UTC in November: the first slot is at nine, an hour after the start.
        app.clock.advance(Duration::from_secs(2 * 3_600));
        let late = app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slots[0] })).await;
        assert_eq!(late.problem(409), "slot_past");
        let path = format!("/api/sessions/{}", booked["session_id"].as_str().unwrap());
        assert_eq!(app.call(Some(&mentee), Method::PATCH, &path, cancel()).await.problem(409), "session_begun");
    }

    async fn refusals_change_nothing(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let newcomer = app.sign_in("new@example.com").await;
        let open = app.open_slots(&mentor_id).await;
        let body = json!({ "slot_id": open[0] });
        app.post(None, "/api/sessions", body.clone()).await.problem(401);
        app.post(Some(&mentor), "/api/sessions", body.clone()).await.problem(403);
        assert_eq!(app.post(Some(&newcomer), "/api/sessions", body).await.problem(409), "profile_missing");
        let unknown = json!({ "slot_id": "00000000-0000-7000-8000-000000000000" });
        app.post(Some(&mentee), "/api/sessions", unknown).await.problem(404);
        assert_eq!(app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": "x" })).await.problem(422), "body");
        let long = json!({ "slot_id": open[0], "note": "x".repeat(2_001) });
        assert_eq!(app.post(Some(&mentee), "/api/sessions", long).await.problem(422), "note");
        assert_eq!(app.open_slots(&mentor_id).await, open);
    }

    async fn a_stranger_to_a_session_learns_nothing(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let other = app.mentee("eve@example.com").await;
        let slot = app.open_slots(&mentor_id).await.remove(0);
        let booked = app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slot })).await.expect(201);
        let path = format!("/api/sessions/{}", booked["session_id"].as_str().unwrap());
        app.get(Some(&other), &path).await.problem(404);
        app.call(Some(&other), Method::PATCH, &path, cancel()).await.problem(404);
        app.get(None, &path).await.problem(401);
        app.get(Some(&other), "/api/sessions/not-an-id").await.problem(404);
        let wrong = Some(json!({ "status": "no_show" }));
        assert_eq!(app.call(Some(&mentee), Method::PATCH, &path, wrong).await.problem(422), "status");
    }

    async fn new_hours_leave_booked_sessions_where_they_are(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let slot = app.open_slots(&mentor_id).await.remove(0);
        let booked = app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slot })).await.expect(201);
        let (again, _) = app.mentor("ines@example.com", json!({ "weekly_hours": "Fri 10:00-11:00", "timezone": "Asia/Tokyo" })).await;
        assert_ne!(mentor.cookie, again.cookie);
        let kept = app.get(Some(&mentee), &format!("/api/sessions/{}", booked["session_id"].as_str().unwrap())).await.expect(200);
        assert_eq!(kept["starts"]["at"], booked["starts"]["at"]);
        assert_eq!(kept["status"], "booked");
        assert_eq!(app.open_slots(&mentor_id).await.len(), 4 * 2);
        // The mentor does not offer that time any more: called off, it is not sold again.
        let path = format!("/api/sessions/{}", booked["session_id"].as_str().unwrap());
        app.call(Some(&mentee), Method::PATCH, &path, cancel()).await.expect(200);
        assert_eq!(app.open_slots(&mentor_id).await.len(), 4 * 2);
    }

    async fn times_that_stay_offered_keep_their_ids(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let before = app.open_slots(&mentor_id).await;
        app.clock.advance(Duration::from_secs(1)); // so that the newest sign-in mail is the latest
        app.mentor("ines@example.com", json!({ "bio": "The same hours, another word." })).await;
        assert_eq!(app.open_slots(&mentor_id).await, before);
        app.clock.advance(Duration::from_secs(1));
        app.mentor("ines@example.com", json!({ "weekly_hours": "Mon 09:00-11:00\nTue 09:00-10:00" })).await;
        let after = app.open_slots(&mentor_id).await;
        assert_eq!(after[..4], before[..4]);
        assert!(!after.contains(&before[4]), "eleven o'clock is offered no longer");
    }

    async fn whoever_is_suspended_cannot_be_met(app: TestApp) {
        use sea_orm::ConnectionTrait;
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let staff = app.staff("pm@example.com", office_hours::account::Role::Pm).await;
        let slot = app.open_slots(&mentor_id).await.remove(0);
        let suspend = "UPDATE users SET status = 'suspended' WHERE email = 'ines@example.com'";
        app.services.store.connection().execute_unprepared(suspend).await.unwrap();
        app.get(Some(&mentee), &format!("/api/profiles/{mentor_id}")).await.problem(404);
        app.get(Some(&mentee), &format!("/api/availability/{mentor_id}")).await.problem(404);
        app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slot })).await.problem(404);
        let seen = app.get(Some(&staff), &format!("/api/profiles/{mentor_id}")).await.expect(200);
        assert_eq!(seen["active"], false);
    }

    async fn hours_are_expanded_as_days_pass(app: TestApp) {
        use office_hours::Actor;
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let before = app.open_slots(&mentor_id).await;
        app.clock.advance(Duration::from_secs(7 * 24 * 3_600));
        assert!(app.open_slots(&mentor_id).await.len() < before.len());
        let added = services::availability::expand_hours(&app.services, &Actor::System).await.unwrap();
        assert_eq!(added, 10);
        assert_eq!(app.open_slots(&mentor_id).await.len(), before.len());
        assert_eq!(services::availability::expand_hours(&app.services, &Actor::System).await.unwrap(), 0);
    }

    async fn a_clash_is_told_without_naming_anybody(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let slot = app.open_slots(&mentor_id).await.remove(0);
        let booked = app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slot })).await.expect(201);
        let ask = |from: Value, to: Value| json!({ "mentor_id": mentor_id, "starts_at": from, "ends_at": to });
        let (starts, ends) = (booked["starts"]["at"].clone(), booked["ends"]["at"].clone());
        let clash = app.post(None, "/api/availability/check-conflicts", ask(starts.clone(), ends.clone())).await;
        assert!(!clash.text.contains("Noor"));
        assert_eq!(clash.expect(200)["bookable"], false);
        let reasons = async |from: &str, to: &str| {
            let answer = app.post(None, "/api/availability/check-conflicts", ask(json!(from), json!(to))).await.expect(200);
            let reasons = answer["reasons"].as_array().unwrap();
            assert_eq!(answer["bookable"], reasons.is_empty());
            let codes: Vec<&str> = reasons.iter().map(|reason| reason["code"].as_str().unwrap()).collect();
            codes.join(" ")
        };
        assert_eq!(reasons("2026-11-23T09:30:00Z", "2026-11-23T10:00:00Z").await, "");
        // Longer than a session, at night, and both over and taken.
        assert_eq!(reasons("2026-11-23T09:30:00Z", "2026-11-23T10:30:00Z").await, "not_offered");
        assert_eq!(reasons("2026-11-24T03:00:00Z", "2026-11-24T03:30:00Z").await, "not_offered");
        assert_eq!(reasons("2026-11-23T07:00:00Z", "2026-11-23T10:00:00Z").await, "slot_past slot_taken");
        assert_eq!(reasons("2026-11-23T08:30:00Z", "2026-11-23T10:00:00Z").await, "not_offered slot_taken");
        let backwards = app.post(None, "/api/availability/check-conflicts", ask(ends, starts)).await;
        assert_eq!(backwards.problem(422), "ends_at");
    }
}
