//! Accounts: roles, sign-in by a mailed link, who the viewer is; in `status` whether an account may be used, in
//! `erasure` how one is erased.

pub mod erasure;
pub mod rules;
pub mod status;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::actor::Person;
use crate::failure::Failure;
use crate::ids::{MenteeId, MentorId, UserId};
use crate::msgid;
use crate::time::LocalTime;

/// What a person is on the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A founder who looks for help.
    Mentee,
    /// Gives time.
    Mentor,
    /// Runs the programme.
    Pm,
    /// Runs the platform.
    Admin,
}

impl Role {
    /// Every role, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Mentee, Self::Mentor, Self::Pm, Self::Admin];

    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mentee => "mentee",
            Self::Mentor => "mentor",
            Self::Pm => "pm",
            Self::Admin => "admin",
        }
    }

    /// Programme managers and administrators.
    pub fn is_staff(self) -> bool {
        matches!(self, Self::Pm | Self::Admin)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = Failure;
    fn from_str(text: &str) -> Result<Self, Failure> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| Failure::invalid("role", "Choose mentee, mentor, pm or admin."))
    }
}

/// Whether an account may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UserStatus {
    /// It may.
    Active,
    /// The person has left.
    Inactive,
    /// Staff have shut the person out.
    Suspended,
}

impl UserStatus {
    /// Every status, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Active, Self::Inactive, Self::Suspended];

    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::Suspended => "suspended",
        }
    }

    /// As a person reads it, in English.
    pub fn label(self) -> &'static str {
        match self {
            Self::Active => msgid!("Active"),
            Self::Inactive => msgid!("Has left"),
            Self::Suspended => msgid!("Suspended"),
        }
    }
}

impl FromStr for UserStatus {
    type Err = Failure;
    fn from_str(text: &str) -> Result<Self, Failure> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or_else(|| Failure::invalid("status", "Choose active, inactive or suspended."))
    }
}

/// A sign-in address: trimmed, lower case, of the shape `someone@somewhere`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// The longest address that mail allows (RFC 5321, 4.5.3.1.3).
    const MAX_LEN: usize = 254;

    /// Takes what was typed, or says on `email` what would be right.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let address = text.trim().to_lowercase();
        let refused = || Failure::invalid("email", "Enter an e-mail address such as ana@company.com.");
        let (local, domain) = address.rsplit_once('@').ok_or_else(refused)?;
        let clean = |part: &str| {
            !part.is_empty()
                && !part
                    .contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;:\"()[]\\@".contains(c))
        };
        // Between dots stands something (RFC 5322, 3.4.1: dot-atom).
        let dotted = |part: &str| !part.split('.').any(str::is_empty);
        let shaped = dotted(local) && dotted(domain) && domain.contains('.');
        if address.len() > Self::MAX_LEN || !clean(local) || !clean(domain) || !shaped {
            return Err(refused());
        }
        Ok(Self(address))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An account as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// The account.
    pub user_id: UserId,
    /// Sign-in address.
    pub email: String,
    /// As shown.
    pub name: String,
    /// What the person is on the programme.
    pub role: Role,
    /// Whether it may be used.
    pub status: UserStatus,
    /// Set once a mentor has a profile.
    pub mentor_id: Option<MentorId>,
    /// Set once a mentee has a profile.
    pub mentee_id: Option<MenteeId>,
    /// The mentee's venture.
    pub company: Option<String>,
}

/// What every page knows of its viewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Viewer {
    /// The person, when somebody is signed in.
    pub person: Option<Person>,
    /// The IANA zone in which times are shown.
    pub zone: String,
    /// Whether this server is a development one: mailbox page and demo accounts are there.
    pub development: bool,
    /// What staff should know of the server's state, as sentences.
    pub notices: Vec<String>,
}

impl Viewer {
    /// The name they gave, for a form that asks for it; empty as long as they gave none.
    pub fn given_name(&self) -> String {
        self.person.as_ref().and_then(Person::given_name).unwrap_or_default().to_owned()
    }
}

/// Asks for a mail with a sign-in link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestLoginLink {
    /// Where to send it.
    pub email: String,
    /// Local path to go to afterwards.
    pub next: Option<String>,
}

/// Redeems a sign-in link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RedeemLoginLink {
    /// The address that the link was sent to.
    pub email: String,
    /// The secret part of the link.
    pub token: String,
}

/// A mail in the development mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxMail {
    /// Names the mail in links.
    pub key: String,
    /// When it was sent, in the viewer's zone.
    pub sent: LocalTime,
    /// Address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text; links stand on lines of their own.
    pub text: String,
}

/// An account that the demo data brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// Sign-in address.
    pub email: &'static str,
    /// As shown.
    pub name: &'static str,
    /// What the account may do.
    pub role: Role,
}

/// One account for each role, there after `office-hours demo`.
pub const DEMO_ACCOUNTS: [DemoAccount; 4] = [
    DemoAccount { email: "mentee@demo.example", name: "Noor Haddad", role: Role::Mentee },
    DemoAccount { email: "mentor@demo.example", name: "Ines Carvalho", role: Role::Mentor },
    DemoAccount { email: "pm@demo.example", name: "Joon Park", role: Role::Pm },
    DemoAccount { email: "admin@demo.example", name: "Ada Lindqvist", role: Role::Admin },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_normalised() {
        assert_eq!(Email::parse("  Ana@Example.COM ").unwrap().as_str(), "ana@example.com");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "ana",
            "ana@",
            "@example.com",
            "a b@example.com",
            "ana@localhost",
            "a@b..c",
            "a..b@c.de",
            ".a@b.de",
            "a.@b.de",
            "a\r\nb@c.de",
            "a@b@c.de",
        ] {
            assert!(Email::parse(text).is_err(), "{text:?} was taken");
        }
        assert!(Email::parse(&format!("{}@example.com", "a".repeat(250))).is_err());
    }
}
