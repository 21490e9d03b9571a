//! One account, and what taking it out of use would touch.

use office_hours::account::Account;
use office_hours::account::status::AccountView;
use office_hours::ids::UserId;
use office_hours::time::Timestamp;
use office_hours::{Actor, Failure};
use store::Db;
use store::queries::sessions::{self, SessionRow};
use store::queries::users;

use crate::booking::session_view;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// The account with its sessions to come.
pub async fn get_account(
    services: &Services,
    actor: &Actor,
    user_id: UserId,
    reader: &Reader,
) -> Result<AccountView, Failure> {
    policy::check(actor, Action::ManagePeople)?;
    let now = services.now();
    let account = users::find_account(&services.store, user_id).await.or_fail()?.ok_or_else(no_account)?;
    let rows = upcoming(&services.store, &account, now).await?;
    let view = |row| session_view(services, row, actor, reader, now);
    Ok(AccountView { upcoming: rows.into_iter().map(view).collect(), account })
}

/// Of an account that was erased.
pub(super) fn erased() -> Failure {
    Failure::conflict("erased", "This account was erased. It cannot be brought back.")
}

/// The sessions of the account that have not begun and hold their time, on whichever side, next first.
pub(super) async fn upcoming(
    db: &impl Db,
    account: &Account,
    now: Timestamp,
) -> Result<Vec<SessionRow>, Failure> {
    let mut rows = match account.mentor_id {
        Some(mentor_id) => sessions::list_upcoming_for_mentor(db, mentor_id, now).await.or_fail()?,
        None => vec![],
    };
    if let Some(mentee_id) = account.mentee_id {
        rows.extend(sessions::list_upcoming_for_mentee(db, mentee_id, now).await.or_fail()?);
    }
    rows.retain(|row| now < row.starts_at);
    rows.sort_by_key(|row| row.starts_at);
    Ok(rows)
}

pub(super) fn no_account() -> Failure {
    Failure::not_found("account")
}
