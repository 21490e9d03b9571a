//! Profiles of mentors and mentees: reading, entering, importing.

mod change_photo;
mod darkroom;
mod editable;
mod forget_photo;
mod get_mentor;
mod get_my_profile;
mod get_photo;
mod import_mentors;
mod list_mentors;
mod list_named_mentors;
mod list_public_mentors;
mod remove_photo;
mod save_mentee_profile;
mod save_mentor_profile;
mod save_photo;
mod save_profile_field;
mod suggest_profile;

pub use get_mentor::get_mentor;
pub use get_my_profile::{get_my_mentee_profile, get_my_mentor_profile};
pub use get_photo::get_photo;
pub use import_mentors::{import_mentors, import_mentors_within};
pub use list_mentors::list_mentors;
pub use list_named_mentors::list_named_mentors;
pub use list_public_mentors::list_public_mentors;
pub use remove_photo::remove_photo;
pub use save_mentee_profile::save_mentee_profile;
pub use save_mentor_profile::{review_mentor_profile, save_mentor_profile, save_mentor_profile_or_review};
pub use save_photo::save_photo;
pub use save_profile_field::save_profile_field;
pub use suggest_profile::suggest_profile;

pub(crate) use change_photo::enqueue_forgetting;
pub(crate) use darkroom::Darkroom;
pub(crate) use forget_photo::forget_photo;

use office_hours::Actor;
use office_hours::profile::{Audience, MentorProfile};

/// As whom `actor` looks for mentors.
pub(crate) fn audience(actor: &Actor) -> Audience {
    match actor {
        Actor::Stranger => Audience::Public,
        actor if actor.is_staff() => Audience::Staff,
        Actor::Person(_) | Actor::System => Audience::Members,
    }
}

/// Whether `actor` may read this profile. Mentors always see their own.
pub(crate) fn may_read(actor: &Actor, profile: &MentorProfile) -> bool {
    let own = actor.person().is_ok_and(|person| person.mentor_id == Some(profile.mentor_id));
    own || audience(actor).sees(profile.visibility)
}
