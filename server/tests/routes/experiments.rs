//! Ranking experiments: who sees what, what is noted, and what is reported.

use std::collections::HashSet;

use axum::http::Method;
use office_hours::Actor;
use office_hours::account::Role;
use office_hours::experiments::{Experiment, StartExperiment};
use office_hours::ids::ExperimentId;
use office_hours::matching::MatchResult;
use serde_json::{Value, json};
use services::{experiments, matching};

use crate::matching::programme;
use crate::support::{Answer, Edition, Login, TestApp, encode, on_both_databases};

const NEED: &str = "Help with fundraising and hiring";

/// The other arm counts nothing but words, and does not care for load.
fn description(mode: &str) -> Value {
    json!({
        "key": "more-words", "mode": mode,
        "arms": [
            { "name": "control", "share": 1 },
            { "name": "words", "share": 1, "settings": { "weights": { "text": 1.0, "load": 0.0 }, "retrieval": "words" } },
        ],
    })
}

async fn start(app: &TestApp, staff: &Login, mode: &str) -> String {
    let started = app.post(Some(staff), "/api/admin/experiments", description(mode)).await.expect(200);
    started["id"].as_str().unwrap().to_owned()
}

async fn search(app: &TestApp, login: Option<&Login>) -> Value {
    app.post(login, "/api/match", json!({ "query": NEED })).await.expect(200)
}

async fn opened(app: &TestApp, login: Option<&Login>, search: &Value, mentor_id: &str) {
    let body = json!({ "search_id": search["search_id"], "mentor_id": mentor_id });
    assert_eq!(app.post(login, "/api/match/opened", body).await.status, 204);
}

async fn report(app: &TestApp, staff: &Login, id: &str) -> Value {
    matching::write_journal(&app.services).await.unwrap();
    app.get(Some(staff), &format!("/api/admin/experiments/{id}")).await.expect(200)["report"].clone()
}

fn sum(report: &Value, count: &str) -> u64 {
    let arms = report["arms"].as_array().unwrap();
    arms.iter().map(|arm| arm["counts"][count].as_u64().unwrap()).sum()
}

