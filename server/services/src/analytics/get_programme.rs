//! The programme page.

use office_hours::analytics::{MAX_ROWS, MentorUtilisation, ProgrammeFilter, ProgrammeOverview};
use office_hours::booking::SessionStatus;
use office_hours::{Actor, Failure};
use store::queries::programme::{self, ProgrammeQuery};
use store::queries::{analytics, mentors};

use super::{is_named, parse_name, period};
use crate::booking::session_view;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// Figures, the sessions that pass the filter, and every mentor's utilisation in the period.
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
        part: Some((0, MAX_ROWS + 1)),
    };
    let mut rows = programme::list(store, &query).await.or_fail()?;
    let more_sessions = rows.len() as u64 > MAX_ROWS;
    rows.truncate(MAX_ROWS as usize);
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
    let more_mentors = mentors.len() as u64 > MAX_ROWS;
    mentors.truncate(MAX_ROWS as usize);

    Ok(ProgrammeOverview {
        period: period.said.say(reader.catalog),
        sessions_total: count(&counts, &SessionStatus::ALL),
        sessions_upcoming: count(&upcoming, &[SessionStatus::Pending, SessionStatus::Booked]),
        sessions_cancelled: count(&counts, &[SessionStatus::Cancelled]),
        mentors_active: mentors::count_active(store).await.or_fail()?,
        utilisation: share(used, offered),
        sessions: rows.into_iter().map(|row| session_view(services, row, actor, reader, now)).collect(),
        more_sessions,
        mentors,
        more_mentors,
    })
}

/// Every mentor's use of what they offered, least used first.
pub(super) async fn utilisation(
    services: &Services,
    (from, to): (office_hours::time::Timestamp, office_hours::time::Timestamp),
) -> Result<Vec<MentorUtilisation>, Failure> {
    let rows = analytics::utilisation(&services.store, from, to).await.or_fail()?;
    let mut mentors: Vec<MentorUtilisation> = rows
        .into_iter()
        .map(|(mentor_id, name, active, offered, used)| {
            // A session that the hours no longer hold was time offered as well.
            let offered = offered.max(used);
            MentorUtilisation { mentor_id, name, offered, used, utilisation: share(used, offered), active }
        })
        .collect();
    let key = |m: &MentorUtilisation| m.utilisation.unwrap_or(f64::INFINITY);
    mentors.sort_by(|a, b| key(a).total_cmp(&key(b)).then_with(|| a.name.cmp(&b.name)));
    Ok(mentors)
}

fn share(used: i64, offered: i64) -> Option<f64> {
    (offered > 0).then(|| used as f64 / offered as f64)
}
