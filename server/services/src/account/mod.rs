//! Signing in by a mailed link, who the viewer is, who is staff, and whose account may be used.

mod authenticate;
pub mod cookie;
mod erase_user;
mod get_account;
mod get_viewer;
mod grant_role;
mod list_accounts;
mod list_mailbox;
mod list_staff;
mod login_link;
mod redeem_login_link;
mod request_login_link;
mod set_language;
mod set_user_status;
mod set_zone;
mod sign_out;
mod still_active;

pub use authenticate::authenticate;
pub use erase_user::erase_user;
pub use get_account::get_account;
pub use get_viewer::get_viewer;
pub use grant_role::{GrantRole, GrantedRole, grant_role};
pub use list_accounts::list_accounts;
pub use list_mailbox::list_mailbox;
pub use list_staff::{StaffMember, list_staff};
pub use login_link::LoginLink;
pub use redeem_login_link::{Login, redeem_login_link};
pub use request_login_link::{LinkSent, request_login_link};
pub use set_language::set_language;
pub use set_user_status::set_user_status;
pub use set_zone::set_zone;
pub use sign_out::sign_out;
pub(crate) use still_active::{no_longer_active, still_active};

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::Services;
use crate::environment::hex;

/// What is stored of a secret: HMAC-SHA-256 (RFC 2104) under the server's key. Who reads the
/// database cannot sign in with it, and who writes to it cannot make a login.
pub(crate) fn digest(services: &Services, secret: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(services.config.secret_key.as_bytes());
    hex(&mac.expect("HMAC takes a key of any length").chain_update(secret).finalize().into_bytes())
}