on_both_databases! {
    async fn people_stay_in_their_arm_and_what_they_do_is_counted(app: TestApp) {
        let [ines, ..] = programme(&app).await;
        matching::refresh_index(&app.services).await.unwrap();
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let before = search(&app, None).await;
        assert_eq!(before["variant"], "control");
        let id = start(&app, &staff, "split").await;

        let mut variants = HashSet::new();
        let mut people = vec![];
        for number in 0..8 {
            let person = app.mentee(&format!("mentee-{number}@example.com")).await;
            let first = search(&app, Some(&person)).await;
            assert_eq!(search(&app, Some(&person)).await["variant"], first["variant"], "an arm is kept");
            variants.insert(first["variant"].as_str().unwrap().to_owned());
            people.push((person, first));
        }
        assert_eq!(variants, HashSet::from(["more-words/control".into(), "more-words/words".into()]));
        assert_eq!(search(&app, None).await["variant"], "control", "a stranger takes no part");
        // Whoever leans on an answer leans on the weights of its arm.
        for (_, shown) in &people {
            let words = json!([["text", 1.0], ["load", 0.0]]);
            let expected = if shown["variant"] == "more-words/words" { words } else { json!([]) };
            assert_eq!(shown["weights"], expected);
        }

        let (first, shown) = &people[0];
        opened(&app, Some(first), shown, &ines).await;
        let slot = shown["results"].as_array().unwrap().iter().find(|one| one["mentor_id"] == ines.as_str()).unwrap()
            ["next_slots"][0]["slot_id"].clone();
        let booking = json!({ "slot_id": slot, "search_id": shown["search_id"] });
        app.post(Some(first), "/api/sessions", booking).await.expect(201);
        // Neither somebody else's search, nor one that nobody made.
        opened(&app, Some(&people[1].0), shown, &ines).await;
        opened(&app, None, &json!({ "search_id": "00000000-0000-7000-8000-000000000000" }), &ines).await;

        let told = report(&app, &staff, &id).await;
        assert_eq!((sum(&told, "people"), sum(&told, "searches")), (8, 16));
        assert_eq!((sum(&told, "clicks"), sum(&told, "bookings"), sum(&told, "completed")), (1, 1, 0));
        let arm = shown["variant"].as_str().unwrap().strip_prefix("more-words/").unwrap();
        let of_first = told["arms"].as_array().unwrap().iter().find(|one| one["name"] == arm).unwrap();
        assert_eq!((&of_first["counts"]["people_booked"], &of_first["counts"]["clicked_searches"]), (&json!(1), &json!(1)));
        assert_eq!(told["shares_missed"], false);

        // Once the session is over it has taken place.
        app.clock.advance(std::time::Duration::from_secs(7 * 24 * 3_600));
        assert_eq!(sum(&report(&app, &staff, &id).await, "completed"), 1);
    }

    async fn a_mix_is_credited_to_whoever_supplied_the_result(app: TestApp) {
        let [ines, ada, _] = programme(&app).await;
        matching::refresh_index(&app.services).await.unwrap();
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let id = start(&app, &staff, "interleaved").await;
        let person = app.mentee("noor@example.com").await;
        let shown = search(&app, Some(&person)).await;
        assert_eq!(shown["variant"], "more-words/mix");
        let results = shown["results"].as_array().unwrap();
        let ids: HashSet<&str> = results.iter().map(|one| one["mentor_id"].as_str().unwrap()).collect();
        assert_eq!(ids, HashSet::from([ines.as_str(), ada.as_str()]));
        assert!(results[0]["score"].as_f64() >= results[1]["score"].as_f64());
        let again = search(&app, Some(&person)).await;
        assert_eq!(again["results"], shown["results"], "the same need has the same mix");
        opened(&app, Some(&person), &shown, results[0]["mentor_id"].as_str().unwrap()).await;

        let told = report(&app, &staff, &id).await;
        assert_eq!((sum(&told, "wins"), sum(&told, "clicks"), sum(&told, "impressions")), (1, 1, 4));
        let win_rate = told["preference"]["win_rate"]["value"].as_f64().unwrap();
        assert!(win_rate == 0.0 || win_rate == 1.0, "{told}");
        assert_eq!(told["preference"]["verdict"], "not_told_apart");
    }

    async fn one_experiment_runs_at_a_time_and_ends(app: TestApp) {
        programme(&app).await;
        matching::refresh_index(&app.services).await.unwrap();
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let id = start(&app, &staff, "split").await;
        let second = app.post(Some(&staff), "/api/admin/experiments", description("split")).await;
        assert_eq!(second.problem(409), "experiment_runs");

        let person = app.mentee("noor@example.com").await;
        let path = format!("/api/admin/experiments/{id}/end");
        assert_eq!(app.post(Some(&person), &path, json!({})).await.status, 403);
        assert_ne!(search(&app, Some(&person)).await["variant"], "control");
        let ended = app.post(Some(&staff), &path, json!({})).await.expect(200);
        assert_eq!(ended["ended_at"], "2026-11-23T08:00:00Z");
        assert_eq!(search(&app, Some(&person)).await["variant"], "control");
        app.clock.advance(std::time::Duration::from_secs(60));
        assert_eq!(app.post(Some(&staff), &path, json!({})).await.expect(200), ended, "ended once");

        // Started again it is the next version; another process learns of it.
        let again = app.post(Some(&staff), "/api/admin/experiments", description("split")).await.expect(200);
        assert_eq!(again["version"], 2);
        let all = app.get(Some(&staff), "/api/admin/experiments").await.expect(200);
        let versions: Vec<u64> = all.as_array().unwrap().iter().map(|one| one["version"].as_u64().unwrap()).collect();
        assert_eq!(versions, [2, 1]);
    }

    async fn needs_are_asked_again_without_anybody_noticing(app: TestApp) {
        let [ines, ..] = programme(&app).await;
        matching::refresh_index(&app.services).await.unwrap();
        let person = app.mentee("noor@example.com").await;
        let shown = search(&app, Some(&person)).await;
        search(&app, None).await;
        app.post(None, "/api/match", json!({ "query": "hire engineers" })).await.expect(200);
        opened(&app, Some(&person), &shown, &ines).await;
        assert_eq!(matching::write_journal(&app.services).await.unwrap(), 4);
        app.clock.advance(std::time::Duration::from_secs(60));

        let mut input: StartExperiment = serde_json::from_value(description("split")).unwrap();
        input.arms[1].settings.weights = [("text", 0.0), ("topics", 0.0), ("expertise", 1.0)]
            .map(|(name, weight)| (name.to_owned(), weight)).into();
        let id = ExperimentId(app.services.new_id());
        let tried = Experiment::new(id, 1, input, app.services.now()).unwrap();
        let replay = experiments::replay_experiment(&app.services, &Actor::System, &tried, 1).await.unwrap();
        assert_eq!((replay.needs, replay.chosen), (2, 1), "the same need is one");
        assert_eq!(replay.arms[0].overlap, 1.0);
        let place = shown["results"].as_array().unwrap().iter().position(|one| one["mentor_id"] == ines.as_str()).unwrap();
        assert_eq!(replay.arms[0].chosen_rank, Some(1.0 / (place + 1) as f64));
        assert!(replay.arms[1].chosen_rank.unwrap() > 0.0);
        assert_eq!(matching::write_journal(&app.services).await.unwrap(), 0, "nothing was noted");
    }

    async fn a_need_that_is_still_typed_is_no_search(app: TestApp) {
        let [ines, ..] = programme(&app).await;
        matching::refresh_index(&app.services).await.unwrap();
        let typed = format!("need={}", encode(" Help with fundraising "));
        let shown: Vec<MatchResult> = app.submit_as_program("/fn/preview_matches", &typed).await.told(200);
        assert_eq!(shown[0].mentor_id.to_string(), ines.as_str());
        assert_eq!(matching::write_journal(&app.services).await.unwrap(), 0, "nothing was noted");
    }
}

