//! Profiles of mentors and mentees: what is stored, what is shown, what may be entered.

pub mod comparison;
pub mod discovery;
pub mod expertise;
pub mod field;
pub mod import;
pub mod names;
pub mod origin;
pub mod photo;
pub mod rules;
pub mod steps;
pub mod suggest;

use serde::{Deserialize, Serialize};

use crate::availability::WeeklyWindow;
use crate::failure::Failure;
use crate::ids::{MenteeId, MentorId, UserId};

/// The company stages that forms offer; text from elsewhere may hold others.
pub const STAGES: [&str; 6] = ["idea", "pre-seed", "seed", "series a", "series b+", "growth"];

/// The industries that forms offer; text from elsewhere may hold others.
pub const INDUSTRIES: [&str; 16] = [
    "agriculture",
    "ai",
    "climate",
    "consumer",
    "deep tech",
    "developer tools",
    "e-commerce",
    "education",
    "energy",
    "fintech",
    "health",
    "hr",
    "logistics",
    "marketplaces",
    "saas",
    "security",
];

/// Who may find a mentor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everybody.
    Public,
    /// Staff and the mentor.
    Private,
    /// Signed-in members of the programme.
    Limited,
}

impl Visibility {
    /// All of them, the widest first.
    pub const ALL: [Self; 3] = [Self::Public, Self::Limited, Self::Private];

    /// Parses the word in the database and on the wire.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        Self::ALL.into_iter().find(|visibility| visibility.as_str() == text.trim()).ok_or_else(|| {
            Failure::invalid("visibility", "Choose who may find the profile: public, limited or private.")
        })
    }

    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::Limited => "limited",
        }
    }
}

/// Who is looking for a mentor. Inactive mentors are shown to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everybody: public profiles.
    Public,
    /// Signed-in members: limited ones as well.
    Members,
    /// Staff: private ones as well.
    Staff,
}

impl Audience {
    /// Whether profiles of this visibility are shown.
    pub fn sees(self, visibility: Visibility) -> bool {
        match visibility {
            Visibility::Public => true,
            Visibility::Limited => self != Self::Public,
            Visibility::Private => self == Self::Staff,
        }
    }
}

/// One area that a mentor knows, and how well.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Expertise {
    /// "fundraising".
    pub area: String,
    /// "term sheets".
    pub subarea: Option<String>,
    /// 1 is usual; up to 3 for what the mentor is known for.
    pub weight: f32,
}

/// A mentor's profile as it is stored and matched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentorProfile {
    /// The profile.
    pub mentor_id: MentorId,
    /// The account behind it.
    pub user_id: UserId,
    /// As shown.
    pub name: String,
    /// One line.
    pub headline: Option<String>,
    /// In their own words.
    pub bio: Option<String>,
    /// Where they work.
    pub company: Option<String>,
    /// What they are there.
    pub title: Option<String>,
    /// See [`INDUSTRIES`].
    pub industry: Option<String>,
    /// The company stage they know best; see [`STAGES`].
    pub stage: Option<String>,
    /// IANA zone of their hours.
    pub timezone: String,
    /// ISO 3166 alpha-2.
    pub country: Option<String>,
    /// ISO 639-1.
    pub languages: Vec<String>,
    /// Who may find them.
    pub visibility: Visibility,
    /// Sessions a week at most.
    pub load_cap_per_week: i32,
    /// Off while on leave.
    pub active: bool,
    /// Where a square picture of them is; without a host it is on this site.
    pub photo_url: Option<String>,
    /// Elsewhere.
    pub linkedin_url: Option<String>,
    /// Heaviest first.
    pub expertise: Vec<Expertise>,
}

/// A mentee's profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenteeProfile {
    /// The profile.
    pub mentee_id: MenteeId,
    /// The account behind it.
    pub user_id: UserId,
    /// As shown.
    pub name: String,
    /// The venture.
    pub company: Option<String>,
    /// See [`STAGES`].
    pub stage: Option<String>,
    /// See [`INDUSTRIES`].
    pub industry: Option<String>,
    /// What they are after.
    pub goals: Option<String>,
}

