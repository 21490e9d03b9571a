//! Asking for a sign-in link.

use office_hours::account::rules::{LOGIN_LINK_LIFETIME, MAX_OPEN_LINKS, safe_next};
use office_hours::account::{Email, RequestLoginLink};
use office_hours::{Actor, Failure};
use store::queries::login_links;

use super::digest;
use crate::failure::OrFail;
use crate::jobs::{self, Job};
use crate::policy::{self, Action};
use crate::{Services, mail};

/// The link is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkSent {
    /// The page that says so.
    pub page: String,
}

/// Mails a link. The answer is the same whether or not there is an account, so that nobody learns
/// who has one; an account is made when the link is used.
pub async fn request_login_link(
    services: &Services,
    actor: &Actor,
    input: &RequestLoginLink,
) -> Result<LinkSent, Failure> {
    policy::check(actor, Action::SignIn)?;
    let email = Email::parse(&input.email)?;
    let next = safe_next(input.next.as_deref());
    let secret = services.new_secret();
    let now = services.now();

    let tx = services.store.begin().await.or_fail()?;
    if login_links::count_open(&tx, email.as_str(), now).await.or_fail()? >= MAX_OPEN_LINKS {
        return Err(Failure::TooMany { retry_after_seconds: LOGIN_LINK_LIFETIME.as_secs() as u32 });
    }
    login_links::insert(&tx, email.as_str(), &digest(services, &secret), now + LOGIN_LINK_LIFETIME)
        .await
        .or_fail()?;
    let link = format!(
        "{}/sign-in/confirm?email={}&token={secret}&next={}",
        services.config.base_url,
        encode(email.as_str()),
        encode(next)
    );
    let key = format!("login-{}", services.new_id());
    jobs::enqueue(services, &tx, &Job::SendMail(mail::login_link(key, &email, &link))).await?;
    tx.commit().await.or_fail()?;

    Ok(LinkSent { page: format!("/sign-in?sent={}&next={}", encode(email.as_str()), encode(next)) })
}

/// Percent-encodes all but unreserved characters (RFC 3986, 2.3).
fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
