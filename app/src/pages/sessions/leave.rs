//! Leaving for good.

use leptos::prelude::*;

use crate::api::account::EraseUser;
use crate::parts::erase::Erase;
use crate::state::viewer::{refresh_viewer_after, use_viewer};

/// The viewer's own account can be erased here.
#[component]
pub fn Leave() -> impl IntoView {
    let viewer = use_viewer();
    let erase = ServerAction::<EraseUser>::new();
    refresh_viewer_after(erase);
    view! {
        <Transition>
            {move || {
                let person = viewer.get()?.ok()?.person?;
                Some(view! { <Erase user_id=person.user_id erase own=true /> })
            }}
        </Transition>
    }
}
