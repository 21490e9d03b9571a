//! Taking a person out of what is kept: who may, and what stands in their place. Sessions and counts stay.

use serde::{Deserialize, Serialize};

use super::Email;
use super::status::{StatusChange, check_last_admin, check_status_change};
use crate::failure::Failure;
use crate::ids::UserId;

/// How whoever was erased is called.
pub const FORMER_NAME: &str = "Former member";
/// Where nobody ever gets mail (RFC 2606, 2).
const NOWHERE: &str = "erased.invalid";

/// Erases an account for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EraseUser {
    /// Whose.
    pub user_id: UserId,
    /// The address of that account, typed once more.
    pub email: String,
    /// Why; people need not give one for their own account.
    pub reason: String,
}

/// The address of an account that was erased: no other one has it, and nothing can be sent there.
pub fn erased_address(user_id: UserId) -> String {
    format!("{user_id}@{NOWHERE}")
}

/// Whether that is the address of an account that was erased.
pub fn is_erased(email: &str) -> bool {
    email.rsplit_once('@').is_some_and(|(_, host)| host == NOWHERE)
}

/// Whether the account may be erased: by its owner, or by whoever may take it out of use; never the last
/// administrator's.
pub fn check_erasure(change: &StatusChange) -> Result<(), Failure> {
    if change.by.is_some_and(|(user_id, _)| user_id == change.of) {
        return check_last_admin(change);
    }
    check_status_change(change)
}

/// Whether the address that was typed is that of the account, so that no other one is erased by mistake.
pub fn check_address(typed: &str, of_account: &str) -> Result<(), Failure> {
    match Email::parse(typed) {
        Ok(email) if email.as_str() == of_account => Ok(()),
        _ => Err(Failure::invalid("email", "Type the e-mail address of the account that is to be erased.")),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::{Role, UserStatus};
    use super::*;

    #[test]
    fn people_erase_themselves_and_staff_whom_they_may_shut_out() {
        let user = |number| UserId(Uuid::from_u128(number));
        let cases = [
            (Some((1, Role::Mentee)), 1, Role::Mentee, 0, "ok"),
            (Some((1, Role::Mentor)), 1, Role::Mentor, 0, "ok"),
            (Some((1, Role::Pm)), 1, Role::Pm, 0, "ok"),
            (Some((1, Role::Admin)), 1, Role::Admin, 1, "ok"),
            (Some((1, Role::Admin)), 1, Role::Admin, 0, "last_admin"),
            (Some((1, Role::Pm)), 2, Role::Mentee, 1, "ok"),
            (Some((1, Role::Pm)), 2, Role::Pm, 1, "not allowed"),
            (Some((1, Role::Admin)), 2, Role::Pm, 0, "ok"),
            (None, 2, Role::Admin, 0, "last_admin"),
        ];
        for (by, of, role, other_admins, expected) in cases {
            let by = by.map(|(number, role)| (user(number), role));
            let change = StatusChange { by, of: user(of), role, after: UserStatus::Inactive, other_admins };
            let answer = match check_erasure(&change) {
                Ok(()) => "ok".to_owned(),
                Err(Failure::NotAllowed { .. }) => "not allowed".to_owned(),
                Err(Failure::Conflict { code, .. }) => code,
                Err(other) => panic!("{other:?}"),
            };
            assert_eq!(answer, expected, "{change:?}");
        }
    }

    #[test]
    fn the_address_must_be_typed() {
        assert_eq!(check_address(" Noor@Example.com ", "noor@example.com"), Ok(()));
        for wrong in ["", "noor", "ada@example.com"] {
            let refused = check_address(wrong, "noor@example.com").unwrap_err();
            assert!(matches!(refused, Failure::Invalid { field, .. } if field == "email"), "{wrong}");
        }
    }

    #[test]
    fn an_erased_address_is_nobodys() {
        let address = erased_address(UserId(Uuid::from_u128(1)));
        assert!(is_erased(&address) && Email::parse(&address).is_ok(), "{address}");
        assert!(!is_erased("erased.invalid@example.com") && !is_erased("erased.invalid"));
    }
}
