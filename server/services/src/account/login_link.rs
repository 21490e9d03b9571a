//! What a mailed sign-in link is made of.

use office_hours::account::Email;
use office_hours::language::Language;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::digest;
use crate::languages::catalog_of;
use crate::ports::Mail;
use crate::{Services, mail};

/// A sign-in link to be mailed: all but its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginLink {
    /// Which link; names the mail as well.
    pub(super) id: Uuid,
    /// Where it goes.
    pub(super) email: Email,
    /// Local path to go to afterwards.
    pub(super) next: String,
    /// In which language it is written; an earlier release did not say.
    #[serde(default)]
    pub(super) language: Language,
}

impl LoginLink {
    /// The secret: HMAC-SHA-256 of the link's id under the server's key. It can be made again for a
    /// second try of the mail, by this server only.
    pub(super) fn secret(&self, services: &Services) -> String {
        digest(services, &format!("login-link:{}", self.id))
    }

    /// The mail that brings it.
    pub(crate) fn write(&self, services: &Services) -> Mail {
        let link = format!(
            "{}/sign-in/confirm?email={}&token={}&next={}",
            services.config.base_url,
            encode(self.email.as_str()),
            self.secret(services),
            encode(&self.next)
        );
        mail::login_link(format!("login-{}", self.id), &self.email, &link, catalog_of(self.language))
    }
}

/// Percent-encodes all but unreserved characters (RFC 3986, 2.3).
pub(super) fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
