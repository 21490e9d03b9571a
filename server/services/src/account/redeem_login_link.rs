//! Using a sign-in link.

use office_hours::account::rules::{LOGIN_LIFETIME, safe_next};
use office_hours::account::{Email, RedeemLoginLink, Role};
use office_hours::ids::UserId;
use office_hours::time::Zone;
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::{events, login_links, logins, users};

use super::{cookie, digest};
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// A person has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// The `Set-Cookie` header.
    pub cookie: String,
    /// Where to go: a newcomer says first who they are, and staff begin with the programme.
    pub next: String,
}

/// Signs in with a mailed link, once. An unknown address becomes a new mentee's account.
pub async fn redeem_login_link(
    services: &Services,
    actor: &Actor,
    input: &RedeemLoginLink,
    next: Option<&str>,
    reader: &Reader,
) -> Result<Login, Failure> {
    policy::check(actor, Action::SignIn)?;
    let email = Email::parse(&input.email)?;
    let now = services.now();

    let tx = services.store.begin().await.or_fail()?;
    let expires = login_links::take(&tx, email.as_str(), &digest(services, &input.token)).await.or_fail()?;
    if expires.is_none_or(|expires| expires <= now) {
        return Err(Failure::conflict(
            "link_used",
            "This link was used already or is older than 15 minutes. Ask for a new one; it takes a moment.",
        ));
    }
    let user_id = match users::find_by_email(&tx, email.as_str()).await.or_fail()? {
        Some(user) => user.user_id,
        None => {
            let user_id = UserId(services.new_id());
            users::insert(&tx, user_id, email.as_str(), None, Role::Mentee, now).await.or_fail()?;
            user_id
        }
    };
    let Some(person) = users::find_person(&tx, user_id).await.or_fail()? else {
        return Err(Failure::not_allowed("This account is not active. Write to your programme manager."));
    };
    let secret = services.new_secret();
    logins::insert(&tx, services.new_id(), &digest(services, &secret), user_id, now + LOGIN_LIFETIME)
        .await
        .or_fail()?;
    users::note_login(&tx, user_id, reader.catalog.language(), now).await.or_fail()?;
    // UTC is what those read in of whom nothing is known.
    if reader.zone != Zone::utc() {
        users::set_timezone(&tx, user_id, &reader.zone).await.or_fail()?;
    }
    events::insert(&tx, now, Some(user_id), "user.signed_in", "user", &user_id.to_string(), json!({}))
        .await
        .or_fail()?;
    tx.commit().await.or_fail()?;

    let next = match safe_next(next) {
        "/" if person.needs_onboarding() => "/welcome",
        "/" if person.role.is_staff() => "/programme",
        next => next,
    };
    Ok(Login {
        cookie: cookie::set(&secret, LOGIN_LIFETIME, services.config.development),
        next: next.to_owned(),
    })
}
