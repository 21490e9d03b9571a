//! Experiments in the words of people who run a programme: what an arm changes, and what was found, of 100 founders.

use super::report::{Comparison, Metric, Preference, Verdict};
use super::statistics::Estimate;
use super::{RankingSettings, Retrieval};
use crate::matching::score::{DIVERSITY, Weights};

/// Every signal by its name, and what people call it.
pub const SIGNALS: [(&str, &str); 14] = [
    ("similarity", "Close in meaning"),
    ("text", "Same words"),
    ("topics", "Same topic"),
    ("expertise", "Areas of expertise"),
    ("industry", "Same industry"),
    ("stage", "Same stage"),
    ("feedback", "Rated by founders"),
    ("availability", "Free soon"),
    ("load", "Room this week"),
    ("recency", "Active lately"),
    ("responsiveness", "Keeps sessions"),
    ("exploration", "New here"),
    ("experience", "The founder’s own sessions"),
    ("connection", "Sessions of their company"),
];

/// What a ranking changes of the one in use, a line each; none where it changes nothing.
pub fn changes(settings: &RankingSettings) -> Vec<String> {
    let retrieval = match settings.retrieval {
        Retrieval::Both => None,
        Retrieval::Words => Some("Mentors are looked for by words alone".to_owned()),
        Retrieval::Meaning => Some("Mentors are looked for by meaning alone".to_owned()),
    };
    let mix = match settings.diversity {
        DIVERSITY => None,
        0.0 => Some("Mentors of a kind may stand side by side".to_owned()),
        diversity => {
            let more = if diversity > DIVERSITY { "more" } else { "less" };
            Some(format!("Lists are mixed {more}: {} instead of {}", decimal(diversity), decimal(DIVERSITY)))
        }
    };
    let mut in_use = Weights::CONTROL;
    let weights = SIGNALS.iter().filter_map(|(name, label)| {
        let (weight, before) = (*settings.weights.get(*name)?, *in_use.named(name)?);
        if weight == before {
            return None;
        }
        let how = match (weight == 0.0, weight > before) {
            (true, _) => "does not count",
            (_, true) => "counts more",
            _ => "counts less",
        };
        Some(format!("“{label}” {how}: {} instead of {}", decimal(weight), decimal(before)))
    });
    retrieval.into_iter().chain(mix).chain(weights).collect()
}

/// `0.3` as "0.30", `0.125` as it is: two places at least and four at most. From whole numbers, because printing
/// fractions alone would cost the browser ten kilobytes.
pub fn decimal(value: f64) -> String {
    let all = (value.abs() * 10_000.0).round() as u64;
    let (whole, rest) = (all / 10_000, all % 10_000);
    let places = match rest {
        rest if rest % 100 == 0 => format!("{:02}", rest / 100),
        rest if rest % 10 == 0 => format!("{:03}", rest / 10),
        rest => format!("{rest:04}"),
    };
    format!("{whole}.{places}")
}

/// `0.124` as "12.4", `-0.12` as "12": so many of 100, without a sign.
pub fn of_hundred(value: f64) -> String {
    let tenths = (value.abs() * 1_000.0).round() as u64;
    match (tenths / 10, tenths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, rest) => format!("{whole}.{rest}"),
    }
}

/// "between 9 and 16.8", of 100.
pub fn between(estimate: &Estimate) -> String {
    format!("between {} and {}", of_hundred(estimate.low), of_hundred(estimate.high))
}

/// By how many of 100 one share is above another: "3.3 more", "1.2 fewer", "as many".
pub fn more(difference: f64) -> String {
    match of_hundred(difference) {
        none if none == "0" => "as many".to_owned(),
        some if difference > 0.0 => format!("{some} more"),
        some => format!("{some} fewer"),
    }
}

impl Metric {
    /// As the head of a column.
    pub fn label(self) -> &'static str {
        match self {
            Self::Clicked => "Opened",
            Self::Booked => "Booked",
            Self::Completed => "Met",
        }
    }

    /// What people did.
    pub fn did(self) -> &'static str {
        match self {
            Self::Clicked => "opened a mentor’s profile",
            Self::Booked => "booked a session",
            Self::Completed => "met the mentor",
        }
    }
}

