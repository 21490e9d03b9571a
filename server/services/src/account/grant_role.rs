//! A person becomes staff, or ceases to be.

use office_hours::account::erasure::is_erased;
use office_hours::account::rules::{RoleChange, check_role_change};
use office_hours::account::{Email, Role};
use office_hours::ids::UserId;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::Tx;
use store::queries::users::UserRow;
use store::queries::{events, mentees, mentors, users};

use super::get_account::erased;
use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// Asks for a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantRole {
    /// Whose account; one is made when there is none.
    pub email: String,
    /// The role to be.
    pub role: Role,
}

/// The account has the role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantedRole {
    /// Whose account.
    pub user_id: UserId,
    /// As the account has it.
    pub email: Email,
    /// The role before; nothing when the account is new.
    pub before: Option<Role>,
    /// The role now.
    pub role: Role,
}

/// Gives the account of an address the role; it holds from the person's next request on. The last
/// administrator stays one.
pub async fn grant_role(
    services: &Services,
    actor: &Actor,
    input: &GrantRole,
) -> Result<GrantedRole, Failure> {
    policy::check(actor, Action::ManageStaff)?;
    let email = Email::parse(&input.email)?;
    let role = input.role;
    let now = services.now();

    let tx = services.store.begin().await.or_fail()?;
    // Two administrators that are taken back at the same moment must see each other.
    users::lock(&tx).await.or_fail()?;
    let user = users::find_by_email(&tx, email.as_str()).await.or_fail()?;
    let before = user.as_ref().map(|user| user.role);
    if is_erased(email.as_str()) {
        return Err(erased());
    }
    let user_id = match user {
        Some(UserRow { user_id, .. }) if before == Some(role) => {
            return Ok(GrantedRole { user_id, email, before, role });
        }
        Some(user) => {
            check_role_change(&role_change(&tx, &user, role).await?)?;
            users::set_role(&tx, user.user_id, role).await.or_fail()?;
            user.user_id
        }
        None => {
            let user_id = UserId(services.new_id());
            users::insert(&tx, user_id, email.as_str(), None, role, now).await.or_fail()?;
            user_id
        }
    };
    let props = json!({ "before": before.map(Role::as_str), "role": role.as_str() });
    events::insert(&tx, now, actor.user_id(), "user.role_granted", "user", &user_id.to_string(), props)
        .await
        .or_fail()?;
    tx.commit().await.or_fail()?;
    Ok(GrantedRole { user_id, email, before, role })
}

async fn role_change(tx: &Tx, user: &UserRow, after: Role) -> Result<RoleChange, Failure> {
    Ok(RoleChange {
        before: user.role,
        after,
        other_admins: users::count_other_admins(tx, user.user_id).await.or_fail()?,
        has_mentor_profile: mentors::find_by_user(tx, user.user_id).await.or_fail()?.is_some(),
        has_mentee_profile: mentees::find_by_user(tx, user.user_id).await.or_fail()?.is_some(),
    })
}
