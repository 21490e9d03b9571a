//! Asking for a sign-in link.

use office_hours::account::rules::{LOGIN_LINK_LIFETIME, MAX_OPEN_LINKS, safe_next};
use office_hours::account::{Email, RequestLoginLink};
use office_hours::{Actor, Failure};
use store::queries::login_links;

use super::digest;
use super::login_link::{LoginLink, encode};
use crate::failure::OrFail;
use crate::jobs::{self, Job};
use crate::policy::{self, Action};
use crate::{Reader, Services};

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
    reader: &Reader,
) -> Result<LinkSent, Failure> {
    policy::check(actor, Action::SignIn)?;
    let email = Email::parse(&input.email)?;
    let next = safe_next(input.next.as_deref()).to_owned();
    let link = LoginLink { id: services.new_id(), email, next, language: reader.catalog.language() };
    let email = link.email.as_str();
    let now = services.now();

    let tx = services.store.begin().await.or_fail()?;
    if login_links::count_open(&tx, email, now).await.or_fail()? >= MAX_OPEN_LINKS {
        return Err(Failure::TooMany { retry_after_seconds: LOGIN_LINK_LIFETIME.as_secs() as u32 });
    }
    let stored = digest(services, &link.secret(services));
    login_links::insert(&tx, email, &stored, now + LOGIN_LINK_LIFETIME).await.or_fail()?;
    let page = format!("/sign-in?sent={}&next={}", encode(email), encode(&link.next));
    jobs::enqueue(services, &tx, &Job::SendLoginLink(link)).await?;
    tx.commit().await.or_fail()?;

    Ok(LinkSent { page })
}
