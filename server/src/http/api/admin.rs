//! The programme, for staff.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use office_hours::Failure;
use office_hours::analytics::{MentorUtilisation, ProgrammeFilter, ProgrammeOverview};
use office_hours::booking::SessionStatus;
use serde::Deserialize;
use services::Services;
use services::analytics::{self, Export};
use utoipa::IntoParams;

use super::Asking;
use crate::http::AppState;
use crate::http::problem::{Problem, ProblemBody, Query};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/admin/analytics", get(get_programme))
        .route("/api/admin/mentors", get(list_utilisation))
        .route("/api/admin/export", get(export))
}

/// Narrows what is listed; a form sends empty values for what it does not narrow.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub(super) struct FilterParams {
    /// A session status.
    status: Option<String>,
    /// Part of a mentor's or mentee's name.
    name: Option<String>,
    /// First local day, `2026-11-01`.
    from: Option<String>,
    /// Last local day, `2026-11-30`.
    to: Option<String>,
    /// For the overview: which page of the sessions, from 1.
    page: Option<u32>,
    /// For the overview: which page of the mentors, from 1.
    mentors_page: Option<u32>,
    /// For the export: `sessions` or `mentors`.
    kind: Option<String>,
}

impl FilterParams {
    fn filter(&self) -> Result<ProgrammeFilter, Failure> {
        let status = self.status.as_deref().filter(|status| !status.is_empty());
        Ok(ProgrammeFilter {
            status: status.map(str::parse::<SessionStatus>).transpose()?,
            name: self.name.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            page: self.page,
            mentors_page: self.mentors_page,
        })
    }
}

/// Figures and the rows behind them.
#[utoipa::path(get, path = "/api/admin/analytics", tag = "admin", params(FilterParams), responses(
    (status = 200, description = "The programme", body = ProgrammeOverview),
    (status = 403, description = "Not staff", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn get_programme(
    State(services): State<Services>,
    asking: Asking,
    Query(params): Query<FilterParams>,
) -> Result<Json<ProgrammeOverview>, Problem> {
    Ok(Json(analytics::get_programme(&services, &asking.actor, &params.filter()?, &asking.reader).await?))
}

/// Every mentor's utilisation, least used first.
#[utoipa::path(get, path = "/api/admin/mentors", tag = "admin", params(FilterParams), responses(
    (status = 200, description = "Least used first", body = [MentorUtilisation]),
    (status = 403, description = "Not staff", body = ProblemBody),
))]
pub(super) async fn list_utilisation(
    State(services): State<Services>,
    asking: Asking,
    Query(params): Query<FilterParams>,
) -> Result<Json<Vec<MentorUtilisation>>, Problem> {
    Ok(Json(analytics::list_utilisation(&services, &asking.actor, &params.filter()?, &asking.reader).await?))
}

/// The rows as CSV (RFC 4180), all of them.
#[utoipa::path(get, path = "/api/admin/export", tag = "admin", params(FilterParams), responses(
    (status = 200, description = "A table with a header", content_type = "text/csv"),
    (status = 403, description = "Not staff", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn export(
    State(services): State<Services>,
    asking: Asking,
    Query(params): Query<FilterParams>,
) -> Result<impl IntoResponse, Problem> {
    let (kind, name) = match params.kind.as_deref() {
        None | Some("sessions") => (Export::Sessions, "sessions"),
        Some("mentors") => (Export::Mentors, "mentors"),
        Some(_) => return Err(Failure::invalid("kind", "Choose sessions or mentors.").into()),
    };
    let rows = analytics::export(&services, &asking.actor, kind, &params.filter()?, &asking.reader).await?;
    let mut writer = csv::Writer::from_writer(vec![]);
    for row in rows {
        writer.write_record(row).map_err(unwritable)?;
    }
    let table = writer.into_inner().map_err(|error| unwritable(error.into_error()))?;
    Ok((
        [
            (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
        ],
        table,
    ))
}

/// Writing to memory does not fail; if it ever does, it is ours.
fn unwritable(error: impl std::fmt::Display) -> Failure {
    tracing::error!(%error, "a CSV could not be written");
    Failure::Broken { reference: "csv".into() }
}