#[tokio::test]
async fn a_mistake_in_a_description_is_named() {
    let app = TestApp::start(Edition::Sqlite).await;
    let staff = app.staff("pm@example.com", Role::Pm).await;
    let send = async |change: fn(&mut Value)| {
        let mut body = description("split");
        change(&mut body);
        app.call(Some(&staff), Method::POST, "/api/admin/experiments", Some(body)).await.problem(422)
    };
    assert_eq!(send(|body| body["key"] = json!("More Words")).await, "key");
    assert_eq!(send(|body| body["arms"][1]["name"] = json!("control")).await, "arms.1.name");
    assert_eq!(send(|body| body["arms"][0]["share"] = json!(0)).await, "arms.0.share");
    let weight = |body: &mut Value| body["arms"][1]["settings"]["weights"] = json!({ "luck": 1.0 });
    assert_eq!(send(weight).await, "arms.1.settings.weights.luck");
    let all = app.get(Some(&staff), "/api/admin/experiments").await.expect(200);
    assert_eq!(all, json!([]));
}

/// What the form sends, with the fields of `changes` in place of its own.
async fn submit(app: &TestApp, login: Option<&Login>, changes: &[(&str, &str)]) -> Answer {
    let mut fields = vec![
        ("experiment[key]", "more-words"),
        ("experiment[mode]", "split"),
        ("experiment[name]", "words"),
        ("experiment[control_share]", "1"),
        ("experiment[share]", "1"),
        ("experiment[retrieval]", ""),
        ("experiment[diversity]", ""),
        ("experiment[weights][text]", "0,3"),
        ("experiment[weights][load]", ""),
    ];
    for (name, value) in changes {
        fields.retain(|(field, _)| field != name);
        fields.push((name, value));
    }
    app.submit(login, "/fn/start_experiment", FORM, &fields).await
}

const LIST: &str = "/programme/experiments";
const FORM: &str = "/programme/experiments?start=1";

/// Where an answer leads, on this server.
fn target(answer: &Answer) -> String {
    assert_eq!(answer.status, 302, "{}", answer.text);
    answer.headers["location"].to_str().unwrap().trim_start_matches("http://office.test").to_owned()
}

