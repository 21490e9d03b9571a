//! Saving the mentor whose profile is open.

use leptos::prelude::*;
use office_hours::ids::MentorId;

use crate::parts::save::SaveToggle;
use crate::state::wire::Answer;

/// The button, for those who can save.
#[component]
pub fn Save(
    /// Whom.
    mentor_id: MentorId,
    /// Whether they are saved already. Asked where the page is made: what is asked inside an answer would have another
    /// number in the browser than on the server.
    saved: Answer<Option<bool>>,
    /// The id of what names them.
    described_by: &'static str,
) -> impl IntoView {
    view! {
        <Transition>
            {move || {
                let saved = saved.get()?.ok()??;
                Some(view! { <SaveToggle mentor_id saved described_by=described_by.to_owned() /> })
            }}
        </Transition>
    }
}
