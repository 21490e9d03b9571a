//! A mentor changes when and how they can be met.

use office_hours::availability::{AvailabilityRules, ParsedRules, SaveRules};
use office_hours::time::Zone;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::availability_rules::RulesRow;
use store::queries::form_drafts::{self, Form};
use store::queries::{availability, availability_rules, events, mentors};

use super::get_rules::{get_rules, own_profile};
use super::rules::Rules;
use super::touched::{ask_others, settle};
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::waiting::offer_places;
use crate::{Reader, Services};

/// Saves the rules and offers what follows from them, all or nothing. Sessions stay where they are,
/// whatever the rules say; those that would no longer fit are named first, unless it is said what becomes of them.
/// Refused when somebody else has saved since the version that was read.
pub async fn save_rules(
    services: &Services,
    actor: &Actor,
    input: &SaveRules,
    reader: &Reader,
) -> Result<AvailabilityRules, Failure> {
    policy::check(actor, Action::EditMentorProfile)?;
    let SaveRules { rules: input, settlement } = input;
    let parsed = ParsedRules::parse(input)?;
    let mentor_id = own_profile(&services.store, actor).await?.mentor_id;
    let (weekly, cap) = (parsed.weekly.clone(), parsed.load_cap_per_week);
    let now = services.now();

    let tx = services.store.begin().await.or_fail()?;
    mentors::lock(&tx, mentor_id).await.or_fail()?;
    // Read while nobody changes it: the hours are in the zone of this moment.
    let mentor = own_profile(&tx, actor).await?;
    let rules = Rules::new(parsed, Zone::of_stored(&mentor.timezone))?;
    if availability_rules::get(&tx, mentor_id).await.or_fail()?.version != input.version {
        return Err(Failure::conflict(
            "rules_changed",
            "Your hours were changed elsewhere meanwhile, perhaps in another window. Nothing was saved: \
             reload the page to see them, then change them again.",
        ));
    }
    let asked = settle(services, &tx, actor, (&mentor, &rules), settlement, reader).await?;
    availability::set_weekly(&tx, mentor_id, &weekly).await.or_fail()?;
    let row = RulesRow {
        version: input.version + 1,
        offer: input.offer.clone(),
        exceptions: input.exceptions.clone(),
    };
    availability_rules::save(&tx, mentor_id, &row, now).await.or_fail()?;
    mentors::set_load_cap(&tx, mentor_id, cap, now).await.or_fail()?;
    rules.put_in_force(services, &tx, mentor_id).await?;
    let props = json!({ "version": row.version });
    let id = mentor_id.to_string();
    events::insert(&tx, now, actor.user_id(), "availability.saved", "mentor", &id, props).await.or_fail()?;
    ask_others(services, &tx, actor, &asked).await?;
    form_drafts::remove(&tx, mentor.user_id, Form::Rules).await.or_fail()?;
    offer_places(services, &tx, mentor_id).await?;
    tx.commit().await.or_fail()?;

    get_rules(services, actor).await
}
