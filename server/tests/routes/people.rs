//! Whose account may be used: taking one out of use, what becomes of its sessions, bringing it back; erasing
//! one; and who gives roles on the page.

use std::time::Duration;

use axum::http::Method;
use office_hours::account::status::SetUserStatus;
use office_hours::account::{Role, UserStatus};
use office_hours::booking::BookSession;
use office_hours::ids::UserId;
use office_hours::{Actor, Failure};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use services::Reader;
use services::account::{GrantRole, grant_role, set_user_status};
use services::booking::book_session;
use store::queries::{mentors, users};

use crate::support::{Answer, Edition, Login, TestApp, edition_of, on_both_databases};

const USERS: &str = "/api/admin/users";

/// The account of an address, as staff find it.
async fn account(app: &TestApp, staff: &Login, email: &str) -> Value {
    app.get(Some(staff), &format!("{USERS}?name={email}")).await.expect(200)[0].clone()
}

fn path(account: &Value) -> String {
    format!("{USERS}/{}", account["user_id"].as_str().unwrap())
}

async fn set(app: &TestApp, login: &Login, account: &Value, status: &str, upcoming: &str) -> Answer {
    let body = json!({ "status": status, "upcoming": upcoming, "reason": "Moves to another programme" });
    app.call(Some(login), Method::PATCH, &path(account), Some(body)).await
}

async fn erase(app: &TestApp, login: &Login, account: &Value, body: Value) -> Answer {
    let path = format!("/api/users/{}/erasure", account["user_id"].as_str().unwrap());
    app.post(Some(login), &path, body).await
}

async fn book(app: &TestApp, mentee: &Login, slot: &str) -> Value {
    app.post(Some(mentee), "/api/sessions", json!({ "slot_id": slot })).await.expect(201)
}

async fn status_of(app: &TestApp, login: &Login, session: &Value) -> Value {
    let path = format!("/api/sessions/{}", session["session_id"].as_str().unwrap());
    app.get(Some(login), &path).await.expect(200)["status"].clone()
}

/// How many mentors a search finds.
async fn found(app: &TestApp) -> usize {
    let found = app.post(None, "/api/match", json!({ "query": "fundraising" })).await.expect(200);
    found["results"].as_array().unwrap().len()
}

/// Gives whoever runs beside this the time to come to a lock. PostgreSQL says when they have; with SQLite they wait in
/// this process for their turn, unseen.
async fn until_somebody_waits(app: &TestApp) {
    let connection = app.services.store.connection();
    let count = "SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    for _ in 0..20_000 {
        tokio::task::yield_now().await;
        if edition_of(app) == Edition::Postgres {
            let asked = Statement::from_string(connection.get_database_backend(), count);
            let row = connection.query_one_raw(asked).await.unwrap().unwrap();
            if row.try_get::<i64>("", "count").unwrap() > 0 {
                return;
            }
        }
    }
    assert_eq!(edition_of(app), Edition::Sqlite, "nobody came to the lock");
}

