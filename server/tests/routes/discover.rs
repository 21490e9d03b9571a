//! Looking around without a need.

use axum::http::Method;
use office_hours::profile::Visibility;
use serde_json::{Value, json};
use services::matching;
use store::queries::{mentees, mentors, users};

use crate::feedback_in_matching::rate;
use crate::matching::programme;
use crate::support::{Edition, Login, TestApp, on_both_databases};

async fn discover(app: &TestApp, login: Option<&Login>, shelf: &str) -> Value {
    app.get(login, &format!("/api/discover{shelf}")).await.expect(200)
}

fn ids(shelf: &Value) -> Vec<&str> {
    shelf.as_array().unwrap().iter().map(|one| one["mentor"]["mentor_id"].as_str().unwrap()).collect()
}

on_both_databases! {
    async fn each_shelf_has_its_reason(app: TestApp) {
        let [ines, ada, tom] = programme(&app).await;
        matching::refresh_index(&app.services).await.unwrap();
        let found = discover(&app, None, "").await;
        // Tom offers no time.
        let mut free = ids(&found["free"]);
        free.sort_unstable();
        let mut expected = [ines.as_str(), ada.as_str()];
        expected.sort_unstable();
        assert_eq!(free, expected);
        assert!(found["free"].as_array().unwrap().iter().all(|one| one["next_slot"]["slot_id"].is_string()));
        assert_eq!(ids(&found["new"]).len(), 3);
        assert_eq!((found["saved"].as_array().unwrap().len(), &found["alike"]), (0, &Value::Null));
        assert_eq!(found["new"][0]["saved"], Value::Null, "a stranger saves nobody");
        let topics = found["topics"].as_array().unwrap();
        let count = |name: &str| topics.iter().find(|topic| topic["name"] == name).map(|topic| topic["mentors"].clone());
        assert_eq!(count("fundraising"), Some(json!(1)), "{topics:?}");

        // One shelf alone says nothing of the others.
        let alone = discover(&app, None, "?shelf=new").await;
        assert_eq!((ids(&alone["new"]).len(), ids(&alone["free"]).len(), alone["topics"].as_array().unwrap().len()), (3, 0, 0));
        assert_eq!(app.get(None, "/api/discover?shelf=dusty").await.problem(422), "shelf");

        // Nobody is new for ever, and whoever is hidden is on no shelf.
        mentors::set_visibility(&app.services.store, tom.parse().unwrap(), Visibility::Private, app.services.now()).await.unwrap();
        assert!(!ids(&discover(&app, None, "").await["new"]).contains(&tom.as_str()));
        app.clock.advance(std::time::Duration::from_secs(61 * 24 * 3_600));
        assert!(ids(&discover(&app, None, "").await["new"]).is_empty());
    }

    async fn a_mentee_finds_whom_they_saved_and_whoever_is_like_those_they_liked(app: TestApp) {
        let [ines, ada, _] = programme(&app).await;
        let (_, like) = app.mentor("rui@example.com", json!({ "name": "Rui Matos", "expertise": "fundraising" })).await;
        matching::refresh_index(&app.services).await.unwrap();
        let noor = app.mentee("noor@example.com").await;
        app.call(Some(&noor), Method::PUT, &format!("/api/saved/{ada}"), None).await;
        let store = &app.services.store;
        let user = users::find_by_email(store, "noor@example.com").await.unwrap().unwrap().user_id;
        let mentee_id = mentees::find_by_user(store, user).await.unwrap().unwrap();
        rate(&app, ines.parse().unwrap(), mentee_id, 24, "[]").await;

        let found = discover(&app, Some(&noor), "").await;
        assert_eq!(ids(&found["saved"]), [ada.as_str()]);
        let flags = found["new"].as_array().unwrap();
        assert!(flags.iter().all(|one| one["saved"] == (one["mentor"]["mentor_id"] == ada.as_str())), "{flags:?}");
        assert_eq!(found["alike"]["met"], "Ines Carvalho");
        assert_eq!(ids(&found["alike"]["mentors"]), [like.as_str()], "not whom one has met");

        let page = app.get(Some(&noor), "/discover").await.text;
        for words in ["Because you met Ines Carvalho", "Free this week", "New here", "By topic", "Saved"] {
            assert!(page.contains(words), "{words}");
        }
    }
}
