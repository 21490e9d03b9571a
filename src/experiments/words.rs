//! Experiments in the words of people who run a programme: what an arm changes, and what was found, of 100 founders.

use super::report::{Comparison, Metric, Preference, Verdict};
use super::statistics::Estimate;
use super::{RankingSettings, Retrieval};
use crate::language::{Part, Text};
use crate::matching::score::{DIVERSITY, Weights};
use crate::{msgid, text};

/// Every signal by its name, and what people call it in English.
pub const SIGNALS: [(&str, &str); 14] = [
    ("similarity", msgid!("Close in meaning")),
    ("text", msgid!("Same words")),
    ("topics", msgid!("Same topic")),
    ("expertise", msgid!("Areas of expertise")),
    ("industry", msgid!("Same industry")),
    ("stage", msgid!("Same stage")),
    ("feedback", msgid!("Rated by founders")),
    ("availability", msgid!("Free soon")),
    ("load", msgid!("Room this week")),
    ("recency", msgid!("Active lately")),
    ("responsiveness", msgid!("Keeps sessions")),
    ("exploration", msgid!("New here")),
    ("experience", msgid!("The founder’s own sessions")),
    ("connection", msgid!("Sessions of their company")),
];

/// What a ranking changes of the one in use, a line each; none where it changes nothing.
pub fn changes(settings: &RankingSettings) -> Vec<Text> {
    let retrieval = match settings.retrieval {
        Retrieval::Both => None,
        Retrieval::Words => Some(text!("Mentors are looked for by words alone")),
        Retrieval::Meaning => Some(text!("Mentors are looked for by meaning alone")),
    };
    let mix = match settings.diversity {
        DIVERSITY => None,
        0.0 => Some(text!("Mentors of a kind may stand side by side")),
        diversity => {
            let (now, before) = (decimal(diversity), decimal(DIVERSITY));
            Some(match diversity > DIVERSITY {
                true => text!("Lists are mixed more: {now} instead of {before}", now, before),
                false => text!("Lists are mixed less: {now} instead of {before}", now, before),
            })
        }
    };
    let mut in_use = Weights::CONTROL;
    let weights = SIGNALS.iter().filter_map(|(name, label)| {
        let (weight, before) = (*settings.weights.get(*name)?, *in_use.named(name)?);
        if weight == before {
            return None;
        }
        let said = match (weight == 0.0, weight > before) {
            (true, _) => text!("“{signal}” does not count: {now} instead of {before}"),
            (_, true) => text!("“{signal}” counts more: {now} instead of {before}"),
            _ => text!("“{signal}” counts less: {now} instead of {before}"),
        };
        let said = said.with("signal", Text::from(*label));
        Some(said.with("now", decimal(weight)).with("before", decimal(before)))
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
pub fn between(estimate: &Estimate) -> Text {
    text!("between {low} and {high}", low = of_hundred(estimate.low), high = of_hundred(estimate.high))
}

/// By how many of 100 one share is above another: "3.3 more", "1.2 fewer", "as many".
pub fn more(difference: f64) -> Text {
    match of_hundred(difference) {
        none if none == "0" => text!("as many"),
        number if difference > 0.0 => text!("{number} more", number),
        number => text!("{number} fewer", number),
    }
}

impl Metric {
    /// As the head of a column, in English.
    pub fn label(self) -> &'static str {
        match self {
            Self::Clicked => msgid!("Opened"),
            Self::Booked => msgid!("Booked"),
            Self::Completed => msgid!("Met"),
        }
    }

    /// How many did it with an arm and with the control, each with its name, as a sentence.
    pub fn told(self, (arm, rate): (&str, &Estimate), (control, control_rate): (&str, &Estimate)) -> Text {
        let told = match self {
            Self::Clicked => text!(
                "Of 100 founders who saw “{arm}”, {number} opened a mentor’s profile; of 100 who saw “{control}”, {control_number}."
            ),
            Self::Booked => text!(
                "Of 100 founders who saw “{arm}”, {number} booked a session; of 100 who saw “{control}”, {control_number}."
            ),
            Self::Completed => text!(
                "Of 100 founders who saw “{arm}”, {number} met the mentor; of 100 who saw “{control}”, {control_number}."
            ),
        };
        let told = told.with("arm", arm).with("number", of_hundred(rate.value));
        told.with("control", control).with("control_number", of_hundred(control_rate.value))
    }
}

impl Comparison {
    /// What it says of an arm, as a sentence in English.
    pub fn told(&self) -> &'static str {
        match self.verdict {
            Verdict::Better => msgid!("More than chance explains."),
            Verdict::Worse => msgid!("Fewer, and more so than chance explains."),
            Verdict::NotToldApart => {
                msgid!("Chance would explain it, which is no proof that they are equal.")
            }
        }
    }
}

impl Preference {
    /// Which of the two arms people choose from, and how sure that is; nothing while nobody has preferred one.
    pub fn told(&self, control: &str, other: &str) -> Option<Text> {
        let rate = self.win_rate?;
        let chance: Part = match self.p_value {
            p if p < 0.001 => text!("fewer than {number}", number = "0.1").into(),
            p => of_hundred(p).into(),
        };
        let verdict = match self.verdict {
            Verdict::Better => text!("So founders prefer “{name}”.", name = other),
            Verdict::Worse => text!("So founders prefer “{name}”.", name = control),
            Verdict::NotToldApart => {
                text!("So they are not told apart, which is no proof that they are equal.")
            }
        };
        Some(text!(
            "Of 100 founders who prefer one of the two, {number} prefer “{name}” ({between}). If nobody did, chance \
             alone would split them so unevenly, or more so, in {chance} of 100 experiments. {verdict}",
            number = of_hundred(rate.value),
            name = other,
            between = between(&rate),
            chance,
            verdict
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
        assert_eq!(changes(&RankingSettings::default()), Vec::<Text>::new());
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
        let said: Vec<String> = changes(&settings).iter().map(Text::to_string).collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn numbers_are_short_and_right() {
        let decimals = [0.0, 0.38, 0.3, 0.125, 0.0001, 10.0, 0.299_999_999].map(decimal);
        assert_eq!(decimals, ["0.00", "0.38", "0.30", "0.125", "0.0001", "10.00", "0.30"]);
        let shares = [0.0, 0.124, -0.12, 0.0004, 1.0, 0.999_9].map(of_hundred);
        assert_eq!(shares, ["0", "12.4", "12", "0", "100", "100"]);
        let differences = [0.033, -0.012, 0.0, -0.000_1].map(|difference| more(difference).to_string());
        assert_eq!(differences, ["3.3 more", "1.2 fewer", "as many", "as many"]);
    }

    #[test]
    fn a_preference_is_said_with_its_doubt() {
        let tried = experiment("mix", 1, Mode::Interleaved, &[1, 1]);
        let told = |control, other| {
            let won = |wins| ArmCounts { wins, ..ArmCounts::default() };
            let report = Report::new(&tried, &[won(control), won(other)]);
            report.preference.unwrap().told("control", "words").map(|told| told.to_string())
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
