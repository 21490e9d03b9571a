//! Signing in and out, and who the viewer is.

mod get_viewer;
mod redeem_login_link;
mod request_login_link;
mod sign_out;

pub use get_viewer::{GetViewer, get_viewer};
pub use redeem_login_link::{RedeemLoginLink, redeem_login_link};
pub use request_login_link::{RequestLoginLink, request_login_link};
pub use sign_out::{SignOut, sign_out};
