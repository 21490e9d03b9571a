//! Whether whoever asked may still use their account.

use office_hours::Failure;
use office_hours::ids::UserId;
use store::Tx;
use store::queries::users;

use crate::failure::OrFail;

/// Refuses what waited while the account was taken out of use, or erased. Asked once a lock is held that this waits
/// for: that of the mentee, or of the account.
pub(crate) async fn still_active(tx: &Tx, user_id: UserId) -> Result<(), Failure> {
    match users::find_person(tx, user_id).await.or_fail()? {
        Some(_) => Ok(()),
        None => Err(no_longer_active()),
    }
}

/// What [`still_active`] answers.
pub(crate) fn no_longer_active() -> Failure {
    Failure::not_allowed("This account cannot be used any more.")
}
