//! Whether an account may be used: who decides, and what becomes of its sessions to come.

use serde::{Deserialize, Serialize};

use super::{Account, Role, UserStatus};
use crate::booking::SessionView;
use crate::failure::Failure;
use crate::ids::UserId;
use crate::language::Text;
use crate::text;

/// The most accounts of one list.
pub const MAX_ACCOUNTS: u64 = 50;

/// What becomes of sessions to come when the account may not be used any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnUpcoming {
    /// They stay as they are: staff move or cancel them one by one.
    Keep,
    /// All are called off.
    Cancel,
}

impl OnUpcoming {
    /// Reads the word; nothing as long as nobody decided.
    pub fn parse(text: &str) -> Result<Option<Self>, Failure> {
        match text.trim() {
            "" => Ok(None),
            "keep" => Ok(Some(Self::Keep)),
            "cancel" => Ok(Some(Self::Cancel)),
            _ => Err(Failure::invalid("upcoming", "Choose keep or cancel.")),
        }
    }
}

/// Changes whether an account may be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUserStatus {
    /// Whose.
    pub user_id: UserId,
    /// `active`, `inactive` or `suspended`.
    pub status: String,
    /// What becomes of sessions to come: `keep` or `cancel`; may be empty where there are none.
    pub upcoming: String,
    /// Why: for the journal, and for both sides of sessions that are called off.
    pub reason: String,
}

/// An account, with what taking it out of use would touch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountView {
    /// The account.
    pub account: Account,
    /// Its sessions to come, next first.
    pub upcoming: Vec<SessionView>,
}

/// What the rules need to know of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusChange {
    /// Who decides; nothing for the process itself.
    pub by: Option<(UserId, Role)>,
    /// Whose account.
    pub of: UserId,
    /// What they are on the programme.
    pub role: Role,
    /// The status to be.
    pub after: UserStatus,
    /// Active administrators beside this account.
    pub other_admins: u64,
}

/// Whether the account may get this status. Nobody locks themselves out, only administrators decide on the accounts
/// of staff, and there is always an administrator.
pub fn check_status_change(change: &StatusChange) -> Result<(), Failure> {
    let leaves = change.after != UserStatus::Active;
    if leaves && change.by.is_some_and(|(user_id, _)| user_id == change.of) {
        return Err(Failure::conflict("own_account", "This is your own account. Ask another administrator."));
    }
    if change.role.is_staff() && change.by.is_some_and(|(_, role)| role != Role::Admin) {
        return Err(Failure::not_allowed("Only administrators decide on the accounts of staff."));
    }
    check_last_admin(change)
}

/// Whether there is an administrator afterwards.
pub(super) fn check_last_admin(change: &StatusChange) -> Result<(), Failure> {
    let leaves = change.after != UserStatus::Active;
    if leaves && change.role == Role::Admin && change.other_admins == 0 {
        return Err(Failure::conflict(
            "last_admin",
            "This is the last administrator. Make somebody else one first.",
        ));
    }
    Ok(())
}

/// Names the sessions to come, for whoever decides what becomes of them.
pub fn undecided(upcoming: &[SessionView]) -> Failure {
    let named: Vec<Text> = upcoming.iter().map(named).collect();
    let message = Text::counted(
        "Nothing was changed yet. There is a session to come: {sessions}. Say whether that is kept or cancelled.",
        "Nothing was changed yet. There are sessions to come: {sessions}. Say whether that is kept or cancelled.",
        i64::try_from(named.len()).unwrap_or(i64::MAX),
    )
    .with("sessions", Text::in_a_row(&named));
    Failure::conflict("sessions_touched", message)
}

fn named(session: &SessionView) -> Text {
    let SessionView { starts, mentor_name: mentor, mentee_name: mentee, .. } = session;
    text!("{day} {time}, {mentor} with {mentee}", day = &starts.day, time = &starts.time, mentor, mentee)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn user(number: u128) -> UserId {
        UserId(Uuid::from_u128(number))
    }

    #[test]
    fn who_decides_on_whose_account() {
        let (away, back) = (UserStatus::Suspended, UserStatus::Active);
        // Who decides, on whose account, of what role, to what, with how many other administrators; the answer.
        let cases = [
            (Some((1, Role::Pm)), 2, Role::Mentor, away, 1, "ok"),
            (Some((1, Role::Pm)), 2, Role::Mentee, back, 1, "ok"),
            (Some((1, Role::Pm)), 2, Role::Pm, away, 1, "not allowed"),
            (Some((1, Role::Pm)), 2, Role::Admin, away, 2, "not allowed"),
            (Some((1, Role::Pm)), 2, Role::Admin, back, 2, "not allowed"),
            (Some((1, Role::Pm)), 1, Role::Pm, away, 1, "own_account"),
            (Some((1, Role::Admin)), 2, Role::Pm, UserStatus::Inactive, 0, "ok"),
            (Some((1, Role::Admin)), 2, Role::Admin, away, 1, "ok"),
            (Some((1, Role::Admin)), 1, Role::Admin, away, 1, "own_account"),
            (Some((1, Role::Admin)), 1, Role::Admin, back, 0, "ok"),
            (None, 2, Role::Admin, away, 0, "last_admin"),
            (None, 2, Role::Admin, UserStatus::Inactive, 1, "ok"),
            (None, 2, Role::Pm, away, 0, "ok"),
        ];
        for (by, of, role, after, other_admins, expected) in cases {
            let by = by.map(|(number, role)| (user(number), role));
            let change = StatusChange { by, of: user(of), role, after, other_admins };
            let answer = match check_status_change(&change) {
                Ok(()) => "ok".to_owned(),
                Err(Failure::NotAllowed { .. }) => "not allowed".to_owned(),
                Err(Failure::Conflict { code, .. }) => code,
                Err(other) => panic!("{other:?}"),
            };
            assert_eq!(answer, expected, "{change:?}");
        }
    }

    #[test]
    fn nobody_need_decide_and_no_other_word_is_read() {
        assert_eq!(OnUpcoming::parse(" "), Ok(None));
        assert_eq!(OnUpcoming::parse("keep"), Ok(Some(OnUpcoming::Keep)));
        assert_eq!(OnUpcoming::parse(" cancel "), Ok(Some(OnUpcoming::Cancel)));
        let refused = OnUpcoming::parse("Cancel them").unwrap_err();
        assert!(matches!(refused, Failure::Invalid { field, .. } if field == "upcoming"));
    }
}
