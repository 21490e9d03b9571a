//! What becomes of a session after it was booked: answered, moved, called off, marked, objected to.

use std::time::Duration;

use axum::http::Method;
use office_hours::Actor;
use office_hours::account::Role;
use serde_json::{Value, json};
use services::booking::{close_sessions, expire_requests};
use services::ports::SentMail;

use crate::support::{Answer, Edition, Login, START, TestApp, on_both_databases};

const HOUR: Duration = Duration::from_secs(3_600);

async fn book(app: &TestApp, mentee: &Login, slot: &str) -> Value {
    app.post(Some(mentee), "/api/sessions", json!({ "slot_id": slot, "note": "Our term sheet" }))
        .await
        .expect(201)
}

fn path(session: &Value) -> String {
    format!("/api/sessions/{}", session["session_id"].as_str().unwrap())
}

async fn change(app: &TestApp, login: &Login, session: &Value, body: Value) -> Answer {
    app.call(Some(login), Method::PATCH, &path(session), Some(body)).await
}

async fn step(app: &TestApp, login: &Login, session: &Value, step: &str) -> Answer {
    change(app, login, session, json!({ "step": step })).await
}

/// The mail whose subject begins so.
async fn mail(app: &TestApp, email: &str, subject: &str) -> SentMail {
    let mails = app.mails_to(email).await;
    let found = mails.iter().find(|mail| mail.subject.starts_with(subject)).cloned();
    found.unwrap_or_else(|| {
        panic!("{subject}: {:?}", mails.iter().map(|mail| &mail.subject).collect::<Vec<_>>())
    })
}

async fn ask_first(app: &TestApp, mentor: &Login) {
    let mut rules = app.get(Some(mentor), "/api/availability/rules").await.expect(200);
    rules["offer"]["approval"] = json!("mentor");
    app.call(Some(mentor), Method::PUT, "/api/availability/rules", Some(rules)).await.expect(200);
}

