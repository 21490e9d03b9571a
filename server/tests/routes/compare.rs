//! Mentors side by side.

use office_hours::profile::Visibility;
use serde_json::Value;
use store::queries::mentors;

use crate::matching::programme;
use crate::support::{Edition, TestApp, on_both_databases};

async fn compare(app: &TestApp, ids: &[&str], query: &str) -> Value {
    app.get(None, &format!("/api/compare?mentors={}&query={query}", ids.join(","))).await.expect(200)
}

fn ids(compared: &Value) -> Vec<&str> {
    let mentors = compared["mentors"].as_array().unwrap();
    mentors.iter().map(|one| one["profile"]["mentor_id"].as_str().unwrap()).collect()
}

on_both_databases! {
    async fn those_chosen_stand_in_their_order_with_what_fits(app: TestApp) {
        let [ines, ada, tom] = programme(&app).await;
        let compared = compare(&app, &[&tom, &ines], "fundraising").await;
        assert_eq!(ids(&compared), [tom.as_str(), ines.as_str()]);
        let of_ines = &compared["mentors"][1];
        assert_eq!(of_ines["fits"][0]["evidence"], "fundraising");
        assert_eq!(of_ines["next_slots"].as_array().unwrap().len(), 3);
        assert_eq!(compared["mentors"][0]["next_slots"].as_array().unwrap().len(), 0);
        assert_eq!(of_ines["rating"], Value::Null);
        assert_eq!((&compared["missing"], &compared["more"]), (&0.into(), &false.into()));
        let without = compare(&app, &[&ada], "").await;
        assert_eq!(without["mentors"][0]["fits"].as_array().unwrap().len(), 0);

        let page = app.get(None, &format!("/compare?m={ines}&m={ada}&q=fundraising")).await.text;
        for words in ["Ines Carvalho", "Ada Lindqvist", "Differs", "Fits your need", "Add another"] {
            assert!(page.contains(words), "{words}");
        }
        // Whoever adds another one finds them chosen, and those who do not stand in the list are sent along.
        let more = format!("/find?query=fundraising&amp;chosen={ines}%2C{ada}");
        assert!(page.contains(&more), "{page}");
        let found = app.get(None, &more.replace("&amp;", "&")).await.text;
        assert_eq!(found.matches(" checked").count(), 1, "{found}");
        assert!(found.contains(&format!("value=\"{ada}\" form=\"compare\"")), "{found}");
        assert!(found.contains(&format!("name=\"chosen\" value=\"{ines},{ada}\"")), "{found}");
    }

    async fn whoever_is_not_there_is_counted_and_a_fourth_left_out(app: TestApp) {
        let [ines, ada, tom] = programme(&app).await;
        let (_, fourth) = app.mentor("rui@example.com", Value::Null).await;
        let compared = compare(&app, &[&ines, &ada, &ines, &tom, &fourth], "").await;
        assert_eq!(ids(&compared), [ines.as_str(), ada.as_str(), tom.as_str()]);
        assert_eq!((&compared["missing"], &compared["more"]), (&0.into(), &true.into()));

        let (store, now) = (&app.services.store, app.services.now());
        mentors::set_visibility(store, ada.parse().unwrap(), Visibility::Private, now).await.unwrap();
        let compared = compare(&app, &[&ada, "nobody", "00000000-0000-7000-8000-000000000000", &ines], "").await;
        assert_eq!(ids(&compared), [ines.as_str()]);
        assert_eq!(compared["missing"], 3);
        let page = app.get(None, &format!("/compare?m={ines}&m={ada}")).await.text;
        assert!(page.contains("One of those chosen is not here any more") && page.contains("Add another to compare with"));
        for strange in ["/compare", "/compare?m=&m=%00", "/compare?q=x"] {
            let answer = app.get(None, strange).await;
            assert!(answer.status == 200 && answer.text.contains("Nobody to compare"), "{strange}");
        }
        assert_eq!(app.get(None, &format!("/api/compare?mentors={ines}&query={}", "x".repeat(2_001))).await.problem(422), "query");
    }
}
