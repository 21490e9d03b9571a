//! Staff book in a mentee's place.

use std::time::Duration;

use axum::http::Method;
use office_hours::account::Role;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use crate::support::{Answer, Edition, Login, TestApp, on_both_databases};

const SESSIONS: &str = "/api/sessions";
const HOUR: Duration = Duration::from_secs(3_600);

/// Who somebody is, as they are told themselves.
async fn me(app: &TestApp, login: &Login) -> Value {
    app.get(Some(login), "/api/auth/me").await.expect(200)["person"].clone()
}

async fn book(app: &TestApp, login: &Login, body: Value) -> Answer {
    app.post(Some(login), SESSIONS, body).await
}

/// Who booked and what was noted of it, oldest first.
async fn journal(app: &TestApp) -> Vec<(String, Value)> {
    let connection = app.services.store.connection();
    let sql = "SELECT u.email, e.props FROM events e JOIN users u ON u.id = e.actor_user_id \
               WHERE e.type = 'session.booked' ORDER BY e.id";
    let rows = connection
        .query_all_raw(Statement::from_string(connection.get_database_backend(), sql))
        .await
        .unwrap();
    rows.iter().map(|row| (row.try_get("", "email").unwrap(), row.try_get("", "props").unwrap())).collect()
}

on_both_databases! {
    async fn both_sides_are_told_that_staff_booked_and_why(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let mentee_id = me(&app, &noor).await["mentee_id"].clone();
        let slot = app.open_slots(&mentor_id).await.remove(0);
        // What the mentee kept of the mentor's time is nothing to a booking in their place, and ends with it.
        app.post(Some(&noor), "/api/availability/holds", json!({ "slot_id": slot })).await.expect(200);
        let body = json!({ "slot_id": slot, "mentee_id": mentee_id, "reason": "She has no internet", "note": "The term sheet" });
        let booked = book(&app, &staff, body.clone()).await.expect(201);
        assert_eq!((&booked["mentee_id"], &booked["status"], &booked["note"]), (&mentee_id, &json!("booked"), &json!("The term sheet")));
        assert!(!app.open_slots(&mentor_id).await.contains(&slot));
        assert_eq!(book(&app, &staff, body).await.expect(201)["session_id"], booked["session_id"], "asked twice, booked once");

        for login in [&mentor, &noor] {
            let mine = app.get(Some(login), SESSIONS).await.expect(200);
            assert_eq!(mine["upcoming"][0]["session_id"], booked["session_id"]);
        }
        for (email, says) in [
            ("noor@example.com", "The programme’s staff booked a session with Ines Carvalho for you."),
            ("ines@example.com", "The programme’s staff booked a session of Noor Haddad with you."),
        ] {
            let mails = app.mails_to(email).await;
            let told: Vec<_> = mails.iter().filter(|mail| mail.subject.starts_with("Session with")).collect();
            assert_eq!(told.len(), 1, "{email}");
            let text = &told[0].text;
            assert!(text.contains(says) && text.contains("Reason: She has no internet") && text.contains("Note: The term sheet"), "{text}");
        }
        let journal = journal(&app).await;
        let [(who, noted)] = &journal[..] else { panic!("{journal:?}") };
        assert_eq!((who.as_str(), &noted["by"], &noted["reason"]), ("pm@example.com", &json!("staff"), &json!("She has no internet")));
        // It is the mentee's like any other, and so are its limits.
        let path = format!("{SESSIONS}/{}", booked["session_id"].as_str().unwrap());
        app.call(Some(&noor), Method::PATCH, &path, Some(json!({ "status": "cancelled" }))).await.expect(200);
    }

    async fn where_the_mentor_answers_staff_ask(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mut rules = app.get(Some(&mentor), "/api/availability/rules").await.expect(200);
        rules["offer"]["approval"] = json!("mentor");
        app.call(Some(&mentor), Method::PUT, "/api/availability/rules", Some(rules)).await.expect(200);
        app.mentee("noor@example.com").await;
        let staff = app.staff("admin@example.com", Role::Admin).await;
        let slot = app.open_slots(&mentor_id).await.remove(0);
        let asked = json!({ "slot_id": slot, "mentee": " Noor@Example.com ", "reason": "Her first session" });
        assert_eq!(book(&app, &staff, asked).await.expect(201)["status"], "pending");
        for (email, says) in [
            ("noor@example.com", "The programme’s staff asked Ines Carvalho for a session for you."),
            ("ines@example.com", "The programme’s staff ask for a session of Noor Haddad with you."),
        ] {
            let mails = app.mails_to(email).await;
            assert!(mails.iter().any(|mail| mail.text.contains(says) && mail.text.contains("Her first session")), "{email}");
        }
    }

    async fn what_keeps_time_and_people_counts_for_staff_too(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Mon 09:00-12:00" })).await;
        let (_, elsewhere) = app.mentor("omar@example.com", json!({ "weekly_hours": "Mon 09:00-12:00" })).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let (slots, others) = (app.open_slots(&mentor_id).await, app.open_slots(&elsewhere).await);
        let for_noor = |slot: &str| json!({ "slot_id": slot, "mentee": "noor@example.com", "reason": "A good fit" });
        book(&app, &ada, json!({ "slot_id": slots[0] })).await.expect(201);
        assert_eq!(book(&app, &staff, for_noor(&slots[0])).await.problem(409), "slot_taken");
        app.post(Some(&ada), "/api/availability/holds", json!({ "slot_id": slots[1] })).await.expect(200);
        assert_eq!(book(&app, &staff, for_noor(&slots[1])).await.problem(409), "slot_held");
        book(&app, &noor, json!({ "slot_id": others[2] })).await.expect(201);
        assert_eq!(book(&app, &staff, for_noor(&slots[2])).await.problem(409), "mentee_busy");
        let mut rules = app.get(Some(&mentor), "/api/availability/rules").await.expect(200);
        rules["offer"]["cap_per_mentee"] = json!(1);
        app.call(Some(&mentor), Method::PUT, "/api/availability/rules", Some(rules)).await.expect(200);
        book(&app, &staff, for_noor(&slots[3])).await.expect(201);
        assert_eq!(book(&app, &staff, for_noor(&slots[4])).await.problem(409), "mentee_cap");
    }

    async fn missed_sessions_do_not_bind_staff(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Mon 09:00-11:00" })).await;
        let noor = app.mentee("noor@example.com").await;
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let slots = app.open_slots(&mentor_id).await;
        let mut missed = vec![];
        for slot in &slots[..2] {
            missed.push(book(&app, &noor, json!({ "slot_id": slot })).await.expect(201));
        }
        app.clock.advance(4 * HOUR);
        for session in missed {
            let path = format!("{SESSIONS}/{}", session["session_id"].as_str().unwrap());
            app.call(Some(&mentor), Method::PATCH, &path, Some(json!({ "step": "mark_mentee_absent" }))).await.expect(200);
        }
        let open = app.open_slots(&mentor_id).await;
        book(&app, &noor, json!({ "slot_id": open[0] })).await.expect(201);
        assert_eq!(book(&app, &noor, json!({ "slot_id": open[1] })).await.problem(409), "limited");
        let in_place = json!({ "slot_id": open[1], "mentee": "noor@example.com", "reason": "We spoke about it" });
        book(&app, &staff, in_place).await.expect(201);
    }

    async fn whom_staff_mean_is_said_on_the_field(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, gone) = (app.mentee("noor@example.com").await, app.mentee("gone@example.com").await);
        let newcomer = app.sign_in("new@example.com").await;
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let (noor, gone) = (me(&app, &noor).await, me(&app, &gone).await);
        let suspend = "UPDATE users SET status = 'suspended' WHERE email = 'gone@example.com'";
        app.services.store.connection().execute_unprepared(suspend).await.unwrap();
        let open = app.open_slots(&mentor_id).await;
        let unknown = "00000000-0000-7000-8000-000000000000";
        for (field, changes) in [
            ("mentee", json!({})),
            ("mentee_id", json!({ "mentee_id": unknown })),
            ("mentee_id", json!({ "mentee_id": mentor_id })),
            ("mentee_id", json!({ "mentee_id": gone["mentee_id"] })),
            ("mentee", json!({ "mentee": " " })),
            ("mentee", json!({ "mentee": "nobody@example.com" })),
            ("mentee", json!({ "mentee": "ines@example.com" })),
            ("mentee", json!({ "mentee": "pm@example.com" })),
            ("mentee", json!({ "mentee": "new@example.com" })),
            ("mentee", json!({ "mentee": "gone@example.com" })),
            ("mentee", json!({ "mentee": "x".repeat(255) })),
            ("mentee", json!({ "mentee": "noor@example.com", "mentee_id": noor["mentee_id"] })),
            ("reason", json!({ "mentee_id": noor["mentee_id"], "reason": " " })),
            ("body", json!({ "mentee_id": "noor" })),
        ] {
            let mut body = json!({ "slot_id": open[0], "reason": "A good fit" });
            for (name, value) in changes.as_object().unwrap() {
                body[name] = value.clone();
            }
            assert_eq!(book(&app, &staff, body).await.problem(422), field, "{changes}");
        }
        assert_eq!(me(&app, &newcomer).await["mentee_id"], Value::Null);
        // Two are called so, and only one of them can be met.
        let by_name = |slot: &str| json!({ "slot_id": slot, "mentee": "noor haddad", "reason": "A good fit" });
        book(&app, &staff, by_name(&open[0])).await.expect(201);
        app.mentee("other@example.com").await;
        let refused = book(&app, &staff, by_name(&open[1])).await;
        assert!(refused.text.contains("noor@example.com") && refused.text.contains("other@example.com"), "{}", refused.text);
        assert_eq!(refused.problem(422), "mentee");
        assert_eq!(app.open_slots(&mentor_id).await, open[1..]);
    }

    async fn nobody_else_books_in_anybodys_place(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, eve) = (app.mentee("noor@example.com").await, app.mentee("eve@example.com").await);
        let mentee_id = me(&app, &noor).await["mentee_id"].clone();
        let open = app.open_slots(&mentor_id).await;
        let unknown = "00000000-0000-7000-8000-000000000000";
        for named in [json!({ "mentee_id": mentee_id }), json!({ "mentee_id": unknown }), json!({ "mentee": "noor@example.com" })] {
            let mut body = json!({ "slot_id": open[0], "reason": "She asked me to" });
            body.as_object_mut().unwrap().extend(named.as_object().unwrap().clone());
            app.post(None, SESSIONS, body.clone()).await.problem(401);
            // Whether there is such a mentee is not told.
            book(&app, &eve, body.clone()).await.problem(403);
            book(&app, &mentor, body).await.problem(403);
        }
        assert_eq!(app.open_slots(&mentor_id).await, open);
        // One's own id says nothing new.
        let own = book(&app, &noor, json!({ "slot_id": open[0], "mentee_id": mentee_id })).await.expect(201);
        assert_eq!(own["mentee_id"], mentee_id);
        assert_eq!(journal(&app).await[0].1["by"], "mentee");
    }

    async fn staff_book_on_the_page_without_a_script(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        app.mentee("noor@example.com").await;
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let slot = app.open_slots(&mentor_id).await.remove(0);
        let page = format!("/mentors/{mentor_id}?slot={slot}");
        let sheet = app.get(Some(&staff), &page).await;
        assert!(sheet.text.contains("Book for this founder") && !sheet.text.contains("Confirm Booking"), "{}", sheet.text);
        let sent = |mentee: &'static str| [("slot_id", slot.clone()), ("mentee", mentee.to_owned()), ("reason", "A good fit".to_owned()), ("note", String::new())];
        let submit = async |mentee: &'static str| {
            let fields = sent(mentee);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = app.submit(Some(&staff), "/fn/book_session", &page, &fields).await;
            assert_eq!(answer.status, 302, "{}", answer.text);
            answer.headers["location"].to_str().unwrap().trim_start_matches("http://office.test").to_owned()
        };
        let back = submit("nobody@example.com").await;
        assert!(back.starts_with("/mentors/") && back.contains("__err="), "{back}");
        let told = app.get(Some(&staff), &back).await;
        assert!(told.text.contains("No mentee has this name or address."), "{}", told.text);
        let done = submit("noor@example.com").await;
        assert!(done.starts_with("/sessions/"), "{done}");
        assert!(app.get(Some(&staff), &done).await.text.contains("Session Booked"));
    }
}
