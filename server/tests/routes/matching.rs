//! Matching through the API, by words and with the real model.

use std::collections::HashSet;
use std::time::Duration;

use office_hours::Actor;
use office_hours::ids::MentorId;
use office_hours::matching::leaning::{Leaning, reorder};
use office_hours::matching::score::Weights;
use office_hours::matching::{MatchResponse, MatchResult, topics};
use office_hours::profile::Visibility;
use serde_json::{Value, json};
use services::matching;
use store::queries::{embeddings, mentors};

use crate::support::{Edition, TestApp, edition_of, on_both_databases, real_model};

pub(crate) async fn programme(app: &TestApp) -> [String; 3] {
    let (_, ines) = app.mentor("ines@example.com", Value::Null).await;
    let (_, ada) = app
        .mentor(
            "ada@example.com",
            json!({
                "name": "Ada Lindqvist", "headline": "Builds engineering teams", "industry": "health", "stage": "growth",
                "bio": "I ran platform teams for ten years. Ask me about hiring your first engineers and about on-call.",
                "expertise": "hiring, software architecture",
            }),
        )
        .await;
    let (_, tom) = app
        .mentor(
            "tom@example.com",
            json!({
                "name": "Tom Okafor", "headline": "Supply chains for hardware", "industry": "climate",
                "bio": "Factories, suppliers, customs. I have moved three products from prototype to container.",
                "expertise": "manufacturing", "weekly_hours": "",
            }),
        )
        .await;
    [ines, ada, tom]
}

