//! The words of every message. Plain text and the same as simple HTML; no template engine.

mod in_order;
mod layout;
pub(crate) mod series;
pub(crate) mod sessions;
pub(crate) mod waiting;

use office_hours::account::Email;

use crate::ports::Mail;
pub(crate) use in_order::send_in_order;
use layout::Letter;

/// The sign-in link.
pub(crate) fn login_link(key: String, to: &Email, link: &str) -> Mail {
    Letter {
        key,
        to: to.as_str().to_owned(),
        to_name: String::new(),
        subject: "Your sign-in link for Office Hours".to_owned(),
        paragraphs: vec![
            "Open this link and press “Sign in”. It works once, for 15 minutes.".to_owned(),
            link.to_owned(),
            "If you did not ask for it, ignore this mail; nothing happens.".to_owned(),
        ],
        calendar: None,
    }
    .write()
}
