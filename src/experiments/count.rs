//! From what was noted of searches to what an experiment counts.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::interleave::{Team, majority, winner};
use super::report::ArmCounts;
use super::{Experiment, Mode};
use crate::ids::{ExperimentId, MentorId, SearchId, UserId};
use crate::matching::MatchRequest;

/// What is noted of a search that was shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownSearch {
    /// What was asked, so that it can be asked again.
    pub request: MatchRequest,
    /// The name of the ranking, as in the answer.
    pub variant: String,
    /// Who was shown, best first.
    pub mentors: Vec<MentorId>,
    /// Its part in an experiment, if it had one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trial: Option<Trial>,
}

/// The part of a search in an experiment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// Which one.
    pub experiment_id: ExperimentId,
    /// Split: the arm, as its place among them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arm: Option<usize>,
    /// Interleaved: who supplied each of the mentors; nobody where one order was longer than the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<Option<Team>>,
}

/// A search that was shown to a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// Which one.
    pub search_id: SearchId,
    /// To whom.
    pub user_id: UserId,
    /// What.
    pub shown: ShownSearch,
}

/// What somebody did with a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// After which search.
    pub search_id: SearchId,
    /// Who.
    pub user_id: UserId,
    /// With whom.
    pub mentor_id: MentorId,
    /// What.
    pub deed: Deed,
}

/// What can be done with a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// The profile was opened.
    Opened,
    /// A session was booked.
    Booked,
    /// The session took place.
    Met,
}

/// The counts of each arm. An act counts once, only for who was shown the search, and only on a mentor
/// whom it showed: an address can be passed on or made up. Whoever books has opened.
pub fn count(experiment: &Experiment, searches: &[Search], acts: &[Act]) -> Vec<ArmCounts> {
    let mut done: HashMap<(SearchId, UserId), HashSet<(MentorId, Deed)>> = HashMap::new();
    for act in acts {
        let deeds: &[Deed] = match act.deed {
            Deed::Opened => &[Deed::Opened],
            Deed::Booked => &[Deed::Opened, Deed::Booked],
            Deed::Met => &[Deed::Opened, Deed::Booked, Deed::Met],
        };
        let known = done.entry((act.search_id, act.user_id)).or_default();
        known.extend(deeds.iter().map(|deed| (act.mentor_id, *deed)));
    }
    let mut counts = vec![ArmCounts::default(); experiment.arms.len()];
    let mut people: Vec<HashMap<UserId, HashSet<Deed>>> = vec![HashMap::new(); counts.len()];
    let mut won: HashMap<UserId, Vec<Team>> = HashMap::new();
    // A line of the journal can have been written twice.
    let mut seen: HashSet<SearchId> = HashSet::new();
    for search in searches.iter().filter(|search| seen.insert(search.search_id)) {
        let Some(trial) = search.shown.trial.as_ref().filter(|t| t.experiment_id == experiment.id) else {
            continue;
        };
        let deeds = done.get(&(search.search_id, search.user_id));
        let did = |mentor: &MentorId, deed| deeds.is_some_and(|deeds| deeds.contains(&(*mentor, deed)));
        for (at, of) in supplied(experiment, search, trial) {
            let counts = &mut counts[at];
            let person = people[at].entry(search.user_id).or_default();
            counts.searches += 1;
            counts.impressions += of.len() as u64;
            let times = |deed| of.iter().filter(|mentor| did(mentor, deed)).count() as u64;
            counts.clicks += times(Deed::Opened);
            for (deed, count) in [
                (Deed::Opened, &mut counts.clicked_searches),
                (Deed::Booked, &mut counts.bookings),
                (Deed::Met, &mut counts.completed),
            ] {
                if times(deed) > 0 {
                    *count += 1;
                    person.insert(deed);
                }
            }
        }
        if experiment.mode == Mode::Interleaved {
            let shown: Vec<(MentorId, Team)> = search
                .shown
                .mentors
                .iter()
                .zip(&trial.teams)
                .filter_map(|(id, of)| Some((*id, (*of)?)))
                .collect();
            let opened: Vec<MentorId> =
                search.shown.mentors.iter().copied().filter(|mentor| did(mentor, Deed::Opened)).collect();
            won.entry(search.user_id).or_default().extend(winner(&shown, &opened));
        }
    }
    for (counts, people) in counts.iter_mut().zip(people) {
        let did = |deed| people.values().filter(|deeds| deeds.contains(&deed)).count() as u64;
        counts.people = people.len() as u64;
        counts.people_clicked = did(Deed::Opened);
        counts.people_booked = did(Deed::Booked);
        counts.people_completed = did(Deed::Met);
    }
    for team in won.into_values().filter_map(majority) {
        if let Some(counts) = counts.get_mut(team.arm()) {
            counts.wins += 1;
        }
    }
    counts
}

