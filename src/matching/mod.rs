//! Matching a need to mentors: pure and deterministic.
//!
//! A need is read (`need`, with `lexicon`, `spelling`, `wishes`, `window`, `topics` and, where there is
//! a language model, `advice`), mentors are
//! searched by words (`text_index`) and by what profiles say (`directory`), scored by signals in
//! [0, 1] (`score`) and explained (`explain`). Vectors are made and searched elsewhere; nothing here
//! knows where a number came from.

pub mod advice;
pub mod directory;
pub mod explain;
#[cfg(test)]
mod fairness;
pub mod heard;
pub mod history;
pub mod leaning;
pub mod lexicon;
pub mod metrics;
pub mod names;
pub mod need;
mod parts;
pub mod passages;
pub mod score;
pub mod spelling;
pub mod text_index;
pub mod topics;
pub mod tuning;
pub mod window;
pub mod wishes;
pub mod words;

pub use parts::{NeedPart, ReadNeed, WantedTime};
use serde::{Deserialize, Serialize};

use crate::availability::OpenSlot;
use crate::ids::{MentorId, SearchId};

/// The most results of one request.
pub const MAX_RESULTS: u32 = 100;
/// The results of a request that does not say.
pub const DEFAULT_RESULTS: u32 = 10;

/// What somebody needs, in their own words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchRequest {
    /// The need.
    pub query: String,
    /// What every result must have.
    #[serde(default)]
    pub filters: MatchFilters,
    /// At most [`MAX_RESULTS`]; [`DEFAULT_RESULTS`] when missing.
    #[serde(default)]
    pub limit: Option<u32>,
    /// Keys of parts of an earlier answer's need that are to be left out; see [`NeedPart`].
    #[serde(default)]
    pub without: Vec<String>,
    /// Whether to count what mentors could be narrowed by.
    #[serde(default)]
    pub facets: bool,
    /// What is to count for more or less among the results: a digit from 0 (less) over 2 (as usual) to 4
    /// (more) each for the fit, free times soon, ratings, room in the week, new faces and activity, such as
    /// `242222`. Empty is as usual.
    #[serde(default)]
    pub leaning: String,
}

/// What every result must have. Empty filters do not narrow.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct MatchFilters {
    /// The same industry, upper or lower case.
    pub industry: Option<String>,
    /// The same stage, upper or lower case.
    pub stage: Option<String>,
    /// All of these areas.
    pub expertise: Vec<String>,
    /// An ISO 639-1 language that the mentor speaks.
    pub language: Option<String>,
    /// An ISO 3166 alpha-2 country where the mentor lives.
    pub country: Option<String>,
    /// The same company, upper or lower case.
    pub company: Option<String>,
    /// A mean rating of at least so much, 1–5; mentors that nobody has rated do not pass.
    pub min_rating: Option<f64>,
    /// A free slot within so many days.
    pub available_within_days: Option<u32>,
    /// A free slot that starts at this time of the day or later, `17:00`, in the viewer's zone.
    pub free_after: Option<String>,
    /// A free slot that ends at this time of the day or earlier, in the viewer's zone.
    pub free_before: Option<String>,
}

/// What mentors can be narrowed by, with counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FacetKind {
    /// What they know best.
    Industry,
    /// The company stage they know best.
    Stage,
    /// Their areas.
    Expertise,
    /// ISO 639-1.
    Language,
    /// ISO 3166 alpha-2.
    Country,
    /// Where they work.
    Company,
}

impl FacetKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Industry, Self::Stage, Self::Expertise, Self::Language, Self::Country, Self::Company];
}

/// The values of a facet, most frequent first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facet {
    /// Of what.
    pub kind: FacetKind,
    /// Each with its count.
    pub values: Vec<FacetCount>,
}

/// How many mentors choosing a value would leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetCount {
    /// As the first profile writes it.
    pub value: String,
    /// Mentors.
    pub count: u32,
}

