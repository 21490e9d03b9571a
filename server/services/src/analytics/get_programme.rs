//! The programme page.

use office_hours::analytics::{PageOf, ProgrammeFilter, ProgrammeOverview, ROWS_PER_PAGE};
use office_hours::booking::SessionStatus;
use office_hours::{Actor, Failure};
use store::queries::mentors;
use store::queries::programme::{self, ProgrammeQuery};

use super::list_utilisation::{share, utilisation};
use super::{is_named, parse_name, period};
use crate::booking::session_view;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// Figures, and a page each of the sessions that pass the filter and of the mentors with their utilisation in the
/// period.
pub async fn get_programme(
    services: &Services,
    actor: &Actor,
    filter: &ProgrammeFilter,
    reader: &Reader,
) -> Result<ProgrammeOverview, Failure> {
    policy::check(actor, Action::SeeProgramme)?;
    let now = services.now();
    let period = period::parse(filter, &reader.zone, now)?;
    let store = &services.store;

    let name = parse_name(filter)?;
    let query = ProgrammeQuery {
        status: filter.status,
        name: name.as_deref(),
        from: period.from,
        to: period.to,
        part: None,
    };
    let rows = programme::count(store, &query).await.or_fail()?;
    let sessions_at = PageOf::new(filter.page, u32::try_from(rows).unwrap_or(u32::MAX));
    let part = Some((sessions_at.before().into(), ROWS_PER_PAGE.into()));
    let rows = programme::list(store, &ProgrammeQuery { part, ..query }).await.or_fail()?;
    let (from, to) = period.window;
    let counts = programme::count_by_status(store, Some(from), Some(to)).await.or_fail()?;
    let upcoming = programme::count_by_status(store, Some(now), None).await.or_fail()?;
    let count = |counts: &[(SessionStatus, i64)], wanted: &[SessionStatus]| -> i64 {
        counts.iter().filter(|(status, _)| wanted.contains(status)).map(|(_, n)| n).sum()
    };
    let mut mentors = utilisation(services, period.window).await?;
    let (used, offered) =
        mentors.iter().fold((0, 0), |(used, offered), m| (used + m.used, offered + m.offered));
    if let Some(name) = &name {
        mentors.retain(|mentor| is_named(&mentor.name, name));
    }
    let mentors_at = PageOf::new(filter.mentors_page, u32::try_from(mentors.len()).unwrap_or(u32::MAX));
    let mentors = mentors.into_iter().skip(mentors_at.before() as usize).take(ROWS_PER_PAGE as usize);

    Ok(ProgrammeOverview {
        period: period.said.say(reader.catalog),
        sessions_total: count(&counts, &SessionStatus::ALL),
        sessions_upcoming: count(&upcoming, &[SessionStatus::Pending, SessionStatus::Booked]),
        sessions_cancelled: count(&counts, &[SessionStatus::Cancelled]),
        mentors_active: mentors::count_active(store).await.or_fail()?,
        utilisation: share(used, offered),
        sessions: rows.into_iter().map(|row| session_view(services, row, actor, reader, now)).collect(),
        sessions_at,
        mentors: mentors.collect(),
        mentors_at,
    })
}
