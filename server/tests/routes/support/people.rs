//! People of a test, made through the API as they would make themselves.

use axum::http::Method;
use office_hours::account::Role;
use office_hours::ids::UserId;
use serde_json::{Value, json};
use store::queries::users;

use super::{TestApp, cookie_of};

/// A signed-in browser.
#[derive(Clone, Debug)]
pub struct Login {
    pub cookie: String,
}

impl TestApp {
    /// Asks for a link, opens the mail and uses the link.
    pub async fn sign_in(&self, email: &str) -> Login {
        self.post(None, "/api/auth/login-link", json!({ "email": email })).await.expect(202);
        let token = self.login_token(email).await;
        let answer = self.post(None, "/api/auth/login", json!({ "email": email, "token": token })).await;
        assert_eq!(answer.status, 204, "{}", answer.text);
        Login { cookie: cookie_of(&answer) }
    }

    /// The secret of the newest link that was mailed.
    pub async fn login_token(&self, email: &str) -> String {
        let mail = self
            .mails_to(email)
            .await
            .into_iter()
            .find(|mail| mail.subject.contains("sign-in link"))
            .unwrap();
        let (_, rest) = mail.text.split_once("token=").unwrap();
        rest.split(|c: char| !c.is_ascii_hexdigit()).next().unwrap().to_owned()
    }

    pub async fn staff(&self, email: &str, role: Role) -> Login {
        let id = UserId(self.services.new_id());
        users::insert(&self.services.store, id, email, Some("Joon Park"), role, self.services.now())
            .await
            .unwrap();
        self.sign_in(email).await
    }

    pub async fn mentee(&self, email: &str) -> Login {
        let login = self.sign_in(email).await;
        let profile = json!({
            "name": "Noor Haddad", "company": "Sillage", "stage": "seed", "industry": "climate",
            "goals": "Raise a seed round",
        });
        self.call(Some(&login), Method::PUT, "/api/profiles/mentee", Some(profile)).await.expect(200);
        login
    }

    /// Gives the login and the mentor's id.
    pub async fn mentor(&self, email: &str, changes: Value) -> (Login, String) {
        let login = self.sign_in(email).await;
        let mut profile = json!({
            "name": "Ines Carvalho", "headline": "Helps founders raise their first round",
            "bio": "I raised two seed rounds and now sit on the other side of the table.",
            "expertise": "fundraising / term sheets: 2, pricing", "industry": "fintech", "stage": "seed",
            "timezone": "Europe/Lisbon", "weekly_hours": "Mon 09:00-12:00\nWed 14:00-16:00",
            "keep_booked": true,
        });
        for (name, value) in changes.as_object().into_iter().flatten() {
            profile[name] = value.clone();
        }
        let saved =
            self.call(Some(&login), Method::PUT, "/api/profiles/mentor", Some(profile)).await.expect(200);
        (login, saved["id"].as_str().unwrap().to_owned())
    }

    /// The ids of a mentor's open slots, earliest first.
    pub async fn open_slots(&self, mentor_id: &str) -> Vec<String> {
        let open = self.get(None, &format!("/api/availability/{mentor_id}")).await.expect(200);
        let slots = open["slots"].as_array().unwrap();
        slots.iter().map(|slot| slot["slot_id"].as_str().unwrap().to_owned()).collect()
    }
}
