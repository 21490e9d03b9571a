//! What an experiment has shown so far.
//!
//! Rates by search say how a ranking does, but searches of one person are not independent: somebody
//! who searches twenty times counts twenty times. Arms are dealt to people, so verdicts are about
//! people: the share of them who booked at least once. An interval holds for one look at a moment
//! chosen beforehand; who looks every day and stops at the first verdict will find one too often.

use serde::{Deserialize, Serialize};

use super::statistics::{CHI_SQUARE_0_001, Estimate, Share, Z_95, Z_95_OF_ALL, chi_square, sign_test};
use super::{Experiment, Mode};

/// Below this, wins are not chance.
const SIGNIFICANT: f64 = 0.05;

/// What was counted of one arm, from the start of the experiment on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ArmCounts {
    /// People who searched.
    pub people: u64,
    /// Those of them who opened a result.
    pub people_clicked: u64,
    /// Those who booked from a search.
    pub people_booked: u64,
    /// Those who met the mentor whom they so booked.
    pub people_completed: u64,
    /// Searches that were shown.
    pub searches: u64,
    /// Results that were shown.
    pub impressions: u64,
    /// Searches in which a result was opened.
    pub clicked_searches: u64,
    /// Results that were opened.
    pub clicks: u64,
    /// Searches that led to a booking.
    pub bookings: u64,
    /// Searches that led to a session that took place.
    pub completed: u64,
    /// Interleaved: people in whose searches this arm won more often than the other.
    pub wins: u64,
}

/// What a person has done after searching, at least once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// Opened a result.
    Clicked,
    /// Booked a session.
    Booked,
    /// Met the mentor.
    Completed,
}

/// What can be said of an arm against the control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// More than chance explains.
    Better,
    /// Less than chance explains.
    Worse,
    /// Chance would explain it; that is no proof that they are equal.
    NotToldApart,
}

/// An experiment's figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// In the order of the experiment; the first is the control.
    pub arms: Vec<ArmReport>,
    /// Interleaved: whether people choose the second arm's results over the control's.
    pub preference: Option<Preference>,
    /// Split: whether people per arm are so far from the shares (p < 0.001) that some must have been
    /// lost or counted twice. Then no verdict is to be trusted.
    pub shares_missed: bool,
}

/// The figures of one arm, with 95 % intervals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArmReport {
    /// The arm.
    pub name: String,
    /// What was counted.
    pub counts: ArmCounts,
    /// Searches in which a result was opened; nothing without searches.
    pub click_rate: Option<Estimate>,
    /// Searches that led to a booking.
    pub booking_rate: Option<Estimate>,
    /// Bookings that took place; nothing without bookings.
    pub completion_rate: Option<Estimate>,
    /// Split: the same of people, with verdicts. Interleaved, nobody sees one arm alone.
    pub of_people: Vec<PeopleReport>,
}

/// The share of an arm's people who did something.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeopleReport {
    /// What they did.
    pub metric: Metric,
    /// The share; nothing without people.
    pub rate: Option<Estimate>,
    /// Against the control; nothing for itself, or without people.
    pub to_control: Option<Comparison>,
}

/// An arm against the control.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comparison {
    /// The arm's share less the control's. The more arms, the wider: the intervals of one metric hold
    /// for all arms together in 95 of 100 experiments.
    pub difference: Estimate,
    /// Whether the interval leaves out 0.
    pub verdict: Verdict,
}

/// Whether people choose the second arm's results over the control's.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preference {
    /// The share of people with a preference who prefer the second arm.
    pub win_rate: Option<Estimate>,
    /// How likely chance alone gives a share so far from a half.
    pub p_value: f64,
    /// Of the second arm, at the level of 5 %.
    pub verdict: Verdict,
}

impl Report {
    /// What `counts`, one for each arm in their order, say of the experiment.
    pub fn new(experiment: &Experiment, counts: &[ArmCounts]) -> Self {
        let counted = |at: usize| counts.get(at).copied().unwrap_or_default();
        let control = counted(0);
        let arms = experiment.arms.iter().enumerate().map(|(at, arm)| {
            let counts = counted(at);
            let of_people = match experiment.mode {
                Mode::Split => of_people(counts, (at > 0).then_some(control), experiment.arms.len()),
                Mode::Interleaved => vec![],
            };
            let rate = |hits, of| Share { hits, of }.estimate(Z_95);
            ArmReport {
                name: arm.name.clone(),
                counts,
                click_rate: rate(counts.clicked_searches, counts.searches),
                booking_rate: rate(counts.bookings, counts.searches),
                completion_rate: rate(counts.completed, counts.bookings),
                of_people,
            }
        });
        Self {
            arms: arms.collect(),
            preference: (experiment.mode == Mode::Interleaved)
                .then(|| Preference::new(counted(1).wins, control.wins)),
            shares_missed: experiment.mode == Mode::Split && misses_shares(experiment, counts),
        }
    }
}

impl Preference {
    fn new(wins: u64, losses: u64) -> Self {
        let p_value = sign_test(wins, losses);
        let verdict = match p_value < SIGNIFICANT {
            true if wins > losses => Verdict::Better,
            true => Verdict::Worse,
            false => Verdict::NotToldApart,
        };
        Self { win_rate: Share { hits: wins, of: wins + losses }.estimate(Z_95), p_value, verdict }
    }
}

impl Metric {
    /// All of them, in the order in which people get to them.
    pub const ALL: [Self; 3] = [Self::Clicked, Self::Booked, Self::Completed];

    /// How many people did it.
    pub fn people(self, counts: &ArmCounts) -> u64 {
        match self {
            Self::Clicked => counts.people_clicked,
            Self::Booked => counts.people_booked,
            Self::Completed => counts.people_completed,
        }
    }

