//! Rules in, times out: what a mentor says, what is listed, and that both are what can be booked.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use axum::http::Method;
use office_hours::Actor;
use office_hours::availability::SlotTime;
use office_hours::experiments::chance::SplitMix64;
use serde_json::{Value, json};
use store::queries::availability::SlotTerms;

use crate::support::{Edition, Login, TestApp, on_both_databases};

const RULES: &str = "/api/availability/rules";
const PREVIEW: &str = "/api/availability/rules/preview";
const HOLDS: &str = "/api/availability/holds";

/// The mentor's rules with these members instead.
async fn save(app: &TestApp, mentor: &Login, changes: Value) -> Value {
    let mut rules = app.get(Some(mentor), RULES).await.expect(200);
    merge(&mut rules, changes);
    rules["keep_booked"] = json!(true);
    app.call(Some(mentor), Method::PUT, RULES, Some(rules)).await.expect(200)
}

fn merge(into: &mut Value, changes: Value) {
    match (into, changes) {
        (Value::Object(into), Value::Object(changes)) => {
            for (key, value) in changes {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, changes) => *into = changes,
    }
}

/// Starts of the open times, in UTC, without seconds.
async fn starts(app: &TestApp, login: Option<&Login>, mentor_id: &str) -> Vec<String> {
    let open = app.get(login, &format!("/api/availability/{mentor_id}")).await.expect(200);
    let slots = open["slots"].as_array().unwrap();
    slots.iter().map(|slot| slot["starts"]["at"].as_str().unwrap()[..16].to_owned()).collect()
}

async fn book(app: &TestApp, mentee: &Login, slot: &str) -> crate::support::Answer {
    app.post(Some(mentee), "/api/sessions", json!({ "slot_id": slot })).await
}

async fn cancel(app: &TestApp, login: &Login, session: &Value) {
    let path = format!("/api/sessions/{}", session["session_id"].as_str().unwrap());
    app.call(Some(login), Method::PATCH, &path, Some(json!({ "status": "cancelled" }))).await.expect(200);
}

/// Why a time cannot be booked, as codes.
async fn why_not(app: &TestApp, login: Option<&Login>, mentor_id: &str, from: &str, to: &str) -> String {
    let asked = json!({ "mentor_id": mentor_id, "starts_at": from, "ends_at": to });
    let answer = app.post(login, "/api/availability/check-conflicts", asked).await.expect(200);
    let reasons = answer["reasons"].as_array().unwrap();
    assert_eq!(answer["bookable"], reasons.is_empty());
    reasons.iter().map(|reason| reason["code"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

on_both_databases! {
    async fn rules_are_read_changed_and_kept_from_being_overwritten(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let rules = app.get(Some(&mentor), RULES).await.expect(200);
        assert_eq!((&rules["version"], &rules["offer"]["session_minutes"]), (&json!(0), &json!(30)));
        assert_eq!(rules["load_cap_per_week"], 5);
        let before = app.open_slots(&mentor_id).await;
        let changed = save(&app, &mentor, json!({ "load_cap_per_week": 9, "offer": { "location": "Room 2" } })).await;
        assert_eq!((&changed["version"], &changed["load_cap_per_week"]), (&json!(1), &json!(9)));
        let open = app.get(None, &format!("/api/availability/{mentor_id}")).await.expect(200);
        assert_eq!(open["slots"][0]["location"], "Room 2");
        assert_eq!(app.open_slots(&mentor_id).await, before, "times that stay keep their ids");
        let stale = app.call(Some(&mentor), Method::PUT, RULES, Some(rules)).await;
        assert_eq!(stale.problem(409), "rules_changed");
        assert_eq!(app.get(Some(&mentor), RULES).await.expect(200), changed);
        // The profile's form knows the weekly hours only: the rest stays.
        app.clock.advance(Duration::from_secs(1));
        let (mentor, _) = app.mentor("ines@example.com", json!({ "weekly_hours": "Mon 09:00-10:00" })).await;
        let kept = app.get(Some(&mentor), RULES).await.expect(200);
        assert_eq!((&kept["offer"]["location"], &kept["weekly_hours"]), (&json!("Room 2"), &json!("Mon 09:00-10:00")));
        // What was changed there is not undone by a page that has not seen it.
        let unseen = app.call(Some(&mentor), Method::PUT, RULES, Some(changed)).await;
        assert_eq!(unseen.problem(409), "rules_changed");
    }

    async fn exceptions_are_what_is_listed(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Mon-Fri 09:00-10:00" })).await;
        save(&app, &mentor, json!({ "exceptions": {
            "overrides": [{ "date": "2026-11-24", "hours": "14:00-15:00" }, { "date": "2026-11-25", "hours": "" }],
            "one_offs": [{ "date": "2026-11-28", "hours": "10:00-11:00" }],
            "blocks": [{ "from": "2026-11-26", "to": "2026-11-26" }, { "from": "2026-11-27T09:00", "to": "2026-11-27T09:30" }],
            "recurrences": [{ "rule": "FREQ=MONTHLY;BYDAY=-1SU", "starts_on": "2026-11-01", "hours": "08:00-08:30", "except": ["2027-01-31"] }],
        } })).await;
        let week: Vec<String> = starts(&app, None, &mentor_id).await.into_iter().take_while(|at| at.as_str() < "2026-11-30").collect();
        let expected = ["23T09:00", "23T09:30", "24T14:00", "24T14:30", "27T09:30", "28T10:00", "28T10:30", "29T08:00"];
        assert_eq!(week, expected.map(|at| format!("2026-11-{at}")));
        assert_eq!(why_not(&app, None, &mentor_id, "2026-11-26T09:00:00Z", "2026-11-26T09:30:00Z").await, "mentor_on_leave");
        assert_eq!(why_not(&app, None, &mentor_id, "2026-11-25T09:00:00Z", "2026-11-25T09:30:00Z").await, "not_offered");
    }

    async fn notice_horizon_interval_and_buffers_count(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Mon 09:00-12:00" })).await;
        save(&app, &mentor, json!({ "offer": {
            "session_minutes": 60, "interval_minutes": 30, "buffer_before_minutes": 15, "buffer_after_minutes": 0,
            "notice_minutes": 90, "horizon_days": 8,
        } })).await;
        let monday = |times: &[&str]| times.iter().map(|time| format!("2026-11-{time}")).collect::<Vec<_>>();
        let all = monday(&["23T09:30", "23T10:00", "23T10:30", "23T11:00", "30T09:00", "30T09:30", "30T10:00", "30T10:30", "30T11:00"]);
        assert_eq!(starts(&app, None, &mentor_id).await, all);
        assert_eq!(why_not(&app, None, &mentor_id, "2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z").await, "notice_too_short");
        assert_eq!(why_not(&app, None, &mentor_id, "2026-12-07T09:00:00Z", "2026-12-07T10:00:00Z").await, "too_far_ahead");
        let mentee = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let booked = book(&app, &mentee, &slots[5]).await.expect(201);
        assert_eq!(booked["ends"]["at"], "2026-11-30T10:30:00Z");
        // 9:30–10:30 takes what overlaps, and 10:30 is too close.
        let left = monday(&["23T09:30", "23T10:00", "23T10:30", "23T11:00", "30T11:00"]);
        assert_eq!(starts(&app, None, &mentor_id).await, left);
        assert_eq!(why_not(&app, None, &mentor_id, "2026-11-30T10:30:00Z", "2026-11-30T11:30:00Z").await, "buffer");
        assert_eq!(book(&app, &app.mentee("ada@example.com").await, &slots[7]).await.problem(409), "buffer");
        // Without buffers from now on: the session keeps those it was booked with.
        save(&app, &mentor, json!({ "offer": { "buffer_before_minutes": 0, "buffer_after_minutes": 45 } })).await;
        assert_eq!(why_not(&app, None, &mentor_id, "2026-11-30T10:30:00Z", "2026-11-30T11:30:00Z").await, "");
        cancel(&app, &mentee, &booked).await;
        assert_eq!(starts(&app, None, &mentor_id).await, all);
    }

    async fn many_calendars_are_listed_at_once(app: TestApp) {
        let (_, ines) = app.mentor("ines@example.com", json!({ "weekly_hours": "Mon 09:00-10:00" })).await;
        let (_, omar) = app.mentor("omar@example.com", json!({ "weekly_hours": "Tue 09:00-09:30" })).await;
        let noor = app.mentee("noor@example.com").await;
        let ask = async |login: Option<&Login>, ids: &[&str], days: i64| {
            app.post(login, "/api/availability", json!({ "mentor_ids": ids, "days": days })).await
        };
        let unknown = "00000000-0000-7000-8000-000000000000";
        let listed = ask(None, &[&omar, unknown, &ines], 56).await.expect(200);
        for (place, id) in [(0, &omar), (1, &ines)] {
            assert_eq!(listed[place]["mentor_id"], **id);
            let slots = listed[place]["slots"].as_array().unwrap();
            let listed: Vec<&str> = slots.iter().map(|slot| slot["slot_id"].as_str().unwrap()).collect();
            assert_eq!(listed, app.open_slots(id).await, "the same as one by one");
            assert_eq!(slots[0]["seats_left"], 1);
        }
        let first = app.open_slots(&ines).await.remove(0);
        book(&app, &noor, &first).await.expect(201);
        let after = ask(Some(&noor), &[&ines], 7).await.expect(200);
        assert_eq!(after[0]["slots"].as_array().unwrap().len(), 1, "the other half hour of this week");
        for (ids, days, field) in [(vec![], 7, "mentor_ids"), (vec![ines.as_str(); 201], 7, "mentor_ids"), (vec![ines.as_str()], 57, "days"), (vec![ines.as_str()], 0, "days")] {
            assert_eq!(ask(None, &ids, days).await.problem(422), field);
        }
    }

    async fn limits_count_at_the_moment_of_booking(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Mon 09:00-12:00\nThu 09:00-12:00" })).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let slots = app.open_slots(&mentor_id).await;
        // Each was listed, and then the mentor changed their mind.
        save(&app, &mentor, json!({ "offer": { "notice_minutes": 24 * 60 } })).await;
        assert_eq!(book(&app, &noor, &slots[0]).await.problem(409), "notice_too_short");
        save(&app, &mentor, json!({ "offer": { "notice_minutes": 0, "cap_per_mentee": 1 } })).await;
        book(&app, &noor, &slots[0]).await.expect(201);
        assert_eq!(book(&app, &noor, &slots[6]).await.problem(409), "mentee_cap");
        save(&app, &mentor, json!({ "load_cap_per_week": 1, "offer": { "cap_per_mentee": Value::Null } })).await;
        assert_eq!(book(&app, &ada, &slots[6]).await.problem(409), "week_full");
        save(&app, &mentor, json!({ "offer": { "horizon_days": 2 } })).await;
        book(&app, &ada, &slots[12]).await.problem(404);
        // A request that was made within the limits can be accepted whatever the mentor has changed since.
        save(&app, &mentor, json!({ "load_cap_per_week": 5, "offer": { "approval": "mentor", "horizon_days": 28 } })).await;
        let asked = book(&app, &ada, &app.open_slots(&mentor_id).await[0]).await.expect(201);
        save(&app, &mentor, json!({ "load_cap_per_week": 1 })).await;
        let path = format!("/api/sessions/{}", asked["session_id"].as_str().unwrap());
        let accepted = app.call(Some(&mentor), Method::PATCH, &path, Some(json!({ "step": "approve" }))).await.expect(200);
        assert_eq!(accepted["status"], "booked");
    }

    async fn the_last_of_a_group_frees_the_time(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Mon 09:00-10:00" })).await;
        save(&app, &mentor, json!({ "offer": { "capacity": 2, "session_minutes": 30, "interval_minutes": 15 }, "load_cap_per_week": 1 })).await;
        let before = app.get(None, &format!("/api/availability/{mentor_id}")).await.expect(200)["slots"].clone();
        let slots = app.open_slots(&mentor_id).await;
        let members = [app.mentee("noor@example.com").await, app.mentee("ada@example.com").await];
        let mut sessions = vec![];
        for member in &members {
            sessions.push(book(&app, member, &slots[1]).await.expect(201));
        }
        assert!(!app.open_slots(&mentor_id).await.contains(&slots[0]), "it overlaps");
        cancel(&app, &members[0], &sessions[0]).await;
        assert!(!app.open_slots(&mentor_id).await.contains(&slots[0]), "one is still there");
        cancel(&app, &members[1], &sessions[1]).await;
        let after = app.get(None, &format!("/api/availability/{mentor_id}")).await.expect(200)["slots"].clone();
        assert_eq!(after, before, "every place and every time is back");
    }

    async fn what_no_longer_follows_from_the_rules_goes_by_itself(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Thu 09:00-10:00" })).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        // As if the country had meant another hour when these were worked out.
        let (mentor, wrong) = (mentor_id.parse().unwrap(), ["2026-11-26T06:00:00Z", "2026-11-27T06:00:00Z"]);
        let wrong = wrong.map(|at| (office_hours::ids::SlotId(app.services.new_id()), SlotTime::lasting(at.parse().unwrap(), 30)));
        let terms = SlotTerms { capacity: 1, location: "virtual" };
        let now = app.services.now();
        store::queries::availability::insert_missing(&app.services.store, mentor, &wrong, terms, now).await.unwrap();
        let held = book(&app, &noor, &wrong[0].0.to_string()).await.expect(201);
        assert_eq!(services::availability::expand_hours(&app.services, &Actor::System).await.unwrap(), 0);
        assert_eq!(app.open_slots(&mentor_id).await, slots);
        let path = format!("/api/sessions/{}", held["session_id"].as_str().unwrap());
        assert_eq!(app.get(Some(&noor), &path).await.expect(200)["status"], "booked");
    }

    async fn what_is_listed_can_be_booked_and_nothing_else(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mentees = [app.mentee("noor@example.com").await, app.mentee("ada@example.com").await];
        let mut chance = SplitMix64::new(7);
        let mut pick = |of: &[i64]| of[(chance.draw() % of.len() as u64) as usize];
        for round in 0..6 {
            save(&app, &mentor, json!({
                "weekly_hours": "Mon-Wed 09:00-12:00, Thu 22:00-02:00",
                "load_cap_per_week": pick(&[2, 4, 20]),
                "offer": {
                    "session_minutes": pick(&[25, 30, 60]), "interval_minutes": pick(&[15, 30, 60]),
                    "buffer_before_minutes": pick(&[0, 0, 10]), "buffer_after_minutes": pick(&[0, 5, 20]),
                    "notice_minutes": pick(&[0, 120, 1_440]), "horizon_days": 6,
                    "capacity": pick(&[1, 1, 2]), "cap_per_mentee": if round % 2 == 0 { Value::Null } else { json!(3) },
                },
            })).await;
            let offered = app.get(None, &format!("/api/availability/{mentor_id}")).await.expect(200);
            for step in 0..6 {
                let mentee = &mentees[step % 2];
                let open = app.get(Some(mentee), &format!("/api/availability/{mentor_id}")).await.expect(200);
                let listed: BTreeSet<&str> = open["slots"].as_array().unwrap().iter().map(|slot| slot["slot_id"].as_str().unwrap()).collect();
                // Everything that was ever offered in this round: listed if and only if nothing stands against it.
                for slot in offered["slots"].as_array().unwrap() {
                    let (from, to) = (slot["starts"]["at"].as_str().unwrap(), slot["ends"]["at"].as_str().unwrap());
                    let against = why_not(&app, Some(mentee), &mentor_id, from, to).await;
                    assert_eq!(listed.contains(slot["slot_id"].as_str().unwrap()), against.is_empty(), "{from}: {against}");
                }
                let unlisted = offered["slots"].as_array().unwrap().iter().find(|slot| !listed.contains(slot["slot_id"].as_str().unwrap()));
                if let Some(slot) = unlisted {
                    let again = book(&app, mentee, slot["slot_id"].as_str().unwrap()).await;
                    // Asked again for what they have booked, they get it.
                    assert!(again.status == 409 || again.json()["starts"]["at"] == slot["starts"]["at"], "{}", again.text);
                }
                let Some(slot) = listed.iter().nth((pick(&[0, 1, 2, 3, 5, 8]) as usize) % listed.len().max(1)) else { break };
                book(&app, mentee, slot).await.expect(201);
            }
        }
    }

    async fn a_group_has_as_many_seats_as_were_said(app: TestApp) {
        const SEATS: usize = 3;
        const CLIENTS: usize = SEATS + 20;
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        save(&app, &mentor, json!({ "offer": { "capacity": SEATS }, "load_cap_per_week": 1 })).await;
        let slots = app.open_slots(&mentor_id).await;
        let mut logins = vec![];
        for n in 0..CLIENTS {
            logins.push(app.mentee(&format!("mentee{n}@example.com")).await);
        }
        let app = Arc::new(app);
        let tasks: Vec<_> = logins.iter().cloned().map(|login| {
            let (app, slot) = (app.clone(), slots[0].clone());
            tokio::spawn(async move { (book(&app, &login, &slot).await, login) })
        }).collect();
        let mut members = vec![];
        for task in tasks {
            let (answer, login) = task.await.unwrap();
            if answer.status == 201 {
                members.push((answer.expect(201), login));
            } else {
                assert_eq!(answer.problem(409), "slot_full");
            }
        }
        assert_eq!(members.len(), SEATS);
        // The week has its one session; no other time of it is left, and this one is full.
        let first_week = |all: Vec<String>| all.into_iter().filter(|at| at.as_str() < "2026-11-30").collect::<Vec<_>>();
        assert_eq!(first_week(starts(&app, None, &mentor_id).await), Vec::<String>::new());
        // One leaves, and nothing changes for the others, who do not see each other.
        let (left, leaver) = members.remove(0);
        cancel(&app, &leaver, &left).await;
        let open = app.get(None, &format!("/api/availability/{mentor_id}")).await.expect(200);
        assert_eq!((&open["slots"][0]["slot_id"], &open["slots"][0]["seats_left"]), (&json!(slots[0]), &json!(1)));
        for (session, login) in &members {
            let path = format!("/api/sessions/{}", session["session_id"].as_str().unwrap());
            let seen = app.get(Some(login), &path).await;
            assert!(!seen.text.contains(left["mentee_id"].as_str().unwrap()));
            assert_eq!(seen.expect(200)["status"], "booked");
        }
        let mails = app.mails_to("ines@example.com").await;
        assert_eq!(mails.iter().filter(|mail| mail.subject.starts_with("Session with")).count(), SEATS);
        let is_in = |login: &Login| members.iter().any(|(_, member)| member.cookie == login.cookie);
        let newcomer = logins.iter().find(|login| login.cookie != leaver.cookie && !is_in(login)).unwrap();
        book(&app, newcomer, &slots[0]).await.expect(201);
        assert_eq!(book(&app, &leaver, &slots[0]).await.problem(409), "slot_full");
    }

    async fn guests_learn_of_each_other_what_each_agreed_to(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        save(&app, &mentor, json!({ "offer": { "capacity": 3 } })).await;
        let slots = app.open_slots(&mentor_id).await;
        let (noor, ada, kim) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await, app.mentee("kim@example.com").await);
        let profile = json!({ "name": "Amal Benali", "company": "Rivage", "stage": "seed", "industry": "climate", "goals": "Hire" });
        app.call(Some(&noor), Method::PUT, "/api/profiles/mentee", Some(profile)).await.expect(200);
        let path = |session: &Value| format!("/api/sessions/{}", session["session_id"].as_str().unwrap());
        let hers = path(&book(&app, &noor, &slots[0]).await.expect(201));
        let guests = async |login: &Login, path: &str| app.get(Some(login), path).await.expect(200)["guests"].clone();
        let named = |guests: &Value| guests["named"].as_array().unwrap().iter().map(|guest| guest["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(guests(&noor, &hers).await, json!({ "others": 0, "named": [], "is_named": false, "can_change": true }));
        let adas = path(&book(&app, &ada, &slots[0]).await.expect(201));
        // Until she agrees she is a number, to guests alone.
        assert_eq!(guests(&ada, &adas).await, json!({ "others": 1, "named": [], "is_named": false, "can_change": true }));
        assert!(!app.get(Some(&ada), &format!("/sessions/{}", &adas["/api/sessions/".len()..])).await.text.contains("Amal"));
        assert_eq!(named(&guests(&mentor, &adas).await), ["Amal Benali"]);
        let name = async |login: &Login, path: &str, is_named: bool| {
            app.call(Some(login), Method::PUT, &format!("{path}/guests"), Some(json!({ "is_named": is_named }))).await
        };
        assert_eq!(name(&noor, &hers, true).await.expect(200)["guests"]["is_named"], true);
        name(&noor, &hers, true).await.expect(200);
        assert_eq!(named(&guests(&ada, &adas).await), ["Amal Benali"]);
        assert_eq!(named(&guests(&noor, &hers).await), Vec::<String>::new());
        // The page says it, and its form takes it back.
        let page = format!("/sessions/{}", &hers["/api/sessions/".len()..]);
        assert!(app.get(Some(&noor), &page).await.text.contains("They can see your name and company."));
        assert!(app.get(Some(&ada), &format!("/sessions/{}", &adas["/api/sessions/".len()..])).await.text.contains("Amal Benali, Rivage"));
        let sent = app.submit(Some(&noor), "/fn/name_to_guests", &page, &[("session_id", &page["/sessions/".len()..]), ("is_named", "false")]).await;
        assert_eq!(sent.headers["location"].to_str().unwrap(), page);
        assert_eq!(named(&guests(&ada, &adas).await), Vec::<String>::new());
        assert_eq!(app.journal("session.named_to_guests").await, [json!({ "is_named": true }), json!({ "is_named": false })]);
        // Everybody speaks for themselves.
        name(&ada, &hers, true).await.problem(404);
        name(&mentor, &hers, true).await.problem(403);
        // Elsewhere there are others, to whom nobody has agreed.
        name(&noor, &hers, true).await.expect(200);
        let kims = path(&book(&app, &kim, &slots[1]).await.expect(201));
        app.call(Some(&noor), Method::PATCH, &hers, Some(json!({ "slot_id": slots[1] }))).await.expect(200);
        assert_eq!(guests(&kim, &kims).await, json!({ "others": 1, "named": [], "is_named": false, "can_change": true }));
        assert_eq!(guests(&ada, &adas).await["others"], 0);
        cancel(&app, &kim, &app.get(Some(&kim), &kims).await.expect(200)).await;
        assert_eq!(guests(&noor, &hers).await["others"], 0);
        assert_eq!(name(&kim, &kims, true).await.problem(409), "session_over");
        save(&app, &mentor, json!({ "offer": { "capacity": 1 } })).await;
        let alone = app.open_slots(&mentor_id).await;
        let single = path(&book(&app, &kim, alone.last().unwrap()).await.expect(201));
        assert_eq!(guests(&kim, &single).await, Value::Null);
        assert_eq!(name(&kim, &single, true).await.problem(409), "no_guests");
    }

    async fn a_time_is_kept_while_the_form_is_filled_in(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let slots = app.open_slots(&mentor_id).await;
        let hold = async |login: &Login, slot: &str| app.post(Some(login), HOLDS, json!({ "slot_id": slot })).await;
        let held = hold(&noor, &slots[0]).await.expect(200);
        assert_eq!(held["until"]["at"], "2026-11-23T08:05:00Z");
        // To others it is gone, to its owner it is as it was.
        assert!(!app.open_slots(&mentor_id).await.contains(&slots[0]));
        assert_eq!(starts(&app, Some(&noor), &mentor_id).await.len(), slots.len());
        assert_eq!(book(&app, &ada, &slots[0]).await.problem(409), "slot_held");
        assert_eq!(hold(&ada, &slots[0]).await.problem(409), "slot_held");
        // Asking again does not keep it for longer; asking for another lets the first go.
        app.clock.advance(Duration::from_secs(60));
        assert_eq!(hold(&noor, &slots[0]).await.expect(200), held);
        let second = hold(&noor, &slots[1]).await.expect(200);
        assert_ne!(second["hold_id"], held["hold_id"]);
        assert!(app.open_slots(&mentor_id).await.contains(&slots[0]));
        // Somebody else's hold is not let go, one's own is.
        let path = format!("{HOLDS}/{}", second["hold_id"].as_str().unwrap());
        app.call(Some(&ada), Method::DELETE, &path, None).await.expect(204);
        assert!(!app.open_slots(&mentor_id).await.contains(&slots[1]));
        app.call(Some(&noor), Method::DELETE, &path, None).await.expect(204);
        app.call(Some(&noor), Method::DELETE, &path, None).await.expect(204);
        assert!(app.open_slots(&mentor_id).await.contains(&slots[1]));
        // It ends by itself, and is cleared away.
        hold(&noor, &slots[1]).await.expect(200);
        app.clock.advance(Duration::from_secs(5 * 60));
        book(&app, &ada, &slots[1]).await.expect(201);
        let clear = async || services::availability::clear_expired_holds(&app.services, &Actor::System).await.unwrap();
        assert_eq!(clear().await, 0, "it is remembered for a while");
        // Booking what one keeps ends the hold with it.
        hold(&noor, &slots[2]).await.expect(200);
        let booked = book(&app, &noor, &slots[2]).await.expect(201);
        cancel(&app, &noor, &booked).await;
        assert!(app.open_slots(&mentor_id).await.contains(&slots[2]));
        app.clock.advance(Duration::from_secs(30 * 60));
        assert_eq!(clear().await, 1);
    }

    async fn nobody_keeps_a_mentors_times_by_going_back_and_forth(app: TestApp) {
        const MINUTE: Duration = Duration::from_secs(60);
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (_, elsewhere) = app.mentor("omar@example.com", json!({ "weekly_hours": "Tue 09:00-10:00" })).await;
        let (noor, ada) = (app.mentee("noor@example.com").await, app.mentee("ada@example.com").await);
        let slots = app.open_slots(&mentor_id).await;
        let hold = async |login: &Login, slot: &str| app.post(Some(login), HOLDS, json!({ "slot_id": slot })).await;
        // There and back, let go in between or not.
        for (slot, until, lets_go) in [(0, "08:05", false), (1, "08:08", true), (0, "08:10", true), (1, "08:10", false)] {
            let held = hold(&noor, &slots[slot]).await.expect(200);
            assert_eq!(held["until"]["at"], format!("2026-11-23T{until}:00Z"));
            if lets_go {
                let path = format!("{HOLDS}/{}", held["hold_id"].as_str().unwrap());
                app.call(Some(&noor), Method::DELETE, &path, None).await.expect(204);
            }
            app.clock.advance(3 * MINUTE);
        }
        for slot in &slots[..2] {
            assert_eq!(hold(&noor, slot).await.problem(409), "kept_enough");
        }
        // Others have their turn, and whoever kept it before can still book what is free.
        assert_eq!(starts(&app, Some(&noor), &mentor_id).await.len(), slots.len());
        hold(&ada, &slots[0]).await.expect(200);
        book(&app, &ada, &slots[0]).await.expect(201);
        let booked = book(&app, &noor, &slots[1]).await.expect(201);
        cancel(&app, &noor, &booked).await;
        assert_eq!(hold(&noor, &slots[1]).await.problem(409), "kept_enough", "booking is no new beginning");
        // The time of another mentor is another matter, and half an hour later so is this one's.
        hold(&noor, &app.open_slots(&elsewhere).await[0]).await.expect(200);
        app.clock.advance(18 * MINUTE);
        assert_eq!(hold(&noor, &slots[1]).await.expect(200)["until"]["at"], "2026-11-23T08:35:00Z");
    }

    async fn nobody_keeps_many_times(app: TestApp) {
        let noor = app.mentee("noor@example.com").await;
        let mut first_slots = vec![];
        for n in 0..4 {
            let hours = format!("Mon {:02}:00-{:02}:00", 9 + n, 10 + n);
            let (_, mentor_id) = app.mentor(&format!("mentor{n}@example.com"), json!({ "weekly_hours": hours })).await;
            let slot = app.open_slots(&mentor_id).await.remove(0);
            app.post(Some(&noor), HOLDS, json!({ "slot_id": slot })).await.expect(200);
            app.clock.advance(Duration::from_secs(1));
            first_slots.push((mentor_id, slot));
        }
        let mut free = vec![];
        for (mentor_id, slot) in &first_slots {
            free.push(app.open_slots(mentor_id).await.contains(slot));
        }
        assert_eq!(free, [true, false, false, false], "the oldest of four is let go");
    }

    async fn a_change_is_looked_at_before_it_is_saved(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Mon 09:00-10:00, Tue 09:00-10:00" })).await;
        let mentee = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let monday = book(&app, &mentee, &slots[0]).await.expect(201);
        let tuesday = book(&app, &mentee, &slots[2]).await.expect(201);
        let rules = app.get(Some(&mentor), RULES).await.expect(200);
        let preview = async |changes: Value, timezone: Value| {
            let mut rules = rules.clone();
            merge(&mut rules, changes);
            app.post(Some(&mentor), PREVIEW, json!({ "rules": rules, "timezone": timezone })).await.expect(200)
        };
        let same = preview(json!({}), Value::Null).await;
        assert_eq!((&same["times_next_week"], &same["times"]), (&json!(4), &json!(16)));
        assert_eq!(same["sessions_touched"], json!([]));
        let touched = |preview: &Value| {
            let touched = preview["sessions_touched"].as_array().unwrap().clone();
            touched.iter().map(|one| (one["session"]["session_id"].clone(), one["why"].as_str().unwrap().to_owned())).collect::<Vec<_>>()
        };
        let only_monday = preview(json!({ "weekly_hours": "Mon 09:00-10:00" }), Value::Null).await;
        assert_eq!(touched(&only_monday), [(tuesday["session_id"].clone(), "outside_hours".to_owned())]);
        assert_eq!(only_monday["sessions_touched"][0]["session"]["mentee_name"], tuesday["mentee_name"]);
        let leave = json!({ "exceptions": { "blocks": [{ "from": "2026-11-23", "to": "2026-11-23" }] } });
        assert_eq!(touched(&preview(leave, Value::Null).await), [(monday["session_id"].clone(), "blocked".to_owned())]);
        assert_eq!(touched(&preview(json!({}), json!("Asia/Tokyo")).await).len(), 2);
        // Saving names them as well, and saves only when they are to be kept.
        let mut fewer = rules.clone();
        fewer["weekly_hours"] = json!("Mon 09:00-10:00");
        let refused = app.call(Some(&mentor), Method::PUT, RULES, Some(fewer)).await;
        assert!(refused.text.contains("Tue 24 Nov 09:00 with Noor Haddad"), "{}", refused.text);
        assert_eq!(refused.problem(409), "sessions_touched");
        // Nothing was saved by it.
        assert_eq!(app.get(Some(&mentor), RULES).await.expect(200), rules);
        assert_eq!(app.open_slots(&mentor_id).await.len(), slots.len() - 2);
    }

    async fn what_becomes_of_each_session_is_decided_with_the_change(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", json!({ "weekly_hours": "Mon 09:00-10:00, Tue 09:00-10:00" })).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let monday = book(&app, &noor, &slots[0]).await.expect(201);
        let tuesday = book(&app, &noor, &slots[2]).await.expect(201);
        let mut rules = app.get(Some(&mentor), RULES).await.expect(200);
        rules["weekly_hours"] = json!("Wed 09:00-10:00");
        let put = async |decisions: Value| {
            let mut rules = rules.clone();
            rules["decisions"] = decisions;
            app.call(Some(&mentor), Method::PUT, RULES, Some(rules)).await
        };
        let decision = |session: &Value, choice: &str| json!({ "session_id": session["session_id"], "choice": choice });
        // Of one nothing is said.
        assert_eq!(put(json!([decision(&monday, "keep")])).await.problem(409), "sessions_touched");
        assert_eq!(put(json!([decision(&monday, "sell"), decision(&tuesday, "keep")])).await.status, 422);
        let both = json!([decision(&monday, "offer_times"), decision(&tuesday, "hand_over")]);
        assert_eq!(put(both.clone()).await.problem(409), "no_staff");
        assert_eq!(app.journal("session.change_asked").await, Vec::<Value>::new(), "all or nothing");
        app.staff("pm@example.com", office_hours::account::Role::Pm).await;
        put(both).await.expect(200);

        let asked = app.mails_to("noor@example.com").await;
        let asked = asked.iter().find(|mail| mail.subject.starts_with("Another time? Ines Carvalho")).unwrap();
        let way = |session: &Value| format!("http://office.test/sessions/{}/move", session["session_id"].as_str().unwrap());
        assert!(asked.text.contains(&way(&monday)), "{}", asked.text);
        let staff = app.mails_to("pm@example.com").await;
        let staff = staff.iter().find(|mail| mail.subject.starts_with("Hand over? Ines Carvalho with Noor Haddad")).unwrap();
        assert!(staff.text.contains(&way(&tuesday)), "{}", staff.text);
        assert_eq!(app.journal("session.change_asked").await, [json!({ "choice": "offer_times" }), json!({ "choice": "hand_over" })]);
        for session in [&monday, &tuesday] {
            let path = format!("/api/sessions/{}", session["session_id"].as_str().unwrap());
            let now = app.get(Some(&noor), &path).await.expect(200);
            assert_eq!((&now["status"], &now["starts"]), (&json!("booked"), &session["starts"]), "nothing moves by itself");
        }

        // It is said on the sessions' pages until they have moved; that a mentor wants to hand one over, not to the founder.
        let asked = async |login: &Login, session: &Value| {
            let id = session["session_id"].as_str().unwrap();
            let page = app.get(Some(login), &format!("/sessions/{id}")).await.text;
            assert_eq!(page.contains("another time is asked for"), session == &monday, "{page}");
            app.get(Some(login), &format!("/api/sessions/{id}")).await.expect(200)["change_asked"].clone()
        };
        assert_eq!((asked(&noor, &monday).await, asked(&noor, &tuesday).await), (json!("offer_times"), Value::Null));
        assert_eq!((asked(&mentor, &monday).await, asked(&mentor, &tuesday).await), (json!("offer_times"), json!("hand_over")));
        let wednesday = app.open_slots(&mentor_id).await[0].clone();
        let path = format!("/api/sessions/{}", monday["session_id"].as_str().unwrap());
        app.call(Some(&noor), Method::PATCH, &path, Some(json!({ "slot_id": wednesday }))).await.expect(200);
        assert_eq!(app.get(Some(&mentor), &path).await.expect(200)["change_asked"], Value::Null);
    }

    async fn the_form_of_the_rules_asks_back_and_loses_nothing(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await.expect(201);
        let session_id = session["session_id"].as_str().unwrap();
        let before = app.get(Some(&mentor), RULES).await.expect(200);
        let version = before["version"].to_string();
        let fields = [
            ("rules[version]", version.as_str()), ("rules[weekly_hours]", "Thu 09:00-12:00"), ("rules[load_cap_per_week]", "7"),
            ("rules[session_minutes]", "30"), ("rules[interval_minutes]", "30"), ("rules[buffer_before_minutes]", "5"),
            ("rules[buffer_after_minutes]", "0"), ("rules[notice_minutes]", "0"), ("rules[horizon_days]", "28"),
            ("rules[capacity]", "1"), ("rules[cap_per_mentee]", ""), ("rules[location]", "Room 7"),
            ("rules[approval]", "instant"), ("rules[overrides]", ""), ("rules[one_offs]", ""), ("rules[recurrences]", ""),
            ("rules[blocks]", "2026-12-24 to 2026-12-31"),
        ];
        let sent = app.submit(Some(&mentor), "/fn/save_rules", "/hours/rules", &fields).await;
        assert_eq!((sent.status.as_u16(), sent.headers["location"].to_str().unwrap()), (302, "/hours/rules?review=1"));
        assert_eq!(app.get(Some(&mentor), RULES).await.expect(200), before, "nothing is saved yet");
        let page = app.get(Some(&mentor), "/hours/rules?review=1").await.text;
        for shown in ["1 booked session no longer fits", "Noor Haddad", session_id, "Thu 09:00-12:00", "Room 7", "2026-12-24 to 2026-12-31", "offer_times", "hand_over"] {
            assert!(page.contains(shown), "{shown} is not in {page}");
        }
        assert!(!app.get(Some(&mentor), "/hours/rules").await.text.contains("no longer fits"), "only when asked for");
        let decided = [("rules[decisions][0][session_id]", session_id), ("rules[decisions][0][choice]", "keep")];
        let fields: Vec<_> = fields.into_iter().chain(decided).collect();
        let sent = app.submit(Some(&mentor), "/fn/save_rules", "/hours/rules?review=1", &fields).await;
        assert_eq!(sent.headers["location"].to_str().unwrap(), "/hours/rules?saved=1");
        let after = app.get(Some(&mentor), RULES).await.expect(200);
        assert_eq!((&after["weekly_hours"], &after["offer"]["location"]), (&json!("Thu 09:00-12:00"), &json!("Room 7")));
        let again = app.get(Some(&mentor), "/hours/rules?review=1").await.text;
        assert!(!again.contains("no longer fits"), "what was saved is no draft any more");
    }

    async fn the_form_of_the_profile_asks_back_as_well(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let session = book(&app, &noor, &slots[0]).await.expect(201);
        let session_id = session["session_id"].as_str().unwrap();
        let own = app.get(Some(&mentor), "/api/profiles/mentor").await.expect(200);
        let mut away = own.clone();
        away["timezone"] = json!("Asia/Tokyo");
        let refused = app.call(Some(&mentor), Method::PUT, "/api/profiles/mentor", Some(away)).await;
        assert!(refused.text.contains("Mon 23 Nov 09:00 with Noor Haddad"), "{}", refused.text);
        assert_eq!(refused.problem(409), "sessions_touched");
        // What touches nothing is saved as ever.
        app.call(Some(&mentor), Method::PUT, "/api/profiles/mentor", Some(own.clone())).await.expect(200);

        let text = |field: &str| own[field].as_str().unwrap().to_owned();
        let names = [
            "name", "headline", "company", "title", "languages", "country", "visibility", "expertise", "industry", "stage",
            "weekly_hours",
        ];
        let kept = names.map(|name| (name, text(name)));
        let mut fields: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fields.extend([("bio", "Now in Tokyo."), ("timezone", "Asia/Tokyo")]);
        let sent = app.submit(Some(&mentor), "/fn/save_mentor_profile", "/hours", &fields).await;
        assert_eq!(sent.headers["location"].to_str().unwrap(), "/hours?review=1");
        let page = app.get(Some(&mentor), "/hours?review=1").await.text;
        for shown in ["1 booked session no longer fits", "Noor Haddad", "Now in Tokyo.", "Asia/Tokyo"] {
            assert!(page.contains(shown), "{shown} is not in {page}");
        }
        fields.extend([("decisions[0][session_id]", session_id), ("decisions[0][choice]", "offer_times")]);
        let sent = app.submit(Some(&mentor), "/fn/save_mentor_profile", "/hours?review=1", &fields).await;
        assert_eq!(sent.headers["location"].to_str().unwrap(), format!("/mentors/{mentor_id}?saved=1"));
        assert_eq!(app.get(Some(&mentor), "/api/profiles/mentor").await.expect(200)["timezone"], "Asia/Tokyo");
        let asked = async || {
            let mails = app.mails_to("noor@example.com").await;
            mails.iter().filter(|mail| mail.subject.starts_with("Another time? ")).count()
        };
        assert_eq!(asked().await, 1);

        // Hours change back and forth: each time it is asked anew.
        app.clock.advance(Duration::from_secs(60));
        app.call(Some(&mentor), Method::PUT, "/api/profiles/mentor", Some(own.clone())).await.expect(200);
        let sent = app.submit(Some(&mentor), "/fn/save_mentor_profile", "/hours", &fields).await;
        assert_eq!(sent.headers["location"].to_str().unwrap(), format!("/mentors/{mentor_id}?saved=1"));
        assert_eq!(asked().await, 2);

        // What stood against a draft is gone by the time somebody comes back to it: it is no less unsaved.
        app.call(Some(&mentor), Method::PUT, "/api/profiles/mentor", Some(own.clone())).await.expect(200);
        let undecided = fields.iter().filter(|(name, _)| !name.starts_with("decisions")).copied().collect::<Vec<_>>();
        app.submit(Some(&mentor), "/fn/save_mentor_profile", "/hours", &undecided).await;
        let session = format!("/api/sessions/{session_id}");
        app.call(Some(&noor), Method::PATCH, &session, Some(json!({ "status": "cancelled" }))).await.expect(200);
        let page = app.get(Some(&mentor), "/hours?review=1").await.text;
        assert!(page.contains("Nothing was saved yet") && page.contains("Asia/Tokyo"), "{page}");
    }

    async fn rules_that_cannot_be_are_refused_by_name(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let rules = app.get(Some(&mentor), RULES).await.expect(200);
        let before = app.open_slots(&mentor_id).await;
        let recurring = |rule: &str| json!({ "exceptions": { "recurrences": [{ "rule": rule, "starts_on": "2026-12-01", "hours": "09:00-10:00" }] } });
        for (field, changes) in [
            ("weekly_hours", json!({ "weekly_hours": "Mon 12:00-09:00" })),
            ("load_cap_per_week", json!({ "load_cap_per_week": -1 })),
            ("capacity", json!({ "offer": { "capacity": 0 } })),
            ("capacity", json!({ "offer": { "capacity": 1_000_000 } })),
            ("notice_minutes", json!({ "offer": { "notice_minutes": 40_320 } })),
            ("session_minutes", json!({ "offer": { "session_minutes": 0 } })),
            ("location", json!({ "offer": { "location": "" } })),
            ("exceptions.overrides[0].date", json!({ "exceptions": { "overrides": [{ "date": "9999-12-31", "hours": "" }] } })),
            ("exceptions.blocks[0].to", json!({ "exceptions": { "blocks": [{ "from": "2026-12-24", "to": "2026-12-01" }] } })),
            ("exceptions.recurrences[0].rule", recurring("FREQ=SECONDLY")),
            ("exceptions.recurrences[0].rule", recurring("every other Tuesday")),
        ] {
            let mut rules = rules.clone();
            merge(&mut rules, changes.clone());
            let preview = app.post(Some(&mentor), PREVIEW, json!({ "rules": rules })).await;
            assert_eq!(preview.problem(422), field, "{changes}");
            assert_eq!(app.call(Some(&mentor), Method::PUT, RULES, Some(rules)).await.problem(422), field, "{changes}");
        }
        let zone = app.post(Some(&mentor), PREVIEW, json!({ "rules": rules, "timezone": "Mars/Olympus" })).await;
        assert_eq!(zone.problem(422), "timezone");
        // A rule that never ends is worked out to the horizon.
        let mut endless = rules.clone();
        merge(&mut endless, recurring("FREQ=DAILY"));
        app.call(Some(&mentor), Method::PUT, RULES, Some(endless)).await.expect(200);
        assert!(app.open_slots(&mentor_id).await.len() > before.len());
        let mentee = app.mentee("noor@example.com").await;
        app.call(Some(&mentee), Method::PUT, RULES, Some(rules)).await.problem(409);
        app.get(Some(&app.staff("pm@example.com", office_hours::account::Role::Pm).await), RULES).await.problem(403);
    }

    async fn the_mentors_week_counts_by_the_mentors_clock(app: TestApp) {
        // Monday in Auckland begins on Sunday at 11:00 UTC.
        let hours = json!({ "weekly_hours": "Sun 20:00-21:00, Mon 09:00-10:00", "timezone": "Pacific/Auckland" });
        let (mentor, mentor_id) = app.mentor("ines@example.com", hours).await;
        save(&app, &mentor, json!({ "load_cap_per_week": 1 })).await;
        let all = starts(&app, None, &mentor_id).await;
        assert_eq!(all[..4], ["2026-11-29T07:00", "2026-11-29T07:30", "2026-11-29T20:00", "2026-11-29T20:30"]);
        let slots = app.open_slots(&mentor_id).await;
        book(&app, &app.mentee("noor@example.com").await, &slots[0]).await.expect(201);
        // Sunday's week is full, and Monday's is another one.
        assert_eq!(starts(&app, None, &mentor_id).await[0], "2026-11-29T20:00");
    }
}

#[tokio::test]
async fn what_expires_is_listed_again_without_a_change() {
    let app = TestApp::start(Edition::Sqlite).await;
    let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
    let noor = app.mentee("noor@example.com").await;
    let slots = app.open_slots(&mentor_id).await;
    app.post(Some(&noor), HOLDS, json!({ "slot_id": slots[0] })).await.expect(200);
    let next = async || {
        let found = app.post(
            None,
            "/api/match",
            json!({ "query": "fundraising", "filters": { "available_within_days": 2 } }),
        );
        found.await.expect(200)["results"][0]["next_slots"][0]["slot_id"].as_str().unwrap().to_owned()
    };
    assert_eq!(next().await, slots[1]);
    // Past the five minutes for which answers are kept as well.
    app.clock.advance(Duration::from_secs(5 * 60));
    assert_eq!(next().await, slots[0]);
}
