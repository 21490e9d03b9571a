//! Rules that would touch sessions are shown once more, with what becomes of each, before they are saved. What was
//! entered is kept meanwhile, so that it comes back with or without a script.

use office_hours::availability::{AvailabilityRules, ParsedRules, Review, SESSIONS_TOUCHED, SaveRules};
use office_hours::time::Zone;
use office_hours::{Actor, Failure};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::queries::form_drafts::{self, Form};
use store::queries::users;

use super::get_rules::{get_rules, own_profile};
use super::rules::Rules;
use super::save_rules;
use super::touched::{find_touched, touched_views};
use crate::account::still_active;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// What came of a form that asks back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving<T> {
    /// It was saved.
    Saved(T),
    /// Nothing was: it touches sessions, and is kept to be looked at once more.
    Review,
}

/// Saves the rules, or keeps them for a review.
pub async fn save_rules_or_review(
    services: &Services,
    actor: &Actor,
    input: &SaveRules,
    reader: &Reader,
) -> Result<Saving<AvailabilityRules>, Failure> {
    let saved = save_rules(services, actor, input, reader).await;
    keep_draft(services, actor, Form::Rules, &input.rules, saved).await
}

/// What the form of the rules is filled with: what is kept for a review, if there is something; else what was saved.
pub async fn review_rules(
    services: &Services,
    actor: &Actor,
    reader: &Reader,
) -> Result<Review<AvailabilityRules>, Failure> {
    policy::check(actor, Action::EditMentorProfile)?;
    let saved = get_rules(services, actor).await?;
    let draft = draft_of::<AvailabilityRules>(services, actor, Form::Rules).await?;
    // A draft of hours that were changed since could not be saved, and what was entered under rules that hold no more
    // is none.
    let draft = draft.filter(|entered| entered.version == saved.version);
    let draft = draft.and_then(|entered| Some((ParsedRules::parse(&entered).ok()?, entered)));
    let Some((parsed, entered)) = draft else { return Ok(Review::of_saved(saved)) };
    let mentor = own_profile(&services.store, actor).await?;
    let rules = Rules::new(parsed, Zone::of_stored(&mentor.timezone))?;
    let found = find_touched(&services.store, &mentor, &rules, services.now()).await?;
    Ok(Review::of_draft(entered, touched_views(services, actor, &found, reader)))
}

/// Keeps what was entered if `saved` was refused because of the sessions it touches.
pub(crate) async fn keep_draft<T>(
    services: &Services,
    actor: &Actor,
    form: Form,
    entered: &impl Serialize,
    saved: Result<T, Failure>,
) -> Result<Saving<T>, Failure> {
    match saved {
        Err(Failure::Conflict { code, .. }) if code == SESSIONS_TOUCHED => {
            let entered = serde_json::to_value(entered).or_fail()?;
            let (user_id, now) = (actor.person()?.user_id, services.now());
            let tx = services.store.begin().await.or_fail()?;
            users::hold(&tx, user_id).await.or_fail()?;
            still_active(&tx, user_id).await?;
            form_drafts::save(&tx, user_id, form, &entered, now).await.or_fail()?;
            tx.commit().await.or_fail()?;
            Ok(Saving::Review)
        }
        saved => saved.map(Saving::Saved),
    }
}

/// What is kept. A draft that this release cannot read is none.
pub(crate) async fn draft_of<T: DeserializeOwned>(
    services: &Services,
    actor: &Actor,
    form: Form,
) -> Result<Option<T>, Failure> {
    let draft = form_drafts::find(&services.store, actor.person()?.user_id, form).await.or_fail()?;
    Ok(draft.and_then(|entered| serde_json::from_value(entered).ok()))
}
