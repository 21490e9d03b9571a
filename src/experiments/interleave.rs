//! Two orders mixed into one, so that clicks say which of them people prefer.

use std::cmp::Ordering;
use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::chance::SplitMix64;
use crate::ids::MentorId;

/// The order that supplied a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Team {
    /// The first arm, the control.
    A,
    /// The second arm.
    B,
}

impl Team {
    /// Its place among the arms.
    pub fn arm(self) -> usize {
        match self {
            Self::A => 0,
            Self::B => 1,
        }
    }
}

/// Mixes two orders as captains choose teams: whoever has fewer players, at a tie whoever wins the
/// coin, takes the best that is not taken yet. Once one list is used up, what the other has left
/// follows as its own: give lists of one length, or the longer one wins clicks by its length.
///
/// Source: Radlinski, Kurup and Joachims, "How Does Clickthrough Data Reflect Retrieval Quality?",
/// CIKM 2008.
pub fn team_draft(a: &[MentorId], b: &[MentorId], seed: u64) -> Vec<(MentorId, Team)> {
    let mut chance = SplitMix64::new(seed);
    let mut taken = HashSet::with_capacity(a.len() + b.len());
    let mut drafted = Vec::with_capacity(a.len().max(b.len()));
    let (mut a, mut b) = (a.iter().copied(), b.iter().copied());
    let mut sizes = [0_usize; 2];
    loop {
        let team = match sizes[0].cmp(&sizes[1]) {
            Ordering::Less => Team::A,
            Ordering::Greater => Team::B,
            Ordering::Equal if chance.coin() => Team::A,
            Ordering::Equal => Team::B,
        };
        let (own, other, others) = match team {
            Team::A => (&mut a, &mut b, Team::B),
            Team::B => (&mut b, &mut a, Team::A),
        };
        let Some(pick) = own.find(|id| taken.insert(*id)) else {
            drafted.extend(other.filter(|id| taken.insert(*id)).map(|id| (id, others)));
            return drafted;
        };
        sizes[team.arm()] += 1;
        drafted.push((pick, team));
    }
}

/// Whom a click counts for: the order that supplied the result, nobody when it was not shown.
pub fn credit(shown: &[(MentorId, Team)], clicked: MentorId) -> Option<Team> {
    shown.iter().find(|(id, _)| *id == clicked).map(|(_, team)| *team)
}

/// Which order won a search: the one with more of its results clicked, each counted once.
pub fn winner(shown: &[(MentorId, Team)], clicked: &[MentorId]) -> Option<Team> {
    majority(shown.iter().filter(|(id, _)| clicked.contains(id)).map(|(_, team)| *team))
}

/// Who is there more often, nobody at a tie: of a search by its clicks, of a person by their searches.
pub fn majority(teams: impl IntoIterator<Item = Team>) -> Option<Team> {
    let lead: i64 = teams.into_iter().map(|team| if team == Team::A { 1 } else { -1 }).sum();
    match lead.cmp(&0) {
        Ordering::Greater => Some(Team::A),
        Ordering::Less => Some(Team::B),
        Ordering::Equal => None,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn ids(numbers: &[u128]) -> Vec<MentorId> {
        numbers.iter().map(|number| MentorId(Uuid::from_u128(*number))).collect()
    }

    /// Up to eleven of twelve mentors in some order, now and then one of them twice.
    fn some_list(chance: &mut SplitMix64) -> Vec<MentorId> {
        let length = chance.draw() % 12;
        (0..length).map(|_| MentorId(Uuid::from_u128(u128::from(chance.draw() % 12)))).collect()
    }

    fn picks(mixed: &[(MentorId, Team)], team: Team) -> Vec<MentorId> {
        mixed.iter().filter(|(_, of)| *of == team).map(|(id, _)| *id).collect()
    }

    fn is_within(part: &[MentorId], whole: &[MentorId]) -> bool {
        let mut whole = whole.iter();
        part.iter().all(|id| whole.any(|other| other == id))
    }

    #[test]
    fn a_mix_keeps_its_promises_whatever_the_lists() {
        for seed in 0..5_000 {
            let mut chance = SplitMix64::new(seed);
            let (a, b) = (some_list(&mut chance), some_list(&mut chance));
            let mixed = team_draft(&a, &b, seed);
            assert_eq!(mixed, team_draft(&a, &b, seed));

            let all: HashSet<MentorId> = a.iter().chain(&b).copied().collect();
            let shown: HashSet<MentorId> = mixed.iter().map(|(id, _)| *id).collect();
            assert_eq!((shown.len(), &shown), (mixed.len(), &all), "once each, nobody lost");
            assert!(is_within(&picks(&mixed, Team::A), &a) && is_within(&picks(&mixed, Team::B), &b));

            let mut seen = HashSet::new();
            let mut lead = 0_i32;
            for (id, team) in &mixed {
                let both_have = [&a, &b].iter().all(|list| list.iter().any(|id| !seen.contains(id)));
                lead += if *team == Team::A { 1 } else { -1 };
                assert!(!both_have || lead.abs() <= 1, "seed {seed}: {mixed:?}");
                seen.insert(*id);
            }
        }
    }

    #[test]
    fn each_captain_is_first_as_often() {
        let (a, b) = (ids(&[1, 2, 3]), ids(&[3, 2, 1]));
        let first = (0..10_000).filter(|seed| team_draft(&a, &b, *seed)[0].1 == Team::A).count();
        assert!((4_850..=5_150).contains(&first), "{first} of 10,000");
    }

    #[test]
    fn an_order_mixed_with_itself_is_itself() {
        let list = ids(&[5, 3, 4, 1]);
        for seed in 0..100 {
            let mixed: Vec<MentorId> = team_draft(&list, &list, seed).into_iter().map(|(id, _)| id).collect();
            assert_eq!(mixed, list);
        }
    }

    #[test]
    fn clicks_count_for_whoever_supplied_the_result() {
        let list = ids(&[1, 2, 3, 4, 5]);
        let [one, two, three, four, unknown] = [list[0], list[1], list[2], list[3], list[4]];
        let shown = [(one, Team::A), (two, Team::B), (three, Team::B), (four, Team::A)];
        assert_eq!(credit(&shown, two), Some(Team::B));
        assert_eq!(credit(&shown, unknown), None);
        for (clicked, expected) in [
            (vec![], None),
            (vec![unknown], None),
            (vec![one], Some(Team::A)),
            (vec![one, two], None),
            (vec![three, one, two], Some(Team::B)),
            (vec![one, one, one, two, three], Some(Team::B)),
        ] {
            assert_eq!(winner(&shown, &clicked), expected, "{clicked:?}");
        }
        assert_eq!(majority([Team::A, Team::B, Team::A]), Some(Team::A));
    }
}
