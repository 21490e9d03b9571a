//! `/dev/…`: what only a development server shows.
//!
//! One route for all of it, so that the first load of other pages does not grow with it.

mod components;
mod mailbox;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use self::components::ComponentsPage;
use self::mailbox::MailboxPage;
use super::not_found::NotFoundPage;

/// The page of the address.
#[component]
pub fn DevPage() -> impl IntoView {
    let params = use_params_map();
    let name = Memo::new(move |_| params.with(|params| params.get("page")).unwrap_or_default());
    move || match name.try_get().as_deref() {
        Some("mailbox") => view! { <MailboxPage /> }.into_any(),
        Some("components") => view! { <ComponentsPage /> }.into_any(),
        Some(_) => view! { <NotFoundPage /> }.into_any(),
        None => ().into_any(),
    }
}
