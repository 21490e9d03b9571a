//! Words of the database that the domain has no type for.
//!
//! The rows that queries give are declared beside them, in [`crate::queries`].

/// Whether an account may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserStatus {
    /// It may.
    Active,
    /// The person has left.
    Inactive,
    /// Staff have shut the person out.
    Suspended,
}

impl UserStatus {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::Suspended => "suspended",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Active, Self::Inactive, Self::Suspended].into_iter().find(|status| status.as_str() == text)
    }
}