on_both_databases! {
    async fn a_request_waits_for_the_mentor_and_keeps_its_time(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        ask_first(&app, &mentor).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let slots = app.open_slots(&mentor_id).await;
        let asked = book(&app, &noor, &slots[4]).await;
        assert_eq!(asked["status"], "pending");
        // 48 hours would end after the start on Monday at eleven: it is answered by then.
        assert_eq!(asked["answer_by"]["at"], asked["starts"]["at"]);
        assert!(!app.open_slots(&mentor_id).await.contains(&slots[4]), "what is asked for is kept");
        let taken = app.post(Some(&ada), "/api/sessions", json!({ "slot_id": slots[4] })).await;
        assert_eq!(taken.problem(409), "slot_taken");
        mail(&app, "ines@example.com", "Session requested: Noor Haddad").await;

        assert_eq!(step(&app, &noor, &asked, "approve").await.status, 403, "only the mentor answers");
        step(&app, &ada, &asked, "approve").await.problem(404);
        let approved = step(&app, &mentor, &asked, "approve").await.expect(200);
        assert_eq!((&approved["status"], &approved["answer_by"]), (&json!("booked"), &Value::Null));
        assert_eq!(step(&app, &mentor, &asked, "approve").await.problem(409), "already_approved");
        for email in ["ines@example.com", "noor@example.com"] {
            mail(&app, email, "Session with ").await;
        }

        let second = book(&app, &ada, &slots[5]).await;
        let declined = change(&app, &mentor, &second, json!({ "step": "decline", "reason": "Not my field" })).await.expect(200);
        assert_eq!((&declined["status"], &declined["reason"]), (&json!("cancelled"), &json!("Not my field")));
        assert!(app.open_slots(&mentor_id).await.contains(&slots[5]), "and free at once");
        let told = mail(&app, "ada@example.com", "Session declined: ").await;
        assert!(told.text.contains("Not my field"), "{}", told.text);
    }

    async fn an_unanswered_request_expires_and_others_are_named(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Thu 09:00-10:00" })).await;
        let (_, other) = app.mentor("omar@example.com", json!({ "name": "Omar Said", "headline": "Term sheets explained" })).await;
        ask_first(&app, &mentor).await;
        let noor = app.mentee("noor@example.com").await;
        let slot = app.open_slots(&mentor_id).await.remove(0);
        let asked = book(&app, &noor, &slot).await;
        assert_eq!(asked["answer_by"]["at"], "2026-11-25T08:00:00Z");
        app.clock.advance(47 * HOUR);
        assert_eq!(expire_requests(&app.services, &Actor::System).await.unwrap(), 0);
        app.clock.advance(HOUR);
        assert_eq!(step(&app, &mentor, &asked, "approve").await.problem(409), "request_expired");
        assert_eq!(expire_requests(&app.services, &Actor::System).await.unwrap(), 1);
        assert_eq!(expire_requests(&app.services, &Actor::System).await.unwrap(), 0);
        assert_eq!(app.get(Some(&noor), &path(&asked)).await.expect(200)["status"], "cancelled");
        assert!(app.open_slots(&mentor_id).await.contains(&slot));
        let told = mail(&app, "noor@example.com", "Request expired: ").await;
        assert!(told.text.contains("Omar Said: Term sheets explained") && told.text.contains(&other), "{}", told.text);
        mail(&app, "ines@example.com", "Request expired: Noor").await;
    }

    async fn staff_hand_a_session_over(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (taker, taker_id) = app.mentor("omar@example.com", json!({ "name": "Omar Said", "weekly_hours": "Mon 09:00-10:00" })).await;
        let noor = app.mentee("noor@example.com").await;
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await;
        app.deliver().await;
        app.clock.advance(Duration::from_secs(1));
        // Only staff see whom else they could ask, and their times.
        let times = |mentor: &str| format!("{}/times?mentor_id={mentor}", path(&session));
        let own = app.get(Some(&noor), &times(&taker_id)).await.expect(200);
        assert_eq!((&own["mentor_name"], &own["others"]), (&json!("Ines Carvalho"), &json!([])));
        let options = app.get(Some(&staff), &times(&taker_id)).await.expect(200);
        assert_eq!((&options["mentor_name"], &options["others"][0]["mentor_id"]), (&json!("Omar Said"), &json!(taker_id)));
        let slot = options["open"]["slots"][0]["slot_id"].as_str().unwrap();
        assert_eq!(options["open"]["slots"][0]["starts"]["at"], session["starts"]["at"], "the very time it has");
        let asked = json!({ "slot_id": slot, "reason": "Ines is ill" });
        change(&app, &noor, &session, asked.clone()).await.problem(404);
        assert_eq!(change(&app, &staff, &session, json!({ "slot_id": slot })).await.problem(422), "reason");
        let handed = change(&app, &staff, &session, asked).await.expect(200);
        assert_eq!((&handed["mentor_name"], &handed["session_id"]), (&json!("Omar Said"), &session["session_id"]));
        assert!(app.open_slots(&mentor_id).await.contains(&slots[0]), "the time is open again");
        change(&app, &mentor, &session, json!({ "step": "cancel" })).await.problem(404);
        assert_eq!(app.get(Some(&taker), &path(&session)).await.expect(200)["status"], "booked");
        let rows = store::outbox::list_undelivered(&app.services.store, 100).await.unwrap();
        let calendar_of = |email: &str, method: &str| {
            let of = |row: &&store::outbox::OutboxRow| row.payload["to"] == email && row.payload["calendar"]["method"] == method;
            let row = rows.iter().find(of).unwrap();
            row.payload["calendar"]["text"].as_str().unwrap().replace("\r\n ", "")
        };
        let old = format!("UID:{}@example.com", session["session_id"].as_str().unwrap());
        for (email, says, subject, method) in [
            ("ines@example.com", "to another mentor", "Session cancelled: ", "cancel"),
            ("omar@example.com", "gave you a session with Noor Haddad", "Session with ", "request"),
            ("noor@example.com", "Omar Said takes over your session with Ines Carvalho", "Session cancelled: Ines", "cancel"),
            ("noor@example.com", "with Ines Carvalho to Omar Said", "Session with Omar", "request"),
        ] {
            let told = mail(&app, email, subject).await;
            assert!(told.text.contains(says), "{}", told.text);
            let calendar = calendar_of(email, method);
            assert!(calendar.contains("SEQUENCE:1"), "{calendar}");
            assert_eq!(calendar.contains(&old), method == "cancel", "the new one is another event: {calendar}");
        }
        for (email, subject) in [("ines@example.com", "Session c"), ("omar@example.com", "Session w"), ("noor@example.com", "Session w")] {
            let told = mail(&app, email, subject).await;
            assert!(told.text.contains("Ines is ill"), "{}", told.text);
        }
        // And it stays the same from then on.
        let new = |text: &str| text.lines().rev().find(|line| line.starts_with("UID:")).unwrap().to_owned();
        let known = new(&calendar_of("omar@example.com", "request"));
        assert_eq!(new(&calendar_of("noor@example.com", "request")), known);
        change(&app, &noor, &session, json!({ "status": "cancelled" })).await.expect(200);
        let rows = store::outbox::list_undelivered(&app.services.store, 100).await.unwrap();
        let off = rows.iter().filter_map(|row| row.payload["calendar"]["text"].as_str());
        let off: Vec<String> = off.map(|text| new(&text.replace("\r\n ", ""))).collect();
        assert_eq!(off, [known.clone(), known]);
    }

    async fn events_keep_who_organizes_them(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let calendars = async || {
            let rows = store::outbox::list_undelivered(&app.services.store, 100).await.unwrap();
            app.deliver().await;
            let parts = rows.iter().filter_map(|row| row.payload["calendar"]["text"].as_str());
            parts.map(|text| text.replace("\r\n ", "")).collect::<Vec<_>>()
        };
        let line = |text: &str, name: &str| text.lines().rev().find(|line| line.starts_with(name)).unwrap().to_owned();
        let session = book(&app, &noor, &slots[0]).await;
        let invited = calendars().await;
        // A server with another sender, on the same database.
        let renamed = app.with_sender("sessions@elsewhere.example");
        change(&renamed, &noor, &session, json!({ "slot_id": slots[1] })).await.expect(200);
        for text in calendars().await {
            for name in ["UID:", "ORGANIZER"] {
                assert_eq!(line(&text, name), line(&invited[0], name));
            }
        }
        let feed = renamed.call(Some(&noor), Method::POST, "/api/calendar/feed", None).await.expect(201);
        let feed = feed["url"].as_str().unwrap().strip_prefix("http://office.test").unwrap();
        let read = renamed.get(None, feed).await.text.replace("\r\n ", "");
        assert_eq!(line(&read, "UID:"), line(&invited[0], "UID:"));
        // What is booked from now on is organized by the new one.
        book(&renamed, &noor, &slots[3]).await;
        for text in calendars().await {
            assert!(line(&text, "ORGANIZER").ends_with("mailto:sessions@elsewhere.example"), "{text}");
        }
    }

    async fn a_session_moves_in_one_piece(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (_, elsewhere) = app.mentor("omar@example.com", Value::Null).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await;
        app.deliver().await;
        app.clock.advance(Duration::from_secs(1)); // so that the newest mail is the latest
        let to = |slot: &str| json!({ "slot_id": slot });
        let moved = change(&app, &noor, &session, to(&slots[2])).await.expect(200);
        assert_eq!((&moved["session_id"], &moved["status"]), (&session["session_id"], &json!("booked")));
        assert_ne!(moved["starts"], session["starts"]);
        let open = app.open_slots(&mentor_id).await;
        assert!(open.contains(&slots[0]) && !open.contains(&slots[2]));
        for email in ["ines@example.com", "noor@example.com"] {
            let told = mail(&app, email, "Session with ").await;
            assert!(told.text.contains("Noor Haddad moved the session") && told.text.contains("Before, it was on"), "{}", told.text);
        }
        // What cannot be booked cannot be moved to, and then nothing has changed.
        let other = book(&app, &ada, &slots[3]).await;
        let refused = change(&app, &noor, &session, to(&slots[3])).await;
        assert!(refused.text.contains("Nothing was moved.") && !refused.text.contains("Nothing was booked"), "{}", refused.text);
        assert_eq!(refused.problem(409), "slot_taken");
        assert_eq!(change(&app, &noor, &session, to(&slots[2])).await.problem(422), "slot_id");
        let foreign = app.open_slots(&elsewhere).await.remove(0);
        assert_eq!(change(&app, &noor, &session, to(&foreign)).await.problem(404), "");
        change(&app, &ada, &session, to(&slots[4])).await.problem(404);
        assert_eq!(app.get(Some(&noor), &path(&session)).await.expect(200)["starts"], moved["starts"]);
        // Both sides share three moves; staff are not bound, with a reason.
        change(&app, &mentor, &session, to(&slots[4])).await.expect(200);
        change(&app, &noor, &session, to(&slots[5])).await.expect(200);
        assert_eq!(change(&app, &mentor, &session, to(&slots[4])).await.problem(409), "moved_too_often");
        let staff = app.staff("pm@example.com", Role::Pm).await;
        assert_eq!(change(&app, &staff, &session, to(&slots[4])).await.problem(422), "reason");
        app.deliver().await;
        app.clock.advance(Duration::from_secs(1));
        let reason = json!({ "slot_id": slots[4], "reason": "A room was double booked" });
        let moved = change(&app, &staff, &session, reason).await.expect(200);
        assert_eq!(moved["session_id"], session["session_id"]);
        let told = mail(&app, "noor@example.com", "Session with ").await;
        assert!(told.text.contains("The programme’s staff moved the session"), "{}", told.text);
        // Called off, it is moved no more.
        change(&app, &ada, &other, json!({ "status": "cancelled" })).await.expect(200);
        assert_eq!(change(&app, &ada, &other, to(&slots[3])).await.problem(409), "already_cancelled");
    }

    async fn a_session_moves_to_a_time_that_overlaps_its_own(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Mon 09:00-11:00" })).await;
        let mut rules = app.get(Some(&mentor), "/api/availability/rules").await.expect(200);
        rules["offer"]["session_minutes"] = json!(60);
        rules["load_cap_per_week"] = json!(1);
        rules["offer"]["cap_per_mentee"] = json!(1);
        app.call(Some(&mentor), Method::PUT, "/api/availability/rules", Some(rules)).await.expect(200);
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await;
        let times = app.get(Some(&noor), &format!("{}/times", path(&session))).await.expect(200);
        let times: Vec<&str> = times["open"]["slots"].as_array().unwrap().iter().map(|slot| slot["slot_id"].as_str().unwrap()).collect();
        assert_eq!(times[..2], [slots[1].as_str(), slots[2].as_str()], "what can be moved to is listed");
        // 9:00–10:00 to 9:30–10:30: neither its own time, nor the full week, nor the cap is in its way.
        let moved = change(&app, &noor, &session, json!({ "slot_id": slots[1] })).await.expect(200);
        assert_eq!(moved["starts"]["at"], "2026-11-23T09:30:00Z");
    }

    async fn moving_asks_anew_where_the_mentor_answers(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        ask_first(&app, &mentor).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await;
        step(&app, &mentor, &session, "approve").await.expect(200);
        let moved = change(&app, &noor, &session, json!({ "slot_id": slots[1] })).await.expect(200);
        assert_eq!(moved["status"], "pending");
        mail(&app, "ines@example.com", "Session with ").await;
        let asked_anew = app.mails_to("ines@example.com").await;
        assert!(asked_anew.iter().any(|mail| mail.text.contains("Please accept or decline the new time by")));
        let again = change(&app, &mentor, &session, json!({ "slot_id": slots[2] })).await.expect(200);
        assert_eq!(again["status"], "pending", "the mentor's own move leaves it to be answered");
        assert_eq!(step(&app, &mentor, &session, "approve").await.expect(200)["status"], "booked");
    }

    async fn who_did_not_come_is_never_said_by_one_side_for_good(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, staff) = (app.mentee("noor@example.com").await, app.staff("pm@example.com", Role::Pm).await);
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await;
        assert_eq!(step(&app, &mentor, &session, "mark_mentee_absent").await.problem(409), "not_begun");
        app.clock.advance(2 * HOUR);
        assert_eq!(step(&app, &noor, &session, "mark_mentee_absent").await.status, 403);
        let marked = step(&app, &mentor, &session, "mark_mentee_absent").await.expect(200);
        assert_eq!((&marked["status"], &marked["absent"]), (&json!("no_show"), &json!("mentee")));
        let told = mail(&app, "noor@example.com", "Session missed: ").await;
        assert!(told.text.contains("within seven days"), "{}", told.text);
        // The one it goes against objects; nobody else does, and not twice.
        let objection = format!("{}/objection", path(&session));
        let otherwise = json!({ "reason": "I waited for ten minutes" });
        assert_eq!(app.post(Some(&mentor), &objection, otherwise.clone()).await.problem(409), "own_mark");
        assert_eq!(app.post(Some(&noor), &objection, json!({ "reason": " " })).await.problem(422), "reason");
        let disputed = app.post(Some(&noor), &objection, otherwise.clone()).await.expect(200);
        assert_eq!(disputed["disputed"], true);
        assert!(!app.get(Some(&mentor), &path(&session)).await.text.contains("ten minutes"), "for staff alone");
        assert_eq!(app.post(Some(&noor), &objection, otherwise).await.problem(409), "already_disputed");
        assert_eq!(step(&app, &noor, &session, "correct_to_completed").await.status, 403, "not in one's own favour");
        // Staff decide, and say why.
        assert_eq!(step(&app, &staff, &session, "correct_to_mentor_absent").await.problem(422), "reason");
        let decided = json!({ "step": "correct_to_mentor_absent", "reason": "The mentor confirmed it" });
        let decided = change(&app, &staff, &session, decided).await.expect(200);
        assert_eq!((&decided["absent"], &decided["disputed"]), (&json!("mentor"), &json!(false)));
    }

    async fn what_nobody_says_is_closed_as_having_taken_place(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let slot = app.open_slots(&mentor_id).await.remove(0);
        let session = book(&app, &noor, &slot).await;
        app.clock.advance(24 * 14 * HOUR);
        assert_eq!(close_sessions(&app.services, &Actor::System).await.unwrap(), 0);
        app.clock.advance(HOUR);
        assert_eq!(close_sessions(&app.services, &Actor::System).await.unwrap(), 1);
        let noor = app.sign_in("noor@example.com").await;
        assert_eq!(app.get(Some(&noor), &path(&session)).await.expect(200)["status"], "completed");
        assert_eq!(close_sessions(&app.services, &Actor::System).await.unwrap(), 0);
    }

    async fn one_outcome_when_all_act_at_once(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        ask_first(&app, &mentor).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let asked = book(&app, &noor, &slots[0]).await;
        app.deliver().await;
        let app = std::sync::Arc::new(app);
        let acts = [
            (mentor.clone(), json!({ "step": "approve" })),
            (mentor.clone(), json!({ "step": "decline" })),
            (noor.clone(), json!({ "step": "cancel" })),
            (noor.clone(), json!({ "slot_id": slots[1] })),
        ];
        let tasks: Vec<_> = acts.into_iter().map(|(login, body)| {
            let (app, asked) = (app.clone(), asked.clone());
            tokio::spawn(async move { change(&app, &login, &asked, body).await.status.as_u16() })
        }).collect();
        let mut done = vec![];
        for task in tasks {
            let status = task.await.unwrap();
            assert!([200, 409].contains(&status), "{status}");
            done.push(status == 200);
        }
        let [approved, declined, called_off, moved] = done[..] else { panic!("{done:?}") };
        // What was accepted and then moved is asked anew.
        assert!(moved || !(approved && declined), "one answer: {done:?}");
        assert!(!(declined && called_off), "over once: {done:?}");
        // Two mails for each thing that was done, but for a refusal, which only the mentee is told.
        let mails = app.mails_to("noor@example.com").await.len() + app.mails_to("ines@example.com").await.len();
        let sign_in_and_request = 2 + 2;
        let expected = 2 * [approved, called_off, moved].into_iter().filter(|done| *done).count() + usize::from(declined);
        assert_eq!(mails, sign_in_and_request + expected, "{done:?}");
        let end = app.get(Some(&noor), &path(&asked)).await.expect(200);
        let open = app.open_slots(&mentor_id).await;
        let at = |slot: &String| open.contains(slot);
        if end["status"] == "cancelled" {
            assert!(at(&slots[0]) && at(&slots[1]));
        } else {
            assert_ne!(at(&slots[0]), at(&slots[1]), "it holds exactly the time it has");
        }
    }

    async fn what_nobody_came_to_fills_no_week(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Mon 09:00-10:00\nFri 09:00-10:00" })).await;
        let mut rules = app.get(Some(&mentor), "/api/availability/rules").await.expect(200);
        rules["load_cap_per_week"] = json!(1);
        app.call(Some(&mentor), Method::PUT, "/api/availability/rules", Some(rules)).await.expect(200);
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let friday = |open: &[String]| open.contains(&slots[2]);
        let session = book(&app, &noor, &slots[0]).await;
        assert!(!friday(&app.open_slots(&mentor_id).await), "the week has its one session");
        app.clock.advance(2 * HOUR);
        step(&app, &mentor, &session, "complete").await.expect(200);
        assert!(!friday(&app.open_slots(&mentor_id).await), "one that took place counts");
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let absent = json!({ "step": "correct_to_mentee_absent", "reason": "Nobody was there" });
        change(&app, &staff, &session, absent).await.expect(200);
        assert!(friday(&app.open_slots(&mentor_id).await), "one that nobody came to does not");
    }

    async fn a_time_that_was_called_off_is_booked_as_a_new_session(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let first = book(&app, &noor, &slots[0]).await;
        step(&app, &noor, &first, "cancel").await.expect(200);
        let second = book(&app, &noor, &slots[0]).await;
        assert_ne!(first["session_id"], second["session_id"]);
        assert_eq!(app.get(Some(&noor), &path(&first)).await.expect(200)["status"], "cancelled");
    }

    async fn three_zones_tell_one_instant(app: TestApp) {
        let hours = json!({ "timezone": "Asia/Kathmandu", "weekly_hours": "Thu 09:00-09:30" });
        let (_, mentor_id) = app.mentor("ines@example.com", hours).await;
        let noor = app.mentee("noor@example.com").await;
        let there = Login { cookie: format!("{}; tz=America/New_York", noor.cookie) };
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &there, &slots[0]).await;
        assert_eq!((&session["starts"]["at"], &session["zone"]), (&json!("2026-11-26T03:15:00Z"), &json!("America/New_York")));
        assert_eq!((&session["starts"]["time"], &session["starts"]["date"]), (&json!("22:15"), &json!("2026-11-25")));
        let page = app.get(Some(&there), &format!("/sessions/{}", session["session_id"].as_str().unwrap())).await;
        assert!(page.text.contains("22:15") && page.text.contains("America/New_York"), "{}", page.text);
        let rows = store::outbox::list_undelivered(&app.services.store, 100).await.unwrap();
        let calendars: Vec<String> = rows.iter().filter_map(|row| row.payload["calendar"]["text"].as_str().map(ToOwned::to_owned)).collect();
        assert_eq!(calendars.len(), 2);
        for text in calendars {
            assert!(text.contains("DTSTART;TZID=Asia/Kathmandu:20261126T090000"), "{text}");
        }
        for email in ["ines@example.com", "noor@example.com"] {
            let told = mail(&app, email, "Session with ").await;
            assert!(told.subject.ends_with("Thu 26 Nov 09:00 (Asia/Kathmandu)"), "{}", told.subject);
            assert!(told.text.contains("09:00") && told.text.contains("Asia/Kathmandu"), "{}", told.text);
        }
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let programme = Login { cookie: format!("{}; tz=America/New_York", staff.cookie) };
        let seen = app.get(Some(&programme), "/programme").await;
        assert!(seen.text.contains("22:15") && seen.text.contains("America/New_York"), "{}", seen.text);
    }

    async fn calendars_follow(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await;
        let calendars = async || {
            let rows = store::outbox::list_undelivered(&app.services.store, 100).await.unwrap();
            let parts = rows.iter().filter_map(|row| row.payload["calendar"].as_object().cloned()).collect::<Vec<_>>();
            app.deliver().await;
            parts.into_iter().map(|part| part["text"].as_str().unwrap().replace("\r\n ", "")).collect::<Vec<_>>()
        };
        let id = session["session_id"].as_str().unwrap();
        // Of the event where it has one, and not of the zone, which has a start as well.
        let line = |text: &str, name: &str| text.lines().rev().find(|line| line.starts_with(name)).unwrap().to_owned();
        let booked = calendars().await;
        assert_eq!(booked.len(), 2, "one for each side");
        for text in &booked {
            assert_eq!(line(text, "METHOD:"), "METHOD:REQUEST");
            assert_eq!(line(text, "UID:"), format!("UID:{id}@example.com"));
            assert_eq!((line(text, "SEQUENCE:"), line(text, "DTSTART")), ("SEQUENCE:0".into(), "DTSTART;TZID=Europe/Lisbon:20261123T090000".into()));
            assert!(text.contains("BEGIN:VTIMEZONE") && text.contains("SUMMARY:Office hours: Ines Carvalho and Noor Haddad"), "{text}");
        }
        change(&app, &noor, &session, json!({ "slot_id": slots[1] })).await.expect(200);
        for text in calendars().await {
            assert_eq!((line(&text, "METHOD:"), line(&text, "SEQUENCE:")), ("METHOD:REQUEST".into(), "SEQUENCE:1".into()));
            assert_eq!(line(&text, "UID:"), format!("UID:{id}@example.com"));
        }
        // Only a change of the time is a change of the event.
        app.clock.advance(Duration::from_secs(1));
        let (mentor, _) = app.mentor("ines@example.com", json!({ "name": "Ines de Carvalho" })).await;
        assert_eq!(calendars().await, Vec::<String>::new());
        change(&app, &mentor, &session, json!({ "status": "cancelled" })).await.expect(200);
        let off = calendars().await;
        assert_eq!(off.len(), 2);
        let organizer = line(&off[0], "ORGANIZER");
        assert_eq!(organizer, line(&booked[0], "ORGANIZER"), "whoever calls it off is who invited");
        for text in off {
            assert_eq!((line(&text, "METHOD:"), line(&text, "SEQUENCE:")), ("METHOD:CANCEL".into(), "SEQUENCE:2".into()));
            assert_eq!(line(&text, "STATUS:"), "STATUS:CANCELLED");
        }
        // What never was in a calendar is not taken out of one.
        ask_first(&app, &mentor).await;
        let asked = book(&app, &noor, &slots[0]).await;
        step(&app, &mentor, &asked, "decline").await.expect(200);
        assert_eq!(calendars().await, Vec::<String>::new());
    }

    async fn an_invitation_that_is_late_is_not_sent(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        app.deliver().await;
        let session = book(&app, &noor, &slots[0]).await;
        change(&app, &noor, &session, json!({ "slot_id": slots[1] })).await.expect(200);
        change(&app, &noor, &session, json!({ "status": "cancelled" })).await.expect(200);
        // The jobs overtake each other as far as they can.
        let mut rows = store::outbox::list_undelivered(&app.services.store, 100).await.unwrap();
        assert_eq!(rows.len(), 6, "three for each side");
        rows.sort_by_key(|row| std::cmp::Reverse(row.payload["calendar"]["of"]["sequence"].as_u64()));
        for row in rows {
            let job = serde_json::from_value(row.payload).unwrap();
            services::jobs::perform(&app.services, &job).await.unwrap();
            store::outbox::mark_delivered(&app.services.store, &[row.id], app.services.now()).await.unwrap();
        }
        for email in ["ines@example.com", "noor@example.com"] {
            let told = app.mails_to(email).await;
            let about: Vec<&str> = told.iter().map(|mail| mail.subject.as_str()).filter(|subject| subject.starts_with("Session")).collect();
            let [only] = &about[..] else { panic!("{about:?}") };
            assert!(only.starts_with("Session cancelled: "), "{only}");
        }
    }

    async fn both_sides_write_the_agenda_and_nobody_overwrites_the_other(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await;
        assert_eq!((&session["note"], &session["agenda_version"], &session["can_edit_agenda"]), (&json!("Our term sheet"), &json!(0), &json!(true)));
        let write = async |login: &Login, agenda: &str, version: u32| {
            let path = format!("{}/agenda", path(&session));
            app.call(Some(login), Method::PUT, &path, Some(json!({ "agenda": agenda, "version": version }))).await
        };
        let changed = write(&mentor, "Term sheet\nCap table", 0).await.expect(200);
        assert_eq!((&changed["note"], &changed["agenda_version"], &changed["agenda_by"]), (&json!("Term sheet\nCap table"), &json!(1), &json!("mentor")));
        // Who has not seen that does not overwrite it, and keeps what was typed.
        let late = write(&noor, "Only hiring", 0).await;
        assert!(late.text.contains("Ines Carvalho changed the agenda meanwhile") && late.text.contains("Only hiring"), "{}", late.text);
        assert_eq!(late.problem(409), "agenda_changed");
        write(&mentor, "Term sheet\nCap table", 0).await.expect(200);
        write(&noor, "Term sheet\nCap table\nHiring", 1).await.expect(200);
        for login in [&mentor, &noor, &staff] {
            let seen = app.get(Some(login), &path(&session)).await.expect(200);
            assert_eq!((&seen["note"], &seen["agenda_by"]), (&json!("Term sheet\nCap table\nHiring"), &json!("mentee")));
        }
        write(&ada, "Mine", 2).await.problem(404);
        write(&staff, "Ours", 2).await.problem(403);
        assert_eq!(write(&noor, &"x".repeat(2_001), 2).await.problem(422), "agenda");
        let journal = app.journal("session.agenda_changed").await;
        assert_eq!(journal, [json!({ "by": "mentor", "version": 1 }), json!({ "by": "mentee", "version": 2 })]);
        // The form says the same, and leads back.
        let id = session["session_id"].as_str().unwrap();
        let page = format!("/sessions/{id}");
        let sent = app.submit(Some(&mentor), "/fn/edit_agenda", &page, &[("session_id", id), ("agenda", "Only the cap table"), ("version", "2")]).await;
        assert_eq!(sent.headers["location"].to_str().unwrap(), format!("{page}?agenda=1"));
        let shown = app.get(Some(&noor), &page).await.text;
        assert!(shown.contains("Only the cap table") && shown.contains("Last changed by Ines Carvalho"), "{shown}");
        // Without a script the page itself is sent it; what is refused is on the page that answers, and in no address.
        assert!(shown.contains(&format!("formaction=\"{page}\"")), "{shown}");
        let sent = app.submit(Some(&mentor), &page, &page, &[("session_id", id), ("agenda", "Only the cap table"), ("version", "3")]).await;
        assert_eq!((sent.status.as_u16(), sent.headers["location"].to_str().unwrap()), (303, format!("{page}?agenda=1").as_str()));
        let late = app.submit(Some(&noor), &page, &page, &[("session_id", id), ("agenda", "Only hiring"), ("version", "2")]).await;
        assert_eq!((late.status.as_u16(), late.headers.get("location")), (409, None));
        assert!(late.text.contains("Ines Carvalho changed the agenda meanwhile") && late.text.contains("“Only hiring”"), "{}", late.text);
        let long = "x".repeat(2_001);
        let long = app.submit(Some(&noor), &page, &page, &[("session_id", id), ("agenda", &long), ("version", "3")]).await;
        assert!(long.status == 422 && long.text.contains(&format!("{}</textarea>", "x".repeat(2_001))), "{}", long.text);
        // It begins at nine and ends at half past.
        app.clock.advance(HOUR + Duration::from_secs(29 * 60));
        write(&mentor, "During", 3).await.expect(200);
        app.clock.advance(Duration::from_secs(60));
        assert_eq!(write(&mentor, "Afterwards", 4).await.problem(409), "agenda_closed");
        assert_eq!(app.get(Some(&noor), &path(&session)).await.expect(200)["can_edit_agenda"], false);
    }

    async fn a_feed_is_secret_names_nobody_and_ends(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        book(&app, &noor, &slots[0]).await;
        let off = book(&app, &noor, &slots[1]).await;
        change(&app, &noor, &off, json!({ "status": "cancelled" })).await.expect(200);
        app.call(None, Method::POST, "/api/calendar/feed", None).await.problem(401);
        let renew = async || {
            let feed = app.call(Some(&mentor), Method::POST, "/api/calendar/feed", None).await.expect(201);
            feed["url"].as_str().unwrap().strip_prefix("http://office.test").unwrap().to_owned()
        };
        let first = renew().await;
        let read = app.get(None, &first).await;
        assert_eq!(read.headers["content-type"], "text/calendar; charset=utf-8");
        assert_eq!(read.text.matches("BEGIN:VEVENT").count(), 1, "{}", read.text);
        assert!(!read.text.contains("Noor") && !read.text.contains("term sheet") && !read.text.contains("ATTENDEE"), "{}", read.text);
        let second = renew().await;
        assert_ne!(first, second);
        app.get(None, &first).await.problem(404);
        assert_eq!(app.get(None, &second).await.status, 200);
        app.call(Some(&mentor), Method::DELETE, "/api/calendar/feed", None).await.expect(204);
        app.get(None, &second).await.problem(404);
        app.get(None, "/api/calendar/feed/0").await.problem(404);
    }

    async fn what_is_asked_for_must_be_one_thing(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await;
        assert_eq!(change(&app, &noor, &session, json!({})).await.problem(422), "step");
        let both = json!({ "status": "cancelled", "slot_id": slots[1] });
        assert_eq!(change(&app, &noor, &session, both).await.problem(422), "step");
        for status in ["no_show", "pending"] {
            assert_eq!(change(&app, &noor, &session, json!({ "status": status })).await.problem(422), "status");
        }
        assert_eq!(step(&app, &mentor, &session, "expire").await.status, 403, "that happens by itself");
        assert_eq!(app.get(Some(&noor), &path(&session)).await.expect(200)["status"], "booked");
    }
}

