//! What the description of an experiment must fulfil.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::{Arm, Mode, RankingSettings, StartExperiment};
use crate::failure::Failure;
use crate::matching::score::Weights;
use crate::text;

/// The longest key or name, in characters.
const MAX_NAME: usize = 40;
/// More arms would need more people than a programme has.
const ARMS: RangeInclusive<usize> = 2..=6;
/// The largest sum of shares: hundredths of a percent.
const MAX_SHARES: u64 = 10_000;
/// What one signal may count for; those in use sum to about 1.
const WEIGHT: RangeInclusive<f64> = 0.0..=10.0;
/// Above it, being different would count for more than fitting.
const DIVERSITY: RangeInclusive<f64> = 0.0..=0.5;

/// The first thing to correct, if any, under the name of its field: `arms.1.share`.
pub(super) fn check(input: &StartExperiment) -> Result<(), Failure> {
    check_name("key", &input.key)?;
    check_arms(&input.arms)?;
    if input.mode == Mode::Interleaved && input.arms.len() != 2 {
        return Err(Failure::invalid(
            "mode",
            "Two arms can be interleaved. Leave out some, or choose split.",
        ));
    }
    for (at, arm) in input.arms.iter().enumerate() {
        check_settings(&format!("arms.{at}.settings"), &arm.settings)?;
    }
    Ok(())
}

fn check_name(field: &str, name: &str) -> Result<(), Failure> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() {
        return Err(Failure::invalid(field, "Give a short name such as more-words."));
    }
    if !name.chars().all(allowed) {
        return Err(Failure::invalid(field, "Use lower-case letters, digits and dashes, as in more-words."));
    }
    if name.len() > MAX_NAME {
        return Err(Failure::invalid(field, text!("Keep it to {max} characters.", max = MAX_NAME)));
    }
    Ok(())
}

fn check_arms(arms: &[Arm]) -> Result<(), Failure> {
    if !ARMS.contains(&arms.len()) {
        let (least, most) = (ARMS.start(), ARMS.end());
        return Err(Failure::invalid(
            "arms",
            text!("Compare {least} to {most} arms, the control among them.", least = *least, most = *most),
        ));
    }
    let mut names = HashSet::new();
    for (at, arm) in arms.iter().enumerate() {
        let field = format!("arms.{at}.name");
        check_name(&field, &arm.name)?;
        if !names.insert(arm.name.as_str()) {
            return Err(Failure::invalid(
                field,
                text!("“{name}” is there already. Give each arm its own name.", name = &arm.name),
            ));
        }
        if arm.share == 0 {
            return Err(Failure::invalid(
                format!("arms.{at}.share"),
                "Give a share of 1 or more, or leave out the arm.",
            ));
        }
    }
    if arms.iter().map(|arm| u64::from(arm.share)).sum::<u64>() > MAX_SHARES {
        return Err(Failure::invalid(
            "arms",
            text!("Give shares that sum to {max} at most.", max = MAX_SHARES),
        ));
    }
    Ok(())
}

