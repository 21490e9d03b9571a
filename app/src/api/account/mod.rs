//! Signing in and out, who the viewer is and in which zone they read, erasing an account, and for staff whose account
//! may be used and who is what.

mod erase_user;
mod get_account;
mod get_viewer;
mod grant_role;
mod list_accounts;
mod redeem_login_link;
mod request_login_link;
mod set_user_status;
mod set_zone;
mod sign_out;

pub use erase_user::{EraseUser, erase_user};
pub use get_account::{GetAccount, get_account};
pub use get_viewer::{GetViewer, get_viewer};
pub use grant_role::{GrantRole, grant_role};
pub use list_accounts::{ListAccounts, list_accounts};
pub use redeem_login_link::{RedeemLoginLink, redeem_login_link};
pub use request_login_link::{RequestLoginLink, request_login_link};
pub use set_user_status::{SetUserStatus, set_user_status};
pub use set_zone::{SetZone, set_zone};
pub use sign_out::{SignOut, sign_out};
