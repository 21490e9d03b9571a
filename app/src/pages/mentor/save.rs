//! Saving the mentor whose profile is open.

use leptos::prelude::*;
use office_hours::ids::MentorId;

use crate::api::saved::is_saved;
use crate::parts::save::SaveToggle;
use crate::state::viewer::use_epoch;
use crate::state::wire::ask;

/// The button, for those who can save.
#[component]
pub fn Save(
    /// Whom.
    mentor_id: MentorId,
    /// The id of what names them.
    described_by: &'static str,
) -> impl IntoView {
    let epoch = use_epoch();
    let saved = ask(move || epoch.get(), move |_| is_saved(mentor_id));
    view! {
        <Transition>
            {move || {
                let saved = saved.get()?.ok()??;
                Some(view! { <SaveToggle mentor_id saved described_by=described_by.to_owned() /> })
            }}
        </Transition>
    }
}
