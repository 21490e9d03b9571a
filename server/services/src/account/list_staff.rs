//! Who runs the programme.

use office_hours::account::{Role, UserStatus};
use office_hours::{Actor, Failure};
use store::queries::users;

use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// A programme manager or administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffMember {
    /// Sign-in address.
    pub email: String,
    /// Programme manager or administrator.
    pub role: Role,
    /// Whether the account may be used.
    pub active: bool,
}

/// All of them, administrators first, then by address.
pub async fn list_staff(services: &Services, actor: &Actor) -> Result<Vec<StaffMember>, Failure> {
    policy::check(actor, Action::ManageStaff)?;
    let mut staff: Vec<StaffMember> = users::list_staff(&services.store)
        .await
        .or_fail()?
        .into_iter()
        .map(|user| StaffMember {
            email: user.email,
            role: user.role,
            active: user.status == UserStatus::Active,
        })
        .collect();
    staff.sort_by_key(|member| member.role != Role::Admin);
    Ok(staff)
}
