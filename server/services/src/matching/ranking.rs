//! How one search is ranked: as in use, or as the experiment that runs has it for whoever asks.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use office_hours::experiments::assign::{arm_for, mix_for};
use office_hours::experiments::count::Trial;
use office_hours::experiments::interleave::{Team, team_draft};
use office_hours::experiments::{Experiment, Mode, RankingSettings};
use office_hours::ids::MentorId;
use office_hours::matching::score::{CONTROL_NAME, Ranked};
use office_hours::{Actor, Failure};
use store::queries::experiments;

use crate::Services;
use crate::failure::OrFail;

/// The experiment that runs, as far as this process knows.
#[derive(Default)]
pub(super) struct RunningExperiment(RwLock<Option<Arc<Experiment>>>);

impl RunningExperiment {
    fn get(&self) -> Option<Arc<Experiment>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, experiment: Option<Experiment>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = experiment.map(Arc::new);
    }
}

/// Reads which experiment runs.
pub(crate) async fn refresh_experiment(services: &Services) -> Result<(), Failure> {
    services.matching.experiment.set(experiments::find_running(&services.store).await.or_fail()?);
    Ok(())
}

/// How a search is ranked.
pub(super) enum Ranking {
    /// As everybody's is.
    InUse(RankingSettings),
    /// As one arm has it.
    Arm(Arc<Experiment>, usize),
    /// As both arms mixed have it, by this seed.
    Mix(Arc<Experiment>, u64),
}

impl Ranking {
    /// Mentees take part in the experiment that runs: of strangers it is not known that they are the same
    /// when they come again, and staff and mentors cannot book.
    pub(super) fn of(services: &Services, actor: &Actor, need: &str) -> Self {
        let running = services.matching.experiment.get();
        let mentee = match actor {
            Actor::Person(person) => person.mentee_id.map(|_| person.user_id),
            Actor::Stranger | Actor::System => None,
        };
        match (running, mentee) {
            (Some(experiment), Some(user_id)) => match experiment.mode {
                Mode::Split => {
                    let arm = arm_for(&experiment, user_id.0.as_bytes());
                    Self::Arm(experiment, arm)
                }
                Mode::Interleaved => {
                    let seed = mix_for(&experiment, user_id.0.as_bytes(), need);
                    Self::Mix(experiment, seed)
                }
            },
            _ => Self::InUse(RankingSettings::default()),
        }
    }

    /// What answers carry.
    pub(super) fn name(&self) -> String {
        match self {
            Self::InUse(_) => CONTROL_NAME.to_owned(),
            Self::Arm(experiment, arm) => {
                let arm = experiment.arms.get(*arm).map_or(CONTROL_NAME, |arm| &arm.name);
                format!("{}/{arm}", experiment.key)
            }
            Self::Mix(experiment, _) => format!("{}/mix", experiment.key),
        }
    }

    /// Names what the answer depends on: the experiment's start and the arm.
    pub(super) fn key(&self) -> String {
        match self {
            Self::InUse(_) => String::new(),
            Self::Arm(experiment, arm) => format!("{}/{arm}", experiment.id),
            Self::Mix(experiment, seed) => format!("{}/{seed}", experiment.id),
        }
    }

    /// The rankings to compute; never none.
    pub(super) fn settings(&self) -> Vec<&RankingSettings> {
        match self {
            Self::InUse(settings) => vec![settings],
            Self::Arm(experiment, arm) => {
                experiment.arms.get(*arm).map(|arm| &arm.settings).into_iter().collect()
            }
            Self::Mix(experiment, _) => experiment.arms.iter().map(|arm| &arm.settings).collect(),
        }
    }

