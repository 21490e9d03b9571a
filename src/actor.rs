//! Who is asking.

use serde::{Deserialize, Serialize};

use crate::account::Role;
use crate::failure::Failure;
use crate::ids::{MenteeId, MentorId, UserId};

/// The person, or the process itself, on whose behalf a use case runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody has signed in.
    Stranger,
    /// A signed-in, active person.
    Person(Person),
    /// The process itself: command line, worker.
    System,
}

/// A signed-in person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    /// The account.
    pub user_id: UserId,
    /// As on the account.
    pub role: Role,
    /// How the person is addressed.
    pub name: String,
    /// Sign-in address.
    pub email: String,
    /// Set once a mentor has a profile.
    pub mentor_id: Option<MentorId>,
    /// Set once a mentee has a profile.
    pub mentee_id: Option<MenteeId>,
}

impl Person {
    /// The name they gave; nothing as long as they are addressed by the beginning of their address, which is hardly
    /// how they want to be called.
    pub fn given_name(&self) -> Option<&str> {
        let handle = self.email.split('@').next().unwrap_or_default();
        Some(self.name.as_str()).filter(|name| *name != handle)
    }

    /// Whether the person still has to say who they are.
    pub fn needs_onboarding(&self) -> bool {
        match self.role {
            Role::Mentee => self.mentee_id.is_none(),
            Role::Mentor => self.mentor_id.is_none(),
            Role::Pm | Role::Admin => false,
        }
    }
}

impl Actor {
    /// The person, or the refusal that asks to sign in.
    pub fn person(&self) -> Result<&Person, Failure> {
        match self {
            Self::Person(person) => Ok(person),
            Self::Stranger | Self::System => Err(Failure::NotSignedIn),
        }
    }

    /// The account to note in the journal, if there is one.
    pub fn user_id(&self) -> Option<UserId> {
        match self {
            Self::Person(person) => Some(person.user_id),
            Self::Stranger | Self::System => None,
        }
    }

    /// Whether this is the programme's staff or the process itself.
    pub fn is_staff(&self) -> bool {
        match self {
            Self::Person(person) => person.role.is_staff(),
            Self::System => true,
            Self::Stranger => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_beginning_of_an_address_is_no_name() {
        let person = |name: &str| Person {
            user_id: UserId(Uuid::nil()),
            role: Role::Mentor,
            name: name.into(),
            email: "noor.h@example.com".into(),
            mentor_id: None,
            mentee_id: None,
        };
        assert_eq!(person("noor.h").given_name(), None);
        assert_eq!(person("Noor Haddad").given_name(), Some("Noor Haddad"));
    }
}