on_both_databases! {
    async fn staff_start_and_end_one_on_the_pages_without_a_script(app: TestApp) {
        programme(&app).await;
        matching::refresh_index(&app.services).await.unwrap();
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let page = async |path: &str| app.get(Some(&staff), path).await.text;
        assert!(page("/programme").await.contains("Ranking experiments"));
        assert!(page(LIST).await.contains("No experiment yet"));
        let form = page(FORM).await;
        assert!(form.contains("0.38 in use") && form.contains("0.10 in use"), "{form}");

        // What was typed stands in the form again, with what to correct.
        let refused = target(&submit(&app, Some(&staff), &[("experiment[key]", "More words & more"), ("experiment[control_share]", "3")]).await);
        let again = page(&refused).await;
        assert!(again.contains("Use lower-case letters, digits and dashes"), "{again}");
        for typed in ["value=\"More words &amp; more\"", "value=\"0,3\"", "value=\"3\""] {
            assert!(again.contains(typed), "{typed}: {again}");
        }
        for (field, value, told) in [
            ("experiment[share]", "0", "Give a share of 1 or more"),
            ("experiment[name]", "control", "Give each arm its own name."),
            ("experiment[weights][text]", "many", "Give a number such as 0.25"),
            ("experiment[weights][text]", "11", "Give a weight from 0 to 10."),
            ("experiment[weights][text]", "", "Both arms are the same so far."),
            ("experiment[diversity]", "0.6", "Give a strength from 0 to 0.5."),
        ] {
            let refused = target(&submit(&app, Some(&staff), &[(field, value)]).await);
            assert!(page(&refused).await.contains(told), "{field}={value}");
        }

        let report = target(&submit(&app, Some(&staff), &[]).await);
        let shown = page(&report).await;
        for told in ["more-words, version 1", "Running since", "50 %", "“Same words” counts more: 0.30 instead of 0.16", "Nobody has taken part yet"] {
            assert!(shown.contains(told), "{told}: {shown}");
        }
        let running = page(LIST).await;
        assert!(running.contains("Running: more-words, version 1"), "{running}");
        let second = target(&submit(&app, Some(&staff), &[("experiment[key]", "other")]).await);
        let second = page(&second).await;
        assert!(second.contains("Another experiment runs. End it first.") && second.contains("value=\"other\""), "{second}");

        for number in 0..8 {
            let person = app.mentee(&format!("mentee-{number}@example.com")).await;
            search(&app, Some(&person)).await;
        }
        matching::write_journal(&app.services).await.unwrap();
        let shown = page(&report).await;
        assert!(shown.contains("Of 100 founders who saw “words”, 0 opened a mentor’s profile"), "{shown}");

        let path = report.split('?').next().unwrap();
        let id = path.rsplit('/').next().unwrap();
        let ended = app.submit(Some(&staff), "/fn/end_experiment", path, &[("experiment_id", id)]).await;
        let shown = page(&target(&ended)).await;
        assert!(shown.contains("Everybody sees the ranking in use again.") && !shown.contains("End this experiment"), "{shown}");
        let list = page(LIST).await;
        assert!(list.contains("No experiment is running") && list.contains(path), "{list}");
    }

    async fn experiments_are_for_staff_on_the_pages_too(app: TestApp) {
        let founder = app.mentee("noor@example.com").await;
        let id = "00000000-0000-7000-8000-000000000000";
        for (path, status) in [(LIST.to_owned(), 403), (FORM.to_owned(), 403), (format!("{LIST}/{id}"), 403), (format!("{LIST}/x"), 404)] {
            assert_eq!(app.get(Some(&founder), &path).await.status, status, "{path}");
            let stranger = if status == 404 { 404 } else { 401 };
            assert_eq!(app.get(None, &path).await.status, stranger, "{path}");
        }
        let refused = target(&submit(&app, Some(&founder), &[]).await);
        assert_eq!(app.get(Some(&founder), &refused).await.status, 403);
        let staff = app.staff("pm@example.com", Role::Pm).await;
        assert_eq!(app.get(Some(&staff), &format!("{LIST}/{id}")).await.status, 404);
        assert_eq!(app.get(Some(&staff), "/api/admin/experiments").await.expect(200), json!([]));
    }
}

#[tokio::test]
async fn an_account_that_goes_leaves_what_it_did() {
    let app = TestApp::start(Edition::Sqlite).await;
    programme(&app).await;
    let person = app.mentee("noor@example.com").await;
    search(&app, Some(&person)).await;
    search(&app, None).await;
    let delete = "DELETE FROM users WHERE email = 'noor@example.com'";
    sea_orm::ConnectionTrait::execute_unprepared(app.services.store.connection(), delete).await.unwrap();
    assert_eq!(matching::write_journal(&app.services).await.unwrap(), 2);
    assert_eq!(matching::write_journal(&app.services).await.unwrap(), 0);
}
