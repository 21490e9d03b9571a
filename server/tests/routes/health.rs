//! What operators are told, and what strangers are not.

use std::time::Duration;

use office_hours::account::Role;
use serde_json::json;
use server::worker::{self, RunnerState};

use crate::support::{Edition, TestApp, on_both_databases};

on_both_databases! {
    async fn figures_are_counted_once_for_many_callers(app: TestApp) {
        worker::set_up(&app.services.store).await.unwrap();
        let ready = app.get(None, "/api/ready").await.expect(200);
        assert_eq!((ready["mentors"].as_i64(), ready["jobs_waiting"].as_i64()), (Some(0), Some(0)));
        assert_eq!(ready["jobs_failed"], 0);

        app.mentor("ines@example.com", json!({})).await;
        app.deliver().await;
        app.post(None, "/api/auth/login-link", json!({ "email": "noor@example.com" })).await.expect(202);
        assert_eq!(app.get(None, "/api/ready").await.expect(200), ready);

        app.clock.advance(Duration::from_secs(5));
        let ready = app.get(None, "/api/ready").await.expect(200);
        assert_eq!((ready["mentors"].as_i64(), ready["jobs_waiting"].as_i64()), (Some(1), Some(1)));
    }

    async fn a_database_out_of_reach_is_told(app: TestApp) {
        app.services.store.connection().close_by_ref().await.unwrap();
        let ready = app.get(None, "/api/ready").await.expect(503);
        assert_eq!((ready["ready"].as_bool(), ready["database"].as_str()), (Some(false), Some("cannot be reached")));
    }
}

#[tokio::test]
async fn where_the_model_should_be_is_told_to_staff_only() {
    let app = TestApp::start(Edition::Sqlite).await;
    let mentee = app.mentee("noor@example.com").await;
    let admin = app.staff("admin@example.com", Role::Admin).await;
    for login in [None, Some(&mentee)] {
        let ready = app.get(login, "/api/ready").await.expect(200);
        assert_eq!((&ready["model"], ready.get("model_detail")), (&json!("missing"), None));
    }
    let ready = app.get(Some(&admin), "/api/ready").await.expect(200);
    assert_eq!(ready["model_detail"], "There is no model in this test.");
}

#[tokio::test]
async fn a_server_whose_job_runner_failed_is_not_ready() {
    let app = TestApp::start(Edition::Sqlite).await;
    for (state, told, status) in [
        (RunnerState::Elsewhere, "elsewhere", 200),
        (RunnerState::Starting, "starting", 200),
        (RunnerState::Failing, "failing", 503),
        (RunnerState::Running, "running", 200),
    ] {
        app.runner.send_replace(state);
        let ready = app.get(None, "/api/ready").await.expect(status);
        assert_eq!((&ready["job_runner"], &ready["ready"]), (&json!(told), &json!(status == 200)));
        assert_eq!(ready["database"], "ok");
    }
}
