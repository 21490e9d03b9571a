//! What staff should know of the server's state.

use leptos::prelude::*;

use crate::kit::alert::{Alert, Tone};
use crate::state::language::say;
use crate::state::viewer::use_viewer;

/// Nothing, unless the viewer is staff and there is something to say.
#[component]
pub fn Notices() -> impl IntoView {
    let viewer = use_viewer();
    view! {
        <Transition>
            {move || {
                let notices = viewer.get()?.ok()?.notices;
                (!notices.is_empty())
                    .then(|| {
                        let alerts = notices
                            .into_iter()
                            .map(|text| view! { <Alert tone=Tone::Note title=say("For staff") text /> })
                            .collect_view();
                        view! { <div class="mb-8 grid gap-3">{alerts}</div> }
                    })
            }}
        </Transition>
    }
}
