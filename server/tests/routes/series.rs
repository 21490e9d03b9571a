//! Sessions that repeat: shown before they are booked or moved, booked and moved whole or not at all, called
//! off one by one or together.

use std::time::Duration;

use axum::http::Method;
use office_hours::account::Role;
use serde_json::{Value, json};
use services::ports::SentMail;

use crate::support::{Answer, Edition, Login, TestApp, on_both_databases};

const HOUR: Duration = Duration::from_secs(3_600);

/// The slot of the mentor that begins then.
async fn slot_at(app: &TestApp, mentor_id: &str, at: &str) -> String {
    let open = app.get(None, &format!("/api/availability/{mentor_id}")).await.expect(200);
    let slots = open["slots"].as_array().unwrap();
    let slot = slots.iter().find(|slot| slot["starts"]["at"] == at).unwrap_or_else(|| panic!("{at}: {open}"));
    slot["slot_id"].as_str().unwrap().to_owned()
}

/// Changes what the mentor offers.
async fn offer(app: &TestApp, mentor: &Login, changes: Value) {
    let mut rules = app.get(Some(mentor), "/api/availability/rules").await.expect(200);
    for (name, value) in changes.as_object().unwrap() {
        rules["offer"][name] = value.clone();
    }
    app.call(Some(mentor), Method::PUT, "/api/availability/rules", Some(rules)).await.expect(200);
}

fn weekly(slot: &str, count: i64) -> Value {
    json!({ "slot_id": slot, "frequency": "weekly", "count": count, "note": "Our term sheet" })
}

fn with_choices(mut series: Value, choices: Value) -> Value {
    series["choices"] = choices;
    series
}

async fn preview(app: &TestApp, mentee: &Login, series: Value) -> Answer {
    app.post(Some(mentee), "/api/sessions/series/preview", series).await
}

async fn book(app: &TestApp, mentee: &Login, series: Value) -> Answer {
    app.post(Some(mentee), "/api/sessions/series", series).await
}

async fn cancel(app: &TestApp, login: &Login, series: &Value, body: Value) -> Answer {
    let path = format!("/api/sessions/series/{}", series["series_id"].as_str().unwrap());
    let mut body = body;
    body["status"] = json!("cancelled");
    app.call(Some(login), Method::PATCH, &path, Some(body)).await
}

/// When the sessions of a series begin.
fn starts(sessions: &Value) -> Vec<&str> {
    sessions.as_array().unwrap().iter().map(|session| session["starts"]["at"].as_str().unwrap()).collect()
}

fn id(series: &Value, index: usize) -> Value {
    series["sessions"][index]["session_id"].clone()
}

fn path(series: &Value) -> String {
    format!("/api/sessions/series/{}", series["series_id"].as_str().unwrap())
}

/// What is asked: the session at that place of the series gets the slot.
fn given(series: &Value, index: usize, slot: &str, scope: &str) -> Value {
    json!({ "session_id": id(series, index), "slot_id": slot, "scope": scope })
}

async fn preview_move(app: &TestApp, login: &Login, series: &Value, given: &Value) -> Answer {
    app.post(Some(login), &format!("{}/move/preview", path(series)), given.clone()).await
}

async fn move_series(app: &TestApp, login: &Login, series: &Value, given: &Value, moves: Value) -> Answer {
    let mut body = given.clone();
    body["moves"] = moves;
    app.post(Some(login), &format!("{}/move", path(series)), body).await
}

/// All that was shown is accepted; what cannot move gets the choice.
fn accept(shown: &Value, choice: &str) -> Value {
    let one = |one: &Value| {
        let choice = if one["conflict"].is_null() { "move" } else { choice };
        json!({
            "session_id": one["session_id"], "from": one["old_starts"]["at"], "to": one["starts"]["at"],
            "choice": choice,
        })
    };
    shown["occurrences"].as_array().unwrap().iter().map(one).collect()
}

/// Moves what can be moved, as it is shown; the rest keeps its time.
async fn move_as_shown(app: &TestApp, login: &Login, series: &Value, given: &Value) -> Value {
    let shown = preview_move(app, login, series, given).await.expect(200);
    move_series(app, login, series, given, accept(&shown, "keep")).await.expect(200)
}

/// When the sessions of the series begin now.
async fn starts_now(app: &TestApp, login: &Login, series: &Value) -> Vec<String> {
    let read = app.get(Some(login), &path(series)).await.expect(200);
    starts(&read["sessions"]).into_iter().map(ToOwned::to_owned).collect()
}

async fn upcoming(app: &TestApp, login: &Login) -> usize {
    let mine = app.get(Some(login), "/api/sessions").await.expect(200);
    mine["upcoming"].as_array().unwrap().len()
}

async fn mails(app: &TestApp, email: &str, subject: &str) -> Vec<SentMail> {
    let mails = app.mails_to(email).await;
    mails.into_iter().filter(|mail| mail.subject.starts_with(subject)).collect()
}

/// The text of the mail about sessions that says so.
async fn told(app: &TestApp, email: &str, part: &str) -> String {
    let mails = mails(app, email, "Sessions with ").await;
    let found = mails.iter().find(|mail| mail.text.contains(part));
    found
        .unwrap_or_else(|| panic!("{part}: {:?}", mails.iter().map(|mail| &mail.text).collect::<Vec<_>>()))
        .text
        .clone()
}

const MONDAYS: [&str; 4] =
    ["2026-11-23T09:00:00Z", "2026-11-30T09:00:00Z", "2026-12-07T09:00:00Z", "2026-12-14T09:00:00Z"];

/// The same days an hour later.
const LATER: [&str; 4] =
    ["2026-11-23T10:00:00Z", "2026-11-30T10:00:00Z", "2026-12-07T10:00:00Z", "2026-12-14T10:00:00Z"];