pub(crate) async fn found(app: &TestApp, body: Value) -> Vec<String> {
    let answer = app.post(None, "/api/match", body).await.expect(200);
    for result in answer["results"].as_array().unwrap() {
        let score = result["score"].as_f64().unwrap();
        assert!(score > 0.0 && score <= 1.0, "{result}");
        assert!(!result["reasons"].as_array().unwrap().is_empty(), "{result}");
    }
    answer["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["mentor_id"].as_str().unwrap().to_owned())
        .collect()
}

on_both_databases! {
    async fn words_alone_find_the_right_mentor_when_the_model_is_missing(app: TestApp) {
        let [ines, ada, _] = programme(&app).await;
        assert_eq!(found(&app, json!({ "query": "Help with fundraising" })).await, std::slice::from_ref(&ines));
        assert_eq!(found(&app, json!({ "query": "hire engineers" })).await, [ada]);
        let answer = app.post(None, "/api/match", json!({ "query": "fundraise" })).await.expect(200);
        assert_eq!(answer["semantic"], false);
        assert_eq!(answer["results"][0]["mentor_id"], ines.as_str());
        assert_eq!(answer["results"][0]["reasons"][0]["text"], "Knows fundraising");
        assert_eq!(answer["results"][0]["next_slots"].as_array().unwrap().len(), 3);
        let ready = app.get(None, "/api/ready").await.expect(200);
        assert_eq!((ready["ready"].as_bool(), ready["model"].as_str()), (Some(true), Some("missing")));
    }

    async fn meaning_finds_what_shares_no_word(app: TestApp) {
        // The fixture started without a model: this one gets it, on a database of its own.
        let app = TestApp::with_model(edition_of(&app), real_model().await).await;
        let [ines, ada, tom] = programme(&app).await;
        app.deliver().await;
        let order = found(&app, json!({ "query": "We are running out of money and must convince investors" })).await;
        assert_eq!(order[0], ines);
        assert_eq!(order.len(), 3);
        assert_eq!(found(&app, json!({ "query": "Who can bring our device into mass production?" })).await[0], tom);
        assert_eq!(found(&app, json!({ "query": "recruit developers" })).await[0], ada);
        // A changed profile is found by its new words at once after its job.
        app.mentor("tom@example.com", json!({ "name": "Tom Okafor", "headline": "Opera singer", "bio": "I teach voice.", "expertise": "singing" })).await;
        app.deliver().await;
        assert_eq!(found(&app, json!({ "query": "music lessons" })).await[0], tom);
    }

    async fn a_need_is_read_as_it_was_meant(app: TestApp) {
        let app = TestApp::with_model(edition_of(&app), real_model().await).await;
        let [ines, ada, tom] = programme(&app).await;
        app.deliver().await;
        let first = async |query: &str| found(&app, json!({ "query": query })).await.remove(0);
        for (query, expected) in [
            ("fundrasing hlep", &ines),
            ("manufcturing, suplliers", &tom),
            ("Busco a alguien para contratar ingenieros", &ada),
            ("Wir brauchen Hilfe mit der Herstellung", &tom),
            ("fundraising or hiring, but not fundraising", &ada),
        ] {
            assert_eq!(first(query).await, *expected, "{query}");
        }
        // A demand orders, it does not hide: nobody here speaks Portuguese but one.
        let both = "fundraising or hiring, with somebody who speaks Portuguese";
        app.clock.advance(Duration::from_secs(1));
        app.mentor("ada@example.com", json!({ "name": "Ada Lindqvist", "headline": "Builds teams", "bio": "Falo Portuguese.", "expertise": "hiring" })).await;
        app.deliver().await;
        assert_eq!(found(&app, json!({ "query": both })).await[..2], [ada, ines]);
    }

    async fn a_topic_finds_who_has_its_terms_and_they_are_the_evidence(app: TestApp) {
        let app = TestApp::with_model(edition_of(&app), real_model().await).await;
        let [_, _, tom] = programme(&app).await;
        app.deliver().await;
        let need = json!({ "query": "Our parts come from far away and always arrive late" });
        let before = app.post(None, "/api/match", need.clone()).await.expect(200);
        assert_eq!(before["results"][0]["signals"]["topics"], Value::Null, "not known yet");
        matching::load_topics(&app.services).await.unwrap();
        let after = app.post(None, "/api/match", need).await.expect(200);
        let best = &after["results"][0];
        assert_eq!(best["mentor_id"], tom.as_str());
        assert!(best["signals"]["topics"].as_f64().unwrap() > 0.0, "{best}");
        let reasons = best["reasons"].as_array().unwrap();
        assert!(reasons.iter().any(|reason| reason["evidence"] == "Supply chains for hardware"), "{best}");
        // What was embedded once is not embedded again by the next process.
        let model = app.services.ports.embedder.model();
        let kept = embeddings::list_texts(&app.services.store, model).await.unwrap();
        assert_eq!(kept.len(), topics::texts().into_iter().map(|(_, text)| text).collect::<HashSet<_>>().len());
    }

    async fn a_leaning_orders_what_was_found_as_the_browser_would(app: TestApp) {
        programme(&app).await;
        let ask = async |leaning: &str| {
            let body = json!({ "query": "manufacturing, suppliers, hiring, fundraising", "leaning": leaning });
            let answer = app.post(None, "/api/match", body).await.expect(200);
            serde_json::from_value::<MatchResponse>(answer).unwrap()
        };
        let ids = |results: &[MatchResult]| results.iter().map(|one| one.mentor_id).collect::<Vec<_>>();
        let usual = ask("").await;
        assert!(usual.results.len() == 3 && usual.weights.is_empty(), "{:?}", usual.weights);
        // Sliders that nobody has moved change nothing, whether they are sent or not.
        let unmoved = ask("222222").await;
        assert_eq!(unmoved.results, usual.results);
        let mut orders = HashSet::from([ids(&usual.results)]);
        for text in ["042222", "402222", "220222", "222042", "000000", "444444", "044444"] {
            let leaning = Leaning::parse(text).unwrap();
            let here = reorder(&usual.results, Weights::CONTROL, Leaning::default(), leaning);
            let there = ask(text).await.results;
            assert_eq!(ids(&there), ids(&here), "{text}");
            assert!(there.is_sorted_by(|a, b| a.score >= b.score), "{text}");
            orders.insert(ids(&there));
        }
        assert!(orders.len() > 1, "no slider has moved anybody");
        // The page that the server sends stands in the same order, and needs no script to lean.
        let page = app.get(None, "/find?query=manufacturing,+suppliers,+hiring,+fundraising&order=242222").await.text;
        let place = |id: &MentorId| page.find(&format!("id=\"mentor-{id}\"")).expect("a card of each");
        assert!(ids(&ask("242222").await.results).is_sorted_by_key(place));
        assert!(page.contains("name=\"order\"") && page.contains("<noscript>"));
        let hostile = "/find?query=hiring+%3C/noscript%3E%3Cscript%3Ealert(1)%3C/script%3E";
        assert!(!app.get(None, hostile).await.text.contains("<script>alert"));
    }

    async fn filters_hold_for_every_result(app: TestApp) {
        let [ines, ada, tom] = programme(&app).await;
        let query = "fundraising hiring manufacturing";
        let filtered = |filters: Value| json!({ "query": query, "filters": filters });
        assert_eq!(found(&app, filtered(json!({}))).await.len(), 3);
        assert_eq!(found(&app, filtered(json!({ "industry": "HEALTH" }))).await, std::slice::from_ref(&ada));
        assert_eq!(found(&app, filtered(json!({ "expertise": ["Manufacturing"] }))).await, std::slice::from_ref(&tom));
        assert_eq!(found(&app, filtered(json!({ "stage": "seed", "expertise": ["fundraising", "pricing"] }))).await, std::slice::from_ref(&ines));
        assert!(found(&app, filtered(json!({ "stage": "seed", "expertise": ["fundraising", "hiring"] }))).await.is_empty());
        let free = found(&app, filtered(json!({ "available_within_days": 7 }))).await;
        assert!(free.len() == 2 && !free.contains(&tom));
        assert!(found(&app, json!({ "query": "xylophone" })).await.is_empty());
    }

    async fn a_filter_finds_whoever_many_better_ones_would_hide(app: TestApp) {
        use office_hours::profile::import::{self, ImportRecord};
        let record = |n: usize, industry: &str, bio: &str| ImportRecord {
            id: format!("m{n}"), headline: Some("Adviser".into()), bio: Some(bio.into()), industry: Some(industry.into()),
            ..ImportRecord::default()
        };
        // More than retrieval ever takes say it more often than the one in the wanted industry.
        let mut drafts: Vec<_> = (0..120).map(|n| import::parse(&record(n, "retail", "Sales, sales, sales.")).unwrap()).collect();
        drafts.push(import::parse(&record(120, "farming", "I know soil, seeds, weather, tractors, barns and a little about sales.")).unwrap());
        services::profile::import_mentors(&app.services, &Actor::System, &drafts, &[], &|_| {}).await.unwrap();
        assert_eq!(found(&app, json!({ "query": "sales", "filters": { "industry": "farming" } })).await.len(), 1);
    }

    async fn who_is_hidden_or_away_never_appears(app: TestApp) {
        let [ines, ..] = programme(&app).await;
        let id = ines.parse().unwrap();
        let store = &app.services.store;
        let need = json!({ "query": "fundraising" });
        let member = app.mentee("noor@example.com").await;
        mentors::set_visibility(store, id, Visibility::Limited, app.services.now()).await.unwrap();
        assert!(found(&app, need.clone()).await.is_empty());
        let seen = app.post(Some(&member), "/api/match", need.clone()).await.expect(200);
        assert_eq!(seen["results"][0]["mentor_id"], ines.as_str());
        mentors::set_active(store, id, false, app.services.now()).await.unwrap();
        let seen = app.post(Some(&member), "/api/match", need).await.expect(200);
        assert!(seen["results"].as_array().unwrap().is_empty());
    }

    async fn a_wrong_request_names_its_field(app: TestApp) {
        let cases = [
            ("query", json!({ "query": "  " })),
            ("query", json!({ "query": "x".repeat(2_001) })),
            ("limit", json!({ "query": "x", "limit": 0 })),
            ("limit", json!({ "query": "x", "limit": 101 })),
            ("leaning", json!({ "query": "x", "leaning": "more" })),
            ("leaning", json!({ "query": "x", "leaning": "292222" })),
            ("available_within_days", json!({ "query": "x", "filters": { "available_within_days": 99 } })),
            ("body", json!({ "query": 7 })),
            ("industry", json!({ "query": "x", "filters": { "industry": "a\u{0}b" } })),
            ("stage", json!({ "query": "x", "filters": { "stage": "x".repeat(161) } })),
            ("language", json!({ "query": "x", "filters": { "language": "\u{7}" } })),
            ("expertise", json!({ "query": "x", "filters": { "expertise": ["\u{0}"] } })),
            ("expertise", json!({ "query": "x", "filters": { "expertise": (0..11).map(|n| n.to_string()).collect::<Vec<_>>() } })),
        ];
        for (field, body) in cases {
            assert_eq!(app.post(None, "/api/match", body).await.problem(422), field);
        }
        let repeated = json!({ "query": "x", "filters": { "expertise": vec!["hiring"; 2_000] } });
        app.post(None, "/api/match", repeated).await.expect(200);
        for hostile in ["\" OR 1=1 --", "') & ('", "NEAR(a b) * ^", "a:b -c \"", "%_\\"] {
            app.post(None, "/api/match", json!({ "query": hostile })).await.expect(200);
        }
    }

    async fn goals_are_matched_for_the_mentee(app: TestApp) {
        let [ines, ..] = programme(&app).await;
        let mentee = app.mentee("noor@example.com").await;
        let answer = app.get(Some(&mentee), "/api/match/suggestions").await.expect(200);
        assert_eq!(answer["results"][0]["mentor_id"], ines.as_str());
        app.get(None, "/api/match/suggestions").await.problem(401);
    }

    async fn vectors_are_not_changed_for_everybody(app: TestApp) {
        use services::ports::PortError;
        let [ines, ..] = programme(&app).await;
        let refused = matching::embed_mentor(&app.services, &Actor::Stranger, ines.parse().unwrap()).await;
        assert!(matches!(refused, Err(PortError::GiveUp(_))), "{refused:?}");
        matching::embed_mentor(&app.services, &Actor::System, ines.parse().unwrap()).await.unwrap();
    }

    async fn an_import_can_be_repeated_and_matched(app: TestApp) {
        use office_hours::availability::rules::parse_weekly_hours;
        use office_hours::profile::import::{self, ImportRecord};
        let record = ImportRecord {
            id: "m1".into(), headline: Some("Pricing for SaaS".into()), bio: Some("I set prices.".into()), ..ImportRecord::default()
        };
        let hours = parse_weekly_hours("Tue 09:00-10:00").unwrap();
        let drafts = [import::parse(&record).unwrap()];
        for _ in 0..2 {
            services::profile::import_mentors(&app.services, &Actor::System, &drafts, &hours, &|_| {}).await.unwrap();
        }
        let order = found(&app, json!({ "query": "pricing" })).await;
        assert_eq!(order.len(), 1);
        assert_eq!(app.open_slots(&order[0]).await.len(), 8);
        assert_eq!(matching::vector_coverage(&app.services).await.unwrap().mentors, 1);
    }
}