impl MatchFilters {
    /// Whether profiles are narrowed; ratings and free slots are not in a profile.
    pub fn narrow_profiles(&self) -> bool {
        self != &Self {
            min_rating: self.min_rating,
            available_within_days: self.available_within_days,
            free_after: self.free_after.clone(),
            free_before: self.free_before.clone(),
            ..Self::default()
        }
    }
}

/// The answer to a need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchResponse {
    /// Names this answer, so that what is done with it can be told.
    pub search_id: SearchId,
    /// Best first.
    pub results: Vec<MatchResult>,
    /// What was understood.
    pub need: ReadNeed,
    /// What mentors can be narrowed by, when asked for.
    pub facets: Vec<Facet>,
    /// Name of the weights that ordered them.
    pub variant: String,
    /// Signals that counted otherwise than usual, each with its weight, before any leaning.
    pub weights: Vec<(String, f64)>,
    /// Whether meaning was compared; without the model only words are.
    pub semantic: bool,
    /// Time taken on the server, in milliseconds.
    pub took_ms: f64,
    /// Which step took how much of it.
    pub stages: Vec<Stage>,
}

/// The time that one step of a search took.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stage {
    /// "vectors".
    pub name: String,
    /// In milliseconds.
    pub ms: f64,
}

/// One mentor that fits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchResult {
    /// The mentor.
    pub mentor_id: MentorId,
    /// As shown.
    pub name: String,
    /// One line.
    pub headline: Option<String>,
    /// Where they work.
    pub company: Option<String>,
    /// A picture.
    pub photo_url: Option<String>,
    /// Above 0, at most 1.
    pub score: f64,
    /// The numbers behind the score.
    pub signals: Signals,
    /// Why, in words; at least one.
    pub reasons: Vec<Reason>,
    /// The next free times in the viewer's zone, when times are wanted then only such.
    pub next_slots: Vec<OpenSlot>,
    /// The signal that keeps it below the result before, the most; `wishes` is what the need demands
    /// besides its subject.
    pub held_back_by: Option<String>,
    /// Whether whoever asks has saved the mentor; nothing for those who cannot.
    pub saved: Option<bool>,
}

/// Why a mentor was found. `evidence` is always a verbatim part of the profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reason {
    /// "Knows fundraising".
    pub text: String,
    /// The words of the profile that carried it.
    pub evidence: Option<String>,
    /// Byte ranges of `evidence` that share words with the need.
    pub marks: Vec<(u32, u32)>,
}

/// The signals of one candidate, each in [0, 1]; a missing one is neutral, not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Signals {
    /// Closeness in meaning of the best passage.
    pub similarity: Option<f64>,
    /// Closeness in words, relative to the best of all mentors.
    pub text: Option<f64>,
    /// Closeness in the words of the topics that the need touches, as far as that is sure.
    pub topics: Option<f64>,
    /// Share of the need's words that the mentor's areas cover, by weight.
    pub expertise: Option<f64>,
    /// Ratings by mentees, shrunk towards the mean while they are few.
    pub feedback: Option<f64>,
    /// How soon there is a free slot.
    pub availability: Option<f64>,
    /// How much of the week's cap is left.
    pub load: Option<f64>,
    /// How lately the mentor was active.
    pub recency: Option<f64>,
    /// Whether sessions with the mentor take place: the share that the mentor did not call off.
    pub responsiveness: Option<f64>,
    /// Whether the profile has the industry that the need names.
    pub industry: Option<f64>,
    /// Whether the profile has the company stage that the need names.
    pub stage: Option<f64>,
    /// A chance for mentors whom few have rated.
    pub exploration: Option<f64>,
    /// How the mentee's own sessions with this mentor, and with mentors alike, were.
    pub experience: Option<f64>,
    /// Whether others of the mentee's company have met the mentor and were content. It stays here: what
    /// others did is not for everybody who says to be of their company.
    #[serde(skip)]
    pub connection: Option<f64>,
}