on_both_databases! {
    async fn a_series_is_booked_whole_and_each_side_gets_one_mail(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let shown = preview(&app, &noor, weekly(&first, 4)).await.expect(200);
        assert_eq!(starts(&shown["occurrences"]), MONDAYS);
        assert!(shown["occurrences"].as_array().unwrap().iter().all(|one| one["conflict"].is_null()), "{shown}");
        assert_eq!(upcoming(&app, &noor).await, 0, "nothing is booked by looking");

        let series = book(&app, &noor, weekly(&first, 4)).await.expect(201);
        assert_eq!(starts(&series["sessions"]), MONDAYS);
        for (number, session) in (1..).zip(series["sessions"].as_array().unwrap()) {
            assert_eq!((&session["status"], &session["note"]), (&json!("booked"), &json!("Our term sheet")));
            let place = json!({ "series_id": series["series_id"], "frequency": "weekly", "number": number, "of": 4 });
            assert_eq!(session["series"], place);
        }
        let open = app.open_slots(&mentor_id).await;
        assert!(!open.contains(&first));
        for email in ["ines@example.com", "noor@example.com"] {
            let told = mails(&app, email, "Sessions with ").await;
            assert_eq!(told.len(), 1);
            for part in ["4 sessions", "every week", "23 November 2026, 09:00 (Europe/Lisbon)", "14 December 2026, 09:00", "Our term sheet"] {
                assert!(told[0].text.contains(part), "{part}: {}", told[0].text);
            }
        }
        // Who asks again gets the same.
        let again = book(&app, &noor, weekly(&first, 4)).await.expect(201);
        assert_eq!(again, series);
        assert_eq!(mails(&app, "ines@example.com", "Sessions with ").await.len(), 1);
        // Both sides read it, and each session by itself.
        let path = format!("/api/sessions/series/{}", series["series_id"].as_str().unwrap());
        for login in [&mentor, &noor] {
            let read = app.get(Some(login), &path).await.expect(200);
            assert_eq!(starts(&read["sessions"]), MONDAYS);
        }
        let alone = app.get(Some(&noor), &format!("/api/sessions/{}", id(&series, 2).as_str().unwrap())).await.expect(200);
        assert_eq!(alone["series"]["number"], 3);
    }

    async fn every_session_has_its_invitation(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        app.deliver().await;
        let series = book(&app, &noor, weekly(&first, 3)).await.expect(201);
        let rows = store::outbox::list_undelivered(&app.services.store, 100).await.unwrap();
        assert_eq!(rows.len(), 2);
        for row in rows {
            let parts = row.payload.to_string();
            for index in 0..3 {
                let uid = format!("UID:{}@example.com", id(&series, index).as_str().unwrap());
                assert!(parts.contains(&uid), "{uid}: {parts}");
            }
            assert_eq!(row.payload["more_calendars"].as_array().unwrap().len(), 2);
        }
    }

    async fn conflicts_come_first_with_their_reasons_and_choices(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let taken = slot_at(&app, &mentor_id, MONDAYS[1]).await;
        app.post(Some(&ada), "/api/sessions", json!({ "slot_id": taken })).await.expect(201);
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let shown = preview(&app, &noor, weekly(&first, 5)).await.expect(200);
        let occurrences = shown["occurrences"].as_array().unwrap();
        let numbers: Vec<i64> = occurrences.iter().map(|one| one["number"].as_i64().unwrap()).collect();
        assert_eq!(numbers, [2, 5, 1, 3, 4]);
        let conflict = &occurrences[0]["conflict"];
        assert_eq!(conflict["reason"]["code"], "slot_taken");
        assert!(conflict["reason"]["message"].as_str().unwrap().ends_with('.'));
        assert_eq!(conflict["choices"], json!(["skip", "shift", "stop"]));
        assert_eq!(conflict["shift_to"]["starts"]["at"], "2026-11-30T09:30:00Z", "the nearest that is open");
        // The fifth is beyond the horizon, and so is all that is near it.
        let conflict = &occurrences[1]["conflict"];
        assert_eq!((&conflict["reason"]["code"], &conflict["shift_to"]), (&json!("too_far_ahead"), &Value::Null));
        assert_eq!(conflict["choices"], json!(["skip", "stop"]));
        assert!(occurrences[2..].iter().all(|one| one["conflict"].is_null()));
    }

    async fn what_is_chosen_for_a_conflict_is_done(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let taken = slot_at(&app, &mentor_id, MONDAYS[1]).await;
        app.post(Some(&ada), "/api/sessions", json!({ "slot_id": taken })).await.expect(201);
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let wanted = || weekly(&first, 4);
        let refused = book(&app, &noor, wanted()).await;
        assert!(refused.text.contains("number 2 of 4") && refused.text.contains("30 Nov"), "{}", refused.text);
        assert_eq!(refused.problem(409), "slot_taken");

        let shown = preview(&app, &noor, wanted()).await.expect(200);
        let shift_to = shown["occurrences"][0]["conflict"]["shift_to"]["slot_id"].clone();
        let [one, _, three, four] = MONDAYS;
        for (choice, expected) in [
            (json!({ "number": 2, "choice": "skip" }), vec![one, three, four]),
            (json!({ "number": 2, "choice": "shift", "slot_id": shift_to }), vec![one, "2026-11-30T09:30:00Z", three, four]),
            (json!({ "number": 2, "choice": "stop" }), vec![one]),
        ] {
            let series = book(&app, &noor, with_choices(wanted(), json!([choice]))).await.expect(201);
            assert_eq!(starts(&series["sessions"]), expected, "{choice}");
            cancel(&app, &noor, &series, json!({ "scope": "all" })).await.expect(200);
        }
    }

    async fn nothing_is_booked_when_one_is_taken_meanwhile(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let shown = preview(&app, &noor, weekly(&first, 4)).await.expect(200);
        assert!(shown["occurrences"].as_array().unwrap().iter().all(|one| one["conflict"].is_null()));
        let last = slot_at(&app, &mentor_id, MONDAYS[3]).await;
        app.post(Some(&ada), "/api/sessions", json!({ "slot_id": last })).await.expect(201);
        let refused = book(&app, &noor, weekly(&first, 4)).await;
        assert!(refused.text.contains("number 4 of 4"), "{}", refused.text);
        assert_eq!(refused.problem(409), "slot_taken");
        assert_eq!(upcoming(&app, &noor).await, 0);
        assert!(mails(&app, "noor@example.com", "Session").await.is_empty());
        assert!(app.open_slots(&mentor_id).await.contains(&first));
    }

    async fn of_many_series_at_once_one_is_booked(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let mut logins = vec![];
        for n in 0..5 {
            logins.push(app.mentee(&format!("mentee{n}@example.com")).await);
        }
        let app = std::sync::Arc::new(app);
        let tasks: Vec<_> = logins.into_iter().map(|login| {
            let (app, series) = (app.clone(), weekly(&first, 4));
            tokio::spawn(async move { book(&app, &login, series).await })
        }).collect();
        let mut won = 0;
        for task in tasks {
            let answer = task.await.unwrap();
            if answer.status == 201 { won += 1 } else { assert_eq!(answer.problem(409), "slot_taken") }
        }
        assert_eq!(won, 1);
    }

    async fn sessions_of_a_series_count_against_each_other(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        offer(&app, &mentor, json!({ "cap_per_mentee": 2 })).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let shown = preview(&app, &noor, weekly(&first, 4)).await.expect(200);
        for (index, number) in [(0, 3), (1, 4)] {
            let one = &shown["occurrences"][index];
            assert_eq!((&one["number"], &one["conflict"]["reason"]["code"]), (&json!(number), &json!("mentee_cap")));
        }
        let refused = book(&app, &noor, weekly(&first, 4)).await;
        assert!(refused.text.contains("number 3 of 4"), "{}", refused.text);
        assert_eq!(refused.problem(409), "mentee_cap");
        // What is left out gives its place to the next.
        let left_out = json!([{ "number": 2, "choice": "skip" }, { "number": 4, "choice": "skip" }]);
        let series = book(&app, &noor, with_choices(weekly(&first, 4), left_out)).await.expect(201);
        assert_eq!(starts(&series["sessions"]), [MONDAYS[0], MONDAYS[2]]);
    }

    async fn requests_and_groups_are_as_for_one_session(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        offer(&app, &mentor, json!({ "approval": "mentor", "capacity": 2 })).await;
        let (noor, ada, eve) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await, app.mentee("eve@example.com").await);
        let second = slot_at(&app, &mentor_id, MONDAYS[1]).await;
        app.post(Some(&ada), "/api/sessions", json!({ "slot_id": second })).await.expect(201);
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 2)).await.expect(201);
        assert!(series["sessions"].as_array().unwrap().iter().all(|one| one["status"] == "pending"), "{series}");
        assert_eq!(mails(&app, "ines@example.com", "Sessions requested: ").await.len(), 1);
        // Each is answered for itself.
        let path = format!("/api/sessions/{}", id(&series, 1).as_str().unwrap());
        app.call(Some(&mentor), Method::PATCH, &path, Some(json!({ "step": "approve" }))).await.expect(200);
        // Two of two places are taken in the second week, one in the first.
        let shown = preview(&app, &eve, weekly(&first, 2)).await.expect(200);
        assert_eq!(shown["occurrences"][0]["number"], 2);
        assert_eq!(shown["occurrences"][0]["conflict"]["reason"]["code"], "slot_full");
        assert!(shown["occurrences"][1]["conflict"].is_null());
    }

    async fn the_clock_on_the_wall_stays_when_the_clocks_change(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Mon 16:00-17:00" })).await;
        offer(&app, &mentor, json!({ "horizon_days": 200 })).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, "2026-11-23T16:00:00Z").await;
        // Lisbon goes forward on 28 March.
        let series = book(&app, &noor, weekly(&first, 20)).await.expect(201);
        let starts = starts(&series["sessions"]);
        assert_eq!(starts[17..], ["2027-03-22T16:00:00Z", "2027-03-29T15:00:00Z", "2027-04-05T15:00:00Z"]);
        let told = mails(&app, "noor@example.com", "Sessions with ").await;
        assert_eq!(told[0].text.matches(", 16:00 (Europe/Lisbon)").count(), 20, "{}", told[0].text);
    }

    async fn fortnights_and_months_are_weekdays_too(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        offer(&app, &mentor, json!({ "horizon_days": 120 })).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let every = |frequency: &str| json!({ "slot_id": first, "frequency": frequency, "count": 3 });
        let shown = preview(&app, &noor, every("fortnightly")).await.expect(200);
        assert_eq!(starts(&shown["occurrences"]), ["2026-11-23T09:00:00Z", "2026-12-07T09:00:00Z", "2026-12-21T09:00:00Z"]);
        let shown = preview(&app, &noor, every("monthly")).await.expect(200);
        assert_eq!(starts(&shown["occurrences"]), ["2026-11-23T09:00:00Z", "2026-12-28T09:00:00Z", "2027-01-25T09:00:00Z"]);
    }

    async fn one_the_following_or_all_are_called_off(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 4)).await.expect(201);
        // One is what is meant where nothing is said.
        let done = cancel(&app, &noor, &series, json!({ "session_id": id(&series, 1), "reason": "A fair" })).await.expect(200);
        assert_eq!(starts(&done["cancelled"]), [MONDAYS[1]]);
        assert_eq!(done["left"], json!([]));
        let told = mails(&app, "ines@example.com", "Session cancelled: Noor").await;
        assert!(told.len() == 1 && told[0].text.contains("A fair"));
        slot_at(&app, &mentor_id, MONDAYS[1]).await;

        let following = json!({ "session_id": id(&series, 2), "scope": "following", "reason": "We have raised" });
        let done = cancel(&app, &mentor, &series, following).await.expect(200);
        assert_eq!(starts(&done["cancelled"]), MONDAYS[2..]);
        for email in ["ines@example.com", "noor@example.com"] {
            let told = mails(&app, email, "Sessions cancelled: ").await;
            assert_eq!(told.len(), 1);
            assert!(told[0].text.contains("2 sessions") && told[0].text.contains("We have raised"), "{}", told[0].text);
        }
        assert_eq!(upcoming(&app, &noor).await, 1);

        let done = cancel(&app, &noor, &series, json!({ "scope": "all" })).await.expect(200);
        assert_eq!((starts(&done["cancelled"]), &done["left"]), (vec![MONDAYS[0]], &json!([])));
        assert_eq!(cancel(&app, &noor, &series, json!({ "scope": "all" })).await.problem(409), "already_cancelled");
        assert_eq!(upcoming(&app, &noor).await, 0);
    }

    async fn what_cannot_be_called_off_any_more_is_left_and_named(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 3)).await.expect(201);
        app.clock.advance(2 * HOUR);
        let begun = json!({ "session_id": id(&series, 0) });
        assert_eq!(cancel(&app, &noor, &series, begun).await.problem(409), "session_begun");
        let done = cancel(&app, &noor, &series, json!({ "scope": "all" })).await.expect(200);
        assert_eq!(starts(&done["cancelled"]), MONDAYS[1..3]);
        let left = done["left"].as_array().unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!((&left[0]["session"]["session_id"], &left[0]["reason"]["code"]), (&id(&series, 0), &json!("session_begun")));
        assert_eq!(left[0]["session"]["status"], "booked");
    }

    async fn a_moved_session_stays_in_its_series(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 3)).await.expect(201);
        let to = slot_at(&app, &mentor_id, "2026-12-02T14:00:00Z").await;
        let path = format!("/api/sessions/{}", id(&series, 1).as_str().unwrap());
        let moved = app.call(Some(&noor), Method::PATCH, &path, Some(json!({ "slot_id": to }))).await.expect(200);
        assert_eq!((&moved["series"]["number"], &moved["series"]["of"]), (&json!(2), &json!(3)));
        let done = cancel(&app, &noor, &series, json!({ "scope": "all" })).await.expect(200);
        assert_eq!(done["cancelled"].as_array().unwrap().len(), 3, "who ends a series means all of it");
    }

    async fn following_sessions_move_along(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 4)).await.expect(201);
        let to = slot_at(&app, &mentor_id, "2026-12-02T14:00:00Z").await;
        let given = given(&series, 1, &to, "following");
        let shown = preview_move(&app, &noor, &series, &given).await.expect(200);
        let wednesdays = ["2026-12-02T14:00:00Z", "2026-12-09T14:00:00Z", "2026-12-16T14:00:00Z"];
        assert_eq!(starts(&shown["occurrences"]), wednesdays);
        for (number, one) in (2..).zip(shown["occurrences"].as_array().unwrap()) {
            assert_eq!((&one["number"], &one["conflict"]), (&json!(number), &Value::Null));
            assert_eq!(one["old_starts"]["at"], MONDAYS[number - 1]);
        }
        assert_eq!((&shown["scope"], &shown["moved_alone"]), (&json!("following"), &json!(0)));
        assert_eq!(starts_now(&app, &noor, &series).await, MONDAYS, "nothing is moved by looking");

        app.deliver().await;
        let moved = move_series(&app, &noor, &series, &given, accept(&shown, "keep")).await.expect(200);
        assert_eq!(starts(&moved["sessions"])[0], MONDAYS[0]);
        assert_eq!(starts(&moved["sessions"])[1..], wednesdays);
        for index in 0..4 {
            assert_eq!(id(&moved, index), id(&series, index), "each is the session that it was");
        }
        // Each event is the one that calendars have, with a higher number; the first is not touched.
        let rows = store::outbox::list_undelivered(&app.services.store, 100).await.unwrap();
        assert_eq!(rows.len(), 2);
        for row in rows {
            let parts = row.payload.to_string();
            for index in 0..4 {
                let uid = format!("UID:{}@example.com", id(&series, index).as_str().unwrap());
                assert_eq!(parts.contains(&uid), index > 0, "{uid}: {parts}");
            }
            assert_eq!(parts.matches("SEQUENCE:1").count(), 3, "{parts}");
        }
        for email in ["ines@example.com", "noor@example.com"] {
            assert_eq!(mails(&app, email, "Sessions with ").await.len(), 2, "one when they were booked, one now");
            let told = told(&app, email, "Noor Haddad moved 3 sessions").await;
            for part in ["2 December 2026, 14:00 (Europe/Lisbon)", "before: Mon 30 Nov, 09:00"] {
                assert!(told.contains(part), "{part}: {told}");
            }
        }
        slot_at(&app, &mentor_id, MONDAYS[1]).await;
        // Sent again, nothing more is moved.
        let again = move_series(&app, &noor, &series, &given, accept(&shown, "keep")).await;
        assert_eq!(again.problem(422), "slot_id");
        assert_eq!(mails(&app, "ines@example.com", "Sessions with ").await.len(), 2);
        // The mentor moves all that are left; it counts for each of them.
        let to = slot_at(&app, &mentor_id, "2026-11-23T10:00:00Z").await;
        let moved = move_as_shown(&app, &mentor, &series, &self::given(&series, 0, &to, "all")).await;
        assert_eq!(starts(&moved["sessions"])[1..], wednesdays.map(|at| at.replace("14:00", "15:00")));
    }

    async fn one_session_of_a_series_moves_like_any_other(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 3)).await.expect(201);
        let to = slot_at(&app, &mentor_id, "2026-12-02T14:00:00Z").await;
        let moved = move_as_shown(&app, &noor, &series, &given(&series, 1, &to, "one")).await;
        assert_eq!(starts(&moved["sessions"]), [MONDAYS[0], "2026-12-02T14:00:00Z", MONDAYS[2]]);
        assert_eq!(mails(&app, "ines@example.com", "Session with Noor").await.len(), 1);
        // From then on it is an exception.
        let to = slot_at(&app, &mentor_id, "2026-11-23T10:00:00Z").await;
        let shown = preview_move(&app, &noor, &series, &given(&series, 0, &to, "all")).await.expect(200);
        assert_eq!((starts(&shown["occurrences"]).len(), &shown["moved_alone"]), (2, &json!(1)));
    }

    async fn exceptions_survive_a_move_of_the_series(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 4)).await.expect(201);
        let alone = slot_at(&app, &mentor_id, "2026-12-02T14:00:00Z").await;
        let session = format!("/api/sessions/{}", id(&series, 1).as_str().unwrap());
        app.call(Some(&noor), Method::PATCH, &session, Some(json!({ "slot_id": alone }))).await.expect(200);

        let to = slot_at(&app, &mentor_id, "2026-11-23T10:00:00Z").await;
        let asked = given(&series, 0, &to, "all");
        let shown = preview_move(&app, &noor, &series, &asked).await.expect(200);
        assert_eq!((starts(&shown["occurrences"]).len(), &shown["moved_alone"]), (3, &json!(1)));
        let moved = move_as_shown(&app, &noor, &series, &asked).await;
        let [one, _, three, four] = LATER;
        assert_eq!(starts(&moved["sessions"]), [one, "2026-12-02T14:00:00Z", three, four]);
        // Who moved with the others is no exception; who was moved alone moves when it is chosen itself.
        let to = slot_at(&app, &mentor_id, "2026-12-02T14:30:00Z").await;
        let moved = move_as_shown(&app, &noor, &series, &given(&series, 1, &to, "following")).await;
        let later = [one, "2026-12-02T14:30:00Z", "2026-12-07T10:30:00Z", "2026-12-14T10:30:00Z"];
        assert_eq!(starts(&moved["sessions"]), later);
    }

    async fn what_cannot_move_keeps_its_time(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let taken = slot_at(&app, &mentor_id, "2026-12-07T10:00:00Z").await;
        app.post(Some(&ada), "/api/sessions", json!({ "slot_id": taken })).await.expect(201);
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let to = slot_at(&app, &mentor_id, "2026-11-23T10:00:00Z").await;
        let [one, two, _, four] = LATER;
        for (choice, last) in [("keep", four), ("stop", MONDAYS[3])] {
            let series = book(&app, &noor, weekly(&first, 4)).await.expect(201);
            let asked = given(&series, 0, &to, "all");
            let shown = preview_move(&app, &noor, &series, &asked).await.expect(200);
            let occurrences = shown["occurrences"].as_array().unwrap();
            let numbers: Vec<i64> = occurrences.iter().map(|one| one["number"].as_i64().unwrap()).collect();
            assert_eq!(numbers, [3, 1, 2, 4]);
            let conflict = &occurrences[0]["conflict"];
            assert_eq!(conflict["reason"]["code"], "slot_taken");
            assert_eq!(conflict["choices"], json!(["keep", "stop"]));
            let moved = move_series(&app, &noor, &series, &asked, accept(&shown, choice)).await.expect(200);
            assert_eq!(starts(&moved["sessions"]), [one, two, MONDAYS[2], last], "{choice}");
            cancel(&app, &noor, &series, json!({ "scope": "all" })).await.expect(200);
        }
    }

    async fn a_series_moves_over_its_own_times(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let second = slot_at(&app, &mentor_id, MONDAYS[1]).await;
        let series = book(&app, &noor, weekly(&first, 3)).await.expect(201);
        // A week later there is the next one: in the way of the first alone, but not of all.
        let times = format!("/api/sessions/{}/times", id(&series, 0).as_str().unwrap());
        for (scope, is_listed) in [("", false), ("?scope=one", false), ("?scope=following", true), ("?scope=all", true)] {
            let options = app.get(Some(&noor), &format!("{times}{scope}")).await.expect(200);
            assert_eq!(starts(&options["open"]["slots"]).contains(&MONDAYS[1]), is_listed, "{scope}");
        }
        assert_eq!(app.get(Some(&noor), &format!("{times}?scope=some")).await.problem(422), "scope");
        let moved = move_as_shown(&app, &noor, &series, &given(&series, 0, &second, "all")).await;
        assert_eq!(starts(&moved["sessions"]), MONDAYS[1..]);
        let moved = move_as_shown(&app, &noor, &series, &given(&series, 0, &first, "all")).await;
        assert_eq!(starts(&moved["sessions"]), MONDAYS[..3]);
    }

    async fn what_stays_may_be_where_another_was_to_go(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let second = slot_at(&app, &mentor_id, MONDAYS[1]).await;
        let series = book(&app, &noor, weekly(&first, 4)).await.expect(201);
        let asked = given(&series, 0, &second, "all");
        let shown = preview_move(&app, &noor, &series, &asked).await.expect(200);
        let codes = shown["occurrences"].as_array().unwrap().iter().map(|one| one["conflict"]["reason"]["code"].as_str().unwrap());
        // The last is beyond the horizon and stays, and so do those before it, one after the other.
        assert_eq!(codes.collect::<Vec<_>>(), ["slot_taken", "slot_taken", "slot_taken", "too_far_ahead"]);
        assert_eq!(shown["occurrences"][0]["conflict"]["choices"], json!([]), "the chosen one needs another slot");
        assert_eq!(move_series(&app, &noor, &series, &asked, accept(&shown, "keep")).await.problem(422), "moves");
        let page = format!("/sessions/{}/move?scope=all&slot={second}", id(&series, 0).as_str().unwrap());
        let page = app.get(Some(&noor), &page).await;
        assert!(page.text.contains("The session cannot have this time"), "{}", page.text);
        assert!(!page.text.contains("Move these sessions"));
        assert_eq!(starts_now(&app, &noor, &series).await, MONDAYS);
    }

    async fn nothing_moves_that_is_not_as_it_was_shown(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 4)).await.expect(201);
        let to = slot_at(&app, &mentor_id, "2026-11-23T10:00:00Z").await;
        let asked = given(&series, 0, &to, "all");
        let shown = preview_move(&app, &noor, &series, &asked).await.expect(200);
        let refused = async |shown: &Value, number: &str, code: &str| {
            let before = starts_now(&app, &noor, &series).await;
            let refused = move_series(&app, &noor, &series, &asked, accept(shown, "keep")).await;
            assert!(refused.text.contains("None of the sessions was moved") && refused.text.contains(number), "{}", refused.text);
            assert_eq!(refused.problem(409), code);
            assert_eq!(starts_now(&app, &noor, &series).await, before);
        };
        // The mentor moves one of them meanwhile.
        let elsewhere = slot_at(&app, &mentor_id, "2026-12-09T14:00:00Z").await;
        let third = format!("/api/sessions/{}", id(&series, 2).as_str().unwrap());
        app.call(Some(&mentor), Method::PATCH, &third, Some(json!({ "slot_id": elsewhere }))).await.expect(200);
        refused(&shown, "number 3 of 4", "series_changed").await;
        // Somebody takes one of the new times.
        let shown = preview_move(&app, &noor, &series, &asked).await.expect(200);
        let taken = slot_at(&app, &mentor_id, "2026-12-14T10:00:00Z").await;
        app.post(Some(&ada), "/api/sessions", json!({ "slot_id": taken })).await.expect(201);
        refused(&shown, "number 4 of 4", "slot_taken").await;
        // One of them is called off.
        let shown = preview_move(&app, &noor, &series, &asked).await.expect(200);
        cancel(&app, &mentor, &series, json!({ "session_id": id(&series, 1) })).await.expect(200);
        refused(&shown, "number 2 of 4", "already_cancelled").await;
        // As it is now, it can be had; what is called off is not among it.
        let shown = preview_move(&app, &noor, &series, &asked).await.expect(200);
        assert_eq!(starts(&shown["occurrences"]), ["2026-12-14T10:00:00Z", "2026-11-23T10:00:00Z"]);
        let moved = move_as_shown(&app, &noor, &series, &asked).await;
        assert_eq!(starts(&moved["sessions"]), ["2026-11-23T10:00:00Z", MONDAYS[1], "2026-12-09T14:00:00Z", MONDAYS[3]]);
    }

    async fn what_has_begun_does_not_move(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 3)).await.expect(201);
        app.clock.advance(2 * HOUR);
        let to = slot_at(&app, &mentor_id, "2026-11-30T10:00:00Z").await;
        assert_eq!(preview_move(&app, &noor, &series, &given(&series, 0, &to, "all")).await.problem(409), "session_begun");
        let moved = move_as_shown(&app, &noor, &series, &given(&series, 1, &to, "all")).await;
        assert_eq!(starts(&moved["sessions"]), [MONDAYS[0], "2026-11-30T10:00:00Z", "2026-12-07T10:00:00Z"]);
    }

    async fn moves_are_counted_for_each_session_and_staff_are_not_bound(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let staff = app.staff("joon@example.com", Role::Pm).await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 2)).await.expect(201);
        let at = async |time: &str| slot_at(&app, &mentor_id, &format!("2026-11-23T{time}:00Z")).await;
        for (login, time) in [(&noor, "09:30"), (&mentor, "10:00"), (&noor, "10:30")] {
            move_as_shown(&app, login, &series, &given(&series, 0, &at(time).await, "all")).await;
        }
        let asked = given(&series, 0, &at("11:00").await, "all");
        assert_eq!(preview_move(&app, &noor, &series, &asked).await.problem(409), "moved_too_often");
        // Staff say why.
        let shown = preview_move(&app, &staff, &series, &asked).await.expect(200);
        let moves = accept(&shown, "keep");
        assert_eq!(move_series(&app, &staff, &series, &asked, moves.clone()).await.problem(422), "reason");
        let mut with_reason = asked.clone();
        with_reason["reason"] = json!("The room is taken");
        let moved = move_series(&app, &staff, &series, &with_reason, moves).await.expect(200);
        assert_eq!(starts(&moved["sessions"]), ["2026-11-23T11:00:00Z", "2026-11-30T11:00:00Z"]);
        let told = told(&app, "noor@example.com", "The programme’s staff moved 2 sessions").await;
        assert!(told.contains("The room is taken"), "{told}");
    }

    async fn staff_hand_a_series_over(app: TestApp) {
        let (ines, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let omar = json!({ "name": "Omar Said", "weekly_hours": "Tue 10:00-12:00" });
        let (omar, taker_id) = app.mentor("omar@example.com", omar).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let staff = app.staff("joon@example.com", Role::Pm).await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 4)).await.expect(201);
        // Omar has no time in the third week.
        let taken = slot_at(&app, &taker_id, "2026-12-08T10:00:00Z").await;
        app.post(Some(&ada), "/api/sessions", json!({ "slot_id": taken })).await.expect(201);
        app.deliver().await;
        app.clock.advance(Duration::from_secs(1)); // so that the newest mail is the latest

        let to = slot_at(&app, &taker_id, "2026-12-01T10:00:00Z").await;
        let mut asked = given(&series, 1, &to, "following");
        for login in [&noor, &ines, &omar] {
            preview_move(&app, login, &series, &asked).await.problem(404);
        }
        let shown = preview_move(&app, &staff, &series, &asked).await.expect(200);
        let one = &shown["occurrences"][0];
        assert_eq!((&one["number"], &one["conflict"]["reason"]["code"]), (&json!(3), &json!("slot_taken")));
        assert_eq!(starts(&shown["occurrences"]), ["2026-12-08T10:00:00Z", "2026-12-01T10:00:00Z", "2026-12-15T10:00:00Z"]);
        let all = accept(&shown, "move");
        for login in [&noor, &ines] {
            move_series(&app, login, &series, &asked, all.clone()).await.problem(404);
        }
        assert_eq!(move_series(&app, &staff, &series, &asked, all.clone()).await.problem(422), "reason");
        asked["reason"] = json!("Ines is on leave");
        let refused = move_series(&app, &staff, &series, &asked, all).await;
        assert!(refused.text.contains("number 3 of 4"), "{}", refused.text);
        assert_eq!(refused.problem(409), "slot_taken");
        assert_eq!(starts_now(&app, &noor, &series).await, MONDAYS, "all or none");

        let moved = move_series(&app, &staff, &series, &asked, accept(&shown, "keep")).await.expect(200);
        let of = |session: &Value| (session["mentor_name"].clone(), session["starts"]["at"].clone());
        let sessions: Vec<_> = moved["sessions"].as_array().unwrap().iter().map(of).collect();
        let expected = [
            ("Ines Carvalho", MONDAYS[0]),
            ("Omar Said", "2026-12-01T10:00:00Z"),
            ("Ines Carvalho", MONDAYS[2]),
            ("Omar Said", "2026-12-15T10:00:00Z"),
        ];
        assert_eq!(sessions, expected.map(|(mentor, at)| (json!(mentor), json!(at))));
        slot_at(&app, &mentor_id, MONDAYS[1]).await; // open again

        // Each mentor sees what is theirs, the others all of it.
        assert_eq!(starts_now(&app, &ines, &series).await, [MONDAYS[0], MONDAYS[2]]);
        assert_eq!(starts_now(&app, &omar, &series).await, ["2026-12-01T10:00:00Z", "2026-12-15T10:00:00Z"]);
        assert_eq!(starts_now(&app, &noor, &series).await.len(), 4);
        let session = format!("/sessions/{}", id(&series, 1).as_str().unwrap());
        let page = app.get(Some(&omar), &session).await;
        assert!(page.status == 200 && page.text.contains("2 of 4, every week"), "{}", page.text);

        // To calendars they are other events: the old ones go, with the same number of parts as come.
        let rows = store::outbox::list_undelivered(&app.services.store, 100).await.unwrap();
        let old = |index: usize| format!("UID:{}@example.com", id(&series, index).as_str().unwrap());
        for (email, subject, says, method) in [
            ("ines@example.com", "Sessions cancelled: Noor", "gave 2 of your sessions with Noor Haddad to another mentor", "cancel"),
            ("omar@example.com", "Sessions with Noor", "gave you 2 sessions with Noor Haddad", "request"),
            ("noor@example.com", "Sessions cancelled: Ines", "Omar Said takes over 2 of your sessions with Ines Carvalho", "cancel"),
            ("noor@example.com", "Sessions with Omar", "gave 2 of your sessions with Ines Carvalho to Omar Said", "request"),
        ] {
            let row = rows.iter().find(|row| row.payload["to"] == email && row.payload["calendar"]["method"] == method);
            let parts = row.unwrap_or_else(|| panic!("{email} {method}")).payload.to_string().replace("\\r\\n ", "");
            for index in [1, 3] {
                assert_eq!(parts.contains(&old(index)), method == "cancel", "{parts}");
            }
            assert!(!parts.contains(&old(0)) && !parts.contains(&old(2)), "{parts}");
            assert_eq!(parts.matches("SEQUENCE:1").count(), 2, "{parts}");
            let letters = mails(&app, email, subject).await;
            assert_eq!(letters.len(), 1, "{email}: {subject}");
            assert!(letters[0].text.contains(says), "{}", letters[0].text);
            assert_eq!(letters[0].text.contains("Ines is on leave"), !says.contains("takes over"), "{}", letters[0].text);
        }

        // Omar calls off what is his; whoever waits for Ines is not concerned.
        app.clock.advance(Duration::from_secs(1));
        cancel(&app, &omar, &series, json!({ "session_id": id(&series, 0) })).await.problem(404);
        let done = cancel(&app, &omar, &series, json!({ "session_id": id(&series, 1), "scope": "one" })).await.expect(200);
        assert_eq!(starts(&done["cancelled"]), ["2026-12-01T10:00:00Z"]);
        // Noor ends all that is left: each mentor is written to of their own, and nobody of others'.
        let done = cancel(&app, &noor, &series, json!({ "scope": "all" })).await.expect(200);
        assert_eq!(starts(&done["cancelled"]), [MONDAYS[0], MONDAYS[2], "2026-12-15T10:00:00Z"]);
        let told = mails(&app, "ines@example.com", "Sessions cancelled: ").await;
        assert!(told.iter().any(|mail| mail.text.contains("Your 2 sessions with Noor Haddad were cancelled")), "{told:?}");
        let told = mails(&app, "omar@example.com", "Session cancelled: ").await;
        assert_eq!(told.len(), 2, "one he called off, one that Noor did");
        for at in [&taker_id, &mentor_id] {
            assert!(!app.open_slots(at).await.is_empty());
        }
        slot_at(&app, &taker_id, "2026-12-15T10:00:00Z").await;
        slot_at(&app, &mentor_id, MONDAYS[2]).await;
    }

    async fn whoever_waits_for_the_taker_gets_what_is_called_off(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let omar = json!({ "name": "Omar Said", "weekly_hours": "Tue 10:00-10:30" });
        let (_, taker_id) = app.mentor("omar@example.com", omar).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let staff = app.staff("joon@example.com", Role::Pm).await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 2)).await.expect(201);
        let to = slot_at(&app, &taker_id, "2026-11-24T10:00:00Z").await;
        let mut asked = given(&series, 0, &to, "all");
        let shown = preview_move(&app, &staff, &series, &asked).await.expect(200);
        asked["reason"] = json!("Ines is on leave");
        let moved = move_series(&app, &staff, &series, &asked, accept(&shown, "keep")).await.expect(200);
        let taken = id(&moved, 0);
        let waits = json!({ "mentor_id": taker_id, "slot_id": to });
        app.post(Some(&ada), "/api/waiting-list", waits).await.expect(201);
        cancel(&app, &noor, &series, json!({ "session_id": taken, "scope": "all" })).await.expect(200);
        let offered = app.mails_to("ada@example.com").await;
        assert!(offered.iter().any(|mail| mail.text.contains("Omar Said")), "{offered:?}");
    }

    async fn a_mentee_who_moves_a_series_asks_anew(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 3)).await.expect(201);
        offer(&app, &mentor, json!({ "approval": "mentor" })).await;
        let to = slot_at(&app, &mentor_id, "2026-12-02T14:00:00Z").await;
        let moved = move_as_shown(&app, &noor, &series, &given(&series, 1, &to, "following")).await;
        let statuses: Vec<_> = moved["sessions"].as_array().unwrap().iter().map(|one| &one["status"]).collect();
        assert_eq!(statuses, ["booked", "pending", "pending"]);
        let told = told(&app, "ines@example.com", "moved 2 sessions").await;
        assert!(told.contains("Please accept or decline"), "{told}");
    }

    async fn a_move_is_for_the_sides_of_a_series(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, eve) = (app.mentee("noor@example.com").await, app.mentee("eve@example.com").await);
        let (other, _) = app.mentor("omar@example.com", Value::Null).await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 3)).await.expect(201);
        let to = slot_at(&app, &mentor_id, "2026-11-23T10:00:00Z").await;
        let asked = given(&series, 0, &to, "all");
        let shown = preview_move(&app, &noor, &series, &asked).await.expect(200);
        let moves = accept(&shown, "keep");
        for login in [&eve, &other] {
            preview_move(&app, login, &series, &asked).await.problem(404);
            move_series(&app, login, &series, &asked, moves.clone()).await.problem(404);
        }
        for path in [format!("{}/move", path(&series)), format!("{}/move/preview", path(&series))] {
            app.post(None, &path, asked.clone()).await.problem(401);
        }
        // What is no session of it, no series, no slot.
        let nowhere = "00000000-0000-7000-8000-000000000000";
        let unknown = json!({ "series_id": nowhere });
        preview_move(&app, &noor, &unknown, &asked).await.problem(404);
        let elsewhere = slot_at(&app, &mentor_id, "2026-11-25T14:00:00Z").await;
        let alone = app.post(Some(&noor), "/api/sessions", json!({ "slot_id": elsewhere })).await.expect(201);
        let mut stray = asked.clone();
        stray["session_id"] = alone["session_id"].clone();
        preview_move(&app, &noor, &series, &stray).await.problem(404);
        preview_move(&app, &noor, &series, &given(&series, 0, nowhere, "all")).await.problem(404);

        // Bad input is named.
        for (asked, field) in [
            (given(&series, 0, &to, "some"), "scope"),
            (given(&series, 0, &first, "all"), "slot_id"),
            (json!({ "slot_id": to }), "body"),
        ] {
            assert_eq!(preview_move(&app, &noor, &series, &asked).await.problem(422), field);
        }
        let first_move = moves[0].clone();
        let with = |field: &str, value: Value| {
            let mut changed = moves[1].clone();
            changed[field] = value;
            changed
        };
        for moves in [
            json!([]),
            json!([moves[1]]),
            json!([first_move, first_move]),
            json!([first_move, with("choice", json!("skip"))]),
            json!([first_move, with("session_id", alone["session_id"].clone())]),
        ] {
            assert_eq!(move_series(&app, &noor, &series, &asked, moves).await.problem(422), "moves");
        }
        let wrong = json!([first_move, with("to", json!("yesterday"))]);
        assert_eq!(move_series(&app, &noor, &series, &asked, wrong).await.problem(422), "body");
        assert_eq!(starts_now(&app, &noor, &series).await, MONDAYS[..3]);
    }

    async fn a_series_is_moved_without_a_script(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let taken = slot_at(&app, &mentor_id, "2026-12-09T14:00:00Z").await;
        app.post(Some(&ada), "/api/sessions", json!({ "slot_id": taken })).await.expect(201);
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 4)).await.expect(201);
        let to = slot_at(&app, &mentor_id, "2026-12-02T14:00:00Z").await;
        let series_id = series["series_id"].as_str().unwrap();
        let session_id = id(&series, 1).as_str().unwrap().to_owned();
        let page = format!("/sessions/{session_id}/move");
        let shown = app.get(Some(&noor), &page).await;
        for part in ["This and all later ones", "All sessions of the series", "?scope=following", "Move session"] {
            assert!(shown.text.contains(part), "{part}: {}", shown.text);
        }
        let choose = format!("{page}?scope=following");
        let shown = app.get(Some(&noor), &choose).await;
        assert!(shown.text.contains("Show the new times") && shown.text.contains(&to), "{}", shown.text);
        let sheet = format!("{choose}&slot={to}");
        let shown = app.get(Some(&noor), &sheet).await;
        for part in ["1 of 3 sessions cannot move", "Leave this one as it is", "Move these sessions", "Choose another time"] {
            assert!(shown.text.contains(part), "{part}: {}", shown.text);
        }

        let preview = preview_move(&app, &noor, &series, &given(&series, 1, &to, "following")).await.expect(200);
        let mut fields: Vec<(String, String)> = [
            ("series_id", series_id), ("session_id", session_id.as_str()), ("slot_id", to.as_str()), ("scope", "following"), ("reason", "A fair"),
        ].map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        for (index, one) in preview["occurrences"].as_array().unwrap().iter().enumerate() {
            let mut add = |field: &str, value: &Value| {
                fields.push((format!("moves[{index}][{field}]"), value.as_str().unwrap().to_owned()));
            };
            add("session_id", &one["session_id"]);
            add("from", &one["old_starts"]["at"]);
            add("to", &one["starts"]["at"]);
            if !one["conflict"].is_null() {
                add("choice", &json!("keep"));
            }
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let done = app.submit(Some(&noor), "/fn/move_series", &sheet, &fields).await;
        assert_eq!(done.status, 302, "{}", done.text);
        let target = done.headers["location"].to_str().unwrap().to_owned();
        assert!(app.get(Some(&noor), &target).await.text.contains("Sessions moved"), "{target}");
        let expected = [MONDAYS[0], "2026-12-02T14:00:00Z", MONDAYS[2], "2026-12-16T14:00:00Z"];
        assert_eq!(starts_now(&app, &noor, &series).await, expected);
        assert!(told(&app, "ines@example.com", "moved 2 sessions").await.contains("A fair"));
        // Once more, the page says why not.
        let again = app.submit(Some(&noor), "/fn/move_series", &sheet, &fields).await;
        let back = again.headers["location"].to_str().unwrap().to_owned();
        assert!(back.contains("scope=following"), "{back}");
        let shown = app.get(Some(&noor), &back).await;
        assert!(shown.text.contains("That is the time it has already"), "{}", shown.text);
    }

    async fn a_strangers_series_is_not_there(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, eve) = (app.mentee("noor@example.com").await, app.mentee("eve@example.com").await);
        let (other, _) = app.mentor("omar@example.com", Value::Null).await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let series = book(&app, &noor, weekly(&first, 2)).await.expect(201);
        let path = format!("/api/sessions/series/{}", series["series_id"].as_str().unwrap());
        app.get(None, &path).await.problem(401);
        for login in [&eve, &other] {
            app.get(Some(login), &path).await.problem(404);
            cancel(&app, login, &series, json!({ "scope": "all" })).await.problem(404);
            cancel(&app, login, &series, json!({ "session_id": id(&series, 0) })).await.problem(404);
        }
        let unknown = json!({ "series_id": "00000000-0000-7000-8000-000000000000" });
        cancel(&app, &noor, &unknown, json!({ "scope": "all" })).await.problem(404);
        app.get(Some(&noor), "/api/sessions/series/not-an-id").await.problem(404);
        // A session of another series, or of none, is not in this one.
        let elsewhere = slot_at(&app, &mentor_id, "2026-11-25T14:00:00Z").await;
        let alone = app.post(Some(&noor), "/api/sessions", json!({ "slot_id": elsewhere })).await.expect(201);
        cancel(&app, &noor, &series, json!({ "session_id": alone["session_id"], "scope": "following" })).await.problem(404);
        assert_eq!(upcoming(&app, &noor).await, 3);
    }

    async fn bad_input_is_named(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let nowhere = "00000000-0000-7000-8000-000000000000";
        for path in ["/api/sessions/series/preview", "/api/sessions/series"] {
            let sent = async |body: Value| app.post(Some(&noor), path, body).await;
            for count in [-1, 0, 1, 27, i64::MAX] {
                assert_eq!(sent(weekly(&first, count)).await.problem(422), "count", "{count}");
            }
            let daily = json!({ "slot_id": first, "frequency": "daily", "count": 2 });
            assert_eq!(sent(daily).await.problem(422), "frequency");
            assert_eq!(sent(json!({ "slot_id": first, "frequency": "weekly" })).await.problem(422), "body");
            sent(weekly(nowhere, 2)).await.problem(404);
            app.post(None, path, weekly(&first, 2)).await.problem(401);
            app.post(Some(&mentor), path, weekly(&first, 2)).await.problem(403);
        }
        let mut long = weekly(&first, 2);
        long["note"] = json!("x".repeat(2_001));
        assert_eq!(book(&app, &noor, long).await.problem(422), "note");
        for choices in [
            json!([{ "number": 3, "choice": "skip" }]),
            json!([{ "number": 1, "choice": "drop" }]),
            json!([{ "number": 1, "choice": "shift" }]),
            json!([{ "number": 1, "choice": "stop" }]),
            json!([{ "number": 1, "choice": "skip" }, { "number": 1, "choice": "skip" }]),
        ] {
            assert_eq!(book(&app, &noor, with_choices(weekly(&first, 2), choices)).await.problem(422), "choices");
        }
        let (_, elsewhere) = app.mentor("omar@example.com", Value::Null).await;
        let foreign = app.open_slots(&elsewhere).await.remove(0);
        for slot in [nowhere, foreign.as_str()] {
            let shift = json!([{ "number": 2, "choice": "shift", "slot_id": slot }]);
            book(&app, &noor, with_choices(weekly(&first, 2), shift)).await.problem(404);
        }
        assert_eq!(upcoming(&app, &noor).await, 0);
        let series = book(&app, &noor, weekly(&first, 2)).await.expect(201);
        assert_eq!(cancel(&app, &noor, &series, json!({ "scope": "some" })).await.problem(422), "scope");
        for scope in ["one", "following"] {
            assert_eq!(cancel(&app, &noor, &series, json!({ "scope": scope })).await.problem(422), "session_id");
        }
        let path = format!("/api/sessions/series/{}", series["series_id"].as_str().unwrap());
        let booked = app.call(Some(&noor), Method::PATCH, &path, Some(json!({ "status": "booked" }))).await;
        assert_eq!(booked.problem(422), "status");
        assert_eq!(upcoming(&app, &noor).await, 2);
    }

    async fn a_series_is_booked_and_called_off_without_a_script(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let taken = slot_at(&app, &mentor_id, MONDAYS[1]).await;
        app.post(Some(&ada), "/api/sessions", json!({ "slot_id": taken })).await.expect(201);
        let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
        let sheet = format!("/mentors/{mentor_id}?slot={first}&repeat=weekly&count=4");
        let shown = app.get(Some(&noor), &sheet).await;
        assert_eq!(shown.status, 200);
        for part in ["1 of 4 times cannot be booked", "Leave it out", "End the series before it", "Book these sessions"] {
            assert!(shown.text.contains(part), "{part}: {}", shown.text);
        }
        assert!(!shown.text.contains("Confirm Booking"));
        let wrong = app.get(Some(&noor), &sheet.replace("count=4", "count=99")).await;
        assert!(wrong.text.contains("A series has 2 to 26 sessions."), "{}", wrong.text);

        let fields = [("slot_id", first.as_str()), ("frequency", "weekly"), ("count", "4"), ("note", "Hi"), ("choices[2]", "skip")];
        let booked = app.submit(Some(&noor), "/fn/book_series", &sheet, &fields).await;
        assert_eq!(booked.status, 302, "{}", booked.text);
        let target = booked.headers["location"].to_str().unwrap().to_owned();
        let done = app.get(Some(&noor), &target).await;
        assert!(done.text.contains("Session Booked") && done.text.contains("1 of 3, every week"), "{}", done.text);
        assert!(done.text.contains("This and all later ones"));

        let path = target.split('?').next().unwrap();
        let session_id = path.rsplit('/').next().unwrap();
        let session = app.get(Some(&noor), &format!("/api/sessions/{session_id}")).await.expect(200);
        let series_id = session["series"]["series_id"].as_str().unwrap();
        let fields = [("series_id", series_id), ("session_id", session_id), ("scope", "following"), ("reason", "")];
        let off = app.submit(Some(&noor), "/fn/cancel_series", path, &fields).await;
        assert_eq!(off.headers["location"].to_str().unwrap(), path);
        assert!(app.get(Some(&noor), path).await.text.contains("Session cancelled"));
        assert_eq!(upcoming(&app, &noor).await, 0);
    }
}

