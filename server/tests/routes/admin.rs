//! The programme, for staff.

use office_hours::account::Role;
use serde_json::{Value, json};

use crate::support::{Edition, TestApp, on_both_databases};

on_both_databases! {
    async fn staff_see_sessions_and_utilisation(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let slot = app.open_slots(&mentor_id).await.remove(0);
        app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slot })).await.expect(201);
        let pm = app.staff("pm@example.com", Role::Pm).await;

        let overview = app.get(Some(&pm), "/api/admin/analytics").await.expect(200);
        assert_eq!((overview["sessions_total"].as_i64(), overview["sessions_upcoming"].as_i64()), (Some(1), Some(1)));
        assert_eq!(overview["sessions"][0]["mentee_name"], "Noor Haddad");
        // The default period ends in two weeks: three Mondays of six slots and two Wednesdays of four.
        let used = app.get(Some(&pm), "/api/admin/mentors?from=2026-11-23&to=2026-11-29").await.expect(200);
        assert_eq!((used[0]["offered"].as_i64(), used[0]["used"].as_i64()), (Some(10), Some(1)));
        assert_eq!(used[0]["utilisation"].as_f64(), Some(0.1));

        for (query, count) in [
            ("status=booked", 1), ("status=cancelled", 0), ("name=noor", 1), ("name=CARVALHO", 1), ("name=%25", 0),
            ("from=2026-11-23&to=2026-11-23", 1), ("from=2026-11-24&to=2026-11-25", 0), ("status=&name=&from=&to=", 1),
        ] {
            let narrowed = app.get(Some(&pm), &format!("/api/admin/analytics?{query}")).await.expect(200);
            assert_eq!(narrowed["sessions"].as_array().unwrap().len(), count, "{query}");
        }
    }

    async fn the_csv_has_a_header_and_every_row(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", json!({ "name": "=1+1, \"Ines\"" })).await;
        let mentee = app.mentee("noor@example.com").await;
        let slot = app.open_slots(&mentor_id).await.remove(0);
        app.post(Some(&mentee), "/api/sessions", json!({ "slot_id": slot })).await.expect(201);
        let pm = app.staff("pm@example.com", Role::Admin).await;

        let export = app.get(Some(&pm), "/api/admin/export?kind=sessions").await;
        assert_eq!(export.headers["content-type"], "text/csv; charset=utf-8");
        let lines: Vec<&str> = export.text.lines().collect();
        assert_eq!(lines[0], "session_id,starts_at,ends_at,status,mentor,mentee,company");
        assert!(lines[1].ends_with(",booked,\"'=1+1, \"\"Ines\"\"\",Noor Haddad,Sillage"), "{}", lines[1]);
        let mentors = app.get(Some(&pm), "/api/admin/export?kind=mentors").await;
        assert_eq!(mentors.text.lines().count(), 2);
        assert_eq!(app.get(Some(&pm), "/api/admin/export?kind=secrets").await.problem(422), "kind");
    }

    async fn wrong_filters_name_their_field(app: TestApp) {
        let pm = app.staff("pm@example.com", Role::Pm).await;
        for (field, query) in [("name", "name=%00"), ("status", "status=maybe"), ("from", "from=tomorrow"), ("to", "from=2026-11-24&to=2026-11-23")] {
            let refused = app.get(Some(&pm), &format!("/api/admin/analytics?{query}")).await;
            assert_eq!(refused.problem(422), field);
        }
    }
}
