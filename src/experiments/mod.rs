//! Ranking experiments: which order of results serves people better, told by what they do.
//!
//! What is tried (this file), as it is typed (`entered`), what its description must fulfil (`rules`), who sees
//! which arm (`assign`), how two orders become one (`interleave`), what is counted (`count`), what the counts
//! mean (`statistics`, `report`), and how that is said (`words`). Chance comes from hashes and seeds (`chance`), so that everything can be replayed.
//! Keeping experiments, counting what was done, and searching live elsewhere.

pub mod assign;
pub mod chance;
pub mod count;
mod entered;
pub mod interleave;
pub mod report;
mod rules;
#[cfg(test)]
mod simulation;
pub mod statistics;
pub mod words;

use std::collections::BTreeMap;

pub use entered::EnteredExperiment;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::ids::ExperimentId;
use crate::matching::score::{DIVERSITY, Weights};
use crate::time::{LocalTime, Reader, Timestamp};

/// Rankings that are compared on the people who search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Experiment {
    /// Which one.
    pub id: ExperimentId,
    /// Its name in lower-case letters, digits and dashes.
    pub key: String,
    /// Counts the starts under one key; another version deals the arms anew.
    pub version: u32,
    /// How the arms are shown.
    pub mode: Mode,
    /// What is compared; the first is the control.
    pub arms: Vec<Arm>,
    /// From when on people take part.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub started_at: Timestamp,
    /// Until when; nothing while it runs.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub ended_at: Option<Timestamp>,
}

/// An experiment as the pages show it: its times are said in the viewer's zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExperimentView {
    /// Which one.
    pub id: ExperimentId,
    /// Its name.
    pub key: String,
    /// See [`Experiment::version`].
    pub version: u32,
    /// How the arms are shown.
    pub mode: Mode,
    /// What is compared; the first is the control.
    pub arms: Vec<Arm>,
    /// From when on people take part.
    pub started: LocalTime,
    /// Until when; nothing while it runs.
    pub ended: Option<LocalTime>,
}

/// How the arms of an experiment are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Each person sees one arm, always the same.
    #[default]
    Split,
    /// Each person sees a mix of both arms. It tells two orders apart with far fewer searches, but
    /// only by what is chosen from a list: nobody sees one of them alone. Shares say nothing here.
    Interleaved,
}

/// One of the rankings that are compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Arm {
    /// What answers carry; written like a key.
    pub name: String,
    /// Its part of the sum of all shares.
    pub share: u32,
    /// How it ranks.
    #[serde(default)]
    pub settings: RankingSettings,
}

/// How a ranking differs from the one in use; empty, it is the one in use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct RankingSettings {
    /// Weights that replace those in use, by the name of the signal.
    pub weights: BTreeMap<String, f64>,
    /// In which ways mentors are looked for.
    pub retrieval: Retrieval,
    /// How much of its score a result loses when it is just like one above it.
    pub diversity: f64,
}

/// In which ways mentors are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Retrieval {
    /// By words and by meaning.
    #[default]
    Both,
    /// By words alone.
    Words,
    /// By meaning alone.
    Meaning,
}

/// What somebody gives to start an experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartExperiment {
    /// Its name in lower-case letters, digits and dashes.
    pub key: String,
    /// How the arms are shown.
    #[serde(default)]
    pub mode: Mode,
    /// What is compared; the first is the control.
    pub arms: Vec<Arm>,
}

impl Experiment {
    /// An experiment that starts at `started_at`, or what to correct in its description.
    pub fn new(
        id: ExperimentId,
        version: u32,
        input: StartExperiment,
        started_at: Timestamp,
    ) -> Result<Self, Failure> {
        rules::check(&input)?;
        let StartExperiment { key, mode, arms } = input;
        Ok(Self { id, key, version, mode, arms, started_at, ended_at: None })
    }
}

impl ExperimentView {
    /// The experiment with its times as `reader` reads them.
    pub fn new(experiment: Experiment, reader: &Reader) -> Self {
        let Experiment { id, key, version, mode, arms, started_at, ended_at } = experiment;
        let said = |at| LocalTime::new(at, reader);
        Self { id, key, version, mode, arms, started: said(started_at), ended: ended_at.map(said) }
    }
}

impl Default for RankingSettings {
    fn default() -> Self {
        Self { weights: BTreeMap::new(), retrieval: Retrieval::default(), diversity: DIVERSITY }
    }
}

impl RankingSettings {
    /// The weights as this ranking changes them. Names that no signal has change nothing:
    /// experiments of another release may know others.
    pub fn apply(&self, weights: Weights) -> Weights {
        weights.with(self.weights.iter().map(|(signal, value)| (signal.as_str(), *value)))
    }

    /// Whether it changes nothing.
    pub fn is_in_use(&self) -> bool {
        let in_use = Self::default();
        (self.retrieval, self.diversity) == (in_use.retrieval, in_use.diversity)
            && self.apply(Weights::CONTROL) == Weights::CONTROL
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    /// An experiment on arms `a`, `b` … with these shares.
    pub(super) fn experiment(key: &str, version: u32, mode: Mode, shares: &[u32]) -> Experiment {
        let arm = |(name, share): (char, &u32)| Arm {
            name: name.into(),
            share: *share,
            settings: RankingSettings::default(),
        };
        let arms = ('a'..='z').zip(shares).map(arm).collect();
        let input = StartExperiment { key: key.into(), mode, arms };
        let at = "2026-11-23T12:00:00Z".parse().unwrap();
        Experiment::new(ExperimentId(Uuid::from_u128(1)), version, input, at).unwrap()
    }

    #[test]
    fn settings_change_what_they_name_and_nothing_else() {
        let unchanged: RankingSettings = serde_json::from_str("{}").unwrap();
        assert_eq!(unchanged, RankingSettings::default());
        assert_eq!(unchanged.apply(Weights::CONTROL), Weights::CONTROL);

        let changed: RankingSettings =
            serde_json::from_str(r#"{"weights": {"text": 0.5, "load": 0.0}, "retrieval": "words"}"#).unwrap();
        let expected = Weights { text: 0.5, load: 0.0, ..Weights::CONTROL };
        assert_eq!(changed.apply(Weights::CONTROL), expected);
        assert_eq!((changed.retrieval, changed.diversity), (Retrieval::Words, DIVERSITY));
    }

    #[test]
    fn an_experiment_is_the_same_after_a_journey() {
        let experiment = experiment("more-words", 3, Mode::Interleaved, &[1, 1]);
        let sent = serde_json::to_string(&experiment).unwrap();
        assert_eq!(serde_json::from_str::<Experiment>(&sent).unwrap(), experiment);
    }
}
