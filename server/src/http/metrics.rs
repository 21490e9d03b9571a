//! Figures of this process for a collector, in the text format of Prometheus (version 0.0.4).
//!
//! Source: prometheus.io/docs/instrumenting/exposition_formats. Nothing here tells of a person.

use std::fmt::Write as _;

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use services::{Services, matching};

use super::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/api/metrics", get(metrics))
}

/// Counters and gauges of the process.
#[utoipa::path(get, path = "/api/metrics", tag = "operations", responses(
    (status = 200, description = "Figures in the text format of Prometheus", body = String, content_type = "text/plain"),
))]
pub(super) async fn metrics(State(services): State<Services>) -> impl IntoResponse {
    let answers = matching::answer_counts(&services);
    let indexed = services.ports.vectors.len() as u64;
    let figures = [
        ("match_answers_known_total", "counter", "Searches answered from memory", answers.hits),
        ("match_answers_computed_total", "counter", "Searches whose answers were computed", answers.misses),
        ("match_mentors_indexed", "gauge", "Mentors that can be found by meaning", indexed),
    ];
    let mut text = String::new();
    for (name, kind, help, value) in figures {
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "# HELP office_hours_{name} {help}\n# TYPE office_hours_{name} {kind}\noffice_hours_{name} {value}\n"
        );
    }
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text)
}