fn check_settings(field: &str, settings: &RankingSettings) -> Result<(), Failure> {
    for (signal, weight) in &settings.weights {
        let field = format!("{field}.weights.{signal}");
        if !Weights::names().any(|name| name == signal) {
            let names: Vec<_> = Weights::names().collect();
            return Err(Failure::invalid(
                field,
                text!("There is no such signal. Choose from {names}.", names = names.join(", ")),
            ));
        }
        if !WEIGHT.contains(weight) {
            let (least, most) = (WEIGHT.start(), WEIGHT.end());
            return Err(Failure::invalid(
                field,
                text!("Give a weight from {least} to {most}.", least = *least, most = *most),
            ));
        }
    }
    if !DIVERSITY.contains(&settings.diversity) {
        let (least, most) = (DIVERSITY.start(), DIVERSITY.end());
        return Err(Failure::invalid(
            format!("{field}.diversity"),
            text!("Give a strength from {least} to {most}.", least = *least, most = *most),
        ));
    }
    let mut relevance = settings.apply(Weights::CONTROL).relevance_alone();
    if Weights::names().all(|name| relevance.named(name).is_none_or(|weight| *weight == 0.0)) {
        return Err(Failure::invalid(
            format!("{field}.weights"),
            "Give a weight above 0 to one of similarity, text, topics, expertise, industry and stage.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arm(name: &str) -> Arm {
        Arm { name: name.into(), share: 1, settings: RankingSettings::default() }
    }

    fn weighing(weights: &[(&str, f64)]) -> Arm {
        let weights = weights.iter().map(|(name, weight)| ((*name).to_owned(), *weight)).collect();
        Arm { settings: RankingSettings { weights, ..RankingSettings::default() }, ..arm("b") }
    }

    fn diverse(diversity: f64) -> Arm {
        Arm { settings: RankingSettings { diversity, ..RankingSettings::default() }, ..arm("b") }
    }

    /// The field that is refused, and whether its message says something.
    fn refused(key: &str, mode: Mode, arms: Vec<Arm>) -> String {
        match check(&StartExperiment { key: key.into(), mode, arms }) {
            Ok(()) => "-".into(),
            Err(Failure::Invalid { field, message }) if message.to_string().ends_with('.') => field,
            Err(other) => format!("{other:?}"),
        }
    }

    #[test]
    fn a_key_is_short_and_plain() {
        let long = "a".repeat(41);
        for (key, expected) in [
            ("more-words-2", "-"),
            (&long[1..], "-"),
            (&long, "key"),
            ("", "key"),
            ("More", "key"),
            ("more words", "key"),
            ("möre", "key"),
            (" more", "key"),
        ] {
            assert_eq!(refused(key, Mode::Split, vec![arm("a"), arm("b")]), expected, "“{key}”");
        }
    }

    #[test]
    fn what_is_wrong_with_an_arm_is_said_at_its_field() {
        let named = |names: &[&str]| names.iter().map(|name| arm(name)).collect::<Vec<_>>();
        let sharing = |share| vec![arm("a"), Arm { share, ..arm("b") }];
        let with = |second| vec![arm("a"), second];
        let cases = [
            ("-", named(&["a", "b", "c", "d", "e", "f"])),
            ("arms", named(&["a", "b", "c", "d", "e", "f", "g"])),
            ("arms", named(&["a"])),
            ("arms", vec![]),
            ("arms.2.name", named(&["a", "b", "a"])),
            ("arms.1.name", named(&["a", ""])),
            ("arms.0.name", named(&["A/A", "b"])),
            ("-", sharing(9_999)),
            ("arms", sharing(10_000)),
            ("arms", sharing(u32::MAX)),
            ("arms.1.share", sharing(0)),
            ("-", with(weighing(&[("similarity", 0.0), ("text", 10.0)]))),
            ("arms.1.settings.weights.variant", with(weighing(&[("variant", 1.0)]))),
            ("arms.1.settings.weights.text", with(weighing(&[("text", -0.1)]))),
            ("arms.1.settings.weights.text", with(weighing(&[("text", 10.1)]))),
            ("arms.1.settings.weights.load", with(weighing(&[("load", f64::NAN)]))),
            ("arms.1.settings.weights.load", with(weighing(&[("load", f64::INFINITY)]))),
            ("-", with(diverse(0.0))),
            ("-", with(diverse(0.5))),
            ("arms.1.settings.diversity", with(diverse(0.6))),
            ("arms.1.settings.diversity", with(diverse(-0.1))),
            ("arms.1.settings.diversity", with(diverse(f64::NAN))),
        ];
        for (expected, arms) in cases {
            assert_eq!(refused("more-words", Mode::Split, arms.clone()), expected, "{arms:?}");
        }
    }

    #[test]
    fn relevance_is_never_without_weight() {
        let mut nothing = vec![
            ("similarity", 0.0),
            ("text", 0.0),
            ("topics", 0.0),
            ("expertise", 0.0),
            ("industry", 0.0),
            ("stage", 0.0),
        ];
        let second = |weights: &[(&str, f64)]| vec![arm("a"), weighing(weights)];
        let expected = "arms.1.settings.weights";
        assert_eq!(refused("only-calendars", Mode::Split, second(&nothing)), expected);
        nothing.pop();
        assert_eq!(refused("only-stage", Mode::Split, second(&nothing)), "-");
    }

    #[test]
    fn two_arms_are_interleaved() {
        assert_eq!(refused("mix", Mode::Interleaved, vec![arm("a"), arm("b")]), "-");
        assert_eq!(refused("mix", Mode::Interleaved, vec![arm("a"), arm("b"), arm("c")]), "mode");
    }
}
