//! Leaving for good.

use leptos::prelude::*;

use crate::api::account::EraseUser;
use crate::parts::erase::Erase;
use crate::state::viewer::{refresh_viewer_after, viewing};

/// The viewer's own account can be erased here.
#[component]
pub fn Leave() -> impl IntoView {
    let erase = ServerAction::<EraseUser>::new();
    refresh_viewer_after(erase);
    view! {
        <Transition>
            <Own erase />
        </Transition>
    }
}

/// Built once for a person: the same viewer in another zone neither folds the form nor empties it.
#[component]
fn Own(erase: ServerAction<EraseUser>) -> impl IntoView {
    let user_id = Memo::new(|_| viewing().map(|person| person.user_id));
    move || user_id.get().map(|user_id| view! { <Erase user_id erase own=true /> })
}
