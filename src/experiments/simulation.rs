//! Experiments on made-up people: equal arms must look equal, and a real difference must be found.

use uuid::Uuid;

use super::assign::{arm_for, mix_for};
use super::chance::SplitMix64;
use super::interleave::{majority, team_draft, winner};
use super::report::{ArmCounts, Metric, Report, Verdict};
use super::tests::experiment;
use super::{Experiment, Mode};
use crate::ids::MentorId;

const REPETITIONS: u32 = 400;
const PEOPLE: u64 = 3_000;

/// How often of [`REPETITIONS`] a verdict is such.
fn share_of(verdicts: &[Verdict], wanted: impl Fn(Verdict) -> bool) -> f64 {
    verdicts.iter().filter(|verdict| wanted(**verdict)).count() as f64 / verdicts.len() as f64
}

/// The verdict on bookings where people of each arm book with these chances.
fn split(tried: &Experiment, rates: [f64; 2], chance: &mut SplitMix64) -> Verdict {
    let mut counts = [ArmCounts::default(); 2];
    for _ in 0..PEOPLE {
        let at = arm_for(tried, &chance.draw().to_le_bytes());
        counts[at].people += 1;
        counts[at].people_booked += u64::from(chance.fraction() < rates[at]);
    }
    let report = Report::new(tried, &counts);
    let booked = report.arms[1].of_people.iter().find(|of| of.metric == Metric::Booked).unwrap();
    booked.to_control.unwrap().verdict
}

fn splits(rates: [f64; 2]) -> Vec<Verdict> {
    let mut chance = SplitMix64::new(11);
    (0..REPETITIONS)
        .map(|version| split(&experiment("simulated", version, Mode::Split, &[1, 1]), rates, &mut chance))
        .collect()
}

/// Ten mentors, those who fit best first but for noise: the less, the better the order.
fn order(noise: f64, chance: &mut SplitMix64) -> Vec<MentorId> {
    let mut mentors: Vec<(f64, u128)> =
        (0..10_u32).map(|id| (f64::from(id) + noise * chance.fraction(), u128::from(id))).collect();
    mentors.sort_by(|a, b| a.0.total_cmp(&b.0));
    mentors.into_iter().map(|(_, id)| MentorId(Uuid::from_u128(id))).collect()
}

/// The verdict on the second arm where 300 people search three times each: they look less the
/// further down, and open what fits.
fn interleaved(tried: &Experiment, noise: [f64; 2], chance: &mut SplitMix64) -> Verdict {
    let mut counts = [ArmCounts::default(); 2];
    for person in 0..300_u64 {
        let searches = ["hiring", "pricing", "sales"].map(|need| {
            let [a, b] = noise.map(|noise| order(noise, chance));
            let shown = team_draft(&a, &b, mix_for(tried, &person.to_le_bytes(), need));
            let mut clicked = vec![];
            for (place, (id, _)) in shown.iter().enumerate() {
                let fits = 1.0 - id.0.as_u128() as f64 / 10.0;
                if chance.fraction() < fits / (place as f64 + 2.0) {
                    clicked.push(*id);
                }
            }
            winner(&shown, &clicked)
        });
        if let Some(team) = majority(searches.into_iter().flatten()) {
            counts[team.arm()].wins += 1;
        }
    }
    Report::new(tried, &counts).preference.unwrap().verdict
}

fn mixes(noise: [f64; 2]) -> Vec<Verdict> {
    let mut chance = SplitMix64::new(12);
    (0..REPETITIONS)
        .map(|version| {
            interleaved(&experiment("mixed", version, Mode::Interleaved, &[1, 1]), noise, &mut chance)
        })
        .collect()
}

#[test]
fn equal_arms_are_told_apart_once_in_twenty() {
    let wrong = share_of(&splits([0.1, 0.1]), |verdict| verdict != Verdict::NotToldApart);
    assert!((0.02..=0.09).contains(&wrong), "{wrong}");
}

#[test]
fn a_better_arm_is_found() {
    let found = share_of(&splits([0.1, 0.16]), |verdict| verdict == Verdict::Better);
    assert!(found > 0.9, "{found}");
    let found = share_of(&splits([0.16, 0.1]), |verdict| verdict == Verdict::Worse);
    assert!(found > 0.9, "{found}");
}

#[test]
fn equal_orders_are_told_apart_once_in_twenty() {
    let wrong = share_of(&mixes([8.0, 8.0]), |verdict| verdict != Verdict::NotToldApart);
    assert!((0.02..=0.09).contains(&wrong), "{wrong}");
}

#[test]
fn a_better_order_is_found() {
    let found = share_of(&mixes([20.0, 2.0]), |verdict| verdict == Verdict::Better);
    assert!(found > 0.9, "{found}");
    let found = share_of(&mixes([2.0, 20.0]), |verdict| verdict == Verdict::Worse);
    assert!(found > 0.9, "{found}");
}