/// What a mentee says when joining; also what they may change later. Plain text as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveMenteeProfile {
    /// How to be addressed.
    pub name: String,
    /// The venture.
    pub company: String,
    /// See [`STAGES`].
    pub stage: String,
    /// See [`INDUSTRIES`].
    pub industry: String,
    /// What they are after.
    pub goals: String,
}

/// What a mentor says when joining; also what they may change later. Plain text as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveMentorProfile {
    /// How to be addressed.
    pub name: String,
    /// One line.
    pub headline: String,
    /// In their own words.
    pub bio: String,
    /// Where they work.
    #[serde(default)]
    pub company: String,
    /// What they are there.
    #[serde(default)]
    pub title: String,
    /// By name or code, with commas; without it those of before stay.
    #[serde(default)]
    pub languages: Option<String>,
    /// By name or code; without it that of before stays.
    #[serde(default)]
    pub country: Option<String>,
    /// `public`, `limited` or `private`; without it that of before stays.
    #[serde(default)]
    pub visibility: Option<String>,
    /// One area a line, or a single line with commas, with an optional weight: `fundraising: 2, hiring`.
    pub expertise: String,
    /// See [`INDUSTRIES`].
    pub industry: String,
    /// See [`STAGES`].
    pub stage: String,
    /// IANA zone.
    pub timezone: String,
    /// Weekly hours as lines: `Mon 09:00-12:00`.
    pub weekly_hours: String,
}

/// A mentor's entries, parsed.
#[derive(Clone, Debug, PartialEq)]
pub struct MentorDraft {
    /// How to be addressed.
    pub name: String,
    /// One line.
    pub headline: String,
    /// In their own words.
    pub bio: String,
    /// Where they work.
    pub company: Option<String>,
    /// What they are there.
    pub title: Option<String>,
    /// ISO 639-1; nothing leaves those of before.
    pub languages: Option<Vec<String>>,
    /// ISO 3166 alpha-2, or none; nothing leaves that of before.
    pub country: Option<Option<String>>,
    /// Nothing leaves that of before.
    pub visibility: Option<Visibility>,
    /// At least one.
    pub expertise: Vec<Expertise>,
    /// See [`INDUSTRIES`].
    pub industry: Option<String>,
    /// See [`STAGES`].
    pub stage: Option<String>,
    /// Canonical IANA name.
    pub timezone: String,
    /// Sorted, without overlaps.
    pub weekly_hours: Vec<WeeklyWindow>,
}

/// A mentee's entries, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenteeDraft {
    /// How to be addressed.
    pub name: String,
    /// The venture.
    pub company: String,
    /// See [`STAGES`].
    pub stage: Option<String>,
    /// See [`INDUSTRIES`].
    pub industry: Option<String>,
    /// What they are after.
    pub goals: String,
}

/// A mentor in a list, without the bio.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentorCard {
    /// The profile.
    pub mentor_id: MentorId,
    /// As shown.
    pub name: String,
    /// One line.
    pub headline: Option<String>,
    /// Where they work.
    pub company: Option<String>,
    /// See [`INDUSTRIES`].
    pub industry: Option<String>,
    /// See [`STAGES`].
    pub stage: Option<String>,
    /// A picture.
    pub photo_url: Option<String>,
    /// The areas, each once, heaviest first.
    pub expertise: Vec<String>,
}

impl From<MentorProfile> for MentorCard {
    fn from(profile: MentorProfile) -> Self {
        Self {
            mentor_id: profile.mentor_id,
            name: profile.name,
            headline: profile.headline,
            company: profile.company,
            industry: profile.industry,
            stage: profile.stage,
            photo_url: profile.photo_url,
            expertise: expertise::distinct_areas(profile.expertise),
        }
    }
}

/// One page of mentors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentorPage {
    /// By name.
    pub mentors: Vec<MentorCard>,
    /// Counts from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
    /// How many mentors there are.
    pub total: u32,
}

/// Mentors on one page.
pub const MENTORS_PER_PAGE: u32 = 20;
