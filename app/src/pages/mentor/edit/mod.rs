//! Editing a profile in place: it looks the same to whoever may change it, and each field becomes an input where it
//! stands.
//!
//! The page's own file carries the pencils, the form of the photo and what is said about a change; the inputs, and where a
//! photo is cut, are fetched when the first of them is about to be used. What may be entered is decided in
//! `office_hours::profile::field` and `office_hours::profile::photo`.

mod editable;
mod form;
mod news;
mod photo;
#[cfg(feature = "hydrate")]
mod picture;
mod spot;
#[cfg(feature = "hydrate")]
mod stage;

use leptos::prelude::*;
use office_hours::account::Viewer;
use office_hours::profile::MentorProfile;

pub use self::editable::{EditElsewhere, Editable};
pub use self::form::make_form;
pub use self::photo::{ChangePhoto, MakeStage, PhotoNews, RefusedPhoto};
pub use self::spot::Spot;
#[cfg(feature = "hydrate")]
pub use self::stage::make_stage;
use crate::lazy;

/// Only browsers open what was chosen.
#[cfg(not(feature = "hydrate"))]
pub fn make_stage(_: photo::PhotoDraft) -> AnyView {
    ().into_any()
}

/// How the input of a field is made.
pub type MakeForm = fn(Spot) -> AnyView;

/// Who changes the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editor {
    /// The mentor, who has a form of all of it as well.
    Owner,
    /// The programme's staff.
    Staff,
}

impl Editor {
    /// Nobody, for most who look.
    pub fn of(viewer: &Viewer, mentor: &MentorProfile) -> Option<Self> {
        let person = viewer.person.as_ref()?;
        if person.mentor_id == Some(mentor.mentor_id) {
            Some(Self::Owner)
        } else {
            person.role.is_staff().then_some(Self::Staff)
        }
    }
}

/// The profile on the page.
#[derive(Clone, Copy)]
pub struct Desk {
    /// As it is shown: a change shows before it is saved.
    pub mentor: RwSignal<MentorProfile>,
    /// Who changes it, if the viewer may.
    pub editor: Option<Editor>,
    /// Once it was fetched.
    make: RwSignal<Option<MakeForm>>,
}

impl Desk {
    /// With the profile as it was read.
    pub fn new(mentor: MentorProfile, editor: Option<Editor>) -> Self {
        Self { mentor: RwSignal::new(mentor), editor, make: RwSignal::new(None) }
    }

    /// Fetches what makes the inputs; says whether it is there.
    async fn fetch(self) -> bool {
        if matches!(self.make.try_get_untracked(), Some(Some(_))) {
            return true;
        }
        let made = lazy::edit().await.ok();
        made.is_some() && self.make.try_set(made).is_none()
    }
}
