//! One field while it is edited: what is typed, what became of it, and every way on.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use office_hours::Failure;
use office_hours::profile::MentorProfile;
use office_hours::profile::field::{FIELD_CHANGED, ProfileField, SaveProfileField};

use super::Desk;
use crate::api::ApiError;
use crate::api::profile::{get_mentor, save_profile_field};
use crate::state::language::tell;

/// What is to be seen of the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// What it says.
    Shown,
    /// An input.
    Open,
    /// What it will say; the answer is on its way.
    Saving,
    /// What it says, and that this was saved; perhaps with a way back.
    Saved(Option<SaveProfileField>),
    /// What it says again, after a change was taken back.
    Restored,
    /// What it says, which somebody else has written meanwhile, beside what was typed.
    Overtaken,
}

/// One field of the page.
#[derive(Clone, Copy)]
pub struct Spot {
    /// The page.
    pub desk: Desk,
    /// The field.
    pub field: ProfileField,
    /// What is to be seen.
    pub phase: RwSignal<Phase>,
    /// What was typed last; kept until it is saved or given up.
    pub text: RwSignal<String>,
    /// What has to be corrected.
    pub problem: RwSignal<Option<String>>,
    /// What opens the input; the keyboard goes on there.
    pub pencil: NodeRef<html::Button>,
    /// Whether what shows next takes the focus: not from whoever has gone on to something else.
    takes_focus: StoredValue<bool>,
}

impl Spot {
    /// As it is at first.
    pub fn new(desk: Desk, field: ProfileField) -> Self {
        Self {
            desk,
            field,
            phase: RwSignal::new(Phase::Shown),
            text: RwSignal::new(String::new()),
            problem: RwSignal::new(None),
            pencil: NodeRef::new(),
            takes_focus: StoredValue::new(false),
        }
    }

    /// Turns the field into an input; `elsewhere` happens where the input cannot be fetched.
    pub fn open(self, elsewhere: impl FnOnce() + 'static) {
        if self.phase.get_untracked() == Phase::Saving {
            return;
        }
        spawn_local(async move {
            if !self.desk.fetch().await {
                return elsewhere();
            }
            if let Some(said) = self.desk.mentor.try_with_untracked(|mentor| self.field.read(mentor)) {
                self.text.set(said);
                self.problem.set(None);
                self.takes_focus.set_value(true);
                self.phase.set(Phase::Open);
            }
        });
    }

    /// Whether what shows now is to take the focus; asked once.
    pub fn take_focus(self) -> bool {
        self.takes_focus.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// Whether there is an input.
    pub fn is_open(self) -> bool {
        self.phase.try_get_untracked() == Some(Phase::Open)
    }

    /// Fetches what makes the input.
    pub fn prepare(self) {
        spawn_local(async move {
            // What does not come now is asked for again by the click.
            self.desk.fetch().await;
        });
    }

    /// Restores what was there.
    pub fn give_up(self) {
        self.close(Phase::Shown);
        self.go_back();
    }

    /// Saves what was typed; the keyboard goes on at the pencil.
    pub fn save(self) {
        if self.save_typed() {
            self.go_back();
        }
    }

    /// Saves what was typed as the focus goes on elsewhere.
    pub fn leave(self) {
        if self.is_open() {
            self.save_typed();
        }
    }

    /// Says so in spite of what somebody else has written.
    pub fn keep_mine(self) {
        self.save_typed();
        self.go_back();
    }

    /// Takes the change back.
    pub fn undo(self, change: SaveProfileField) {
        let changed = self.desk.mentor.with_untracked(|mentor| change.apply(mentor));
        match changed {
            Ok(Some(changed)) => self.send(change, &changed, true),
            _ => self.close(Phase::Shown),
        }
        self.go_back();
    }

    /// Whether it could be entered.
    fn save_typed(self) -> bool {
        let value = self.text.get_untracked();
        let mentor = self.desk.mentor.get_untracked();
        let change = SaveProfileField { field: self.field, value, was: self.field.read(&mentor) };
        // What an import brought may be longer than what can be entered: it is left as it is.
        if change.value == change.was {
            self.close(Phase::Shown);
            return true;
        }
        match change.apply(&mentor) {
            Ok(Some(changed)) => self.send(change, &changed, false),
            Ok(None) => self.close(Phase::Shown),
            Err(failure) => {
                self.reopen(change.value, tell(failure.text()));
                return false;
            }
        }
        true
    }

    /// Shows the change, then saves it.
    fn send(self, change: SaveProfileField, changed: &MentorProfile, is_undo: bool) {
        let before = self.desk.mentor.get_untracked();
        self.show(changed);
        self.close(Phase::Saving);
        spawn_local(async move {
            let SaveProfileField { field, value, was } = change.clone();
            match save_profile_field(before.mentor_id, field, value, was).await {
                Ok(saved) => {
                    self.show(&saved);
                    let phase = if is_undo { Phase::Restored } else { Phase::Saved(change.undo(&saved)) };
                    self.phase.set(phase);
                }
                Err(ApiError(Failure::Conflict { code, .. })) if code == FIELD_CHANGED => {
                    self.compare(change, before).await;
                }
                Err(error) => self.take_back(change, &before, &error),
            }
        });
    }

    /// Shows what somebody else has written, and keeps what was typed beside it.
    async fn compare(self, change: SaveProfileField, before: MentorProfile) {
        match get_mentor(before.mentor_id, String::new()).await {
            Ok(current) => {
                self.show(&current);
                self.text.set(change.value);
                self.note_focus();
                self.phase.set(Phase::Overtaken);
            }
            Err(error) => self.take_back(change, &before, &error),
        }
    }

    /// It was refused: the input is there again, with what was typed.
    fn take_back(self, change: SaveProfileField, before: &MentorProfile, error: &ApiError) {
        self.show(before);
        self.reopen(change.value, tell(error.0.text()));
    }

    fn reopen(self, typed: String, problem: String) {
        self.text.set(typed);
        self.problem.set(Some(problem));
        if !self.is_open() {
            self.note_focus();
            self.phase.set(Phase::Open);
        }
    }

    fn show(self, edition: &MentorProfile) {
        let field = self.field;
        self.desk.mentor.try_update(|mentor| field.copy(edition, mentor));
    }

    fn close(self, phase: Phase) {
        self.problem.set(None);
        self.phase.set(phase);
    }

    /// What shows in place of the pencil takes the focus that the pencil has.
    fn note_focus(self) {
        let pencil = self.pencil.try_get_untracked().flatten();
        let here = pencil.zip(document().active_element()).is_some_and(|(pencil, active)| **pencil == active);
        self.takes_focus.try_update_value(|takes| *takes = here);
    }

    fn go_back(self) {
        // The pencil shows again with the next frame.
        request_animation_frame(move || {
            if let Some(pencil) = self.pencil.try_get_untracked().flatten() {
                // Without the focus it can still be used.
                let _ = pencil.focus();
            }
        });
    }
}
