//! Sessions that repeat.

use office_hours::booking::rules;
use office_hours::booking::series::SeriesView;
use office_hours::ids::SeriesId;
use office_hours::time::Timestamp;
use office_hours::{Actor, Failure};
use store::queries::sessions::{self, SessionRow};

use super::session_view;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// The series with those of its sessions that `actor` may see, which are all of them unless another mentor took
/// some over; not found for whoever is neither a side of it nor staff.
pub async fn get_series(
    services: &Services,
    actor: &Actor,
    series_id: SeriesId,
    reader: &Reader,
) -> Result<SeriesView, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let rows = sessions::list_of_series(&services.store, series_id).await.or_fail()?;
    series_view(services, rows, actor, reader, services.now())
}

pub(super) fn no_series() -> Failure {
    Failure::not_found("series")
}

/// Those of a series that `actor` may see: a mentor sees their own.
pub(super) fn seen_by(actor: &Actor, rows: Vec<SessionRow>) -> Vec<SessionRow> {
    rows.into_iter().filter(|row| rules::may_see(actor, &row.life().session)).collect()
}

/// The rows of a series as `actor` reads them; not found where there is none that they may see.
pub(super) fn series_view(
    services: &Services,
    rows: Vec<SessionRow>,
    actor: &Actor,
    reader: &Reader,
    now: Timestamp,
) -> Result<SeriesView, Failure> {
    let rows = seen_by(actor, rows);
    let series = rows.first().and_then(|row| row.series).ok_or_else(no_series)?;
    Ok(SeriesView {
        series_id: series.series_id,
        frequency: series.frequency,
        sessions: rows.into_iter().map(|row| session_view(services, row, actor, reader, now)).collect(),
    })
}
