//! How long links and logins live, where a person may be sent after signing in, and which role an
//! account may get.

use std::time::Duration;

use super::Role;
use crate::failure::Failure;

/// A mailed link works once and this long.
pub const LOGIN_LINK_LIFETIME: Duration = Duration::from_secs(15 * 60);

/// A login lasts this long.
pub const LOGIN_LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// So many unused links may be open for one address; more are refused.
pub const MAX_OPEN_LINKS: u64 = 5;

/// Where to go after signing in: a path of this site, or the start page.
///
/// Anything that a browser could read as another host (`//host`, `/\host`, a scheme) is dropped.
pub fn safe_next(next: Option<&str>) -> &str {
    match next {
        Some(path)
            if path.starts_with('/')
                && !path.starts_with("//")
                && !path.contains('\\')
                && !path.contains(char::is_control) =>
        {
            path
        }
        _ => "/",
    }
}

/// What the rules need to know of an account that is to get another role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleChange {
    /// The role so far.
    pub before: Role,
    /// The role to be.
    pub after: Role,
    /// Active administrators beside this account.
    pub other_admins: u64,
    /// Whether the account has a mentor's profile.
    pub has_mentor_profile: bool,
    /// Whether the account has a mentee's profile.
    pub has_mentee_profile: bool,
}

/// Whether the account may change its role so. There is always an administrator, and nobody is
/// given the other side's role: an account is on one side of a session only.
pub fn check_role_change(change: &RoleChange) -> Result<(), Failure> {
    if change.before == Role::Admin && change.after != Role::Admin && change.other_admins == 0 {
        return Err(Failure::conflict(
            "last_admin",
            "This is the last administrator. Make somebody else one first.",
        ));
    }
    match change.after {
        Role::Mentor if change.has_mentee_profile => {
            Err(Failure::conflict("is_mentee", "This account has a mentee’s profile. Use another address."))
        }
        Role::Mentee if change.has_mentor_profile => {
            Err(Failure::conflict("is_mentor", "This account has a mentor’s profile. Use another address."))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_an_administrator() {
        for after in Role::ALL {
            for before in Role::ALL {
                for other_admins in [0, 1] {
                    let change = RoleChange {
                        before,
                        after,
                        other_admins,
                        has_mentor_profile: false,
                        has_mentee_profile: false,
                    };
                    let last = before == Role::Admin && after != Role::Admin && other_admins == 0;
                    match check_role_change(&change) {
                        Ok(()) => assert!(!last, "{change:?}"),
                        Err(Failure::Conflict { code, .. }) => {
                            assert!(last && code == "last_admin", "{change:?}")
                        }
                        Err(other) => panic!("{change:?}: {other:?}"),
                    }
                }
            }
        }
    }

    #[test]
    fn nobody_is_on_both_sides() {
        for after in Role::ALL {
            for (has_mentor_profile, has_mentee_profile) in [(true, false), (false, true)] {
                let change = RoleChange {
                    before: Role::Pm,
                    after,
                    other_admins: 1,
                    has_mentor_profile,
                    has_mentee_profile,
                };
                let other_side = if has_mentor_profile { Role::Mentee } else { Role::Mentor };
                assert_eq!(check_role_change(&change).is_err(), after == other_side, "{change:?}");
            }
        }
    }

    #[test]
    fn only_paths_of_this_site_are_followed() {
        assert_eq!(safe_next(Some("/mentors/1?slot=2")), "/mentors/1?slot=2");
        for evil in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/a\r\nb",
            "",
        ] {
            assert_eq!(safe_next(Some(evil)), "/", "{evil:?} was followed");
        }
        assert_eq!(safe_next(None), "/");
    }
}
