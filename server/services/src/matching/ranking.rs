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
    /// Whoever is signed in takes part in the experiment that runs: only of them is it known that they
    /// are the same when they come again, and only they can book.
    pub(super) fn of(services: &Services, actor: &Actor, need: &str) -> Self {
        let running = services.matching.experiment.get();
        match (running, actor.user_id()) {
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
        let length = a.len().min(b.len());
        a.truncate(length);
        b.truncate(length);
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
        (mixed.collect(), drafted.iter().copied().collect())
    }

    /// What is noted of the search's part in the experiment.
    pub(super) fn trial(&self, shown: &[MentorId], teams: &HashMap<MentorId, Team>) -> Option<Trial> {
        match self {
            Self::InUse(_) => None,
            Self::Arm(experiment, arm) => {
                Some(Trial { experiment_id: experiment.id, arm: Some(*arm), teams: vec![] })
            }
            Self::Mix(experiment, _) => {
                let teams = shown.iter().filter_map(|id| teams.get(id).copied()).collect();
                Some(Trial { experiment_id: experiment.id, arm: None, teams })
            }
        }
    }
}
