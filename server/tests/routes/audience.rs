//! Who may call what: one table of every endpoint and server function, each asked by a stranger.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request};
use leptos::server_fn::axum::server_fn_paths;
use office_hours::analytics::ProgrammeFilter;
use office_hours::matching::MatchRequest;
use server::http::api::document;

use crate::support::{Edition, TestApp};

/// What a stranger is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stranger {
    /// An answer, or a refusal of the empty request, but never "sign in".
    Served,
    /// "Sign in".
    Refused,
}
use Stranger::{Refused, Served};

/// Every server function.
const FUNCTIONS: [(&str, Stranger); 58] = [
    ("/fn/book_series", Refused),
    ("/fn/book_session", Refused),
    ("/fn/cancel_series", Refused),
    ("/fn/compare_mentors", Served),
    ("/fn/confirm_coming", Refused),
    ("/fn/discover", Served),
    ("/fn/edit_agenda", Refused),
    ("/fn/end_experiment", Refused),
    ("/fn/erase_user", Refused),
    ("/fn/forget_saved_mentor", Refused),
    ("/fn/get_account", Refused),
    ("/fn/get_mentor", Served),
    ("/fn/get_my_mentee_profile", Refused),
    ("/fn/get_my_mentor_profile", Refused),
    ("/fn/get_programme", Refused),
    ("/fn/get_rules", Refused),
    ("/fn/get_series", Refused),
    ("/fn/get_session", Refused),
    ("/fn/get_viewer", Served),
    ("/fn/grant_role", Refused),
    ("/fn/hold_slot", Refused),
    ("/fn/is_saved", Served),
    ("/fn/join_waiting_list", Refused),
    ("/fn/list_accounts", Refused),
    ("/fn/list_experiments", Refused),
    ("/fn/list_mailbox", Served),
    ("/fn/list_mentors", Served),
    ("/fn/list_my_sessions", Refused),
    ("/fn/list_named_mentors", Served),
    ("/fn/list_open_slots", Served),
    ("/fn/list_saved_mentors", Refused),
    ("/fn/list_times_to_move", Refused),
    ("/fn/match_mentors", Served),
    ("/fn/move_series", Refused),
    ("/fn/move_session", Refused),
    ("/fn/name_to_guests", Refused),
    ("/fn/object_to_mark", Refused),
    ("/fn/preview_matches", Served),
    ("/fn/preview_move", Refused),
    ("/fn/preview_series", Refused),
    ("/fn/redeem_login_link", Served),
    ("/fn/release_hold", Refused),
    ("/fn/renew_feed", Refused),
    ("/fn/report_experiment", Refused),
    ("/fn/request_login_link", Served),
    ("/fn/revoke_feed", Refused),
    ("/fn/save_mentee_profile", Refused),
    ("/fn/save_mentor", Refused),
    ("/fn/save_mentor_profile", Refused),
    ("/fn/save_profile_field", Refused),
    ("/fn/save_rules", Refused),
    ("/fn/set_user_status", Refused),
    ("/fn/set_zone", Served),
    ("/fn/sign_out", Served),
    ("/fn/start_experiment", Refused),
    ("/fn/suggest_profile", Refused),
    ("/fn/take_step", Refused),
    ("/fn/take_waiting_step", Refused),
];

