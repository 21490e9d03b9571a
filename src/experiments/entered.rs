//! An experiment of two arms as somebody types it: text, read once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Arm, Mode, RankingSettings, Retrieval, StartExperiment};
use crate::failure::Failure;
use crate::matching::score::{CONTROL_NAME, Weights};

/// What the form has: the ranking in use against one other. Refusals name the fields as the description of an
/// experiment has them: `arms.1.share`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnteredExperiment {
    /// Its name in lower-case letters, digits and dashes.
    pub key: String,
    /// "split" or "interleaved".
    pub mode: String,
    /// What the other arm is called.
    pub name: String,
    /// The share of the ranking in use.
    pub control_share: String,
    /// The share of the other arm.
    pub share: String,
    /// "words", "meaning", or empty for both, as in use.
    pub retrieval: String,
    /// How much a list is mixed; empty as in use.
    pub diversity: String,
    /// Weights by the name of the signal; empty ones are as in use.
    pub weights: BTreeMap<String, String>,
}

impl EnteredExperiment {
    /// What `field` has for every field by its name.
    pub fn of_fields(field: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| field(name).unwrap_or_default();
        let weight = |name: &str| Some((name.to_owned(), field(name)?));
        Self {
            key: text("key"),
            mode: text("mode"),
            name: text("name"),
            control_share: text("control_share"),
            share: text("share"),
            retrieval: text("retrieval"),
            diversity: text("diversity"),
            weights: Weights::names().filter_map(weight).collect(),
        }
    }

    /// Every field by its name, so that an address can keep what was typed.
    pub fn fields(&self) -> Vec<(&str, &str)> {
        let weight = |name| Some((name, self.weights.get(name)?.as_str()));
        [
            ("key", &self.key),
            ("mode", &self.mode),
            ("name", &self.name),
            ("control_share", &self.control_share),
            ("share", &self.share),
            ("retrieval", &self.retrieval),
            ("diversity", &self.diversity),
        ]
        .into_iter()
        .map(|(name, text)| (name, text.as_str()))
        .chain(Weights::names().filter_map(weight))
        .collect()
    }

    /// Reads numbers and words; the field that cannot be read is named. Bounds are not checked.
    pub fn parse(&self) -> Result<StartExperiment, Failure> {
        let mode = match self.mode.as_str() {
            "split" => Mode::Split,
            "interleaved" => Mode::Interleaved,
            _ => return Err(Failure::invalid("mode", "Choose how the two arms are shown.")),
        };
        let control = Arm {
            name: CONTROL_NAME.to_owned(),
            share: share("arms.0.share", &self.control_share)?,
            settings: RankingSettings::default(),
        };
        let other = Arm {
            name: self.name.trim().to_owned(),
            share: share("arms.1.share", &self.share)?,
            settings: self.settings()?,
        };
        if other.settings.is_in_use() {
            return Err(Failure::invalid(
                "arms.1.settings",
                "Both arms are the same so far. Change how mentors are looked for, the mix, or a weight.",
            ));
        }
        Ok(StartExperiment { key: self.key.trim().to_owned(), mode, arms: vec![control, other] })
    }

    fn settings(&self) -> Result<RankingSettings, Failure> {
        let in_use = RankingSettings::default();
        let retrieval = match self.retrieval.as_str() {
            "" => in_use.retrieval,
            "words" => Retrieval::Words,
            "meaning" => Retrieval::Meaning,
            _ => return Err(Failure::invalid("arms.1.settings.retrieval", "Choose one of the list.")),
        };
        let diversity = number("arms.1.settings.diversity", &self.diversity)?.unwrap_or(in_use.diversity);
        let mut weights = BTreeMap::new();
        for (signal, text) in &self.weights {
            let weight = number(&format!("arms.1.settings.weights.{signal}"), text)?;
            weights.extend(weight.map(|weight| (signal.clone(), weight)));
        }
        Ok(RankingSettings { weights, retrieval, diversity })
    }
}

fn share(field: &str, text: &str) -> Result<u32, Failure> {
    text.trim().parse().map_err(|_| Failure::invalid(field, "Give a whole number, such as 1."))
}

/// Nothing where nothing was typed. A comma is a point.
fn number(field: &str, text: &str) -> Result<Option<f64>, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let read = text.replace(',', ".").parse();
    read.map(Some).map_err(|_| Failure::invalid(field, "Give a number such as 0.25, or nothing."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::score::DIVERSITY;

    fn entered() -> EnteredExperiment {
        EnteredExperiment {
            key: " more-words ".into(),
            mode: "split".into(),
            name: "words".into(),
            control_share: "3".into(),
            share: " 1".into(),
            weights: weights(&[("text", "0,3"), ("load", " "), ("topics", "")]),
            ..EnteredExperiment::default()
        }
    }

    fn weights(weights: &[(&str, &str)]) -> BTreeMap<String, String> {
        weights.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn what_is_empty_is_as_in_use() {
        let read = entered().parse().unwrap();
        assert_eq!((read.key.as_str(), read.mode), ("more-words", Mode::Split));
        let [control, words] = &read.arms[..] else { panic!("two arms") };
        assert_eq!((control.name.as_str(), control.share), ("control", 3));
        assert_eq!(control.settings, RankingSettings::default());
        assert_eq!((words.name.as_str(), words.share), ("words", 1));
        assert_eq!(words.settings.weights, BTreeMap::from([("text".to_owned(), 0.3)]));
        assert_eq!((words.settings.retrieval, words.settings.diversity), (Retrieval::Both, DIVERSITY));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        type Set = fn(&mut EnteredExperiment);
        let cases: [(&str, Set); 9] = [
            ("mode", |e| e.mode = String::new()),
            ("arms.0.share", |e| e.control_share = "half".into()),
            ("arms.1.share", |e| e.share = "-1".into()),
            ("arms.1.settings.retrieval", |e| e.retrieval = "luck".into()),
            ("arms.1.settings.diversity", |e| e.diversity = "much".into()),
            ("arms.1.settings.weights.load", |e| e.weights = weights(&[("load", "x")])),
            ("arms.1.settings", |e| e.weights.clear()),
            ("arms.1.settings", |e| e.weights = weights(&[("text", "0.16"), ("luck", "1")])),
            ("arms.1.settings", |e| (e.diversity, e.weights) = ("0.10".into(), BTreeMap::new())),
        ];
        for (expected, set) in cases {
            let mut input = entered();
            set(&mut input);
            let refused = input.parse().unwrap_err();
            assert!(
                matches!(&refused, Failure::Invalid { field, .. } if field == expected),
                "{expected}: {refused:?}"
            );
        }
    }

    #[test]
    fn an_address_keeps_what_was_typed() {
        let typed = EnteredExperiment { retrieval: "words".into(), diversity: "0.2".into(), ..entered() };
        let fields = typed.fields();
        let kept = EnteredExperiment::of_fields(|name| {
            fields.iter().find(|(field, _)| *field == name).map(|(_, text)| (*text).to_owned())
        });
        assert_eq!(kept, typed);
        assert_eq!(EnteredExperiment::of_fields(|_| None), EnteredExperiment::default());
    }
}
