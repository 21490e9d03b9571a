//! What every result of a search must have: filters, free times, and being there to be found, as of
//! the moment of the search.

use std::time::Duration;

use office_hours::Actor;
use office_hours::matching::MatchFilters;
use office_hours::profile::import::{self, ImportRecord};
use office_hours::profile::{Audience, Visibility};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use services::{matching, profile};
use store::queries::mentors;

use crate::matching::{found, programme};
use crate::support::{Edition, Login, TestApp, on_both_databases};

async fn slots_of_first(app: &TestApp, body: Value) -> Vec<String> {
    let answer = app.post(None, "/api/match", body).await.expect(200);
    let slots = answer["results"][0]["next_slots"].as_array().cloned().unwrap_or_default();
    slots.iter().map(|slot| slot["starts"]["at"].as_str().unwrap().to_owned()).collect()
}

async fn import(app: &TestApp, records: Vec<ImportRecord>) {
    let drafts: Vec<_> = records.iter().map(|record| import::parse(record).unwrap()).collect();
    profile::import_mentors(&app.services, &Actor::System, &drafts, &[], &|_| {}).await.unwrap();
}

fn record(id: &str, bio: &str) -> ImportRecord {
    ImportRecord {
        id: id.into(),
        headline: Some("Adviser".into()),
        bio: Some(bio.into()),
        ..ImportRecord::default()
    }
}

