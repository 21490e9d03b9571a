//! The pages as the server writes them, and the main job without any script: links and forms.

use serde_json::{Value, json};

use crate::support::{Edition, TestApp, edition_of, encode, on_both_databases};

on_both_databases! {
    async fn the_whole_job_works_without_a_script(app: TestApp) {
        let (_, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let found = app.get(Some(&mentee), "/find?query=Help+with+fundraising").await;
        assert_eq!(found.status, 200);
        assert!(found.text.contains("Ines Carvalho") && found.text.contains("View Profile"), "{}", found.text);

        let profile = app.get(Some(&mentee), &format!("/mentors/{mentor_id}")).await;
        assert!(profile.text.contains("availability-slot"));
        let slot = app.open_slots(&mentor_id).await.remove(0);
        let page = format!("/mentors/{mentor_id}?slot={slot}");
        assert!(app.get(Some(&mentee), &page).await.text.contains("Confirm Booking"));

        let booked = app.submit(Some(&mentee), "/fn/book_session", &page, &[("slot_id", &slot), ("note", "Hi & <b>")]).await;
        assert_eq!(booked.status, 302, "{}", booked.text);
        let target = booked.headers["location"].to_str().unwrap().to_owned();
        let done = app.get(Some(&mentee), &target).await;
        assert!(done.text.contains("Session Booked"));
        assert!(!done.text.contains("<b>"), "a note is text, not markup");

        // Sent twice, it is the same session.
        let twice = app.submit(Some(&mentee), "/fn/book_session", &page, &[("slot_id", &slot), ("note", "")]).await;
        assert_eq!(twice.headers["location"].to_str().unwrap(), target);

        let late = app.mentee("eve@example.com").await;
        let refused = app.submit(Some(&late), "/fn/book_session", &page, &[("slot_id", &slot), ("note", "")]).await;
        assert_eq!(refused.status, 302);
        let back = refused.headers["location"].to_str().unwrap();
        assert!(back.starts_with("http://office.test/mentors/") && back.contains("__err="), "{back}");
        let told = app.get(Some(&late), back.trim_start_matches("http://office.test")).await;
        assert!(told.text.contains("Somebody else has just taken it"), "{}", told.text);
    }

    async fn pages_answer_with_the_right_status_and_headers(app: TestApp) {
        let landing = app.get(None, "/").await;
        assert_eq!(landing.status, 200);
        let policy = landing.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'nonce-") && !policy.contains("script-src 'unsafe-inline'"), "{policy}");
        assert_eq!(landing.headers["x-content-type-options"], "nosniff");
        for path in ["/mentors/00000000-0000-7000-8000-000000000000", "/mentors/nobody", "/no/such/page"] {
            assert_eq!(app.get(None, path).await.status, 404, "{path}");
        }
        for path in ["/find", "/sign-in", "/sessions", "/programme", "/welcome", "/find?query=%00%ff&industry=x"] {
            let page = app.get(None, path).await;
            assert!(page.status.is_success() || page.status.is_redirection() || page.status == 401, "{path}: {}", page.status);
        }
    }

    async fn only_a_development_server_shows_its_mailbox_and_components(app: TestApp) {
        let components = app.get(None, "/dev/components").await;
        assert_eq!(components.status, 200);
        assert!(components.text.contains("Every piece of the design system"), "{}", components.text);
        assert_eq!(app.get(None, "/dev/mailbox").await.status, 200);
        assert_eq!(app.get(None, "/dev/anything").await.status, 404);
        let elsewhere = TestApp::in_production(edition_of(&app)).await;
        for path in ["/dev/components", "/dev/mailbox"] {
            let page = elsewhere.get(None, path).await;
            assert_eq!(page.status, 404, "{path}");
            assert!(!page.text.contains("Every piece of the design system"), "{path}");
        }
    }

    async fn a_file_takes_nothing_of_the_page_its_thread_is_at_work_on(app: TestApp) {
        use leptos::prelude::provide_context;
        use leptos::reactive::owner::Owner;
        let page = Owner::new_root(None);
        let answer = leptos_axum::ResponseOptions::default();
        answer.insert_header(axum::http::header::SET_COOKIE, "office_hours_login=hers".parse().unwrap());
        page.with(|| provide_context(answer.clone()));
        page.set();
        let file = app.get(None, "/favicon.svg").await;
        assert_eq!(file.status, 200);
        assert!(file.text.starts_with("<svg"), "{}", file.text);
        assert!(!file.headers.contains_key("set-cookie"), "the cookie was for somebody else");
        assert_eq!(answer.0.read().unwrap().headers.len(), 1, "the page still has it");
    }

    async fn what_people_type_is_never_markup(app: TestApp) {
        let evil = "<script>alert(1)</script>";
        let (_, mentor_id) = app.mentor("ines@example.com", json!({ "headline": evil, "bio": evil })).await;
        for path in [format!("/mentors/{mentor_id}"), format!("/find?query={}", encode(evil)), "/find".to_owned()] {
            let page = app.get(None, &path).await;
            assert!(!page.text.contains(evil), "{path}");
        }
    }
}