/// Every documented endpoint.
const ENDPOINTS: [(&str, &str, Stranger); 67] = [
    ("GET", "/api/admin/analytics", Refused),
    ("GET", "/api/admin/experiments", Refused),
    ("POST", "/api/admin/experiments", Refused),
    ("GET", "/api/admin/experiments/{id}", Refused),
    ("POST", "/api/admin/experiments/{id}/end", Refused),
    ("GET", "/api/admin/export", Refused),
    ("GET", "/api/admin/mentors", Refused),
    ("GET", "/api/admin/users", Refused),
    ("GET", "/api/admin/users/{id}", Refused),
    ("PATCH", "/api/admin/users/{id}", Refused),
    ("POST", "/api/auth/login", Served),
    ("POST", "/api/auth/login-link", Served),
    ("POST", "/api/auth/logout", Served),
    ("GET", "/api/auth/me", Served),
    ("POST", "/api/availability", Served),
    ("POST", "/api/availability/check-conflicts", Served),
    ("POST", "/api/availability/holds", Refused),
    ("DELETE", "/api/availability/holds/{id}", Refused),
    ("GET", "/api/availability/rules", Refused),
    ("PUT", "/api/availability/rules", Refused),
    ("POST", "/api/availability/rules/preview", Refused),
    ("GET", "/api/availability/{mentor_id}", Served),
    ("POST", "/api/calendar/feed", Refused),
    ("DELETE", "/api/calendar/feed", Refused),
    ("GET", "/api/calendar/feed/{secret}", Served),
    ("GET", "/api/compare", Served),
    ("GET", "/api/discover", Served),
    ("GET", "/api/health", Served),
    ("POST", "/api/match", Served),
    ("POST", "/api/match/opened", Served),
    ("GET", "/api/match/suggestions", Refused),
    ("GET", "/api/metrics", Served),
    ("GET", "/api/profiles", Served),
    ("GET", "/api/profiles/mentee", Refused),
    ("PUT", "/api/profiles/mentee", Refused),
    ("GET", "/api/profiles/mentor", Refused),
    ("PUT", "/api/profiles/mentor", Refused),
    ("POST", "/api/profiles/mentor/suggestion", Refused),
    ("GET", "/api/profiles/{id}", Served),
    ("PATCH", "/api/profiles/{id}", Refused),
    ("PUT", "/api/profiles/{id}/photo", Refused),
    ("DELETE", "/api/profiles/{id}/photo", Refused),
    ("GET", "/api/ready", Served),
    ("GET", "/api/saved", Refused),
    ("PUT", "/api/saved/{mentor_id}", Refused),
    ("DELETE", "/api/saved/{mentor_id}", Refused),
    ("GET", "/api/sessions", Refused),
    ("POST", "/api/sessions", Refused),
    ("POST", "/api/sessions/series", Refused),
    ("POST", "/api/sessions/series/preview", Refused),
    ("GET", "/api/sessions/series/{id}", Refused),
    ("PATCH", "/api/sessions/series/{id}", Refused),
    ("POST", "/api/sessions/series/{id}/move", Refused),
    ("POST", "/api/sessions/series/{id}/move/preview", Refused),
    ("GET", "/api/sessions/upcoming", Refused),
    ("GET", "/api/sessions/{id}", Refused),
    ("PATCH", "/api/sessions/{id}", Refused),
    ("PUT", "/api/sessions/{id}/agenda", Refused),
    ("POST", "/api/sessions/{id}/confirmation", Refused),
    ("PUT", "/api/sessions/{id}/guests", Refused),
    ("POST", "/api/sessions/{id}/objection", Refused),
    ("GET", "/api/sessions/{id}/times", Refused),
    ("POST", "/api/users/{id}/erasure", Refused),
    ("GET", "/api/waiting-list", Refused),
    ("POST", "/api/waiting-list", Refused),
    ("PATCH", "/api/waiting-list/{id}", Refused),
    ("GET", "/photos/{name}", Served),
];

/// What each endpoint that changes something is sent: enough to be read.
fn body(path: &str) -> serde_json::Value {
    let id = "00000000-0000-7000-8000-000000000000";
    serde_json::json!({
        "email": "eve@example.com", "token": "0", "query": "x", "mentor_id": id, "slot_id": id, "status": "cancelled",
        "starts_at": "2026-11-23T08:00:00Z", "ends_at": "2026-11-23T08:30:00Z", "name": "", "company": "", "stage": "",
        "industry": "", "goals": "", "headline": "", "bio": "", "expertise": "", "timezone": "", "weekly_hours": "",
        "search_id": id, "key": "x", "arms": [], "path": path, "rules": {}, "reason": "x",
        "agenda": "", "version": 0, "frequency": "weekly", "count": 2, "step": "decline", "session_id": id, "scope": "all",
        "field": "headline", "value": "", "was": "", "text": "x", "is_named": true,
    })
}

#[tokio::test]
async fn every_endpoint_is_in_the_table_and_keeps_its_word() {
    let documented: BTreeSet<(String, String)> = serde_json::to_value(document()).unwrap()["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            item.as_object()
                .unwrap()
                .keys()
                .map(|method| (method.to_uppercase(), path.clone()))
                .collect::<Vec<_>>()
        })
        .collect();
    let listed =
        ENDPOINTS.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(documented, listed);

    let app = TestApp::start(Edition::Sqlite).await;
    for (method, path, expected) in ENDPOINTS {
        let concrete = path.replace("{id}", "00000000-0000-7000-8000-000000000000");
        let concrete = concrete
            .replace("{secret}", "0")
            .replace("{name}", "0")
            .replace("{mentor_id}", "00000000-0000-7000-8000-000000000000");
        let sent = (method != "GET").then(|| body(path));
        let answer = app.call(None, Method::from_bytes(method.as_bytes()).unwrap(), &concrete, sent).await;
        assert_eq!(
            answer.status == 401,
            expected == Refused,
            "{method} {path}: {} {}",
            answer.status,
            answer.text
        );
        assert_ne!(answer.status, 500, "{method} {path}: {}", answer.text);
    }
}

