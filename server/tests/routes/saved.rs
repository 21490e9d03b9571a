//! Mentors that a mentee keeps to find them again.

use axum::http::Method;
use office_hours::profile::Visibility;
use serde_json::{Value, json};
use store::queries::mentors;

use crate::matching::programme;
use crate::support::{Answer, Edition, Login, TestApp, on_both_databases};

const LIST: &str = "/api/saved";

async fn put(app: &TestApp, login: Option<&Login>, mentor_id: &str) -> Answer {
    app.call(login, Method::PUT, &format!("{LIST}/{mentor_id}"), None).await
}

async fn delete(app: &TestApp, login: &Login, mentor_id: &str) -> Answer {
    app.call(Some(login), Method::DELETE, &format!("{LIST}/{mentor_id}"), None).await
}

/// The ids on the list, in its order.
async fn list(app: &TestApp, login: &Login) -> Vec<String> {
    let listed = app.get(Some(login), LIST).await.expect(200);
    let ids = listed.as_array().unwrap().iter().map(|card| card["mentor_id"].as_str().unwrap().to_owned());
    ids.collect()
}

on_both_databases! {
    async fn whoever_is_saved_is_on_the_list_until_forgotten(app: TestApp) {
        let [ines, ada, _] = programme(&app).await;
        let noor = app.mentee("noor@example.com").await;
        assert!(list(&app, &noor).await.is_empty());
        for mentor_id in [&ines, &ada, &ines] {
            assert_eq!(put(&app, Some(&noor), mentor_id).await.status, 204);
            app.clock.advance(std::time::Duration::from_secs(1));
        }
        assert_eq!(list(&app, &noor).await, [ada.clone(), ines.clone()], "saved once, and where it was");
        assert!(list(&app, &app.mentee("bo@example.com").await).await.is_empty(), "nobody else's");

        // Results say it, although answers are kept.
        let need = json!({ "query": "fundraising" });
        for expected in [true, false] {
            let found = app.post(Some(&noor), "/api/match", need.clone()).await.expect(200);
            assert_eq!(found["results"][0]["saved"], expected);
            assert_eq!(delete(&app, &noor, &ines).await.status, 204);
        }
        let stranger = app.post(None, "/api/match", need).await.expect(200);
        assert_eq!(stranger["results"][0]["saved"], Value::Null);
        assert_eq!(list(&app, &noor).await, [ada]);
    }

    async fn whoever_is_hidden_leaves_the_list_and_comes_back(app: TestApp) {
        let [ines, ada, _] = programme(&app).await;
        let noor = app.mentee("noor@example.com").await;
        put(&app, Some(&noor), &ines).await;
        let store = &app.services.store;
        let id = ines.parse().unwrap();
        mentors::set_visibility(store, id, Visibility::Private, app.services.now()).await.unwrap();
        assert!(list(&app, &noor).await.is_empty());
        put(&app, Some(&noor), &ines).await.problem(404);
        mentors::set_visibility(store, id, Visibility::Limited, app.services.now()).await.unwrap();
        assert_eq!(list(&app, &noor).await, std::slice::from_ref(&ines));
        mentors::set_active(store, id, false, app.services.now()).await.unwrap();
        assert!(list(&app, &noor).await.is_empty());
        // Also who is not to be seen can be taken off.
        assert_eq!(delete(&app, &noor, &ines).await.status, 204);
        mentors::set_active(store, id, true, app.services.now()).await.unwrap();
        assert!(list(&app, &noor).await.is_empty());
        assert_eq!(delete(&app, &noor, &ada).await.status, 204, "who was never on it");
    }

    async fn only_mentees_save_and_only_whom_they_see(app: TestApp) {
        let (mentor, ines) = app.mentor("ines@example.com", Value::Null).await;
        put(&app, None, &ines).await.problem(401);
        put(&app, Some(&mentor), &ines).await.problem(403);
        app.get(Some(&mentor), LIST).await.problem(403);
        let noor = app.mentee("noor@example.com").await;
        put(&app, Some(&noor), "00000000-0000-7000-8000-000000000000").await.problem(404);
        assert!(put(&app, Some(&noor), "nobody").await.status.is_client_error());
    }

    async fn a_plain_form_saves_and_the_pages_show_it(app: TestApp) {
        let [ines, ..] = programme(&app).await;
        let noor = app.mentee("noor@example.com").await;
        let save = "action=\"/fn/save_mentor\"";
        let forget = "action=\"/fn/forget_saved_mentor\"";
        let page = async |path: String| app.get(Some(&noor), &path).await.text;
        for path in [format!("/mentors/{ines}"), "/find?query=fundraising".to_owned()] {
            let text = page(path.clone()).await;
            assert!(text.contains(save) && !text.contains(forget), "{path}");
        }
        assert!(!app.get(None, "/find?query=fundraising").await.text.contains(save), "not for strangers");
        assert!(page("/saved".into()).await.contains("Nobody saved yet"));
        put(&app, Some(&noor), &ines).await;
        for path in [format!("/mentors/{ines}"), "/find?query=fundraising".to_owned(), "/saved".to_owned()] {
            assert!(page(path.clone()).await.contains(forget), "{path}");
        }
    }
}
