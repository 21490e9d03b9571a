//! Importing mentors: what a second import changes, and what it leaves as it is.

use office_hours::availability::rules::parse_weekly_hours;
use office_hours::profile::import::{self, ImportRecord};
use office_hours::{Actor, Failure};
use serde_json::{Value, json};
use services::profile::import_mentors;

use crate::support::{Edition, TestApp, on_both_databases};

/// A record of these fields.
fn record(fields: Value) -> ImportRecord {
    serde_json::from_value(fields).unwrap()
}

/// Imports the records as the command does, with `--hours`.
async fn import(app: &TestApp, records: &[ImportRecord], hours: &str) -> Result<(), Failure> {
    let drafts: Vec<_> = records.iter().map(|record| import::parse(record).unwrap()).collect();
    let hours = parse_weekly_hours(hours).unwrap();
    import_mentors(&app.services, &Actor::System, &drafts, &hours, &|_| {}).await
}

/// The id of the only mentor there is.
async fn only_mentor(app: &TestApp) -> String {
    let listed = app.get(None, "/api/profiles").await.expect(200);
    assert_eq!(listed["total"], 1);
    listed["mentors"][0]["mentor_id"].as_str().unwrap().to_owned()
}

/// The UTC starts of a mentor's open slots.
async fn starts(app: &TestApp, mentor_id: &str) -> Vec<String> {
    let open = app.get(None, &format!("/api/availability/{mentor_id}")).await.expect(200);
    let slots = open["slots"].as_array().unwrap();
    slots.iter().map(|slot| slot["starts"]["at"].as_str().unwrap().to_owned()).collect()
}

on_both_databases! {
    async fn two_records_of_one_account_are_refused_and_nothing_is_changed(app: TestApp) {
        let first = record(json!({ "id": "a", "email": "ana@example.com", "name": "Ana" }));
        import(&app, std::slice::from_ref(&first), "").await.unwrap();
        // The first is known by its id, the second is found by the address of the first's account.
        let moved = record(json!({ "id": "a", "email": "new@example.com", "name": "Ana Brand" }));
        let other = record(json!({ "id": "b", "email": "ana@example.com", "name": "Bob" }));
        match import(&app, &[moved, other], "").await.unwrap_err() {
            Failure::Invalid { field, message } => {
                assert_eq!(field, "email");
                assert!(message.to_string().contains("“a” and “b”"), "{message}");
            }
            other => panic!("{other:?}"),
        }
        only_mentor(&app).await;
        assert_eq!(app.get(None, "/api/profiles").await.expect(200)["mentors"][0]["name"], "Ana");
    }

    async fn a_mentor_who_joined_alone_keeps_hours_and_zone(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let before = app.open_slots(&mentor_id).await;
        let known = record(json!({ "id": "m1", "email": "ines@example.com", "headline": "Raises" }));
        import(&app, &[known], "Fri 06:00-07:00").await.unwrap();
        assert_eq!(only_mentor(&app).await, mentor_id);
        assert_eq!(app.open_slots(&mentor_id).await, before);
        let profile = app.get(None, &format!("/api/profiles/{mentor_id}")).await.expect(200);
        assert_eq!((profile["headline"].as_str(), profile["timezone"].as_str()), (Some("Raises"), Some("Europe/Lisbon")));
    }

    async fn a_new_zone_moves_the_open_slots_and_leaves_the_booked_one(app: TestApp) {
        let in_zone = |zone: &str| {
            record(json!({ "id": "m1", "email": "mo@example.com", "name": "Mo", "headline": "Pricing", "timezone": zone }))
        };
        import(&app, &[in_zone("Europe/Berlin")], "Tue 09:00-10:00").await.unwrap();
        let mentor_id = only_mentor(&app).await;
        assert_eq!(starts(&app, &mentor_id).await[..2], ["2026-11-24T08:00:00Z", "2026-11-24T08:30:00Z"]);
        let mentee = app.mentee("noor@example.com").await;
        let slot = app.open_slots(&mentor_id).await.remove(0);
        let booked = app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slot })).await.expect(201);

        import(&app, &[in_zone("America/New_York")], "").await.unwrap();
        let moved = starts(&app, &mentor_id).await;
        assert_eq!(moved.len(), 8);
        assert_eq!(moved[..2], ["2026-11-24T14:00:00Z", "2026-11-24T14:30:00Z"]);
        let id = booked["session_id"].as_str().unwrap();
        let session = app.get(Some(&mentee), &format!("/api/sessions/{id}")).await.expect(200);
        assert_eq!((session["status"].as_str(), session["starts"]["at"].as_str()), (Some("booked"), Some("2026-11-24T08:00:00Z")));

        // The same record again changes nothing.
        let before = app.open_slots(&mentor_id).await;
        import(&app, &[in_zone("America/New_York")], "").await.unwrap();
        assert_eq!(app.open_slots(&mentor_id).await, before);
    }
}