#[tokio::test]
async fn every_server_function_is_in_the_table_and_keeps_its_word() {
    let app = TestApp::start(Edition::Sqlite).await;
    let registered: BTreeSet<&str> = server_fn_paths().map(|(path, _)| path).collect();
    let listed: BTreeSet<&str> = FUNCTIONS.iter().map(|(path, _)| *path).collect();
    assert_eq!(registered, listed);

    let id = "00000000-0000-7000-8000-000000000000";
    let arguments = format!(
        "mentor_id={id}&session_id={id}&slot_id={id}&search_id=&page=1&note=&reason=&email=eve%40example.com&token=0&name=&company=\
         &stage=&industry=&goals=&headline=&bio=&title=&languages=&country=&visibility=&expertise=&timezone=&weekly_hours=&step=cancel&hold_id={id}&entry_id={id}&waiting_step=leave&rules[version]=0\
         &series_id={id}&frequency=weekly&count=2&scope=all&user_id={id}&status=suspended&words=x&agenda=&version=0&experiment_id={id}&experiment[key]=x&field=headline&value=&was=&text=x&is_named=true&need=x&role=pm&tz=UTC"
    );
    for (path, method) in server_fn_paths() {
        let expected = FUNCTIONS.iter().find(|(listed, _)| *listed == path).unwrap().1;
        let answer = if method == Method::GET {
            app.get(None, &format!("{path}?{arguments}")).await
        } else if path == "/fn/match_mentors" {
            app.submit_compact(path, &MatchRequest { query: "x".into(), ..MatchRequest::default() }).await
        } else if path == "/fn/get_programme" {
            app.submit_compact(path, &ProgrammeFilter::default()).await
        } else {
            app.submit_as_program(path, &arguments).await
        };
        assert_eq!(
            answer.status == 401,
            expected == Refused,
            "{method} {path}: {} {}",
            answer.status,
            answer.text
        );
        assert_ne!(answer.status, 500, "{method} {path}: {}", answer.text);
    }
}

#[tokio::test]
async fn arguments_that_cannot_be_read_are_nobodys_fault_but_the_askers() {
    let app = TestApp::start(Edition::Sqlite).await;
    let arguments = "mentor_id=find&session_id=x&slot_id=&series_id=%FF&user_id=1&page=many";
    for (path, method) in server_fn_paths() {
        let answer = if method == Method::GET {
            app.get(None, &format!("{path}?{arguments}")).await
        } else {
            app.submit_as_program(path, arguments).await
        };
        assert!(!answer.status.is_server_error(), "{method} {path}: {} {}", answer.status, answer.text);
    }
    let refused = app.get(None, &format!("/fn/list_open_slots?{arguments}")).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert!(refused.text.contains("UUID"), "{}", refused.text);
}

#[tokio::test]
async fn an_unknown_endpoint_is_a_problem() {
    let app = TestApp::start(Edition::Sqlite).await;
    app.get(None, "/api/nothing/here").await.problem(404);
}

#[tokio::test]
async fn a_method_that_is_not_there_is_a_problem() {
    let app = TestApp::start(Edition::Sqlite).await;
    for (method, path, allowed) in [
        (Method::DELETE, "/api/match", "POST"),
        (Method::POST, "/api/profiles", "GET,HEAD"),
        (Method::POST, "/api/ready", "GET,HEAD"),
    ] {
        let answer = app.call(None, method, path, None).await;
        assert_eq!(answer.headers["allow"], allowed, "{path}");
        assert_eq!(answer.json()["type"], "urn:office-hours:method_not_allowed");
        answer.problem(405);
    }
}

#[tokio::test]
async fn a_body_that_is_too_long_is_a_problem() {
    let app = TestApp::start(Edition::Sqlite).await;
    let body = serde_json::json!({ "query": "x".repeat(300_000) }).to_string();
    // Said beforehand by the client, or found out while reading.
    for length in [Some(body.len()), None] {
        let mut request = Request::post("/api/match").header("content-type", "application/json");
        if let Some(length) = length {
            request = request.header("content-length", length);
        }
        let answer = app.send(request.body(Body::from(body.clone())).unwrap()).await;
        assert_eq!(answer.json()["type"], "urn:office-hours:too_large", "{length:?}");
        answer.problem(413);
    }
}
