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

/// The series with all its sessions; not found for whoever is neither a side of it nor staff.
pub async fn get_series(
    services: &Services,
    actor: &Actor,
    series_id: SeriesId,
    reader: &Reader,
) -> Result<SeriesView, Failure> {
    policy::check(actor, Action::UseSessions)?;
    let rows = sessions::list_of_series(&services.store, series_id).await.or_fail()?;
    let seen = rows.first().is_some_and(|row| rules::may_see(actor, &row.life().session));
    if !seen {
        return Err(no_series());
    }
    series_view(services, rows, actor, reader, services.now())
}

pub(super) fn no_series() -> Failure {
    Failure::not_found("series")
}

/// The rows of a series as `actor` reads them.
pub(super) fn series_view(
    services: &Services,
    rows: Vec<SessionRow>,
    actor: &Actor,
    reader: &Reader,
    now: Timestamp,
) -> Result<SeriesView, Failure> {
    let series = rows.first().and_then(|row| row.series).ok_or_else(no_series)?;
    Ok(SeriesView {
        series_id: series.series_id,
        frequency: series.frequency,
        sessions: rows.into_iter().map(|row| session_view(services, row, actor, reader, now)).collect(),
    })
}