    /// One order of what was ranked, and who supplied whom.
    pub(super) fn combine(&self, mut ranked: Vec<Vec<Ranked>>) -> (Vec<Ranked>, HashMap<MentorId, Team>) {
        let (Self::Mix(_, seed), [a, b]) = (self, &mut ranked[..]) else {
            return (ranked.into_iter().next().unwrap_or_default(), HashMap::new());
        };
        // Of one length, or the longer one would win by it; what it has besides follows as nobody's.
        let length = a.len().min(b.len());
        let rest = if a.len() > length { a.split_off(length) } else { b.split_off(length) };
        let ids = |ranked: &[Ranked]| ranked.iter().map(|one| one.candidate.mentor_id).collect::<Vec<_>>();
        let drafted = team_draft(&ids(a), &ids(b), *seed);
        let by_id = |ranked: &[Ranked]| -> HashMap<MentorId, Ranked> {
            ranked.iter().map(|one| (one.candidate.mentor_id, *one)).collect()
        };
        let of = [by_id(a), by_id(b)];
        // Scores of two rankings side by side need not fall; a reader expects them to.
        let mut least = 1.0_f64;
        let mixed = drafted.iter().filter_map(|(id, team)| {
            let one = of[team.arm()].get(id)?;
            least = least.min(one.score);
            Some(Ranked { score: least, ..*one })
        });
        let mut mixed: Vec<Ranked> = mixed.collect();
        let teams: HashMap<MentorId, Team> = drafted.iter().copied().collect();
        let rest = rest.into_iter().filter(|one| !teams.contains_key(&one.candidate.mentor_id));
        mixed.extend(rest.map(|one| Ranked { score: least.min(one.score), ..one }));
        (mixed, teams)
    }

    /// What is noted of the search's part in the experiment.
    pub(super) fn trial(&self, shown: &[MentorId], teams: &HashMap<MentorId, Team>) -> Option<Trial> {
        match self {
            Self::InUse(_) => None,
            Self::Arm(experiment, arm) => {
                Some(Trial { experiment_id: experiment.id, arm: Some(*arm), teams: vec![] })
            }
            Self::Mix(experiment, _) => {
                let teams = shown.iter().map(|id| teams.get(id).copied()).collect();
                Some(Trial { experiment_id: experiment.id, arm: None, teams })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use office_hours::experiments::StartExperiment;
    use office_hours::ids::ExperimentId;
    use office_hours::matching::Signals;
    use office_hours::matching::score::Candidate;
    use uuid::Uuid;

    use super::*;

    fn order(ids: &[u128]) -> Vec<Ranked> {
        let ranked = |(place, id): (usize, &u128)| Ranked {
            candidate: Candidate {
                mentor_id: MentorId(Uuid::from_u128(*id)),
                fit: 1.0,
                signals: Signals::default(),
            },
            score: 1.0 / (place + 1) as f64,
        };
        ids.iter().enumerate().map(ranked).collect()
    }

    #[test]
    fn a_mix_shows_everybody_and_credits_only_what_was_drafted() {
        let input: StartExperiment = serde_json::from_str(
            r#"{"key": "mix", "mode": "interleaved", "arms": [{"name": "a", "share": 1}, {"name": "b", "share": 1}]}"#,
        )
        .unwrap();
        let at = "2026-11-23T08:00:00Z".parse().unwrap();
        let experiment = Experiment::new(ExperimentId(Uuid::from_u128(1)), 1, input, at).unwrap();
        for seed in 0..20 {
            let mix = Ranking::Mix(Arc::new(experiment.clone()), seed);
            for (a, b, drafted) in
                [(&[1, 2, 3, 4][..], &[][..], 0), (&[1, 2, 3, 4], &[3], 2), (&[2], &[1, 2, 3, 4], 2)]
            {
                let (mixed, teams) = mix.combine(vec![order(a), order(b)]);
                let mut ids: Vec<u128> =
                    mixed.iter().map(|one| one.candidate.mentor_id.0.as_u128()).collect();
                assert!(mixed.is_sorted_by(|a, b| a.score >= b.score), "{mixed:?}");
                assert!(teams.len() <= drafted, "{teams:?}");
                ids.sort_unstable();
                assert_eq!(ids, [1, 2, 3, 4]);
            }
        }
    }
}
