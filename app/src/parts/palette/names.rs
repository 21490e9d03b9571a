//! Mentors by name, looked up while somebody types.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use office_hours::profile::MentorCard;
use office_hours::profile::names::MIN_TYPED;

use crate::api::profile::list_named_mentors;
use crate::state::language::tell;

/// How long nobody types before mentors are looked up, and how long an answer may take before that is said.
const PAUSE: Duration = Duration::from_millis(150);

/// How looking up goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nothing is on its way, or not for long.
    #[default]
    Quiet,
    /// An answer takes its time.
    Waiting,
    /// There was no answer, and why.
    Failed(String),
}

/// Looks mentors up, and keeps who was found last.
#[derive(Clone, Copy)]
pub struct Names {
    /// Who was found last.
    pub found: RwSignal<Vec<MentorCard>>,
    /// How it goes.
    pub state: RwSignal<State>,
    /// What is to be answered next; an answer to anything else comes too late.
    awaited: StoredValue<Option<String>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Names {
    /// Nobody yet.
    pub fn new() -> Self {
        Self {
            found: RwSignal::default(),
            state: RwSignal::default(),
            awaited: StoredValue::default(),
            timer: StoredValue::default(),
        }
    }

    /// Takes what stands in the field now.
    pub fn typed(self, text: &str) {
        if let Some(timer) = self.timer.get_value() {
            timer.clear();
        }
        self.state.set(State::Quiet);
        let name = text.trim().to_owned();
        if name.chars().count() < MIN_TYPED {
            self.awaited.set_value(None);
            self.found.set(vec![]);
            return;
        }
        self.awaited.set_value(Some(name.clone()));
        let timer = set_timeout_with_handle(move || self.look_up(name), PAUSE);
        self.timer.set_value(timer.ok());
    }

    fn look_up(self, name: String) {
        // The palette may be closed by now, and again when the answer comes.
        if !self.awaits(&name) {
            return;
        }
        let slow = name.clone();
        let say_so = move || {
            if self.awaits(&slow) {
                self.state.set(State::Waiting);
            }
        };
        set_timeout(say_so, PAUSE);
        spawn_local(async move {
            let answer = list_named_mentors(name.clone()).await;
            if !self.awaits(&name) {
                return;
            }
            self.awaited.set_value(None);
            match answer {
                Ok(mentors) => {
                    self.state.set(State::Quiet);
                    self.found.set(mentors);
                }
                Err(error) => self.state.set(State::Failed(tell(error.0.text()))),
            }
        });
    }

    fn awaits(self, name: &str) -> bool {
        self.awaited.try_with_value(|awaited| awaited.as_deref() == Some(name)).unwrap_or_default()
    }
}
