//! Everybody is spoken to in their language: on pages, in refusals, in mails; there also in their zone.

use axum::http::Method;
use office_hours::language::Language;
use serde_json::{Value, json};
use services::languages::catalog_of;
use services::ports::SentMail;

use crate::support::{Answer, Edition, Login, TestApp, cookie_of, on_both_databases};

fn say(language: Language, english: &'static str) -> &'static str {
    let said = catalog_of(language).say(english);
    assert_ne!(said, english, "{language:?} has it");
    said
}

async fn page(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Answer {
    app.call_with(None, Method::GET, path, None, headers).await
}

fn language_of(page: &Answer) -> &str {
    let (_, rest) = page.text.split_once("<html lang=\"").unwrap();
    rest.split_once('"').unwrap().0
}

/// How many mails about sessions say their time in each zone.
async fn zones(app: &TestApp, address: &str) -> [(&'static str, usize); 2] {
    let mails = app.mails_to(address).await;
    ["Europe/Lisbon", "America/New_York"].map(|zone| {
        let said = |mail: &&SentMail| mail.subject.starts_with("Session with") && mail.subject.contains(zone);
        (zone, mails.iter().filter(said).count())
    })
}

/// Chooses a language as the links at the end of a page do, and gives the browser with it.
async fn choose(app: &TestApp, login: &Login, language: Language) -> Login {
    let answer = app.get(Some(login), &format!("/language?to={}&next=/sessions", language.code())).await;
    assert_eq!((answer.status.as_u16(), &answer.headers["location"]), (303, &"/sessions".parse().unwrap()));
    let chosen = answer.headers["set-cookie"].to_str().unwrap();
    assert_eq!(chosen, format!("language={}; Path=/; Max-Age=31536000; SameSite=Lax", language.code()));
    Login { cookie: format!("{}; language={}", login.cookie, language.code()) }
}

on_both_databases! {
    async fn a_page_is_in_the_language_that_is_read_best(app: TestApp) {
        let lead = "Say what you need. Meet the few people who can help.";
        for (headers, language) in [
            (vec![], Language::English),
            (vec![("accept-language", "nl, de-AT;q=0.8, en;q=0.5")], Language::German),
            (vec![("accept-language", "de"), ("cookie", "language=fr")], Language::French),
            (vec![("accept-language", "pt-BR"), ("cookie", "language=klingon")], Language::Portuguese),
        ] {
            let page = page(&app, "/", &headers).await;
            assert_eq!((page.status.as_u16(), language_of(&page)), (200, language.code()));
            assert_eq!(page.text.contains("data-texts"), language != Language::English, "{language:?}");
            let said = catalog_of(language).say("Skip to content");
            assert!(page.text.contains(said), "{language:?} {lead}");
        }
    }

    async fn weeks_begin_as_where_whoever_reads_lives(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        for (accepted, start, first, last) in [
            ("en-GB", "monday", "Monday", "Sunday"),
            ("en-US,en;q=0.9", "sunday", "Sunday", "Saturday"),
            ("en", "monday", "Monday", "Sunday"),
        ] {
            let page = page(&app, &format!("/mentors/{mentor_id}"), &[("accept-language", accepted)]).await;
            assert!(page.text.contains(&format!("data-week=\"{start}\"")), "{accepted}");
            let head = |day: &str| page.text.find(&format!("<span class=\"sr-only\">{day}<")).expect(day);
            let between = head("Wednesday");
            assert!(head(first) < between && between < head(last), "{accepted}");
        }
    }

    async fn the_browser_is_given_the_texts_of_the_page(app: TestApp) {
        let german = page(&app, "/", &[("accept-language", "de")]).await;
        let (_, rest) = german.text.split_once("data-texts=\"").unwrap();
        let texts = app.get(None, rest.split_once('"').unwrap().0).await;
        assert_eq!(texts.headers["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(texts.headers["content-type"], "text/plain; charset=utf-8");
        let texts: Vec<&str> = texts.text.lines().collect();
        let at = texts.iter().position(|text| *text == "Skip to content").unwrap();
        assert_eq!(texts[at + 1], say(Language::German, "Skip to content"));
        for path in ["/languages/en.txt", "/languages/de.0.txt", "/languages/..%2Fde.json"] {
            assert_eq!(app.get(None, path).await.status, 404, "{path}");
        }
    }

    async fn a_choice_leads_back_and_nowhere_else(app: TestApp) {
        for (asked, to) in [
            ("/language?to=es&next=/find%3Fq%3Dpricing", "/find?q=pricing"),
            ("/language?to=es&next=https://evil.example/", "/"),
            ("/language?to=es&next=//evil.example", "/"),
            ("/language?to=es", "/"),
        ] {
            let answer = app.get(None, asked).await;
            assert_eq!((answer.status.as_u16(), answer.headers["location"].to_str().unwrap()), (303, to));
        }
        let strange = app.get(None, "/language?to=xx&next=/find").await;
        assert_eq!((strange.status.as_u16(), strange.headers.get("set-cookie")), (303, None));
    }

    async fn each_side_is_written_to_in_its_language(app: TestApp) {
        let (ines, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        choose(&app, &ines, Language::French).await;
        let noor = choose(&app, &noor, Language::German).await;
        let slot_id = &app.open_slots(&mentor_id).await[0];
        app.post(Some(&noor), "/api/sessions", json!({ "slot_id": slot_id })).await.expect(201);
        for (address, other, language) in
            [("ines@example.com", "Noor Haddad", Language::French), ("noor@example.com", "Ines Carvalho", Language::German)]
        {
            let mails = app.mails_to(address).await;
            let said = say(language, "Your session with {other} is booked.").replace("{other}", other);
            assert!(mails.iter().any(|mail| mail.text.contains(&said)), "{said} in {:?}", mails.last());
        }
    }

    async fn whoever_signs_in_is_written_to_in_the_language_they_did_it_in(app: TestApp) {
        let spanish = [("accept-language", "es-MX")];
        let ask = json!({ "email": "noor@example.com" });
        app.call_with(None, Method::POST, "/api/auth/login-link", Some(ask), &spanish).await.expect(202);
        let mails = app.mails_to("noor@example.com").await;
        assert_eq!(mails[0].subject, say(Language::Spanish, "Your sign-in link for Office Hours"));
    }

    async fn each_side_is_written_to_in_its_zone(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let noor = app.mentee("noor@example.com").await;
        let slots = app.open_slots(&mentor_id).await;
        let book = async |slot: usize| {
            app.post(Some(&noor), "/api/sessions", json!({ "slot_id": slots[slot] })).await.expect(201);
        };
        book(0).await;
        // As long as nothing is known of the mentee, in the mentor's.
        assert_eq!(zones(&app, "noor@example.com").await, [("Europe/Lisbon", 1), ("America/New_York", 0)]);
        for (tz, said) in [("Atlantis", "“Atlantis” is no time zone we know."), ("America/New_York", "")] {
            let fields = [("tz", tz), ("next", "/sessions")];
            let answer = app.submit(Some(&noor), "/fn/set_zone", "/zone?next=/sessions", &fields).await;
            let to = answer.headers["location"].to_str().unwrap().trim_start_matches("http://office.test");
            if said.is_empty() {
                assert_eq!(to, "/sessions");
                let cookie = "tz=America/New_York; Path=/; Max-Age=31536000; SameSite=Lax";
                assert_eq!(answer.headers["set-cookie"], cookie);
            } else {
                assert!(app.get(Some(&noor), to).await.text.contains(said), "{to}");
            }
        }
        book(1).await;
        assert_eq!(zones(&app, "noor@example.com").await, [("Europe/Lisbon", 1), ("America/New_York", 1)]);
        assert_eq!(zones(&app, "ines@example.com").await, [("Europe/Lisbon", 2), ("America/New_York", 0)]);
    }

    async fn whoever_signs_in_is_written_to_in_the_zone_they_did_it_in(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        app.post(None, "/api/auth/login-link", json!({ "email": "noor@example.com" })).await.expect(202);
        let body = json!({ "email": "noor@example.com", "token": app.login_token("noor@example.com").await });
        let headers = [("cookie", "tz=Asia/Tokyo")];
        let entered = app.call_with(None, Method::POST, "/api/auth/login", Some(body), &headers).await;
        assert_eq!(entered.status, 204, "{}", entered.text);
        let noor = Login { cookie: cookie_of(&entered) };
        let profile = json!({
            "name": "Noor", "company": "Sillage", "stage": "seed", "industry": "climate", "goals": "Raise a seed round",
        });
        app.call(Some(&noor), Method::PUT, "/api/profiles/mentee", Some(profile)).await.expect(200);
        let slots = app.open_slots(&mentor_id).await;
        app.post(Some(&noor), "/api/sessions", json!({ "slot_id": slots[0] })).await.expect(201);
        let mails = app.mails_to("noor@example.com").await;
        assert!(mails.iter().any(|mail| mail.subject.contains("(Asia/Tokyo)")));
    }

    async fn a_refused_form_says_why_in_the_language_of_the_page(app: TestApp) {
        let noor = choose(&app, &app.sign_in("noor@example.com").await, Language::Portuguese).await;
        let fields = [("name", "Noor"), ("company", ""), ("stage", "seed"), ("industry", "climate"), ("goals", "Raise")];
        let answer = app.submit(Some(&noor), "/fn/save_mentee_profile", "/welcome/mentee", &fields).await;
        let form = app.get(Some(&noor), answer.headers["location"].to_str().unwrap()).await;
        let said = say(Language::Portuguese, "Name your company, or what you call the idea.");
        assert!(form.text.contains(said), "{}", form.text);
    }
}
