//! A person leaves, is shut out, or comes back.

use std::collections::BTreeSet;

use office_hours::account::erasure::is_erased;
use office_hours::account::status::{
    AccountView, OnUpcoming, SetUserStatus, StatusChange, check_status_change, undecided,
};
use office_hours::account::{Account, UserStatus};
use office_hours::booking::rules::MAX_NOTE;
use office_hours::ids::{MentorId, SessionId};
use office_hours::profile::rules::required;
use office_hours::time::{Timestamp, Zone};
use office_hours::{Actor, Failure};
use serde_json::json;
use store::Tx;
use store::queries::sessions::SessionRow;
use store::queries::{events, logins, mentees, mentors, users};

use super::get_account::{erased, get_account, no_account, upcoming};
use crate::availability::Rules;
use crate::booking::{call_off_all, overtaken, session_view};
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::waiting::offer_places;
use crate::{Reader, Services};

/// Sets whether the account may be used; it holds from the person's next request on, and nothing is deleted. Where
/// there are sessions to come, they are named first, until it is said whether they are kept or called off. A mentor
/// who leaves is found nowhere with the commit, and back with the one that brings them back.
pub async fn set_user_status(
    services: &Services,
    actor: &Actor,
    input: &SetUserStatus,
    reader: &Reader,
) -> Result<AccountView, Failure> {
    policy::check(actor, Action::ManagePeople)?;
    let after: UserStatus = input.status.trim().parse()?;
    let on_upcoming = OnUpcoming::parse(&input.upcoming)?;
    let reason = required("reason", &input.reason, MAX_NOTE, "Say why; the journal keeps it.")?;
    let now = services.now();
    let leaves = after != UserStatus::Active;

    let tx = services.store.begin().await.or_fail()?;
    // Two administrators that are shut out at the same moment must see each other.
    users::lock(&tx).await.or_fail()?;
    let account = users::find_account(&tx, input.user_id).await.or_fail()?.ok_or_else(no_account)?;
    if is_erased(&account.email) {
        return Err(erased());
    }
    check_status_change(&StatusChange {
        by: actor.person().ok().map(|person| (person.user_id, person.role)),
        of: account.user_id,
        role: account.role,
        after,
        other_admins: users::count_other_admins(&tx, account.user_id).await.or_fail()?,
    })?;
    let touched = lock_upcoming(&tx, &account, now).await?;
    if leaves && on_upcoming.is_none() && account.status != after && !touched.is_empty() {
        let view = |row| session_view(services, row, actor, reader, now);
        return Err(undecided(&touched.into_iter().map(view).collect::<Vec<_>>()));
    }
    users::set_status(&tx, account.user_id, after).await.or_fail()?;
    if leaves {
        logins::remove_of(&tx, account.user_id).await.or_fail()?;
    }
    if let Some(mentor_id) = account.mentor_id {
        // Whoever looks for what was saved sees it at once.
        mentors::touch(&tx, &[mentor_id], now).await.or_fail()?;
    }
    let cancelled = match on_upcoming {
        Some(OnUpcoming::Cancel) if leaves => {
            let ids: Vec<SessionId> = touched.iter().map(|row| row.session_id).collect();
            call_off_all(services, &tx, actor, &ids, &reason, account.mentor_id).await?
        }
        _ => 0,
    };
    if let Some(mentor_id) = account.mentor_id.filter(|_| !leaves) {
        offer_again(services, &tx, mentor_id).await?;
    }
    let props = json!({
        "before": account.status,
        "status": after,
        "reason": reason,
        "upcoming": on_upcoming.filter(|_| leaves),
        "touched": touched.len(),
        "cancelled": cancelled,
    });
    let id = account.user_id.to_string();
    events::insert(&tx, now, actor.user_id(), "user.status_set", "user", &id, props).await.or_fail()?;
    tx.commit().await.or_fail()?;

    tracing::info!(user.id = %account.user_id, status = after.as_str(), cancelled, "an account has another status");
    get_account(services, actor, account.user_id, reader).await
}

/// The sessions to come, none of which changes any more, and no other is added: their mentors are held first, then
/// the mentee, as booking does.
pub(super) async fn lock_upcoming(
    tx: &Tx,
    account: &Account,
    now: Timestamp,
) -> Result<Vec<SessionRow>, Failure> {
    let seen = upcoming(tx, account, now).await?;
    let held: BTreeSet<MentorId> = seen.iter().map(|row| row.mentor_id).chain(account.mentor_id).collect();
    let ids: Vec<MentorId> = held.iter().copied().collect();
    mentors::lock_all(tx, &ids).await.or_fail()?;
    if let Some(mentee_id) = account.mentee_id {
        mentees::lock(tx, mentee_id).await.or_fail()?;
    }
    let rows = upcoming(tx, account, now).await?;
    // Booked or handed over at this very moment, with a mentor who is not held.
    if rows.iter().any(|row| !held.contains(&row.mentor_id)) {
        return Err(overtaken());
    }
    Ok(rows)
}

/// Offers what follows from the mentor's rules up to the horizon, which has moved on meanwhile. Rules that cannot be
/// worked out any more keep nobody from coming back: they are tried again every hour.
async fn offer_again(services: &Services, tx: &Tx, mentor_id: MentorId) -> Result<(), Failure> {
    let Some(mentor) = mentors::get(tx, mentor_id).await.or_fail()? else { return Ok(()) };
    let rules = Rules::read(tx, mentor_id, Zone::of_stored(&mentor.timezone)).await;
    let offered = match rules {
        Ok(rules) => rules.put_in_force(services, tx, mentor_id).await,
        Err(failure) => Err(failure),
    };
    match offered {
        Ok(_) => offer_places(services, tx, mentor_id).await,
        Err(failure @ Failure::Invalid { .. }) => {
            tracing::warn!(mentor.id = %mentor_id, %failure, "hours are not expanded: a rule cannot be read");
            Ok(())
        }
        Err(failure) => Err(failure),
    }
}