    fn share(self, counts: ArmCounts) -> Share {
        Share { hits: self.people(&counts), of: counts.people }
    }
}

fn of_people(counts: ArmCounts, control: Option<ArmCounts>, arms: usize) -> Vec<PeopleReport> {
    // Each arm but the control is one comparison.
    let z = Z_95_OF_ALL[arms.saturating_sub(2).min(Z_95_OF_ALL.len() - 1)];
    let report = |metric: Metric| {
        let share = metric.share(counts);
        let difference = control.and_then(|control| share.minus(metric.share(control), z));
        PeopleReport { metric, rate: share.estimate(Z_95), to_control: difference.map(Comparison::new) }
    };
    Metric::ALL.map(report).to_vec()
}

impl Comparison {
    fn new(difference: Estimate) -> Self {
        let verdict = if difference.low > 0.0 {
            Verdict::Better
        } else if difference.high < 0.0 {
            Verdict::Worse
        } else {
            Verdict::NotToldApart
        };
        Self { difference, verdict }
    }
}

fn misses_shares(experiment: &Experiment, counts: &[ArmCounts]) -> bool {
    let shares: Vec<u32> = experiment.arms.iter().map(|arm| arm.share).collect();
    let people: Vec<u64> =
        (0..shares.len()).map(|at| counts.get(at).map_or(0, |counts| counts.people)).collect();
    let Some(limit) = CHI_SQUARE_0_001.get(shares.len().saturating_sub(2)) else { return false };
    chi_square(&people, &shares).is_some_and(|off| off > *limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::tests::experiment;

    fn counts(people: u64, people_booked: u64) -> ArmCounts {
        ArmCounts { people, people_booked, ..ArmCounts::default() }
    }

    /// What is said of bookings in each arm but the control.
    fn verdicts(report: &Report) -> Vec<Option<Verdict>> {
        let of_bookings = |arm: &ArmReport| {
            let of_people = arm.of_people.iter().find(|of| of.metric == Metric::Booked)?;
            Some(of_people.to_control?.verdict)
        };
        report.arms.iter().skip(1).map(of_bookings).collect()
    }

    #[test]
    fn a_verdict_needs_an_interval_without_zero() {
        let tried = experiment("more-words", 1, Mode::Split, &[1, 1]);
        for (arm, expected) in [
            (counts(1_000, 150), Some(Verdict::Better)),
            (counts(1_000, 60), Some(Verdict::Worse)),
            (counts(1_000, 110), Some(Verdict::NotToldApart)),
            (counts(10, 2), Some(Verdict::NotToldApart)),
            (counts(0, 0), None),
        ] {
            let report = Report::new(&tried, &[counts(1_000, 100), arm]);
            assert_eq!(verdicts(&report), [expected], "{arm:?}");
            assert_eq!(report.arms[0].of_people[1].to_control, None);
            assert_eq!(report.preference, None);
        }
    }

    #[test]
    fn more_arms_ask_for_more_proof() {
        let (control, arm) = (counts(1_000, 100), counts(1_000, 129));
        let two = Report::new(&experiment("two", 1, Mode::Split, &[1, 1]), &[control, arm]);
        assert_eq!(verdicts(&two), [Some(Verdict::Better)]);
        let three = Report::new(&experiment("three", 1, Mode::Split, &[1, 1, 1]), &[control, arm, control]);
        assert_eq!(verdicts(&three), [Some(Verdict::NotToldApart); 2]);
    }

    #[test]
    fn people_who_are_lost_are_noticed() {
        let tried = experiment("more-words", 1, Mode::Split, &[3, 1]);
        for (people, expected) in [
            ([750, 250], false),
            ([730, 270], false),
            ([690, 310], true),
            ([500, 500], true),
            // Too few to tell.
            ([1, 8], false),
            ([0, 0], false),
        ] {
            let report = Report::new(&tried, &people.map(|people| counts(people, 0)));
            assert_eq!(report.shares_missed, expected, "{people:?}");
        }
        assert!(Report::new(&tried, &[counts(1_000, 0)]).shares_missed);
    }

    #[test]
    fn rates_are_of_searches() {
        let tried = experiment("more-words", 1, Mode::Split, &[1, 1]);
        let control =
            ArmCounts { searches: 80, clicked_searches: 40, bookings: 20, completed: 15, ..counts(10, 8) };
        let report = Report::new(&tried, &[control]);
        let value = |rate: Option<Estimate>| rate.map(|rate| rate.value);
        let arm = &report.arms[0];
        assert_eq!((value(arm.click_rate), value(arm.booking_rate)), (Some(0.5), Some(0.25)));
        assert_eq!((value(arm.completion_rate), value(arm.of_people[1].rate)), (Some(0.75), Some(0.8)));
        assert_eq!(report.arms[1].click_rate, None);
    }

    #[test]
    fn a_mix_is_judged_by_wins_alone() {
        let tried = experiment("mix", 1, Mode::Interleaved, &[1, 1]);
        let won = |wins| ArmCounts { wins, ..counts(100, 10) };
        for (control, arm, expected) in [
            (40, 60, Verdict::NotToldApart),
            (39, 61, Verdict::Better),
            (61, 39, Verdict::Worse),
            (0, 0, Verdict::NotToldApart),
        ] {
            let report = Report::new(&tried, &[won(control), won(arm)]);
            let preference = report.preference.unwrap();
            assert_eq!(preference.verdict, expected, "{control}:{arm} {preference:?}");
            assert!(!report.shares_missed && report.arms.iter().all(|arm| arm.of_people.is_empty()));
        }
    }
}