impl Comparison {
    /// What it says of an arm, as a sentence.
    pub fn told(&self) -> &'static str {
        match self.verdict {
            Verdict::Better => "More than chance explains.",
            Verdict::Worse => "Fewer, and more so than chance explains.",
            Verdict::NotToldApart => "Chance would explain it, which is no proof that they are equal.",
        }
    }
}

impl Preference {
    /// Which of the two arms people choose from, and how sure that is; nothing while nobody has preferred one.
    pub fn told(&self, control: &str, other: &str) -> Option<String> {
        let rate = self.win_rate?;
        let chance = match self.p_value {
            p if p < 0.001 => "fewer than 0.1".to_owned(),
            p => of_hundred(p),
        };
        let verdict = match self.verdict {
            Verdict::Better => format!("So founders prefer “{other}”."),
            Verdict::Worse => format!("So founders prefer “{control}”."),
            Verdict::NotToldApart => {
                "So they are not told apart, which is no proof that they are equal.".to_owned()
            }
        };
        Some(format!(
            "Of 100 founders who prefer one of the two, {} prefer “{other}” ({}). If nobody did, chance alone would \
             split them so unevenly, or more so, in {chance} of 100 experiments. {verdict}",
            of_hundred(rate.value),
            between(&rate),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::Mode;
    use crate::experiments::report::{ArmCounts, Report};
    use crate::experiments::tests::experiment;

    #[test]
    fn every_signal_has_a_name() {
        assert!(Weights::names().eq(SIGNALS.map(|(name, _)| name)));
    }

    #[test]
    fn what_an_arm_changes_is_said_line_by_line() {
        assert_eq!(changes(&RankingSettings::default()), Vec::<String>::new());
        let settings: RankingSettings = serde_json::from_str(
            r#"{"weights": {"text": 0.3, "load": 0, "topics": 0.125, "stage": 0.02}, "retrieval": "words", "diversity": 0.25}"#,
        )
        .unwrap();
        let expected = [
            "Mentors are looked for by words alone",
            "Lists are mixed more: 0.25 instead of 0.10",
            "“Same words” counts more: 0.30 instead of 0.16",
            "“Same topic” counts less: 0.125 instead of 0.27",
            "“Room this week” does not count: 0.00 instead of 0.03",
        ];
        assert_eq!(changes(&settings), expected);
    }

    #[test]
    fn numbers_are_short_and_right() {
        let decimals = [0.0, 0.38, 0.3, 0.125, 0.0001, 10.0, 0.299_999_999].map(decimal);
        assert_eq!(decimals, ["0.00", "0.38", "0.30", "0.125", "0.0001", "10.00", "0.30"]);
        let shares = [0.0, 0.124, -0.12, 0.0004, 1.0, 0.999_9].map(of_hundred);
        assert_eq!(shares, ["0", "12.4", "12", "0", "100", "100"]);
        assert_eq!([0.033, -0.012, 0.0, -0.000_1].map(more), ["3.3 more", "1.2 fewer", "as many", "as many"]);
    }

    #[test]
    fn a_preference_is_said_with_its_doubt() {
        let tried = experiment("mix", 1, Mode::Interleaved, &[1, 1]);
        let told = |control, other| {
            let won = |wins| ArmCounts { wins, ..ArmCounts::default() };
            let report = Report::new(&tried, &[won(control), won(other)]);
            report.preference.unwrap().told("control", "words")
        };
        assert_eq!(told(0, 0), None);
        let (lost, won, unclear) = (told(300, 100).unwrap(), told(39, 61).unwrap(), told(5, 6).unwrap());
        assert!(lost.ends_with("fewer than 0.1 of 100 experiments. So founders prefer “control”."), "{lost}");
        assert!(
            won.starts_with("Of 100 founders who prefer one of the two, 61 prefer “words” (between 51."),
            "{won}"
        );
        assert!(won.ends_with("So founders prefer “words”."), "{won}");
        assert!(unclear.contains("in 100 of 100 experiments. So they are not told apart"), "{unclear}");
    }
}
