//! A person is taken out of what is kept, for good.

use office_hours::account::UserStatus;
use office_hours::account::erasure::{EraseUser, check_address, check_erasure, is_erased};
use office_hours::account::status::StatusChange;
use office_hours::booking::rules::MAX_NOTE;
use office_hours::ids::SessionId;
use office_hours::profile::rules::{optional, required};
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::{erasure, events, mentors, users};

use super::get_account::{erased, no_account};
use super::set_user_status::lock_upcoming;
use crate::Services;
use crate::booking::call_off_all;
use crate::failure::OrFail;
use crate::jobs::{self, Job};
use crate::matching::write_journal;
use crate::policy::{self, Action};
use crate::profile::enqueue_forgetting;

/// What both sides read where somebody erases their own account and says no more.
const OWN_WISH: &str = "The account was erased.";

/// Erases one's own account, or, by staff, somebody's with a reason. Sessions to come are called off first, so that
/// both sides still hear of it; then name, address, words and pictures go, logins and feeds end, and what was met
/// stays, of somebody without a name. It cannot be taken back.
pub async fn erase_user(services: &Services, actor: &Actor, input: &EraseUser) -> Result<(), Failure> {
    policy::check(actor, Action::EraseAccount)?;
    let is_own = actor.user_id() == Some(input.user_id);
    let reason = if is_own {
        optional("reason", &input.reason, MAX_NOTE)?
    } else {
        policy::check(actor, Action::ManagePeople)?;
        Some(required("reason", &input.reason, MAX_NOTE, "Say why; the journal keeps it.")?)
    };
    let now = services.now();
    // What is not written yet would come after it.
    write_journal(services).await?;

    let tx = services.store.begin().await.or_fail()?;
    // Two administrators that go at the same moment must see each other.
    users::lock(&tx).await.or_fail()?;
    let account = users::find_account(&tx, input.user_id).await.or_fail()?.ok_or_else(no_account)?;
    if is_erased(&account.email) {
        return Err(erased());
    }
    check_erasure(&StatusChange {
        by: actor.person().ok().map(|person| (person.user_id, person.role)),
        of: account.user_id,
        role: account.role,
        after: UserStatus::Inactive,
        other_admins: users::count_other_admins(&tx, account.user_id).await.or_fail()?,
    })?;
    check_address(&input.email, &account.email)?;
    let touched = lock_upcoming(&tx, &account, now).await?;
    // From here on nothing is offered to them or of them.
    users::set_status(&tx, account.user_id, UserStatus::Inactive).await.or_fail()?;
    let ids: Vec<SessionId> = touched.iter().map(|row| row.session_id).collect();
    // Whoever goes is not held by the cut-off for cancelling.
    let by = if is_own { &Actor::System } else { actor };
    let why = reason.as_deref().unwrap_or(OWN_WISH);
    let cancelled = call_off_all(services, &tx, by, &ids, why, account.mentor_id).await?;
    if let Some(mentor_id) = account.mentor_id {
        if let Some(mentor) = mentors::get(&tx, mentor_id).await.or_fail()? {
            enqueue_forgetting(services, &tx, &mentor).await?;
        }
        jobs::enqueue(services, &tx, &Job::ForgetMentor { mentor_id }).await?;
    }
    erasure::erase(&tx, &account, now).await.or_fail()?;
    let props = json!({ "own": is_own, "reason": reason, "cancelled": cancelled });
    let id = account.user_id.to_string();
    events::insert(&tx, now, actor.user_id(), "user.erased", "user", &id, props).await.or_fail()?;
    tx.commit().await.or_fail()?;

    tracing::info!(user.id = %account.user_id, cancelled, "an account was erased");
    Ok(())
}