#[tokio::test]
async fn what_is_too_late_to_move_keeps_its_time() {
    let app = TestApp::with_cutoff(Edition::Sqlite, 120).await;
    let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
    let noor = app.mentee("noor@example.com").await;
    let first = slot_at(&app, &mentor_id, MONDAYS[0]).await;
    let series = book(&app, &noor, weekly(&first, 3)).await.expect(201);
    let to = slot_at(&app, &mentor_id, "2026-11-30T10:00:00Z").await;
    let asked = given(&series, 1, &to, "all");
    let shown = preview_move(&app, &noor, &series, &asked).await.expect(200);
    let one = &shown["occurrences"][0];
    assert_eq!((&one["number"], &one["conflict"]["reason"]["code"]), (&json!(1), &json!("too_late_to_move")));
    assert_eq!(one["conflict"]["choices"], json!(["keep"]), "the chosen one comes later and moves");
    // The mentor is not bound to it.
    let of_mentor = preview_move(&app, &mentor, &series, &asked).await.expect(200);
    assert!(of_mentor["occurrences"].as_array().unwrap().iter().all(|one| one["conflict"].is_null()));
    let refused = move_series(&app, &noor, &series, &asked, accept(&of_mentor, "keep")).await;
    assert!(refused.text.contains("number 1 of 3"), "{}", refused.text);
    assert_eq!(refused.problem(409), "too_late_to_move");
    let moved = move_as_shown(&app, &noor, &series, &asked).await;
    assert_eq!(starts(&moved["sessions"]), [MONDAYS[0], "2026-11-30T10:00:00Z", "2026-12-07T10:00:00Z"]);
}