on_both_databases! {
    async fn ones_own_sessions_count_and_those_of_others_stay_theirs(app: TestApp) {
        let [ines, ada, _] = programme(&app).await;
        matching::refresh_index(&app.services).await.unwrap();
        let (noor, colleague) = (app.mentee("noor@example.com").await, app.mentee("lea@example.com").await);
        let need = json!({ "query": "Help with fundraising and hiring" });
        let signals = async |login: Option<&Login>, mentor: &str| {
            let answer = app.post(login, "/api/match", need.clone()).await.expect(200);
            let results = answer["results"].as_array().unwrap();
            let one = results.iter().find(|one| one["mentor_id"] == mentor).unwrap();
            assert_eq!(one["signals"].get("connection"), None);
            one["signals"]["experience"].as_f64()
        };
        assert_eq!(signals(Some(&noor), &ines).await, None);
        let slot = app.open_slots(&ines).await[0].clone();
        let session = app.post(Some(&noor), "/api/sessions", json!({ "slot_id": slot })).await.expect(201);
        let id = session["session_id"].as_str().unwrap();
        let key = |id: &str| match app.services.store.edition() {
            store::Edition::Sqlite => format!("x'{}'", id.replace('-', "")),
            store::Edition::Postgres => format!("'{id}'::uuid"),
        };
        let rating = format!(
            "INSERT INTO session_feedback (id, session_id, submitter_role, overall_rating, created_at) \
             VALUES ({0}, {0}, 'mentee', 5, '2026-11-23T12:00:00+00:00')",
            key(id)
        );
        app.services.store.connection().execute_unprepared(&rating).await.unwrap();
        app.clock.advance(Duration::from_secs(3_600 * 24));
        assert_eq!(signals(Some(&noor), &ines).await, Some(0.75));
        assert_eq!(signals(Some(&colleague), &ines).await, None);
        assert_eq!(signals(Some(&noor), &ada).await, None);
        assert_eq!(signals(None, &ines).await, None);
    }

    async fn a_time_that_is_wanted_is_free_and_on_the_card(app: TestApp) {
        let [ines, ..] = programme(&app).await;
        matching::refresh_index(&app.services).await.unwrap();
        // It is Monday, 8 o'clock; Ines is there on Mondays from 9 to 12 and on Wednesdays from 14 to 16.
        let ask = |query: &str| json!({ "query": query });
        assert_eq!(
            slots_of_first(&app, ask("Fundraising on Wednesday, after 15:00")).await,
            ["2026-11-25T15:00:00Z", "2026-11-25T15:30:00Z"]
        );
        assert_eq!(found(&app, ask("Fundraising before Tuesday")).await, std::slice::from_ref(&ines));
        assert!(found(&app, ask("Fundraising on Thursday")).await.is_empty());
        let answer = app.post(None, "/api/match", ask("Fundraising on Thursday")).await.expect(200);
        assert_eq!(answer["need"]["availability_window"]["from"], "2026-11-26");
        assert_eq!(answer["need"]["parts"][0]["key"], "window:");
        let without = json!({ "query": "Fundraising on Thursday", "without": ["window:"] });
        assert_eq!(found(&app, without).await, std::slice::from_ref(&ines));

        let filtered = |filters: Value| json!({ "query": "Fundraising", "filters": filters });
        assert_eq!(slots_of_first(&app, filtered(json!({ "free_after": "15:30" }))).await[0], "2026-11-25T15:30:00Z");
        assert!(found(&app, filtered(json!({ "free_after": "16:00" }))).await.is_empty());
        assert!(found(&app, filtered(json!({ "free_after": "14:00", "available_within_days": 1 }))).await.is_empty());
        // The last free time of the window is taken: nobody is left.
        let mentee = app.mentee("noor@example.com").await;
        for _ in 0..2 {
            let answer = app.post(None, "/api/match", ask("Fundraising on Wednesday, after 15:00")).await.expect(200);
            let slot = answer["results"][0]["next_slots"][0]["slot_id"].clone();
            let booking = json!({ "slot_id": slot, "note": "Fundraising" });
            app.post(Some(&mentee), "/api/sessions", booking).await.expect(201);
        }
        assert!(found(&app, ask("Fundraising on Wednesday, after 15:00")).await.is_empty());
    }

    async fn a_change_is_seen_by_the_next_search_whoever_made_it(app: TestApp) {
        let [ines, ada, _] = programme(&app).await;
        matching::refresh_index(&app.services).await.unwrap();
        let store = &app.services.store;
        let health = json!({ "query": "help with teams and money", "filters": { "industry": "health" } });
        assert_eq!(found(&app, health.clone()).await, std::slice::from_ref(&ada));
        app.mentor("ines@example.com", json!({ "industry": "Health", "bio": "Teams and money." })).await;
        let both = found(&app, health.clone()).await;
        assert!(both.len() == 2 && both.contains(&ines), "{both:?}");
        // As another process would.
        mentors::set_visibility(store, ada.parse().unwrap(), Visibility::Private, app.services.now()).await.unwrap();
        assert_eq!(found(&app, health.clone()).await, std::slice::from_ref(&ines));
        mentors::set_active(store, ines.parse().unwrap(), false, app.services.now()).await.unwrap();
        assert!(found(&app, health.clone()).await.is_empty());
        mentors::set_active(store, ines.parse().unwrap(), true, app.services.now()).await.unwrap();
        assert_eq!(found(&app, health).await, [ines]);
    }

    async fn a_long_import_is_seen_once_it_ends(app: TestApp) {
        matching::refresh_index(&app.services).await.unwrap();
        let draft = import::parse(&record("farm", "I know tractors.")).unwrap();
        let tx = app.services.store.begin().await.unwrap();
        // The file takes half a minute, and somebody searches meanwhile.
        let wait = |_| app.clock.advance(Duration::from_secs(30));
        profile::import_mentors_within(&app.services, &Actor::System, &tx, &[draft], &[], &wait).await.unwrap();
        assert!(found(&app, json!({ "query": "tractors" })).await.is_empty());
        tx.commit().await.unwrap();
        assert_eq!(found(&app, json!({ "query": "tractors" })).await.len(), 1);
    }

    async fn the_hidden_do_not_crowd_out_the_visible(app: TestApp) {
        let mut records: Vec<_> = (0..150).map(|n| record(&format!("m{n}"), "Sales, sales, sales.")).collect();
        records.push(record("last", "I know soil, seeds, weather, tractors, barns and a little about sales."));
        import(&app, records).await;
        let store = &app.services.store;
        for (mentor_id, external_id) in mentors::list_external_ids(store).await.unwrap() {
            if external_id != "last" {
                mentors::set_visibility(store, mentor_id, Visibility::Private, app.services.now()).await.unwrap();
            }
        }
        matching::refresh_index(&app.services).await.unwrap();
        assert_eq!(found(&app, json!({ "query": "sales" })).await.len(), 1);
    }

    async fn the_process_and_the_database_find_the_same(app: TestApp) {
        programme(&app).await;
        import(&app, vec![
            record("farm", "I grow wheat and know tractors, soil and seeds."),
            record("law", "Contracts, patents and licences for small companies."),
            record("care", "Clinics, nurses and hospitals buy from people they trust."),
        ]).await;
        let needs = ["tractors", "patents and licences", "selling to hospitals", "raise a first round", "hiring engineers", "Fabrik customs"];
        let filters = [json!({}), json!({ "industry": "HEALTH" }), json!({ "expertise": ["Manufacturing"] }), json!({ "stage": "seed" })];
        let mut from_database = vec![];
        for need in needs {
            for filters in &filters {
                from_database.push(found(&app, json!({ "query": need, "filters": filters })).await);
            }
        }
        matching::refresh_index(&app.services).await.unwrap();
        let mut from_process = vec![];
        for need in needs {
            for filters in &filters {
                from_process.push(found(&app, json!({ "query": need, "filters": filters })).await);
            }
        }
        // Each has its own stems and its own scores: the best is the same, and so is nearly everybody.
        // Stages, languages and countries by name are found in the process only: no need here has one.
        let (mut both, mut one) = (0, 0);
        for (database, process) in from_database.iter().zip(&from_process) {
            assert_eq!(database.first(), process.first());
            let shared = database.iter().filter(|id| process.contains(id)).count();
            both += shared;
            one += database.len() + process.len() - 2 * shared;
        }
        assert!(both > 10 && one * 10 <= both, "{both} found by both, {one} by one alone");
    }

    async fn what_a_filter_leaves_is_counted_and_true(app: TestApp) {
        programme(&app).await;
        matching::refresh_index(&app.services).await.unwrap();
        let query = "fundraising hiring manufacturing";
        let answer = app.post(None, "/api/match", json!({ "query": query, "facets": true })).await.expect(200);
        let facets = answer["facets"].as_array().unwrap();
        let mut counted = 0;
        for facet in facets.iter().filter(|facet| facet["kind"] != "expertise") {
            for value in facet["values"].as_array().unwrap() {
                let filters: MatchFilters = serde_json::from_value(json!({ facet["kind"].as_str().unwrap(): value["value"] })).unwrap();
                let left = mentors::list_matchable(&app.services.store, &filters, Audience::Public).await.unwrap();
                assert_eq!(json!(left.len()), value["count"], "{facet}");
                counted += 1;
            }
        }
        assert!(counted >= 4, "{facets:?}");
        let plain = app.post(None, "/api/match", json!({ "query": query })).await.expect(200);
        assert_eq!(plain["facets"], json!([]));
    }

    async fn nobody_unrated_passes_a_rating(app: TestApp) {
        programme(&app).await;
        matching::refresh_index(&app.services).await.unwrap();
        let rated = json!({ "query": "fundraising", "filters": { "min_rating": 4 } });
        assert!(found(&app, rated).await.is_empty());
        let lands = |country: &str| json!({ "query": "fundraising", "filters": { "country": country } });
        assert!(found(&app, lands("XX")).await.is_empty());
    }

    async fn conditions_that_make_no_sense_name_their_field(app: TestApp) {
        let filtered = |filters: Value| json!({ "query": "x", "filters": filters });
        let cases = [
            ("min_rating", filtered(json!({ "min_rating": 7 }))),
            ("min_rating", filtered(json!({ "min_rating": 0 }))),
            ("free_after", filtered(json!({ "free_after": "25:00" }))),
            ("free_before", filtered(json!({ "free_before": "noon" }))),
            ("free_before", filtered(json!({ "free_after": "17:00", "free_before": "09:00" }))),
            ("country", filtered(json!({ "country": "\u{0}" }))),
            ("without", json!({ "query": "x", "without": vec!["topic:x"; 51] })),
        ];
        for (field, body) in cases {
            assert_eq!(app.post(None, "/api/match", body).await.problem(422), field);
        }
        let unknown = json!({ "query": "fundraising", "without": ["", "nonsense", "language:", "topic:\u{0}"] });
        app.post(None, "/api/match", unknown).await.expect(200);
    }
}
