//! Signing in by a mailed link.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{COOKIE, SET_COOKIE};
use serde_json::json;

use crate::support::{Edition, Login, TestApp, on_both_databases};

on_both_databases! {
    async fn a_link_signs_in_once(app: TestApp) {
        let email = "noor@example.com";
        app.post(None, "/api/auth/login-link", json!({ "email": " Noor@Example.com " })).await.expect(202);
        let token = app.login_token(email).await;
        let input = json!({ "email": email, "token": token });

        let answer = app.post(None, "/api/auth/login", input.clone()).await;
        assert_eq!(answer.status, 204);
        let cookie = answer.headers[SET_COOKIE].to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
        let login = Login { cookie: cookie.split(';').next().unwrap().into() };
        let me = app.get(Some(&login), "/api/auth/me").await.expect(200);
        assert_eq!(me["person"]["email"], email);
        assert_eq!(me["person"]["role"], "mentee");

        assert_eq!(app.post(None, "/api/auth/login", input).await.problem(409), "link_used");
    }

    async fn a_link_ends_after_fifteen_minutes(app: TestApp) {
        app.post(None, "/api/auth/login-link", json!({ "email": "noor@example.com" })).await.expect(202);
        let token = app.login_token("noor@example.com").await;
        app.clock.advance(Duration::from_secs(15 * 60));
        let input = json!({ "email": "noor@example.com", "token": token });
        assert_eq!(app.post(None, "/api/auth/login", input).await.problem(409), "link_used");
    }

    async fn a_link_is_for_its_address_only(app: TestApp) {
        app.post(None, "/api/auth/login-link", json!({ "email": "noor@example.com" })).await.expect(202);
        let token = app.login_token("noor@example.com").await;
        let input = json!({ "email": "eve@example.com", "token": token });
        assert_eq!(app.post(None, "/api/auth/login", input).await.problem(409), "link_used");
    }

    async fn links_for_one_address_are_limited(app: TestApp) {
        for _ in 0..5 {
            app.post(None, "/api/auth/login-link", json!({ "email": "noor@example.com" })).await.expect(202);
        }
        let refused = app.post(None, "/api/auth/login-link", json!({ "email": "noor@example.com" })).await;
        assert!(refused.headers.contains_key("retry-after"));
        refused.problem(429);
        app.post(None, "/api/auth/login-link", json!({ "email": "other@example.com" })).await.expect(202);
    }

    async fn an_address_that_is_none_names_its_field(app: TestApp) {
        for email in ["", "noor", "noor@localhost", "a\nb@example.com"] {
            let refused = app.post(None, "/api/auth/login-link", json!({ "email": email })).await;
            assert_eq!(refused.problem(422), "email", "{email:?}");
        }
        assert_eq!(app.post(None, "/api/auth/login-link", json!({ "mail": 1 })).await.problem(422), "body");
    }

    async fn signing_out_ends_the_login_on_the_server(app: TestApp) {
        let login = app.sign_in("noor@example.com").await;
        app.post(Some(&login), "/api/auth/logout", json!({})).await.expect(204);
        assert!(app.get(Some(&login), "/api/auth/me").await.expect(200)["person"].is_null());
    }

    async fn a_login_ends_after_thirty_days(app: TestApp) {
        let login = app.sign_in("noor@example.com").await;
        app.clock.advance(Duration::from_secs(30 * 24 * 3_600));
        assert!(app.get(Some(&login), "/api/auth/me").await.expect(200)["person"].is_null());
    }

    async fn another_site_changes_nothing(app: TestApp) {
        let login = app.sign_in("noor@example.com").await;
        let request = Request::post("/api/auth/logout")
            .header(COOKIE, &login.cookie)
            .header("origin", "https://evil.example")
            .header("host", "office.test");
        app.send(request.body(Body::empty()).unwrap()).await.problem(403);
        assert!(!app.get(Some(&login), "/api/auth/me").await.expect(200)["person"].is_null());
    }

    async fn opening_a_link_changes_nothing(app: TestApp) {
        app.post(None, "/api/auth/login-link", json!({ "email": "noor@example.com" })).await.expect(202);
        let token = app.login_token("noor@example.com").await;
        let page = app.get(None, &format!("/sign-in/confirm?email=noor%40example.com&token={token}")).await;
        assert_eq!(page.status, 200);
        assert!(!page.headers.contains_key(SET_COOKIE));
        let input = json!({ "email": "noor@example.com", "token": token });
        assert_eq!(app.post(None, "/api/auth/login", input).await.status, 204);
    }

    async fn the_database_holds_no_secret(app: TestApp) {
        use sea_orm::{ConnectionTrait, Statement};
        app.post(None, "/api/auth/login-link", json!({ "email": "noor@example.com" })).await.expect(202);
        let token = app.login_token("noor@example.com").await;
        let login = app.sign_in("noor@example.com").await;
        let (_, secret) = login.cookie.split_once('=').unwrap();
        assert!(token.len() == 64 && secret.len() == 64);
        let connection = app.services.store.connection();
        let backend = connection.get_database_backend();
        let mut seen = 0;
        for (table, column) in [("sessions", "session_token"), ("verification_tokens", "token"), ("outbox", "payload")] {
            let sql = format!("SELECT CAST({column} AS text) AS stored FROM {table}");
            for row in connection.query_all_raw(Statement::from_string(backend, sql)).await.unwrap() {
                let stored: String = row.try_get("", "stored").unwrap();
                assert!(!stored.contains(secret) && !stored.contains(&token), "{table} holds a secret: {stored}");
                seen += 1;
            }
        }
        assert_eq!(seen, 1 + 1 + 2, "a login, a link that is open, two mails");
    }
}
