//! How much of the time that mentors give is used.

use office_hours::analytics::{MentorUtilisation, ProgrammeFilter};
use office_hours::time::Timestamp;
use office_hours::{Actor, Failure};
use store::queries::analytics;

use super::{is_named, parse_name, period};
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// Every mentor who passes the filter's name, with the use of what they offered in its period, least used first.
pub async fn list_utilisation(
    services: &Services,
    actor: &Actor,
    filter: &ProgrammeFilter,
    reader: &Reader,
) -> Result<Vec<MentorUtilisation>, Failure> {
    policy::check(actor, Action::SeeProgramme)?;
    let period = period::parse(filter, &reader.zone, services.now())?;
    let name = parse_name(filter)?;
    let mut mentors = utilisation(services, period.window).await?;
    mentors.retain(|mentor| name.as_deref().is_none_or(|name| is_named(&mentor.name, name)));
    Ok(mentors)
}

/// Every mentor's use of what they offered, least used first.
pub(super) async fn utilisation(
    services: &Services,
    (from, to): (Timestamp, Timestamp),
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

/// Used of offered; nothing where nothing was offered.
pub(super) fn share(used: i64, offered: i64) -> Option<f64> {
    (offered > 0).then(|| used as f64 / offered as f64)
}
