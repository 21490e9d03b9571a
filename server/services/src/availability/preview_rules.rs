//! What a change of hours would do, before it is saved.

use jiff::SignedDuration;
use office_hours::availability::{ParsedRules, PreviewRules, RulesPreview, SlotTime};
use office_hours::time::{Timestamp, Zone};
use office_hours::{Actor, Failure};

use super::get_rules::own_profile;
use super::rules::Rules;
use super::touched::{find_touched, touched_views};
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// A week, by the clock.
const WEEK: SignedDuration = SignedDuration::from_hours(24 * 7);

/// What these rules would offer, and which sessions to come would not fit into them that fit into
/// those of today. Nothing is changed.
pub async fn preview_rules(
    services: &Services,
    actor: &Actor,
    input: &PreviewRules,
    reader: &Reader,
) -> Result<RulesPreview, Failure> {
    policy::check(actor, Action::EditMentorProfile)?;
    let parsed = ParsedRules::parse(&input.rules)?;
    let mentor = own_profile(&services.store, actor).await?;
    let wanted = input.timezone.as_deref().map(|name| Zone::parse("timezone", name)).transpose()?;
    let rules = Rules::new(parsed, wanted.unwrap_or_else(|| Zone::of_stored(&mentor.timezone)))?;
    let found = find_touched(&services.store, &mentor, &rules, services.now()).await?;
    let now = services.now();
    let times = rules.times(now)?;
    Ok(RulesPreview {
        times_next_week: count(&times, now + WEEK),
        times: count(&times, Timestamp::MAX),
        sessions_touched: touched_views(services, actor, &found, reader),
    })
}

fn count(times: &[SlotTime], before: Timestamp) -> u32 {
    let count = times.iter().filter(|time| time.starts_at < before).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}
