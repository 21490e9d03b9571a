//! Profiles: entering and reading them.

use axum::http::Method;
use office_hours::profile::MentorCard;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use store::outbox;

use crate::support::{Edition, Login, TestApp, on_both_databases};

on_both_databases! {
    async fn odd_names_of_zones_can_be_opened_and_saved(app: TestApp) {
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let connection = app.services.store.connection();
        // Aliases, another spelling, a placeholder, and one that has never been known.
        for stored in ["US/Pacific", "Asia/Calcutta", "europe/berlin", "Etc/UTC", "Etc/Unknown", "Europe/Atlantis"] {
            let set = "UPDATE mentors SET timezone = $1";
            let set = Statement::from_sql_and_values(connection.get_database_backend(), set, [stored.into()]);
            connection.execute_raw(set).await.unwrap();
            let profile = format!("/mentors/{mentor_id}");
            for page in ["/hours", "/hours/rules", "/sessions", profile.as_str()] {
                assert_eq!(app.get(Some(&mentor), page).await.status, 200, "{stored}: {page}");
            }
            let own = app.get(Some(&mentor), "/api/profiles/mentor").await.expect(200);
            let names = [
                "name", "headline", "bio", "company", "title", "languages", "country", "visibility", "expertise", "industry",
                "stage", "timezone", "weekly_hours",
            ];
            let fields = names.map(|name| (name, own[name].as_str().unwrap()));
            let rules = app.get(Some(&mentor), "/api/availability/rules").await.expect(200);
            app.call(Some(&mentor), Method::PUT, "/api/availability/rules", Some(rules)).await.expect(200);
            let saved = app.submit(Some(&mentor), "/fn/save_mentor_profile", "/hours", &fields).await;
            assert_eq!(saved.headers["location"].to_str().unwrap(), format!("/mentors/{mentor_id}?saved=1"), "{stored}");
            // The zone of the viewer, which comes from a cookie.
            let viewer = Login { cookie: format!("{}; tz={stored}", mentor.cookie) };
            let page = app.get(Some(&viewer), "/zone?next=%2Fsessions").await;
            assert_eq!(page.status, 200, "{stored}");
            let zone = app.get(Some(&viewer), "/api/auth/me").await.expect(200)["zone"].as_str().unwrap().to_owned();
            assert!(page.text.contains(&format!("value=\"{zone}\"")), "{stored}: {zone}");
            let chosen = [("tz", zone.as_str()), ("next", "/sessions")];
            let chosen = app.submit(Some(&viewer), "/fn/set_zone", "/zone?next=%2Fsessions", &chosen).await;
            assert_eq!(chosen.headers["location"].to_str().unwrap(), "/sessions", "{stored}: {zone}");
        }
    }

    async fn a_new_mentor_is_found_with_slots(app: TestApp) {
        let (login, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let me = app.get(Some(&login), "/api/auth/me").await.expect(200);
        assert_eq!(me["person"]["role"], "mentor");
        assert_eq!(me["person"]["mentor_id"], mentor_id.as_str());
        let profile = app.get(None, &format!("/api/profiles/{mentor_id}")).await.expect(200);
        assert_eq!(profile["expertise"][0]["area"], "fundraising");
        assert_eq!(profile["expertise"][0]["subarea"], "term sheets");
        let listed = app.get(None, "/api/profiles").await.expect(200);
        assert_eq!(listed["mentors"][0]["name"], "Ines Carvalho");
        // Four weeks of six slots on Mondays and four on Wednesdays.
        assert_eq!(app.open_slots(&mentor_id).await.len(), 40);
    }

    async fn a_mentor_is_found_by_what_is_typed_of_the_name(app: TestApp) {
        app.mentor("ines@example.com", Value::Null).await;
        for (typed, found) in [("in", 1), ("carv+INES", 1), ("nes", 0), ("ines%40example.com", 0), ("%25", 0), ("%00", 0), ("", 0)] {
            let answer = app.get(None, &format!("/fn/list_named_mentors?name={typed}")).await;
            assert_eq!(answer.told::<Vec<MentorCard>>(200).len(), found, "{typed}");
        }
    }

    async fn hours_may_go_on_into_the_next_day(app: TestApp) {
        let night = json!({ "timezone": "Europe/Lisbon", "weekly_hours": "Fri 22:00-02:00" });
        let (login, mentor_id) = app.mentor("ines@example.com", night).await;
        let open = app.get(None, &format!("/api/availability/{mentor_id}")).await.expect(200);
        let starts: Vec<&str> = open["slots"].as_array().unwrap().iter().map(|slot| slot["starts"]["at"].as_str().unwrap()).collect();
        assert_eq!(starts.len(), 4 * 8);
        assert_eq!((starts[0], starts[7]), ("2026-11-27T22:00:00Z", "2026-11-28T01:30:00Z"));
        let own = app.get(Some(&login), "/api/profiles/mentor").await.expect(200);
        assert_eq!(own["weekly_hours"], "Fri 22:00-02:00");
    }

    async fn each_wrong_field_is_named_and_nothing_is_saved(app: TestApp) {
        let login = app.sign_in("ines@example.com").await;
        let good = json!({
            "name": "Ines", "headline": "h", "bio": "b", "expertise": "fundraising", "industry": "", "stage": "",
            "timezone": "Europe/Lisbon", "weekly_hours": "Mon 09:00-12:00",
        });
        let wrong = [
            ("name", json!(" ")),
            ("headline", json!("x".repeat(161))),
            ("bio", json!("")),
            ("expertise", json!("fundraising: 99")),
            ("timezone", json!("Mars/Olympus")),
            ("weekly_hours", json!("Mon 12:00-09:00")),
        ];
        for (field, value) in wrong {
            let mut input = good.clone();
            input[field] = value;
            let refused = app.call(Some(&login), Method::PUT, "/api/profiles/mentor", Some(input)).await;
            assert_eq!(refused.problem(422), field);
        }
        let me = app.get(Some(&login), "/api/auth/me").await.expect(200);
        assert_eq!(me["person"]["role"], "mentee");
        assert_eq!(app.get(None, "/api/profiles").await.expect(200)["total"], 0);
    }

    async fn a_program_reads_its_own_profile_and_saves_it_unchanged(app: TestApp) {
        let newcomer = app.sign_in("new@example.com").await;
        for path in ["/api/profiles/mentee", "/api/profiles/mentor"] {
            app.get(None, path).await.problem(401);
            app.get(Some(&newcomer), path).await.problem(404);
        }
        let mentee = app.mentee("noor@example.com").await;
        let (mentor, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let shown = format!("/api/profiles/{mentor_id}");
        for (login, path) in [(&mentee, "/api/profiles/mentee"), (&mentor, "/api/profiles/mentor")] {
            let public = app.get(None, &shown).await.expect(200);
            let entered = app.get(Some(login), path).await.expect(200);
            app.call(Some(login), Method::PUT, path, Some(entered.clone())).await.expect(200);
            assert_eq!(app.get(Some(login), path).await.expect(200), entered);
            assert_eq!(app.get(None, &shown).await.expect(200), public);
        }
    }

    async fn a_profile_of_the_other_side_is_not_ones_own(app: TestApp) {
        use office_hours::account::Role;
        let (mentor, _) = app.mentor("ines@example.com", Value::Null).await;
        let pm = app.staff("pm@example.com", Role::Pm).await;
        app.get(Some(&mentor), "/api/profiles/mentee").await.problem(403);
        app.get(Some(&pm), "/api/profiles/mentee").await.problem(403);
        app.get(Some(&pm), "/api/profiles/mentor").await.problem(403);
    }

    async fn imported_areas_survive_being_opened_and_saved(app: TestApp) {
        use office_hours::Actor;
        use office_hours::profile::import;
        let areas = [
            json!("Python programming, testing and debugging"),
            json!("C++: systems"),
            json!("Semantic Web / Linked Data"),
            json!({ "area": "fundraising", "subarea": "term sheets; SAFEs", "weight": 2.5 }),
        ];
        for (at, areas) in [&areas[..1], &areas[..]].into_iter().enumerate() {
            let email = format!("mo{at}@example.com");
            let record = json!({
                "id": email, "email": email, "name": "Mo", "headline": "Raises", "bio": "Rounds.", "expertise": areas,
            });
            let draft = import::parse(&serde_json::from_value(record).unwrap()).unwrap();
            services::profile::import_mentors(&app.services, &Actor::System, &[draft], &[], &|_| {}).await.unwrap();
            let login = app.sign_in(&email).await;
            let me = app.get(Some(&login), "/api/auth/me").await.expect(200);
            let shown = format!("/api/profiles/{}", me["person"]["mentor_id"].as_str().unwrap());
            let before = app.get(None, &shown).await.expect(200);
            let entered = app.get(Some(&login), "/api/profiles/mentor").await.expect(200);
            app.call(Some(&login), Method::PUT, "/api/profiles/mentor", Some(entered)).await.expect(200);
            assert_eq!(app.get(None, &shown).await.expect(200), before);
            assert_eq!(before["expertise"].as_array().unwrap().len(), areas.len());
        }
    }

    async fn a_name_cannot_write_paragraphs_into_mails(app: TestApp) {
        let login = app.sign_in("noor@example.com").await;
        let profile = json!({
            "name": "Noor\n\nPay at evil.example", "company": "Sillage", "stage": "", "industry": "", "goals": "Raise",
        });
        let refused = app.call(Some(&login), Method::PUT, "/api/profiles/mentee", Some(profile)).await;
        assert_eq!(refused.problem(422), "name");
    }

    async fn a_mentee_does_not_become_a_mentor(app: TestApp) {
        let login = app.mentee("noor@example.com").await;
        let input = json!({
            "name": "Noor", "headline": "h", "bio": "b", "expertise": "x", "industry": "", "stage": "",
            "timezone": "UTC", "weekly_hours": "",
        });
        let refused = app.call(Some(&login), Method::PUT, "/api/profiles/mentor", Some(input)).await;
        assert_eq!(refused.problem(409), "is_mentee");
    }

    async fn who_may_see_a_mentor_follows_the_visibility(app: TestApp) {
        use office_hours::account::Role;
        use office_hours::profile::Visibility;
        use store::queries::mentors;
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let member = app.mentee("noor@example.com").await;
        let staff = app.staff("pm@example.com", Role::Pm).await;
        let path = format!("/api/profiles/{mentor_id}");
        let cases = [
            (Visibility::Public, [200, 200, 200, 200]),
            (Visibility::Limited, [404, 200, 200, 200]),
            (Visibility::Private, [404, 404, 200, 200]),
        ];
        for (visibility, expected) in cases {
            mentors::set_visibility(&app.services.store, mentor_id.parse().unwrap(), visibility, app.services.now()).await.unwrap();
            for (login, status) in [None, Some(&member), Some(&own), Some(&staff)].into_iter().zip(expected) {
                assert_eq!(app.get(login, &path).await.status, status, "{visibility:?} {login:?}");
                let slots = app.get(login, &format!("/api/availability/{mentor_id}")).await;
                assert_eq!(slots.status, status, "{visibility:?} {login:?}");
            }
        }
    }

    async fn one_field_is_saved_alone_and_follows_through(app: TestApp) {
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let path = format!("/api/profiles/{mentor_id}");
        let before = app.get(Some(&own), &path).await.expect(200);
        app.deliver().await;
        let mut was = "Helps founders raise their first round".to_owned();
        for value in [" Raises rounds ", "Sells to hospitals"] {
            let change = json!({ "field": "headline", "value": value, "was": was });
            let saved = app.call(Some(&own), Method::PATCH, &path, Some(change.clone())).await.expect(200);
            assert_eq!(saved["headline"], value.trim());
            // A second time, as when the first answer was lost.
            assert_eq!(app.call(Some(&own), Method::PATCH, &path, Some(change)).await.expect(200), saved);
            was = value.trim().to_owned();
        }
        assert_eq!(outbox::list_undelivered(&app.services.store, 10).await.unwrap().len(), 2);
        let mut after = app.get(None, &path).await.expect(200);
        after["headline"] = before["headline"].clone();
        assert_eq!(after, before);
        let noted = app.journal("mentor.saved").await;
        assert_eq!(noted[noted.len() - 2..], [json!({ "field": "headline" }), json!({ "field": "headline" })]);
        for (field, was, value, said) in [
            ("title", "", "Partner", json!("Partner")),
            ("languages", "", "English, português", json!(["en", "pt"])),
            ("country", "", "lisbon", json!("PT")),
            ("industry", "fintech", "", Value::Null),
            ("bio", "I raised two seed rounds and now sit on the other side of the table.", "Two\n\nrounds.", json!("Two\n\nrounds.")),
        ] {
            let change = json!({ "field": field, "value": value, "was": was });
            let saved = app.call(Some(&own), Method::PATCH, &path, Some(change)).await.expect(200);
            assert_eq!(saved[field], said, "{field}");
        }
        let areas = json!({ "field": "expertise", "value": "hiring: 3\nsales", "was": "fundraising / term sheets: 2\npricing" });
        let saved = app.call(Some(&own), Method::PATCH, &path, Some(areas)).await.expect(200);
        assert_eq!((saved["expertise"][0]["area"].as_str(), saved["expertise"].as_array().unwrap().len()), (Some("hiring"), 2));
        // The hours are not touched by any of it.
        assert_eq!(app.open_slots(&mentor_id).await.len(), 40);
        app.deliver().await;
    }

    async fn a_field_that_was_changed_meanwhile_stays(app: TestApp) {
        use office_hours::Actor;
        use office_hours::profile::import;
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let path = format!("/api/profiles/{mentor_id}");
        let record = json!({ "id": "m1", "email": "ines@example.com", "name": "Ines", "headline": "From the file", "bio": "b" });
        let draft = import::parse(&serde_json::from_value(record).unwrap()).unwrap();
        services::profile::import_mentors(&app.services, &Actor::System, &[draft], &[], &|_| {}).await.unwrap();
        let late = json!({ "field": "headline", "value": "Mine", "was": "Helps founders raise their first round" });
        let refused = app.call(Some(&own), Method::PATCH, &path, Some(late)).await;
        assert_eq!(refused.problem(409), "field_changed");
        assert_eq!(app.get(None, &path).await.expect(200)["headline"], "From the file");
        let in_spite = json!({ "field": "headline", "value": "Mine", "was": "From the file" });
        assert_eq!(app.call(Some(&own), Method::PATCH, &path, Some(in_spite)).await.expect(200)["headline"], "Mine");
    }

    async fn a_field_that_cannot_be_used_is_named_and_nothing_is_saved(app: TestApp) {
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let path = format!("/api/profiles/{mentor_id}");
        let before = app.get(None, &path).await.expect(200);
        for (field, value) in [
            ("headline", " ".to_owned()),
            ("title", "a\nb".to_owned()),
            ("company", "x".repeat(161)),
            ("bio", "x".repeat(4_001)),
            ("expertise", "fundraising: 99".to_owned()),
            ("stage", "a\u{7}b".to_owned()),
            ("languages", "Klingon".to_owned()),
            ("country", "Atlantis".to_owned()),
            ("visibility", "nobody".to_owned()),
        ] {
            let change = json!({ "field": field, "value": value, "was": "" });
            assert_eq!(app.call(Some(&own), Method::PATCH, &path, Some(change)).await.problem(422), field);
        }
        for unreadable in [json!({ "field": "timezone", "value": "UTC", "was": "" }), json!({ "field": "headline" })] {
            assert_eq!(app.call(Some(&own), Method::PATCH, &path, Some(unreadable)).await.problem(422), "body");
        }
        assert_eq!(app.get(None, &path).await.expect(200), before);
    }

    async fn only_the_mentor_and_staff_change_a_field(app: TestApp) {
        use office_hours::account::Role;
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (other, _) = app.mentor("mo@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let pm = app.staff("pm@example.com", Role::Pm).await;
        let path = format!("/api/profiles/{mentor_id}");
        let hide = json!({ "field": "visibility", "value": "private", "was": "public" });
        app.call(None, Method::PATCH, &path, Some(hide.clone())).await.problem(401);
        for login in [&mentee, &other] {
            app.call(Some(login), Method::PATCH, &path, Some(hide.clone())).await.problem(403);
        }
        assert_eq!(app.call(Some(&pm), Method::PATCH, &path, Some(hide.clone())).await.expect(200)["visibility"], "private");
        // Whoever cannot see it does not learn that it is there.
        for login in [Some(&other), Some(&mentee)] {
            app.get(login, &path).await.problem(404);
        }
        app.call(Some(&other), Method::PATCH, &path, Some(hide)).await.problem(404);
        let show = json!({ "field": "visibility", "value": "public", "was": "private" });
        app.call(Some(&own), Method::PATCH, &path, Some(show.clone())).await.expect(200);
        app.get(None, &path).await.expect(200);
        let nobody = "/api/profiles/00000000-0000-7000-8000-000000000000";
        app.call(Some(&pm), Method::PATCH, nobody, Some(show)).await.problem(404);
        // Of somebody who is not in use nobody could tell what was chosen.
        let accounts = app.get(Some(&pm), "/api/admin/users?name=ines@example.com").await.expect(200);
        let account = format!("/api/admin/users/{}", accounts[0]["user_id"].as_str().unwrap());
        let suspend = json!({ "status": "suspended", "upcoming": "keep", "reason": "Moves to another programme" });
        app.call(Some(&pm), Method::PATCH, &account, Some(suspend)).await.expect(200);
        let hide = json!({ "field": "visibility", "value": "private", "was": "private" });
        assert_eq!(app.call(Some(&pm), Method::PATCH, &path, Some(hide)).await.problem(409), "not_in_use");
    }

    async fn of_two_who_change_the_same_field_one_wins(app: TestApp) {
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let path = format!("/api/profiles/{mentor_id}");
        let change = |value: &str| json!({ "field": "title", "value": value, "was": "" });
        let (one, two) = tokio::join!(
            app.call(Some(&own), Method::PATCH, &path, Some(change("One"))),
            app.call(Some(&own), Method::PATCH, &path, Some(change("Two"))),
        );
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }

    async fn the_page_of_a_mentor_offers_the_form_to_the_mentor_alone(app: TestApp) {
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let path = format!("/mentors/{mentor_id}");
        let page = app.get(Some(&own), &path).await;
        assert!(page.text.contains("/hours#field-headline") && page.text.contains("/hours#field-timezone"));
        for login in [None, Some(&mentee)] {
            assert!(!app.get(login, &path).await.text.contains("/hours#field-"));
        }
    }

    async fn a_text_suggests_a_profile_and_saves_nothing(app: TestApp) {
        use office_hours::account::Role;
        let path = "/api/profiles/mentor/suggestion";
        let text = "Partner at Kestrel Capital\nLisbon, Portugal\nI help with pricing and have kept a fog horn. Fluent in English.";
        app.mentor("ines@example.com", json!({ "expertise": "Fog horns" })).await;
        let newcomer = app.sign_in("new@example.com").await;
        services::matching::refresh_index(&app.services).await.unwrap();
        let said = app.post(Some(&newcomer), path, json!({ "text": text })).await.expect(200);
        assert_eq!((&said["title"]["value"], &said["company"]["value"]), (&json!("Partner"), &json!("Kestrel Capital")));
        assert_eq!(said["country"], json!({ "value": "Portugal", "evidence": "Lisbon" }));
        // In the words of the programme.
        assert!(said["areas"].as_array().unwrap().contains(&json!({ "value": "Fog horns", "evidence": "fog horn" })), "{said}");
        app.get(Some(&newcomer), "/api/profiles/mentor").await.problem(404);

        for text in ["", "a\u{0}b", &"x".repeat(10_001)] {
            assert_eq!(app.post(Some(&newcomer), path, json!({ "text": text })).await.problem(422), "text");
        }
        let pm = app.staff("pm@example.com", Role::Pm).await;
        app.post(Some(&pm), path, json!({ "text": text })).await.problem(403);
        app.post(None, path, json!({ "text": text })).await.problem(401);
    }

    async fn the_page_of_new_mentors_is_filled_from_a_text_without_a_script(app: TestApp) {
        let newcomer = app.sign_in("new@example.com").await;
        let page = "/welcome/mentor";
        let text = "Partner at Kestrel Capital\r\nLisbon, Portugal\r\nI help with </textarea><script>alert(1)</script> pricing.";
        let filled = app.submit(Some(&newcomer), page, page, &[("text", text)]).await;
        assert_eq!(filled.status, 200);
        assert!(filled.text.contains("value=\"Kestrel Capital\"") && filled.text.contains("value=\"Portugal\""), "{}", filled.text);
        assert!(!filled.text.contains("<script>alert"));
        for (fields, said) in [(&[("text", " ")][..], "Paste a few sentences"), (&[], "Paste a few sentences")] {
            let refused = app.submit(Some(&newcomer), page, page, fields).await;
            assert!(refused.status == 200 && refused.text.contains(said), "{}", refused.text);
        }
        let empty = app.get(Some(&newcomer), page).await;
        assert!(empty.text.contains("Paste your bio") && !empty.text.contains("Paste a few sentences"));
        let stranger = app.submit(None, page, page, &[("text", text)]).await;
        assert!(!stranger.text.contains("Kestrel"));
    }

    async fn pages_are_counted_and_bounded(app: TestApp) {
        assert_eq!(app.get(None, "/api/profiles?page=0").await.problem(422), "page");
        assert_eq!(app.get(None, "/api/profiles?page=x").await.problem(422), "query string");
        let beyond = app.get(None, "/api/profiles?page=4000000000").await.expect(200);
        assert_eq!((beyond["pages"].as_u64(), beyond["mentors"].as_array().unwrap().len()), (Some(1), 0));
    }
}