/// The mentors that each arm supplied to a search: one arm all of them, or both a part.
fn supplied(experiment: &Experiment, search: &Search, trial: &Trial) -> Vec<(usize, Vec<MentorId>)> {
    let mentors = &search.shown.mentors;
    match experiment.mode {
        Mode::Split => {
            let arm = trial.arm.filter(|arm| *arm < experiment.arms.len());
            arm.map(|arm| (arm, mentors.clone())).into_iter().collect()
        }
        Mode::Interleaved => {
            let of = |team: Team| {
                let pairs = mentors.iter().zip(&trial.teams);
                (team.arm(), pairs.filter(|(_, of)| **of == Some(team)).map(|(mentor, _)| *mentor).collect())
            };
            vec![of(Team::A), of(Team::B)]
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::experiments::tests::experiment;

    fn search(
        number: u128,
        person: u128,
        mentors: &[u128],
        arm: Option<usize>,
        teams: &[Option<Team>],
    ) -> Search {
        let trial = Trial { experiment_id: ExperimentId(Uuid::from_u128(1)), arm, teams: teams.to_vec() };
        Search {
            search_id: SearchId(Uuid::from_u128(number)),
            user_id: UserId(Uuid::from_u128(person)),
            shown: ShownSearch {
                request: MatchRequest { query: "Pricing".into(), ..MatchRequest::default() },
                variant: "control".into(),
                mentors: mentors.iter().map(|mentor| MentorId(Uuid::from_u128(*mentor))).collect(),
                trial: Some(trial),
            },
        }
    }

    fn act(search: u128, person: u128, mentor: u128, deed: Deed) -> Act {
        Act {
            search_id: SearchId(Uuid::from_u128(search)),
            user_id: UserId(Uuid::from_u128(person)),
            mentor_id: MentorId(Uuid::from_u128(mentor)),
            deed,
        }
    }

    #[test]
    fn acts_count_once_for_whom_they_were_shown() {
        let tried = experiment("more-words", 1, Mode::Split, &[1, 1]);
        let searches = [
            search(1, 10, &[100, 101], Some(0), &[]),
            search(2, 10, &[100], Some(0), &[]),
            search(3, 11, &[100, 102], Some(1), &[]),
            search(4, 12, &[103], Some(1), &[]),
            search(5, 12, &[103], Some(9), &[]),
            search(3, 11, &[100, 102], Some(1), &[]), // noted twice
        ];
        let acts = [
            act(1, 10, 100, Deed::Opened),
            act(1, 10, 100, Deed::Opened),
            act(1, 10, 101, Deed::Met),
            act(1, 11, 100, Deed::Booked), // not their search
            act(3, 11, 101, Deed::Booked), // was not shown
            act(3, 11, 102, Deed::Booked),
            act(9, 11, 102, Deed::Booked), // no such search
        ];
        let counts = count(&tried, &searches, &acts);
        let control = ArmCounts {
            people: 1,
            people_clicked: 1,
            people_booked: 1,
            people_completed: 1,
            searches: 2,
            impressions: 3,
            clicked_searches: 1,
            clicks: 2,
            bookings: 1,
            completed: 1,
            wins: 0,
        };
        let other = ArmCounts {
            people: 2,
            people_clicked: 1,
            people_booked: 1,
            searches: 2,
            impressions: 3,
            clicked_searches: 1,
            clicks: 1,
            bookings: 1,
            ..ArmCounts::default()
        };
        assert_eq!(counts, [control, other]);
        let next = Experiment { id: ExperimentId(Uuid::from_u128(2)), ..tried };
        assert_eq!(
            count(&next, &searches, &acts),
            [ArmCounts::default(); 2],
            "another experiment's searches"
        );
    }

    #[test]
    fn in_a_mix_each_team_counts_its_own_and_people_are_won() {
        let tried = experiment("mix", 1, Mode::Interleaved, &[1, 1]);
        let teams = [Some(Team::A), Some(Team::B), Some(Team::B), None];
        let searches = [
            search(1, 10, &[100, 101, 102, 103], None, &teams),
            search(2, 10, &[100, 101, 102], None, &teams),
            search(3, 11, &[100, 101, 102], None, &teams),
            search(4, 12, &[100, 101, 102], None, &teams),
        ];
        let acts = [
            act(1, 10, 100, Deed::Opened),
            act(1, 10, 101, Deed::Opened),
            act(1, 10, 102, Deed::Booked),
            act(2, 10, 101, Deed::Opened),
            act(3, 11, 100, Deed::Opened),
            act(1, 10, 103, Deed::Opened), // supplied by nobody
        ];
        let [a, b] = count(&tried, &searches, &acts)[..] else { panic!("two arms") };
        assert_eq!((a.wins, b.wins), (1, 1), "one person each; the third chose nothing");
        assert_eq!((a.clicks, b.clicks, a.bookings, b.bookings), (2, 3, 0, 1));
        assert_eq!((a.impressions, b.impressions, a.searches, b.people), (4, 8, 4, 3));
    }
}