on_both_databases! {
    async fn a_mentor_vanishes_with_what_is_booked_kept_and_comes_back(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await;
        let ines = account(&app, &staff, "ines@example.com").await;
        assert_eq!((&ines["mentor_id"], &ines["role"], &ines["status"]), (&json!(mentor_id), &json!("mentor"), &json!("active")));
        let seen = app.get(Some(&staff), &path(&ines)).await.expect(200);
        assert_eq!((&seen["account"], &seen["upcoming"][0]["session_id"]), (&ines, &session["session_id"]));
        assert_eq!(found(&app).await, 1);

        // First it is said what that would touch, and nothing is done.
        let undecided = set(&app, &staff, &ines, "inactive", "").await;
        assert!(undecided.text.contains("Mon 23 Nov 09:00, Ines Carvalho with Noor Haddad"), "{}", undecided.text);
        assert_eq!(undecided.problem(409), "sessions_touched");
        assert_eq!(app.open_slots(&mentor_id).await, slots[1..]);
        assert_eq!(app.journal("user.status_set").await, Vec::<Value>::new());

        app.clock.advance(Duration::from_secs(1));
        let away = set(&app, &staff, &ines, "inactive", "keep").await.expect(200);
        assert_eq!((&away["account"]["status"], away["upcoming"].as_array().unwrap().len()), (&json!("inactive"), 1));
        assert_eq!(status_of(&app, &noor, &session).await, "booked");
        assert_eq!(found(&app).await, 0);
        assert_eq!(app.get(None, "/api/profiles").await.expect(200)["total"], 0);
        app.get(Some(&noor), &format!("/api/profiles/{mentor_id}")).await.problem(404);
        app.get(Some(&noor), &format!("/api/availability/{mentor_id}")).await.problem(404);
        app.post(Some(&noor), "/api/sessions", json!({ "slot_id": slots[1] })).await.problem(404);
        // Nobody is signed in with it, and nobody signs in.
        app.get(Some(&mentor), "/api/sessions").await.problem(401);
        app.post(None, "/api/auth/login-link", json!({ "email": "ines@example.com" })).await.expect(202);
        let token = app.login_token("ines@example.com").await;
        app.post(None, "/api/auth/login", json!({ "email": "ines@example.com", "token": token })).await.problem(403);

        // A week later as many times are open as if nothing had been.
        app.clock.advance(Duration::from_secs(7 * 24 * 3_600));
        let back = set(&app, &staff, &ines, "active", "").await.expect(200);
        assert_eq!(back["account"]["status"], "active");
        assert_eq!(app.open_slots(&mentor_id).await.len(), slots.len());
        assert_eq!(found(&app).await, 1);
        app.get(Some(&mentor), "/api/sessions").await.problem(401);
        let mentor = app.sign_in("ines@example.com").await;
        app.get(Some(&mentor), "/api/sessions").await.expect(200);
        let noted = app.journal("user.status_set").await;
        let noted: Vec<_> = noted.iter().map(|props| (&props["before"], &props["status"], &props["upcoming"], &props["cancelled"])).collect();
        assert_eq!(noted, [(&json!("active"), &json!("inactive"), &json!("keep"), &json!(0)), (&json!("inactive"), &json!("active"), &Value::Null, &json!(0))]);
    }

    async fn what_is_booked_is_called_off_with_the_reason(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Thu 09:00-10:00" })).await;
        let (omar, elsewhere) = app.mentor("omar@example.com", json!({ "name": "Omar Said", "weekly_hours": "Fri 09:00-10:00" })).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let (slots, others) = (app.open_slots(&mentor_id).await, app.open_slots(&elsewhere).await);
        let sessions = [book(&app, &noor, &slots[0]).await, book(&app, &noor, &others[0]).await];
        let kept = book(&app, &ada, &others[1]).await;
        app.post(Some(&ada), "/api/waiting-list", json!({ "mentor_id": mentor_id, "slot_id": slots[0] })).await.expect(201);
        let them = account(&app, &staff, "noor@example.com").await;
        let gone = set(&app, &staff, &them, "suspended", "cancel").await.expect(200);
        assert_eq!((&gone["account"]["status"], &gone["upcoming"]), (&json!("suspended"), &json!([])));
        for session in &sessions {
            let path = format!("/api/sessions/{}", session["session_id"].as_str().unwrap());
            let seen = app.get(Some(&staff), &path).await.expect(200);
            assert_eq!((&seen["status"], &seen["reason"]), (&json!("cancelled"), &json!("Moves to another programme")));
        }
        assert_eq!(status_of(&app, &omar, &kept).await, "booked", "nobody else’s");
        for (email, count) in [("ines@example.com", 1), ("omar@example.com", 1), ("noor@example.com", 2), ("ada@example.com", 0)] {
            let mails = app.mails_to(email).await;
            let told: Vec<_> = mails.iter().filter(|mail| mail.subject.starts_with("Session cancelled")).collect();
            assert_eq!(told.len(), count, "{email}");
            assert!(told.iter().all(|mail| mail.text.contains("Reason: Moves to another programme")), "{email}");
        }
        // Whoever waited is offered the place, whoever nobody waited for is open again.
        let waiting = app.get(Some(&ada), "/api/waiting-list").await.expect(200);
        assert_eq!(waiting[0]["offer"]["slot_id"].as_str(), Some(slots[0].as_str()));
        assert!(app.open_slots(&elsewhere).await.contains(&others[0]));
        app.post(Some(&noor), "/api/sessions", json!({ "slot_id": others[0] })).await.problem(401);
        assert_eq!(app.journal("user.status_set").await[0]["cancelled"], 2);
    }

    async fn nobody_is_led_back_to_a_mentor_who_left(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await;
        app.post(Some(&ada), "/api/waiting-list", json!({ "mentor_id": mentor_id, "slot_id": slots[0] })).await.expect(201);
        let ines = account(&app, &staff, "ines@example.com").await;
        // What was kept at first can still be called off.
        set(&app, &staff, &ines, "inactive", "keep").await.expect(200);
        set(&app, &staff, &ines, "inactive", "cancel").await.expect(200);
        assert_eq!(status_of(&app, &noor, &session).await, "cancelled");
        let mails = app.mails_to("noor@example.com").await;
        let told = mails.iter().find(|mail| mail.subject.starts_with("Session cancelled")).unwrap();
        assert!(told.text.contains("http://office.test/find") && !told.text.contains(&mentor_id), "{}", told.text);
        assert!(app.mails_to("ada@example.com").await.iter().all(|mail| !mail.subject.starts_with("A place")), "nothing to offer");
    }

    async fn what_has_begun_takes_its_course(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await;
        app.clock.advance(Duration::from_secs(3_600 + 60));
        let ines = account(&app, &staff, "ines@example.com").await;
        set(&app, &staff, &ines, "suspended", "").await.expect(200);
        assert_eq!(status_of(&app, &noor, &session).await, "booked");
    }

    async fn who_decides_and_with_which_words(app: TestApp) {
        let (mentor, _) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let (pm, other_pm) = (app.staff("pm@example.com", Role::Pm).await, app.staff("joe@example.com", Role::Pm).await);
        let admin = app.staff("ada@example.com", Role::Admin).await;
        let of = async |email: &str| account(&app, &pm, email).await;
        let (ines, joe, ada, own) = (of("ines@example.com").await, of("joe@example.com").await, of("ada@example.com").await, of("pm@example.com").await);
        for login in [&mentor, &noor] {
            set(&app, login, &ines, "suspended", "").await.problem(403);
            app.get(Some(login), &path(&ines)).await.problem(403);
            app.get(Some(login), USERS).await.problem(403);
        }
        set(&app, &pm, &joe, "suspended", "").await.problem(403);
        set(&app, &pm, &ada, "suspended", "").await.problem(403);
        assert_eq!(set(&app, &pm, &own, "inactive", "").await.problem(409), "own_account");
        assert_eq!(set(&app, &admin, &ada, "inactive", "").await.problem(409), "own_account");
        set(&app, &pm, &json!({ "user_id": "00000000-0000-7000-8000-000000000000" }), "inactive", "").await.problem(404);
        assert_eq!(set(&app, &pm, &ines, "gone", "").await.problem(422), "status");
        assert_eq!(set(&app, &pm, &ines, "inactive", "perhaps").await.problem(422), "upcoming");
        let silent = json!({ "status": "inactive", "reason": " " });
        assert_eq!(app.call(Some(&pm), Method::PATCH, &path(&ines), Some(silent)).await.problem(422), "reason");
        // The process itself leaves one administrator as well.
        let input = SetUserStatus {
            user_id: ada["user_id"].as_str().unwrap().parse().unwrap(),
            status: "suspended".into(),
            upcoming: String::new(),
            reason: "By the command line".into(),
        };
        let last = set_user_status(&app.services, &Actor::System, &input, &Reader::default()).await.unwrap_err();
        assert!(matches!(last, office_hours::Failure::Conflict { ref code, .. } if code == "last_admin"), "{last:?}");
        assert_eq!(app.journal("user.status_set").await, Vec::<Value>::new());
        set(&app, &admin, &joe, "suspended", "").await.expect(200);
        app.get(Some(&other_pm), USERS).await.problem(401);
    }

    async fn people_are_found_by_name_or_address(app: TestApp) {
        app.mentor("ines@example.com", Value::Null).await;
        app.mentee("noor@example.com").await;
        let staff = app.staff("pm@example.com", Role::Pm).await;
        for (words, emails) in [
            ("", vec!["ines@example.com", "pm@example.com", "noor@example.com"]),
            ("haddad", vec!["noor@example.com"]),
            ("INES", vec!["ines@example.com"]),
            ("%25", vec![]),
        ] {
            let found = app.get(Some(&staff), &format!("{USERS}?name={words}")).await.expect(200);
            let found: Vec<&str> = found.as_array().unwrap().iter().map(|account| account["email"].as_str().unwrap()).collect();
            assert_eq!(found, emails, "{words}");
        }
        assert_eq!(app.get(Some(&staff), &format!("{USERS}?name=a%0Ab")).await.problem(422), "name");
    }

    async fn staff_decide_on_the_page_without_a_script(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let slot = app.open_slots(&mentor_id).await.remove(0);
        let session = book(&app, &noor, &slot).await;
        let ines = account(&app, &staff, "ines@example.com").await;
        let page = format!("/programme/people/{}", ines["user_id"].as_str().unwrap());
        assert!(app.get(Some(&staff), &format!("/mentors/{mentor_id}")).await.text.contains(&page));
        assert!(!app.get(Some(&noor), &format!("/mentors/{mentor_id}")).await.text.contains(&page));
        assert!(app.get(Some(&staff), "/programme/people?name=ines").await.text.contains(&page));
        assert_eq!(app.get(Some(&noor), &page).await.status, 403);
        assert_eq!(app.get(Some(&staff), "/programme/people/nobody").await.status, 404);
        let shown = app.get(Some(&staff), &page).await;
        assert!(shown.text.contains("Ines Carvalho with Noor Haddad") && shown.text.contains("Cancel them all"), "{}", shown.text);
        let user_id = ines["user_id"].as_str().unwrap();
        let submit = async |more: Option<(&'static str, &'static str)>| {
            let mut fields = vec![("user_id", user_id), ("status", "inactive"), ("reason", "She has left")];
            fields.extend(more);
            let answer = app.submit(Some(&staff), "/fn/set_user_status", &page, &fields).await;
            assert_eq!(answer.status, 302, "{}", answer.text);
            answer.headers["location"].to_str().unwrap().trim_start_matches("http://office.test").to_owned()
        };
        let undecided = submit(None).await;
        assert!(undecided.contains("__err="), "{undecided}");
        let told = app.get(Some(&staff), &undecided).await;
        assert!(told.text.contains("Say whether that is kept or cancelled"), "{}", told.text);
        let done = submit(Some(("upcoming", "cancel"))).await;
        assert_eq!(done, format!("{page}?saved=1"));
        let seen = app.get(Some(&staff), &done).await;
        assert!(seen.text.contains("Saved") && seen.text.contains("Has left"), "{}", seen.text);
        assert_eq!(status_of(&app, &noor, &session).await, "cancelled");
        // Staff still see whom they took out of use.
        assert!(app.get(Some(&staff), &format!("/mentors/{mentor_id}")).await.text.contains(&page));
    }

    async fn administrators_give_roles_on_the_page_without_a_script(app: TestApp) {
        let admin = app.staff("ada@example.com", Role::Admin).await;
        let pm = app.staff("pm@example.com", Role::Pm).await;
        assert!(app.get(Some(&admin), "/programme/people").await.text.contains("Add a person…"));
        assert!(!app.get(Some(&pm), "/programme/people").await.text.contains("Add a person…"));

        let people = "/programme/people";
        let add = |email, role| [("email", email), ("role", role)];
        let added = app.submit(Some(&admin), "/fn/grant_role", people, &add("joe@example.com", "pm")).await;
        let page = added.headers["location"].to_str().unwrap().to_owned();
        assert!(page.starts_with("/programme/people/") && page.ends_with("?saved=1"), "{page}");
        assert!(app.get(Some(&admin), &page).await.text.contains("What this person is on the programme"));
        assert!(!app.get(Some(&pm), &page).await.text.contains("What this person is on the programme"));
        assert_eq!(account(&app, &admin, "joe@example.com").await["role"], "pm");

        for (email, role, said) in [
            ("joe", "pm", "Enter an e-mail address such as"),
            ("joe@example.com", "boss", "Choose mentee, mentor, pm or admin."),
            ("ada@example.com", "mentee", "This is the last administrator."),
        ] {
            let refused = app.submit(Some(&admin), "/fn/grant_role", people, &add(email, role)).await;
            let back = refused.headers["location"].to_str().unwrap().trim_start_matches("http://office.test");
            assert!(app.get(Some(&admin), back).await.text.contains(said), "{email} {role}");
        }
        let refused = app.submit(Some(&pm), "/fn/grant_role", people, &add("pm@example.com", "admin")).await;
        assert_ne!(refused.headers["location"], page.as_str());
        assert_eq!(account(&app, &admin, "pm@example.com").await["role"], "pm");
        app.get(Some(&pm), "/api/admin/analytics").await.expect(200);

        // Whoever was erased is nobody any more.
        let noor = app.mentee("noor@example.com").await;
        let user_id = account(&app, &admin, "noor@example.com").await["user_id"].as_str().unwrap().to_owned();
        erase(&app, &noor, &json!({ "user_id": user_id }), json!({ "email": "noor@example.com" })).await.expect(204);
        let input = GrantRole { email: format!("{user_id}@erased.invalid"), role: Role::Pm };
        let refused = grant_role(&app.services, &Actor::System, &input).await.unwrap_err();
        assert!(matches!(refused, Failure::Conflict { code, .. } if code == "erased"));
    }

    async fn whoever_erases_their_account_leaves_what_was_met(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let slots = app.open_slots(&mentor_id).await;
        let note = json!({ "slot_id": slots[0], "note": "Our term sheet" });
        let met = app.post(Some(&noor), "/api/sessions", note).await.expect(201);
        app.clock.advance(Duration::from_secs(2 * 3_600));
        let of = |session: &Value| format!("/api/sessions/{}", session["session_id"].as_str().unwrap());
        app.call(Some(&mentor), Method::PATCH, &of(&met), Some(json!({ "step": "complete" }))).await.expect(200);
        let ahead = book(&app, &noor, &slots[5]).await;
        let them = account(&app, &staff, "noor@example.com").await;
        let erase = async |login: &Login, email: &str| erase(&app, login, &them, json!({ "email": email })).await;
        erase(&ada, "noor@example.com").await.problem(403);
        erase(&mentor, "noor@example.com").await.problem(403);
        assert_eq!(erase(&staff, "noor@example.com").await.problem(422), "reason");
        assert_eq!(erase(&noor, "ada@example.com").await.problem(422), "email");
        assert_eq!(app.get(Some(&noor), &of(&ahead)).await.expect(200)["status"], "booked", "nothing was done yet");

        erase(&noor, " Noor@Example.com").await.expect(204);
        app.get(Some(&noor), "/api/sessions").await.problem(401);
        let seen = app.get(Some(&mentor), &of(&met)).await.expect(200);
        assert_eq!((&seen["status"], &seen["mentee_name"], &seen["note"]), (&json!("completed"), &json!("Former member"), &Value::Null));
        assert_eq!((&seen["mentee_company"], &seen["mentee_id"]), (&Value::Null, &met["mentee_id"]));
        assert_eq!(app.get(Some(&mentor), &of(&ahead)).await.expect(200)["status"], "cancelled");
        assert!(app.open_slots(&mentor_id).await.contains(&slots[5]));
        assert_eq!(app.get(Some(&staff), "/api/admin/analytics").await.expect(200)["sessions_total"], 2);
        for email in ["ines@example.com", "noor@example.com"] {
            let mails = app.mails_to(email).await;
            assert_eq!(mails.iter().filter(|mail| mail.subject.starts_with("Session cancelled")).count(), 1, "{email}");
        }
        assert_eq!(account(&app, &staff, "noor@example.com").await, Value::Null);
        let gone = app.get(Some(&staff), &path(&them)).await.expect(200);
        assert_eq!((&gone["account"]["name"], &gone["account"]["status"]), (&json!("Former member"), &json!("inactive")));
        // Who comes with that address later is somebody new.
        let newcomer = app.sign_in("noor@example.com").await;
        let me = app.get(Some(&newcomer), "/api/auth/me").await.expect(200)["person"].clone();
        assert_ne!(me["user_id"], them["user_id"]);
        assert_eq!(me["mentee_id"], Value::Null);
    }

    async fn staff_erase_a_mentor_and_nothing_finds_them(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let admin = app.staff("ada@example.com", Role::Admin).await;
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await;
        assert_eq!(found(&app).await, 1);
        app.deliver().await;
        app.clock.advance(Duration::from_secs(1));
        let ines = account(&app, &staff, "ines@example.com").await;
        let asked = json!({ "email": "ines@example.com", "reason": "She asked us to" });
        erase(&app, &staff, &ines, asked).await.expect(204);
        assert_eq!(found(&app).await, 0);
        app.get(Some(&noor), &format!("/api/profiles/{mentor_id}")).await.problem(404);
        let mine = app.get(Some(&noor), "/api/sessions").await.expect(200);
        assert_eq!((&mine["past"][0]["session_id"], &mine["past"][0]["mentor_name"]), (&session["session_id"], &json!("Former member")));
        let profile = app.get(Some(&staff), &format!("/api/profiles/{mentor_id}")).await.expect(200);
        assert_eq!((&profile["bio"], &profile["headline"], &profile["expertise"]), (&Value::Null, &Value::Null, &json!([])));
        // Nothing that follows is stuck.
        app.deliver().await;
        let own = account(&app, &admin, "ada@example.com").await;
        let last = erase(&app, &admin, &own, json!({ "email": "ada@example.com" })).await;
        assert_eq!(last.problem(409), "last_admin");
        let nobody = json!({ "user_id": "00000000-0000-7000-8000-000000000000" });
        erase(&app, &staff, &nobody, json!({ "email": "a@b.de", "reason": "x" })).await.problem(404);
    }

    async fn what_was_on_its_way_is_refused_once_the_account_is_out_of_use(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        app.mentee("noor@example.com").await;
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let slots = app.open_slots(&mentor_id).await;
        let user_id: UserId = account(&app, &staff, "noor@example.com").await["user_id"].as_str().unwrap().parse().unwrap();
        let store = &app.services.store;
        // As the request was let in.
        let actor = Actor::Person(users::find_person(store, user_id).await.unwrap().unwrap());
        let slot_id = slots[0].parse().unwrap();
        let input = BookSession { slot_id, note: String::new(), search_id: None, mentee_id: None, mentee: None, reason: String::new() };
        let zone = Reader::default();

        let tx = store.begin().await.unwrap();
        mentors::lock(&tx, mentor_id.parse().unwrap()).await.unwrap();
        let booking = book_session(&app.services, &actor, &input, &zone);
        let shut_out = async {
            until_somebody_waits(&app).await;
            users::set_status(&tx, user_id, UserStatus::Suspended).await.unwrap();
            tx.commit().await.unwrap();
        };
        let (booked, ()) = tokio::join!(booking, shut_out);
        assert_eq!(booked.unwrap_err().to_string(), "This account cannot be used any more.");
        assert_eq!(app.open_slots(&mentor_id).await, slots, "nothing was booked");
    }

    async fn whoever_is_erased_while_they_book_holds_nothing(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Mon 09:00-12:00" })).await;
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let slots = app.open_slots(&mentor_id).await;
        for (number, slot) in slots.iter().take(6).enumerate() {
            let email = format!("noor{number}@example.com");
            let login = app.mentee(&email).await;
            let them = account(&app, &staff, &email).await;
            let booking = app.post(Some(&login), "/api/sessions", json!({ "slot_id": slot }));
            let wish = json!({ "email": email, "reason": "" });
            let erasing = erase(&app, &login, &them, wish.clone());
            let (booked, erased) = if number % 2 == 0 {
                tokio::join!(booking, erasing)
            } else {
                let (erased, booked) = tokio::join!(erasing, booking);
                (booked, erased)
            };
            // First one or the other; never both at once.
            assert!([201, 401, 403].contains(&booked.status.as_u16()), "{}", booked.text);
            if erased.status != 204 {
                assert_eq!(erased.problem(409), "session_changed");
                erase(&app, &login, &them, wish).await.expect(204);
            }
            assert_eq!(app.open_slots(&mentor_id).await, slots, "number {number} still holds a time");
        }
    }

    async fn an_account_is_erased_on_the_page_without_a_script(app: TestApp) {
        let noor = app.mentee("noor@example.com").await;
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let user_id = account(&app, &staff, "noor@example.com").await["user_id"].as_str().unwrap().to_owned();
        assert!(app.get(Some(&noor), "/account").await.text.contains("Erase my account for good"));
        let person = format!("/programme/people/{user_id}");
        assert!(app.get(Some(&staff), &person).await.text.contains("Erase it for good"));
        let wrong = [("user_id", user_id.as_str()), ("email", "noor")];
        let refused = app.submit(Some(&noor), "/fn/erase_user", "/account", &wrong).await;
        let back = refused.headers["location"].to_str().unwrap().trim_start_matches("http://office.test").to_owned();
        assert!(app.get(Some(&noor), &back).await.text.contains("Type the e-mail address of the account"), "{back}");
        let right = [("user_id", user_id.as_str()), ("email", "noor@example.com")];
        let done = app.submit(Some(&noor), "/fn/erase_user", "/account", &right).await;
        assert_eq!((done.status.as_u16(), done.headers["location"].to_str().unwrap()), (302, "/"));
        assert_eq!(app.get(Some(&noor), "/sessions").await.status, 401);
    }
}