#[tokio::test]
async fn a_cut_off_counts_on_both_databases() {
    for edition in [Edition::Sqlite, Edition::Postgres] {
        too_late_is_too_late_for_the_founder_and_not_for_staff(edition).await;
    }
}

async fn too_late_is_too_late_for_the_founder_and_not_for_staff(edition: Edition) {
    let app = TestApp::with_cutoff(edition, 24 * 60).await;
    let (_, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Tue 07:00-10:00" })).await;
    let noor = app.mentee("noor@example.com").await;
    let staff = app.staff("pm@example.com", Role::Pm).await;
    let slots = app.open_slots(&mentor_id).await;
    // Tuesday, 7:30: half an hour after the cut-off has passed.
    let session = book(&app, &noor, &slots[1]).await;
    assert_eq!(
        change(&app, &noor, &session, json!({ "status": "cancelled" })).await.problem(409),
        "too_late_to_cancel"
    );
    assert_eq!(
        change(&app, &noor, &session, json!({ "slot_id": slots[4] })).await.problem(409),
        "too_late_to_move"
    );
    let seen = app.get(Some(&noor), &path(&session)).await.expect(200);
    assert_eq!(
        (&seen["steps"], &seen["can_move"]),
        (&json!([]), &json!(false)),
        "nothing is offered that is refused"
    );
    assert_eq!(change(&app, &staff, &session, json!({ "status": "cancelled" })).await.problem(422), "reason");
    let reason = json!({ "status": "cancelled", "reason": "The founder is in hospital" });
    change(&app, &staff, &session, reason).await.expect(200);
    let id = session["session_id"].as_str().unwrap();
    let mut journal = vec![];
    let since = START.parse().unwrap();
    let take = |event| journal.push(event);
    store::queries::events::for_each(&app.services.store, "session.cancelled", since, None, take)
        .await
        .unwrap();
    let event = journal.iter().find(|event| event.entity_id == id).unwrap();
    assert_eq!(
        (&event.props["by"], &event.props["reason"]),
        (&json!("staff"), &json!("The founder is in hospital"))
    );
}
