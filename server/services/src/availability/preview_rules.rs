//! What a change of hours would do, before it is saved.

use std::collections::{HashMap, HashSet};

use jiff::SignedDuration;
use office_hours::availability::{
    Hours, Offer, ParsedRules, PreviewRules, RulesPreview, SlotTime, TouchedSession, Upcoming, touched,
};
use office_hours::ids::SessionId;
use office_hours::time::{Timestamp, Zone};
use office_hours::{Actor, Failure};
use store::queries::sessions::{self, SessionRow};

use super::get_rules::own_profile;
use super::rules::Rules;
use crate::booking::session_view;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Services, ViewerZone};

/// A week, by the clock.
const WEEK: SignedDuration = SignedDuration::from_hours(24 * 7);
/// The latest start of a session that is asked about: further ahead nothing can be booked.
const FAR: SignedDuration = SignedDuration::from_hours(24 * 400);

/// What these rules would offer, and which sessions to come would not fit into them that fit into
/// those of today. Nothing is changed.
pub async fn preview_rules(
    services: &Services,
    actor: &Actor,
    input: &PreviewRules,
    zone: &ViewerZone,
) -> Result<RulesPreview, Failure> {
    policy::check(actor, Action::EditMentorProfile)?;
    let parsed = ParsedRules::parse(&input.rules)?;
    let mentor = own_profile(&services.store, actor).await?;
    let today = Zone::of_stored(&mentor.timezone);
    let wanted = input.timezone.as_deref().map(|name| Zone::parse("timezone", name)).transpose()?;
    let wanted = wanted.unwrap_or_else(|| today.clone());
    let now = services.now();

    let rules = Rules::new(parsed, wanted.clone())?;
    let before = Rules::read(&services.store, mentor.mentor_id, today.clone()).await?;
    let rows = sessions::list_upcoming_for_mentor(&services.store, mentor.mentor_id, now).await.or_fail()?;
    let upcoming = upcoming(&rows);
    let to = now + FAR;
    let misfits = |hours: &Hours, offer: &Offer, zone: &Zone| touched(&upcoming, hours, offer, zone);
    let already: HashSet<SessionId> = misfits(&before.hours(now, to)?, &before.offer, &today)
        .into_iter()
        .map(|touched| touched.session_id)
        .collect();
    let mut by_id: HashMap<SessionId, SessionRow> =
        rows.into_iter().map(|row| (row.session_id, row)).collect();
    let sessions_touched = misfits(&rules.hours(now, to)?, &rules.offer, &wanted)
        .into_iter()
        .filter(|touched| !already.contains(&touched.session_id))
        .filter_map(|touched| {
            let row = by_id.remove(&touched.session_id)?;
            Some(TouchedSession {
                session: session_view(services, row, actor, &zone.0, now),
                why: touched.why,
            })
        })
        .collect();
    let times = rules.times(now)?;
    Ok(RulesPreview {
        times_next_week: count(&times, now + WEEK),
        times: count(&times, Timestamp::MAX),
        sessions_touched,
    })
}

fn count(times: &[SlotTime], before: Timestamp) -> u32 {
    let count = times.iter().filter(|time| time.starts_at < before).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Sessions with the places sold of those who meet together.
fn upcoming(rows: &[SessionRow]) -> Vec<Upcoming> {
    let mut seats: HashMap<SlotTime, u32> = HashMap::new();
    for row in rows {
        *seats.entry(row.time()).or_default() += 1;
    }
    let one = |row: &SessionRow| Upcoming {
        session_id: row.session_id,
        time: row.time(),
        seats_taken: seats.get(&row.time()).copied().unwrap_or(1),
    };
    rows.iter().map(one).collect()
}
